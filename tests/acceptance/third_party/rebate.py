"""Rebates: a percentage of turnover."""

from akkoord_rules_volume import TurnoverPct

from .facts import counted, exact, sold
from .reading import number, only, text
from .replaying import maps


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
