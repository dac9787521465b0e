"""Lines that come in late: each keeps its own period, and every period is settled again for what it is worth now."""

from itertools import zip_longest

from akkoord.executing import Counted, settle
from akkoord.values import Period, add_months, days_after
from akkoord_rules_fees import Fixed

from .facts import YEAR, agreed, counted, net, sold
from .pricing import priced
from .reading import numbers, text
from .replaying import maps


@maps("late_line")
def by_period(case):
    """Every period is a month; prices and their maximum hold over all of them."""
    rule = agreed(priced(case, over="contract"))
    (cumulative,) = (numbers(each) for name, each in case.inputs.items() if name.endswith("cumulative_by_period"))
    periods = [month(place) for place in range(len(cumulative))]
    sales = [
        sold(now - earlier, on=period.first)
        for now, earlier, period in zip(cumulative, [0, *cumulative], periods, strict=False)
    ]
    before = numbers(case.inputs["previously_booked"])
    made = [
        settled(rule, sales, period, booked_before(amount))
        for period, amount in zip_longest(periods, before, fillvalue=0)
    ]
    return outcome(made)


def month(place):
    first = add_months(YEAR.first, place)
    return Period(first, days_after(add_months(first, 1), -1))


def booked_before(amount):
    """Give the position of an earlier settlement, of which only the amount is known."""
    return settle([agreed(Fixed.read({"amount": text(amount)}))], counted([])).position


def settled(rule, sales, period, booked):
    """Settle a period by all that is known at the end of the year, less what was booked."""
    events = Counted.of(sales, period, YEAR.last).events
    return settle([rule], Counted(period, YEAR.last, events, commencement=YEAR.first), booked=booked)


def outcome(made):
    """Name what is booked: a period that was settled before is corrected."""
    found = {"net": sum(net(each.due) for each in made)}
    for place, each in enumerate(made, 1):
        found |= {f"period{place}": net(each.due), f"period{place}_correction": net(each.due)}
    return found
