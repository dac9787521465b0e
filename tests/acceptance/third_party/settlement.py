"""Settlements during a period and at its end."""

from akkoord_rules_volume import TierPct

from .facts import agreed, booked, net, sold, statements
from .reading import number, numbers, only, text
from .replaying import maps


@maps("settlement.partial_then_final")
def partial_then_final(case):
    """Settle the turnover so far by the tier that it reaches, less what was settled before."""
    turnovers = numbers(case.inputs["cumulative_turnover"])
    rows = [
        {"from_amount": text(threshold(tier["from_"], turnovers)), "pct": text(number(tier["percent"]))}
        for tier in only(case.parameters, "tiers", "basis")["tiers"]
    ]
    rules = [agreed(TierPct.read({"groups": ["goods"], "method": "whole", "tiers": rows}))]
    rounds = [[sold(turnover=each)] for each in turnovers]
    *_, last = statements(rules, rounds)
    return {"settlements": booked(rules, rounds), "total": net(last.position)}


def threshold(written, turnovers):
    """Read a threshold; one that the source does not print is reached by the last settlement only."""
    return number(written) if any(sign.isdigit() for sign in str(written)) else max(turnovers)
