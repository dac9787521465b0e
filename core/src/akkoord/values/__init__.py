"""The values of agreements: money, quantities, dates, notice, identifiers. Exact, frozen, and they refuse nonsense."""

from akkoord.values.cadence import Cadence, SettlementDay, extended
from akkoord.values.calendar import (
    Method,
    Period,
    add_months,
    contract_year,
    contract_years,
    days_after,
    full_months,
    month_end,
    pro_rata,
    remaining_months,
    term_end,
)
from akkoord.values.conversion import Conversion, Size
from akkoord.values.errors import AmbiguousNumber, InvalidDate, InvalidIdentifier, InvalidNumber, InvalidValue
from akkoord.values.exchange import ExchangeRate, rate_on
from akkoord.values.formats import parse_date, parse_number
from akkoord.values.moments import Window, end_of_day, moment_of, whole_days
from akkoord.values.money import MixedCurrencies, Money, total
from akkoord.values.notice import Notice, Term, effective_at_end_of, effective_at_month_end, notice_deadline
from akkoord.values.percentage import Percentage
from akkoord.values.quantity import MixedUnits, Quantity, hectolitres
from akkoord.values.ratio import Ratio
from akkoord.values.rounding import part_of, round_half_up, round_to_cents

__all__ = [
    "AmbiguousNumber",
    "Cadence",
    "Conversion",
    "ExchangeRate",
    "InvalidDate",
    "InvalidIdentifier",
    "InvalidNumber",
    "InvalidValue",
    "Method",
    "MixedCurrencies",
    "MixedUnits",
    "Money",
    "Notice",
    "Percentage",
    "Period",
    "Quantity",
    "Ratio",
    "SettlementDay",
    "Size",
    "Term",
    "Window",
    "add_months",
    "contract_year",
    "contract_years",
    "days_after",
    "effective_at_end_of",
    "effective_at_month_end",
    "end_of_day",
    "extended",
    "full_months",
    "hectolitres",
    "moment_of",
    "month_end",
    "notice_deadline",
    "parse_date",
    "parse_number",
    "part_of",
    "pro_rata",
    "rate_on",
    "remaining_months",
    "round_half_up",
    "round_to_cents",
    "term_end",
    "total",
    "whole_days",
]
