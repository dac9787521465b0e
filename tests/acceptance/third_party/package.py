"""Packages: a price for every package that was begun."""

from akkoord_rules_packages import PackageTiers

from .facts import agreed, exact, net, parts, sold, statements
from .pricing import before_and_now, priced
from .reading import number, only, text
from .replaying import maps


@maps("package.round_up")
def by_package(case):
    return {"amount": exact(priced(case), sold(number(case.inputs["quantity"])))}


@maps("package.round_up.progressive")
def progressive(case):
    *_, last = statements([agreed(priced(case))], before_and_now(case))
    return {"amount": net(last.due)}


@maps("package.round_up.tiered", "package.round_up.top_tier")
def tiers(case):
    """Blocks of tiers: filled one tier after the other, or all in those of the highest that is needed."""
    only(case.parameters, "tiers", "policy")
    rows = [
        {"size": text(number(each["block"])), "packages": each.get("max_blocks"), "price": text(number(each["price"]))}
        for each in case.parameters["tiers"]
    ]
    whole = "TOP" in case.parameters.get("policy", case.words[-1]).upper()
    options = {"groups": ["goods"], "method": "whole" if whole else "slice", "in_parts": True}
    (made,) = statements(
        [agreed(PackageTiers.read(options | {"tiers": rows}))], [[sold(number(case.inputs["quantity"]))]]
    )
    return {"amount": net(made.due), "lines": list(parts(made.due).values())}
