"""Settling the same period again: what is booked is what all facts come to, less what was booked."""

from akkoord_rules_volume import PerUnit

from .facts import agreed, booked, sold
from .reading import number, numbers, only, text
from .replaying import maps


def per_unit(written):
    return PerUnit.read({"groups": ["goods"], "rate": text(number(written))})


def rounds(case):
    """Give what is known at each settlement: the same period, with so much in all."""
    return [[sold(each)] for each in numbers(case.inputs["cumulative"])]


@maps("resettlement.delta.return", "resettlement.idempotent", "resettlement.delta.unit", "rounding.cumulative")
def units(case):
    only(case.parameters, "unit", "round")
    return {"booked": booked([agreed(per_unit(case.parameters["unit"]))], rounds(case))}
