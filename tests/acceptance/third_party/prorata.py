"""A part of a period: by the days of the period itself, or of a month that is agreed to have thirty."""

from datetime import date, timedelta

from akkoord.values import Period, add_months, pro_rata, round_half_up
from akkoord_rules_fees import RecurringFee

from .facts import exact
from .reading import number, only, text
from .replaying import maps

ROUNDINGS = ("half up",)


@maps("prorata.days")
def by_days(case):
    only(case.parameters, "basis", "scale", "rounding", "monthly")
    return of_a_month(case) if "days" in case.inputs else of_a_period(case)


def of_a_period(case):
    """Give the part that a period has in the whole one: it begins a month before the day on which it ends."""
    assert "actual days" in case.parameters["basis"], f"unknown basis {case.parameters['basis']!r}"
    start, ends = (date.fromisoformat(case.inputs[name]) for name in ("start", "cycle_date"))
    assert case.parameters.get("rounding", "half up") in ROUNDINGS, "factors are shown rounded half up"
    last = ends - timedelta(days=1)
    factor = pro_rata(Period(start, last), "days", Period(add_months(ends, -1), last))
    return {"factor": round_half_up(factor, int(case.parameters.get("scale", 9)))}


def of_a_month(case):
    """Charge so many days of a month of thirty days, which is an option of the fee."""
    assert str(case.parameters["basis"]) == "30", "without the days of its own month a part of one has no amount"
    rule = RecurringFee.read({"monthly_fee": text(number(case.parameters["monthly"])), "month": "thirty"})
    first = date(2026, 1, 1)
    used = Period(first, first + timedelta(days=int(case.inputs["days"]) - 1))
    return {"amount": exact(rule, period=used)}
