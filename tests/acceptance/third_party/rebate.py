"""Rebates: a percentage of turnover."""

from akkoord_rules_volume import TurnoverPct

from .facts import counted, exact, sold
from .reading import number, numbers, only, text
from .replaying import maps
from .stacking import on_goods
from .vat import taxed


def percentage(written, *groups):
    return TurnoverPct.read({"groups": groups or ["goods"], "pct": text(number(written))})


@maps("rebate.percent", "rebate.flat_percent")
def flat(case):
    only(case.parameters, "percent")
    total = case.inputs.get("total", case.inputs.get("turnover"))
    found = exact(percentage(case.parameters["percent"]), sold(turnover=number(total)))
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
