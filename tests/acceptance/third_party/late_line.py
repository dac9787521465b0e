"""Lines that come in late: each keeps its own period, and every period is settled again for what it is worth now."""

from akkoord.executing import Counted, settle
from akkoord.values import Period, add_months, days_after

from .facts import YEAR, agreed, net, sold
from .reading import numbers, only
from .replaying import maps
from .resettlement import limits, per_unit


@maps("late_line.period_preserving", "late_line.period_preserving.cap")
def by_period(case):
    """Every period is a month; prices and their maximum hold over all of them."""
    only(case.parameters, "unit", "discount_percent", "maximum_amount")
    rule = agreed(per_unit(case.parameters["unit"], over="contract", **limits(case)))
    cumulative = numbers(case.inputs["run3_cumulative_by_period"])
    before = numbers(case.inputs["previously_booked"])
    periods = [month(place) for place in range(len(cumulative))]
    sales = [
        sold(now - earlier, on=period.first)
        for now, earlier, period in zip(cumulative, [0, *cumulative], periods, strict=False)
    ]
    worth = [net(settled(rule, sales, period).position) for period in periods]
    booked = [now - was for now, was in zip(worth, [*before, *[0] * len(worth)], strict=False)]
    return outcome(booked)


def month(place):
    first = add_months(YEAR.first, place)
    return Period(first, days_after(add_months(first, 1), -1))


def settled(rule, sales, period):
    """Settle a period by all that is known at the end of the year."""
    facts = Counted.of(sales, period, YEAR.last)
    return settle([rule], Counted(period, YEAR.last, facts.events, commencement=YEAR.first))


def outcome(booked):
    """Name what is booked: a period that was settled before is corrected."""
    found = {"net": sum(booked)}
    for place, amount in enumerate(booked, 1):
        found |= {f"period{place}": amount, f"period{place}_correction": amount}
    return found
