"""Settling the same period again: what is booked is what all facts come to, less what was booked."""

from akkoord_rules_volume import PerUnit

from .facts import agreed, booked, parts, sold, statements
from .reading import number, numbers, only, text
from .replaying import maps
from .tier import tiers_of


def per_unit(written, **more):
    return PerUnit.read({"groups": ["goods"], "rate": text(number(written))} | more)


def rounds(case):
    """Give what is known at each settlement: the same period, with so much in all."""
    return [[sold(each)] for each in numbers(case.inputs["cumulative"])]


def limits(case):
    """Read what is agreed besides the price."""
    names = {"maximum_amount": "at_most", "free_units": "free", "discount_percent": "discount_pct"}
    return {ours: text(number(case.parameters[name])) for name, ours in names.items() if name in case.parameters}


@maps("resettlement.delta.return", "resettlement.idempotent", "resettlement.delta.unit", "rounding.cumulative")
def units(case):
    only(case.parameters, "unit", "round")
    return {"booked": booked([agreed(per_unit(case.parameters["unit"]))], rounds(case))}


@maps("resettlement.delta", "resettlement.volume_reprice", "resettlement.cap", "resettlement.franchise")
def whole(case):
    """Price the whole by the tier that it reaches; what the last round reverses and books shows by its tiers."""
    besides = ("maximum_amount", "free_units")
    rule = tiers_of(case, "whole", besides=besides, in_parts=True, **limits(case))
    last = list(statements([agreed(rule)], rounds(case)[:2]))[-1]
    changed = {name: amount for name, amount in parts(last.due).items() if name.startswith("tier-")}
    return {
        "booked": booked([agreed(rule)], rounds(case)),
        "lines_2": {
            "reversal": min(changed.values(), default=None),
            "new": max(changed.values(), default=None),
        },
    }


@maps("resettlement.delta.graduated")
def slices(case):
    return {"booked": booked([agreed(tiers_of(case, "slice"))], rounds(case))}
