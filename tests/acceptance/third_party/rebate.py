"""Rebates: a percentage of turnover."""

from akkoord.executing import settle
from akkoord_rules_volume import PctPerDelivery, TurnoverPct

from .facts import agreed, counted, exact, net, sold
from .reading import given, number, numbers, only, text
from .replaying import maps
from .stacking import on_goods
from .vat import taxed


def percentage(written, *groups, **more):
    return TurnoverPct.read({"groups": groups or ["goods"], "pct": text(number(written))} | more)


def worths(inputs):
    """Read what was sold: a total, or lines, by product or one after the other."""
    lines = inputs.get("lines", [inputs.get("total", inputs.get("turnover", 0))])
    return numbers(lines.values() if isinstance(lines, dict) else lines)


@maps("rebate.percent", "rebate.flat_percent")
def flat(case):
    only(case.parameters, "percent")
    sales = [sold(turnover=each, on=place) for place, each in enumerate(worths(case.inputs))]
    found = exact(percentage(case.parameters["percent"]), *sales)
    return {"amount": found, "rebate": found}


@maps("rebate.flat_percent.product_filter", "rebate.per_product_percent")
def of_products(case):
    """Every product is a group of its own; the rule is told which of them count."""
    only(case.parameters, "percent", "products", "line_percent")
    rates = case.parameters.get("line_percent") or dict.fromkeys(
        case.parameters["products"], case.parameters["percent"]
    )
    facts = counted([sold(turnover=number(value), group=name) for name, value in case.inputs["lines"].items()])
    rules = [percentage(rate, name) for name, rate in rates.items()]
    return {
        "basis": sum(rule.count(facts).turnover for rule in rules),
        "rebate": sum(line.amount for rule in rules for line in rule.lines(facts)),
    }


@maps("rebate.fixed.clamp")
def lump_sum(case):
    """An amount that comes off every order, and never more than the order is."""
    only(case.parameters, "amount")
    discounts = [{"order": 1, "amount": text(number(case.parameters["amount"]))}]
    rules = [on_goods(discounts, total) for total in case.inputs["order_totals"]]
    return {"totals": [exact(rule, sold(1)) for rule in rules]}


@maps("rebate.per_unit")
def amount_per_unit(case):
    only(case.parameters, "amount_per_unit", "tax_percent")
    discounts = [{"order": 1, "per_unit": text(number(case.parameters["amount_per_unit"]))}]
    rule = on_goods(discounts, case.inputs["price"])
    nets = [exact(rule, sold(each)) for each in numbers(case.inputs["quantities"])]
    return {"net": nets, "total": [taxed(each, case.parameters).get("total", each) for each in nets]}


def per_delivery(parameters):
    """Make the rule: a percentage and a fixed amount, with limits for each delivery."""
    names = {"percent": "pct", "fixed": "fixed", "fixed_per_event": "fixed", "min": "least", "max": "most"}
    said = {ours: text(number(parameters[name])) for name, ours in names.items() if parameters.get(name) is not None}
    free = int(number(parameters.get("free_events", 0)))
    return PctPerDelivery.read({"groups": ["goods"], "pct": "0", "free_deliveries": free} | said)


@maps("rebate.percent_per_transaction", "rebate.percent_per_transaction.franchise")
def transactions(case):
    """Every transaction is a delivery on its own day."""
    only(case.parameters, "percent", "fixed", "min", "max", "free_events")
    sales = [sold(turnover=each, on=place) for place, each in enumerate(numbers(case.inputs["transactions"]))]
    return {"amount": exact(per_delivery(case.parameters), *sales)}


@maps("rebate.percent.franchise")
def aggregate(case):
    """One line for the percentage and one for the fixed part, each with what is free of it.

    How the total is spread over the events does not matter here.
    """
    only(case.parameters, "percent", "fixed", "fixed_per_event", "free_amount", "free_events", "free_events_by_amount")
    percent = percentage(case.parameters["percent"], free=text(number(case.parameters.get("free_amount", 0))))
    free = given(case.parameters, "free_events_by_amount", "free_events", default=0)
    fixed = per_delivery({"fixed": given(case.parameters, "fixed_per_event", "fixed", default=0), "free_events": free})
    events = int(number(case.inputs.get("events", 1)))
    sales = [sold(turnover=0 if place else number(case.inputs["total"]), on=place) for place in range(events)]
    made = settle([agreed(percent, "percentage"), agreed(fixed, "fixed")], counted(sales))
    return {
        "percentage_part": exact(percent, *sales),
        "fixed_part": exact(fixed, *sales),
        "amount": net(made.position),
    }
