"""What does not count yet: used up in the order of time, because every settlement counts from the beginning."""

from akkoord.executing import settle

from .facts import agreed, counted, sold
from .reading import number, only, text
from .replaying import maps
from .resettlement import per_unit


@maps("franchise.units")
def units(case):
    only(case.parameters, "free_units")
    rule = agreed(per_unit(1, free=text(number(case.parameters["free_units"])), in_parts=True))
    before = [sold(number(case.inputs["prior_quantity"]))]
    now = [*before, sold(number(case.inputs["quantity"]), on=1)]
    first, last = (quantities(rule, events) for events in (before, now))
    return {
        "billable": last["price"] - first["price"],
        "prior_billable": first["price"],
        "discount_applied_now": first["free"] - last["free"],
    }


def quantities(rule, events):
    """Give the quantity of every part."""
    made = settle([rule], counted(events))
    return {line.exact.part: line.quantity for line in made.lines}
