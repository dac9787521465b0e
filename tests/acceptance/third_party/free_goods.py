"""Goods that come free with what was bought."""

from akkoord_rules_packages import FreeGoods

from .facts import line, sold
from .reading import number, numbers, only, text
from .replaying import maps


def free_goods(case, **more):
    """Make the rule; what a free unit is worth does not matter for how many there are."""
    names = {"every": "every", "free": "free", "min_qty": "from_qty", "max_qty": "up_to_qty", "free_item_rate": "worth"}
    only(case.parameters, *names, "rounding")
    assert case.parameters.get("rounding", "floor") == "floor", "free units are whole"
    given = {
        ours: text(number(case.parameters[name]))
        for name, ours in names.items()
        if case.parameters.get(name) is not None
    }
    return FreeGoods.read({"groups": ["goods"], "worth": "0"} | given | more)


@maps("free_goods.every_n")
def every(case):
    return {"free_quantity": line(free_goods(case), sold(number(case.inputs["quantity"]))).quantity}


@maps("free_goods.order_threshold")
def orders(case):
    """Every order is delivered on its own day; a free item is a line of its own."""
    rule = free_goods(case, per="day")
    found = [line(rule, sold(each, on=place)).quantity for place, each in enumerate(numbers(case.inputs["orders"]))]
    return {"extra_lines": found}
