"""Make the rule that prices what a case sells: per unit, in packages or in tiers, with what is agreed besides."""

from akkoord_rules_packages import PerPackage
from akkoord_rules_volume import PerUnit

from .facts import agreed, net, parts, sold, statements
from .reading import number, numbers, only, text
from .tier import tiers_of

LIMITS = {
    "maximum_amount": "at_most",
    "minimum_amount": "at_least",
    "free_units": "free",
    "discount_percent": "discount_pct",
}
DESCRIBED = ("order", "round", "rounding")
"""What the cases say in words of how their source goes about it."""
BESIDES = {"discount", "most", "least"}
"""The parts of a price that are agreed besides it."""


def limits(case, without=()):
    """Read what is agreed besides the price."""
    names = {theirs: ours for theirs, ours in LIMITS.items() if theirs not in without}
    found = {ours: case.parameters.get(theirs) for theirs, ours in names.items()}
    return {ours: text(number(figure)) for ours, figure in found.items() if figure is not None}


def priced(case, method=None, without=(), **more):
    """Make the rule; tiers are over the whole, or in slices where the kind says that they are graduated."""
    more = limits(case, without) | more
    if "tiers" in case.parameters:
        method = method or ("slice" if "graduated" in case.words else "whole")
        return tiers_of(case, method, besides=(*LIMITS, *DESCRIBED), **more)
    if "package_size" in case.parameters:
        return per_package(case, **more)
    only(case.parameters, "unit", *LIMITS, *DESCRIBED)
    return per_unit(case.parameters["unit"], **more)


def per_unit(written, **more):
    return PerUnit.read({"groups": ["goods"], "rate": text(number(written))} | more)


def per_package(case, **more):
    """Make the rule; units that are free come off before packages are filled."""
    only(case.parameters, "package_size", "amount", *LIMITS, *DESCRIBED)
    options = {"size": text(number(case.parameters["package_size"])), "price": text(number(case.parameters["amount"]))}
    return PerPackage.read({"groups": ["goods"]} | options | more)


def rounds(case):
    """Give what is known at each settlement: the same period, with so much in all."""
    return [[sold(each)] for each in numbers(case.inputs["cumulative"])]


def before_and_now(case):
    """Give what was known before, and then all that is known now."""
    before = sold(number(case.inputs.get("prior_quantity", 0)))
    now = sold(number(case.inputs["quantity"]), on=1)
    return [[before], [before, now]]


def step_by_step(case):
    """Price what is new, in the order in which our prices apply what is agreed besides.

    What was billed before is what the quantity before comes to; without that quantity it is only known as an amount.
    """
    billed = number(case.inputs.get("prior_billed", 0))
    known = "prior_quantity" in case.inputs
    rule = priced(case, in_parts=True, **({} if known else {"billed_before": text(billed)}))
    first, last = statements([agreed(rule)], before_and_now(case))
    assert not known or net(first.due) == number(case.inputs.get("prior_billed", net(first.due))), (
        f"what was billed before is {net(first.due)} by this price"
    )
    now = parts(last.due if known else last.position)
    return {
        "gross": sum(amount for name, amount in now.items() if name not in BESIDES),
        "percent_discount": -now.get("discount", 0),
        "cap_discount": -now.get("most", 0),
        "shortfall": now.get("least", 0),
        "net": net(last.due if known else last.position),
    }
