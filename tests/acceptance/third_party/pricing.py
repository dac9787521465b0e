"""Make the rule that prices what a case sells: per unit, in packages or in tiers, with what is agreed besides."""

from akkoord_rules_packages import PerPackage
from akkoord_rules_volume import PerUnit

from .facts import sold
from .reading import number, numbers, only, text
from .tier import tiers_of

LIMITS = {
    "maximum_amount": "at_most",
    "minimum_amount": "at_least",
    "free_units": "free",
    "discount_percent": "discount_pct",
}


def limits(case):
    """Read what is agreed besides the price."""
    return {ours: text(number(case.parameters[name])) for name, ours in LIMITS.items() if name in case.parameters}


def priced(case, method=None, **more):
    """Make the rule; tiers are over the whole, or in slices where the kind says that they are graduated."""
    if "tiers" in case.parameters:
        method = method or ("slice" if "graduated" in case.words else "whole")
        return tiers_of(case, method, besides=tuple(LIMITS), **limits(case), **more)
    if "package_size" in case.parameters:
        return per_package(case, **more)
    only(case.parameters, "unit", *LIMITS, "order", "round")
    return per_unit(case.parameters["unit"], **limits(case), **more)


def per_unit(written, **more):
    return PerUnit.read({"groups": ["goods"], "rate": text(number(written))} | more)


def per_package(case, **more):
    """Make the rule; units that are free come off before packages are filled."""
    only(case.parameters, "package_size", "amount", *LIMITS)
    options = {"size": text(number(case.parameters["package_size"])), "price": text(number(case.parameters["amount"]))}
    return PerPackage.read({"groups": ["goods"]} | options | limits(case) | more)


def rounds(case):
    """Give what is known at each settlement: the same period, with so much in all."""
    return [[sold(each)] for each in numbers(case.inputs["cumulative"])]


def before_and_now(case):
    """Give what was known before, and then all that is known now."""
    before = sold(number(case.inputs.get("prior_quantity", 0)))
    now = sold(number(case.inputs["quantity"]), on=1)
    return [[before], [before, now]]
