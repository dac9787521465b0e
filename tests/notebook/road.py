"""The end of the road, in an environment of its own: a proposal by the new clause set, signed and settled.

Run with the folder of a workspace, the number of a contract and the first and last day of one of its periods; writes
the amount that the new rule settles for the same customer over that period.
"""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from akkoord.access import CONSOLE
from akkoord.closing.sign import consent
from akkoord.closing.signing import Drawn
from akkoord.demo.handwriting import signature_of
from akkoord.values import Period
from akkoord.workspace import Workspace

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def main(folder, number, first, last):
    with Workspace.open(Path(folder), clock=lambda: NOW) as workspace:
        old = workspace.contracts.by_number(number)
        proposal = workspace.proposals.start(old.customer, by=CONSOLE, at=NOW)
        asked = {group.name for group in workspace.clause_set.questions.of("proposal")}
        answers = {name: facts for name, facts in old.facts.items() if name in asked}
        proposal = workspace.proposals.change(proposal, answers, by=CONSOLE, at=NOW)
        contract = workspace.contracts.make(
            workspace.proposals.accept(proposal, by=CONSOLE, at=NOW), by=CONSOLE, at=NOW
        )
        version = workspace.contracts.version(contract)
        for slot in version.slots:
            drawn = Drawn(
                slot=slot.id, name=slot.name, role=slot.role, strokes=signature_of(slot.name), sha256=version.sha256,
                consent=consent("nl"), device="tablet", place="Deventer",
            )  # fmt: skip
            workspace.contracts.sign(contract, drawn, by=CONSOLE, at=NOW)
        signed = workspace.contracts.get(contract.id)
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        statements = workspace.statements.draft(signed, period, NOW.date(), by=CONSOLE, at=NOW)
        lines = [line for statement in statements for line in statement.lines if line.kind == "stepped"]
        told = {"set": workspace.clause_set.name, "amounts": [line.amount.plain for line in lines]}
        sys.stdout.write(json.dumps({**told, "working": [line.steps_nl for line in lines]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
