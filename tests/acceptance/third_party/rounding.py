"""Which amount is rounded, and what is only shown."""

from akkoord.values.allocation import allocate

from .facts import counted, exact, sold
from .pricing import per_unit
from .reading import number, numbers, only
from .replaying import maps
from .stacking import in_order, on_goods


@maps("rounding.discount_first")
def discount_first(case):
    """The discount is rounded, and what is left follows from it."""
    only(case.parameters, "percent", "rounding")
    assert case.parameters["rounding"].startswith("discount amount half up")
    stack = discounted(case)
    return {"discount": stack.off, "net": stack.left}


@maps("rounding.percent_display")
def shown(case):
    """What was agreed is kept, a price or a percentage; the other is shown and nothing is computed with it."""
    only(case.parameters, "list_price", "agreed_price", "shown_percent", "percent", "price_dp")
    if "agreed_price" in case.parameters:
        return {"total": exact(per_unit(case.parameters["agreed_price"]), sold(number(case.inputs["quantity"])))}
    stack = discounted(case)
    return {"price_after": stack.left, "shown": stack.taken[0].discount.pct}


def discounted(case):
    discounts = in_order([case.parameters["percent"]], "left")
    return on_goods(discounts, case.inputs["price"], rounding="each").stack(counted([sold(1)]))


@maps("rounding.allocation")
def allocation(case):
    """Divide whole cents so that nothing is lost; who gets the remainder is said."""
    only(case.parameters, "discount_cents", "method")
    last = case.parameters["method"].startswith("last line")
    cents = int(number(case.parameters["discount_cents"]))
    shares = allocate(cents, numbers(case.inputs["lines_cents"]), remainder="last" if last else "largest")
    return {"allocation": shares, "sum": sum(shares)}
