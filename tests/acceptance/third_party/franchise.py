"""What does not count yet: used up in the order of time, because every settlement counts from the beginning."""

from akkoord.executing import settle

from .facts import agreed, counted
from .pricing import before_and_now, limits, per_unit
from .reading import only
from .replaying import maps


@maps("franchise.units")
def units(case):
    only(case.parameters, "free_units")
    rule = agreed(per_unit(1, in_parts=True, **limits(case)))
    first, last = (quantities(rule, events) for events in before_and_now(case))
    return {
        "billable": last["price"] - first["price"],
        "prior_billable": first["price"],
        "discount_applied_now": first.get("free", 0) - last.get("free", 0),
    }


def quantities(rule, events):
    """Give the quantity of every part."""
    made = settle([rule], counted(events))
    return {line.exact.part: line.quantity for line in made.lines}
