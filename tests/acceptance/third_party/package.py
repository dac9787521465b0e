"""Packages: a price for every package that was begun."""

from akkoord_rules_packages import PackageTiers, PerPackage

from .facts import agreed, booked, exact, net, parts, sold, statements
from .reading import number, only, text
from .replaying import maps
from .resettlement import rounds


def per_package(case, **more):
    """Make the rule; units that are free come off before packages are filled."""
    only(case.parameters, "package_size", "amount", "free_units", "maximum_amount")
    options = {"size": text(number(case.parameters["package_size"])), "price": text(number(case.parameters["amount"]))}
    options["free"] = text(number(case.parameters.get("free_units", 0)))
    return PerPackage.read({"groups": ["goods"]} | options | more)


@maps("package.round_up")
def by_package(case):
    return {"amount": exact(per_package(case), sold(number(case.inputs["quantity"])))}


def before_and_now(case, rule):
    """Settle what was known before, and then all that is known now."""
    before = sold(number(case.inputs["prior_quantity"]))
    now = sold(number(case.inputs["quantity"]), on=1)
    return list(statements([agreed(rule)], [[before], [before, now]]))


@maps("package.round_up.progressive")
def progressive(case):
    return {"amount": net(before_and_now(case, per_package(case))[-1].due)}


@maps("cap.period_total")
def with_a_maximum(case):
    """The maximum holds for the period; what was billed before is what the first settlement books."""
    most = text(number(case.parameters["maximum_amount"]))
    first, last = before_and_now(case, per_package(case, at_most=most, in_parts=True))
    assert net(first.due) == number(case.inputs.get("prior_billed", net(first.due)))
    now = parts(last.due)
    return {"gross": now["price"], "cap_discount": -now.get("most", 0), "net": net(last.due)}


@maps("package.round_up.tiered", "package.round_up.top_tier")
def tiers(case):
    only(case.parameters, "tiers", "policy")
    rows = [
        {"size": text(number(each["block"])), "packages": each["max_blocks"], "price": text(number(each["price"]))}
        for each in case.parameters["tiers"]
    ]
    method = {"ALL_TIERS": "slice", "TOP_TIER": "whole"}[case.parameters["policy"]]
    rule = PackageTiers.read({"groups": ["goods"], "method": method, "tiers": rows, "in_parts": True})
    (made,) = statements([agreed(rule)], [[sold(number(case.inputs["quantity"]))]])
    return {"amount": net(made.due), "lines": list(parts(made.due).values())}


@maps("resettlement.delta.package")
def again(case):
    return {"booked": booked([agreed(per_package(case))], rounds(case))}
