"""Settlements during a period and at its end."""

from dataclasses import replace

from .facts import agreed, booked, net, sold, statements
from .reading import number, numbers, only, says
from .replaying import maps
from .tier import tiers_of


@maps("settlement.partial_then_final")
def partial_then_final(case):
    """Settle the turnover so far by the tier that it reaches, less what was settled before."""
    turnovers = numbers(case.inputs["cumulative_turnover"])
    tiers = [
        each | ({"from_": threshold(each["from_"], turnovers)} if "from_" in each else {})
        for each in only(case.parameters, "tiers", "basis")["tiers"]
    ]
    sliced = says(case.parameters.get("basis", ""), "graduated", "slice", "incremental", "stepped", "per tier")
    known = replace(case, parameters={"tiers": tiers})
    rules = [agreed(tiers_of(known, "slice" if sliced else "whole"))]
    rounds = [[sold(turnover=each)] for each in turnovers]
    *_, last = statements(rules, rounds)
    return {"settlements": booked(rules, rounds), "total": net(last.position)}


def threshold(written, turnovers):
    """Read a threshold; one that the source does not print is reached by the last settlement only."""
    return number(written) if any(sign.isdigit() for sign in str(written)) else max(turnovers)
