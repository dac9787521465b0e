"""Discounts on discounts: in which order, and of what."""

from akkoord.executing import settle

from .facts import agreed, counted, net, parts, sold
from .reading import number, only, text
from .replaying import maps
from .resettlement import limits, per_unit


@maps("stacking.order")
def pipeline(case):
    """Franchise, price, percentage, maximum, minimum: the order in which our prices apply what is agreed besides."""
    only(case.parameters, "unit", "discount_percent", "maximum_amount", "order")
    before = text(number(case.inputs["prior_billed"]))
    rule = per_unit(case.parameters["unit"], in_parts=True, billed_before=before, **limits(case))
    made = settle([agreed(rule)], counted([sold(number(case.inputs["quantity"]))]))
    found = parts(made.position)
    return {
        "gross": found["price"],
        "percent_discount": -found.get("discount", 0),
        "cap_discount": -found.get("most", 0),
        "net": net(made.position),
    }
