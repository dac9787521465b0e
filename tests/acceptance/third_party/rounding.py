"""Which amount is rounded, and what is only shown."""

from akkoord.executing import settle
from akkoord.values.allocation import allocate

from .facts import agreed, counted, exact, net, sold
from .pricing import per_unit
from .reading import number, numbers, only
from .replaying import maps
from .stacking import in_order, on_goods


@maps("rounding.discount_first")
def discount_first(case):
    """The discount is rounded, and what is left follows from it; or the line of what is left is what is rounded."""
    only(case.parameters, "percent", "rounding")
    if str(case.parameters.get("rounding", "discount")).startswith(("net", "price")):
        price = number(case.inputs["price"])
        left = net(settle([agreed(on_goods(discounts(case), price))], counted([sold(1)])).position)
        return {"discount": price - left, "net": left}
    stack = discounted(case)
    return {"discount": stack.off, "net": stack.left}


def discounts(case):
    return in_order([case.parameters["percent"]], "left")


@maps("rounding.percent_display")
def shown(case):
    """What was agreed is kept, a price or a percentage; the other is shown and nothing is computed with it."""
    only(case.parameters, "list_price", "agreed_price", "shown_percent", "percent", "price_dp")
    if "agreed_price" in case.parameters:
        return {"total": exact(per_unit(case.parameters["agreed_price"]), sold(number(case.inputs["quantity"])))}
    stack = discounted(case)
    return {"price_after": stack.left, "shown": stack.taken[0].discount.pct}


def discounted(case):
    return on_goods(discounts(case), case.inputs["price"], rounding="each").stack(counted([sold(1)]))


@maps("rounding.allocation")
def allocation(case):
    """Divide whole cents so that nothing is lost; who gets the remainder is said."""
    only(case.parameters, "discount_cents", "method")
    last = case.parameters["method"].startswith("last line")
    cents = int(number(case.parameters["discount_cents"]))
    shares = allocate(cents, numbers(case.inputs["lines_cents"]), remainder="last" if last else "largest")
    return {"allocation": shares, "sum": sum(shares)}
