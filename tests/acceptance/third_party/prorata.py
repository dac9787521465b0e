"""A part of a period: by the days of the period itself, or of a month that is agreed to have thirty."""

from datetime import date, timedelta

from akkoord.executing import settle
from akkoord.values import Period, add_months, pro_rata, round_half_up
from akkoord_rules_fees import RecurringFee

from .facts import agreed, counted, net
from .reading import number, only, text
from .replaying import maps

ROUNDINGS = ("half up",)
THIRTY = 30
MONTHS = {28: date(2026, 2, 1), 29: date(2028, 2, 1), 30: date(2026, 1, 1), 31: date(2026, 1, 1)}
"""Where a month of so many days begins."""


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
    """Charge so many days of a month, or give them back where there are fewer than none.

    A month of thirty days is an option of the fee; others are charged in a month that has so many.
    """
    basis, days = int(number(case.parameters["basis"])), int(number(case.inputs["days"]))
    assert basis in MONTHS, f"no month has {basis} days"
    month = {"month": "thirty"} if basis == THIRTY else {}
    rule = RecurringFee.read({"monthly_fee": text(number(case.parameters["monthly"]))} | month)
    if not days:
        return {"amount": 0}
    used = Period(MONTHS[basis], MONTHS[basis] + timedelta(days=abs(days) - 1))
    made = settle([agreed(rule, direction="receivable" if days > 0 else "payable")], counted([], used))
    return {"amount": net(made.position)}
