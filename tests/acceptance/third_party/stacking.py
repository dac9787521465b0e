"""Discounts on discounts: in which order, and of what."""

from akkoord.executing import settle
from akkoord_rules_discounts import Discounts, OrderDiscounts
from akkoord_rules_volume import PerUnit, TurnoverPct

from .facts import NO_VAT, agreed, counted, exact, net, sold
from .pricing import per_unit, step_by_step
from .reading import given, number, numbers, only, says, text
from .replaying import maps
from .vat import taxed


def in_order(percents, base, **more):
    """Give percentages as discounts in the order in which they are written."""
    return [{"order": place, "pct": text(number(pct)), "base": base} | more for place, pct in enumerate(percents, 1)]


def on_goods(discounts, price, **more):
    """Make the rule that gives the price after discounts."""
    options = {"groups": ["goods"], "discounts": discounts, "gives": "price", "price": text(number(price))}
    return Discounts.read(options | more)


def on_lines(discounts, *names, **more):
    """Make the rule that gives discounts on lines, charged as something that comes off."""
    return OrderDiscounts.read({"base_lines": names, "discounts": discounts, "rounding": "each"} | more)


def goods(name, vat=NO_VAT):
    """Charge what was sold of a group for what it was sold for."""
    return agreed(TurnoverPct.read({"groups": [name], "pct": "100"}), name, vat=vat)


def off(rule, name="discount", vat=NO_VAT):
    return agreed(rule, name, "payable", vat)


@maps("stacking.order")
def pipeline(case):
    """Franchise, price, percentage, maximum, minimum: the order in which our prices apply what is agreed besides."""
    return step_by_step(case)


@maps("stacking.sequential", "stacking.additive", "stacking.additive.clamp", "stacking.surcharge")
def percentages(case):
    """Percentages in their order: of what is left by then, or all of what it begins with."""
    if "order_percent" in case.parameters:
        return product_after_order(case)
    if "rules" in case.parameters:
        return from_quantities(case)
    only(case.parameters, "percents", "percent", "tax_percent")
    base = "start" if case.words[1] == "additive" else "left"
    percents = case.parameters.get("percents") or [case.parameters["percent"]]
    rule = on_goods(in_order(percents, base), case.inputs["price"])
    found = exact(rule, sold(number(case.inputs.get("quantity", 1))))
    return {"unit": exact(rule, sold(1)), "total": found, "net": found, **taxed(found, case.parameters | case.inputs)}


def from_quantities(case):
    """Every discount has a quantity from which it holds; the percentage is what they come to together."""
    only(case.parameters, "rules")
    rows = [
        {
            "order": place,
            "pct": text(number(each["percent"])),
            "base": "start",
            "from_qty": text(number(given(each, "min_qty", default=0))),
        }
        for place, each in enumerate(case.parameters["rules"], 1)
    ]
    rule = on_goods(rows, 1)
    return {"percents": [rule.stack(counted([sold(each)])).pct for each in numbers(case.inputs["quantities"])]}


def product_after_order(case):
    """A discount on every line of the order, and then one on the first line, of what is left of it."""
    only(case.parameters, "order_percent", "then_product_percent")
    (product,) = (name for name in case.inputs if name.endswith("_net") and name != "other_net")
    sales = {"product": number(case.inputs[product])}
    sales |= {f"other{place}": each for place, each in enumerate(numbers(case.inputs.get("other_net", [])))}
    everywhere = in_order([case.parameters["order_percent"]], "left")
    there = in_order([case.parameters["then_product_percent"]], "left")
    rules = [goods(name) for name in sales]
    rules += [off(on_lines(everywhere, name), f"{name} off") for name in sales]
    rules += [off(on_lines(there, "product", "product off"), "last")]
    made = settle(rules, counted([sold(turnover=worth, group=name) for name, worth in sales.items()]))
    by_line = {key.line: cents for key, cents in made.position.lines.items()}
    found = {"discount": number(by_line["last"]) / 100}
    return found | ({"untaxed": net(made.position)} if "other_net" in case.inputs else {})


@maps("stacking.percent_and_amount")
def percent_and_amount(case):
    only(case.parameters, "percent", "amount", "base")
    left = says(case.parameters.get("base", ""), "left", "remain", "running", "reduced", "after", "rest")
    rows = [
        {"order": 1, "amount": text(number(case.parameters["amount"]))},
        {"order": 2, "pct": text(number(case.parameters["percent"])), "base": "left" if left else "start"},
    ]
    stack = on_goods(rows, case.inputs["price"]).stack(counted([sold(1)]))
    return {"discount": stack.off, "net": stack.left}


@maps("stacking.surcharge_then_discount")
def surcharge_then_discount(case):
    only(case.parameters, "margin_percent", "discount_percent")
    margin = {"order": 1, "pct": text(-number(case.parameters["margin_percent"])), "base": "left"}
    discount = {"order": 2, "pct": text(number(case.parameters["discount_percent"])), "base": "left"}
    stack = on_goods([margin, discount], case.inputs["price"]).stack(counted([sold(1)]))
    return {"with_margin": stack.taken[1].base, "discount": stack.taken[1].off, "net": stack.left}


@maps("stacking.order_level", "stacking.order_level.sequential")
def order_level(case):
    """Discounts on the lines of an order together, each on what is left and rounded to cents."""
    only(case.parameters, "percents", "taxes", "tax_percent", "rounding")
    rules, events = order_lines(case)
    names = [each.id for each in rules]
    rules.append(off(on_lines(in_order(case.parameters["percents"], "left"), *names)))
    made = settle(rules, counted(events))
    before = settle(rules[:-1], counted(events))
    untaxed = net(made.position)
    return {
        "before": net(before.position),
        "discount": net(before.position - made.position),
        "untaxed": untaxed,
        **taxed(untaxed, case.parameters),
    }


def order_lines(case):
    """Give the lines of an order as rules, and what was sold by each."""
    if "base" in case.inputs:
        return [goods("order")], [sold(turnover=number(case.inputs["base"]), group="order")]
    lines = {f"line{place}": each for place, each in enumerate(case.inputs["lines"])}
    rules = [
        agreed(PerUnit.read({"groups": [name], "rate": text(number(each["price"]))}), name)
        for name, each in lines.items()
    ]
    return rules, [sold(number(each["qty"]), group=name) for name, each in lines.items()]


@maps("stacking.line_then_order")
def line_then_order(case):
    """Lines that say a percentage have that discount first; the order's comes off what is left."""
    only(case.parameters, "line_percent", "order_percent")
    rules, events = [], []
    for place, written in enumerate(case.inputs["lines"]):
        name = f"line{place}"
        rules.append(goods(name))
        events.append(sold(turnover=number(written), group=name))
        if "%" in written:
            own = text(numbers(written)[1])
            rules.append(off(on_lines(in_order([own], "left"), name), f"{name} off"))
    before = settle(rules, counted(events))
    order = off(on_lines(in_order([case.parameters["order_percent"]], "left"), *(each.id for each in rules)), "order")
    made = settle([*rules, order], counted(events))
    return {"before": net(before.position), "untaxed": net(made.position)}


@maps("stacking.base_choice")
def base_choice(case):
    """A discount on the order is taken of the lines after their own discounts, unless the case wants it of the list."""
    only(case.parameters, "line_percent", "order_percent", "order_base", "order_base_anchor")
    if says(case.parameters.get("order_base", ""), "undiscounted", "list", "original"):
        both = [case.parameters["line_percent"], case.parameters["order_percent"]]
        return {
            "total": exact(
                on_goods(in_order(both, "start"), case.inputs["price"]), sold(number(case.inputs["quantity"]))
            )
        }
    line = agreed(on_goods(in_order([case.parameters["line_percent"]], "left"), case.inputs["price"]), "goods")
    order = off(on_lines(in_order([case.parameters["order_percent"]], "left"), "goods"), "order")
    made = settle([line, order], counted([sold(number(case.inputs["quantity"]))]))
    return {"total": net(made.position)}


@maps("stacking.reduction_order")
def reduction_order(case):
    """Every deal says whether earlier ones lower its base, and whether it lowers that of later ones."""
    only(case.parameters, "deals", "order")
    deals = case.parameters["deals"]
    deals = deals if isinstance(deals, dict) else dict(enumerate(deals, 1))
    rows = [
        {
            "order": numbers(case.parameters["order"]).index(number(place)) + 1,
            "pct": text(number(said_of(deal, "percent"))),
            "base": "left" if reduced(deal) else "start",
            "lowers": not said_of(deal, "exclude"),
        }
        for place, deal in deals.items()
    ]
    return {"total": on_goods(rows, case.inputs["base"], gives="discount").stack(counted([sold(1)])).off}


def said_of(deal, word):
    """Read what a deal says under a name that begins with a word."""
    return next((value for name, value in deal.items() if name.startswith(word)), None)


def reduced(deal):
    """Tell whether earlier deals lower the base: they do not where only rebates count, and these are provisions."""
    return bool(said_of(deal, "appl")) and str(said_of(deal, "basis") or "").lower() not in ("rebate", "rebates")


@maps("stacking.free_goods_and_percent")
def only_what_is_paid(case):
    """Everything is delivered; what is free comes off as a line, and the percentage is taken of what is left."""
    only(case.parameters, "percent")
    rules, events = [], []
    for name, direction in (("paid", "receivable"), ("free", "payable")):
        quantity, price = numbers(case.inputs[name])
        rules.append(agreed(per_unit(price, groups=["goods"] if name == "paid" else [name]), name, direction))
        events += [sold(quantity)] + ([sold(quantity, group="free")] if name == "free" else [])
    rules.append(off(on_lines(in_order([case.parameters["percent"]], "left"), "paid", "free")))
    return {"total": net(settle(rules, counted(events)).position)}
