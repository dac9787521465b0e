"""End what ended in the demonstration: why, with the end statement, what came back, and who came back."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from akkoord.access import Account
from akkoord.closing.contract import Contract
from akkoord.demo.stage import Stage
from akkoord.dossier import Customer
from akkoord.ending.termination import Plan
from akkoord_clauses_brewery.demo.cast import Guest, Leaves
from akkoord_clauses_brewery.demo.stories import GONE, ended_on

GROUND: Final = "In overleg met de afnemer op deze dag beëindigd."
BACK_AFTER: Final = timedelta(days=9)
SETTLED_AFTER: Final = timedelta(days=16)
PUT_AWAY_AFTER: Final = timedelta(days=37)
RESTORED_AGO: Final = timedelta(days=2)


def end_what_ended(stage: Stage, told: Sequence[tuple[Guest, Customer]], manager: Account) -> None:
    """End the contracts of who left, plan the end of who is leaving, put away and bring back."""
    for guest, customer in told:
        if guest.leaves is not None:
            for contract in stage.workspace.contracts.of(customer.id):
                _end(stage, guest, contract, guest.leaves)
        if guest.story in GONE:
            _afterwards(stage, guest, customer, manager)


def _end(stage: Stage, guest: Guest, contract: Contract, leaves: Leaves) -> None:
    """Plan the end of a contract; one that lies behind us takes effect at once."""
    last = ended_on(stage, guest) if leaves.days is None else stage.today + timedelta(days=leaves.days)
    at = min(last + timedelta(days=1), stage.today - timedelta(days=4))
    plan = Plan(
        leaves.reason, leaves.circumstances, leaves.text, "customer", last,
        notice_received=min(last, at) - timedelta(days=12), ground=GROUND, competitor=leaves.competitor,
    )  # fmt: skip
    by = stage.accounts[guest.owner]
    stage.workspace.terminations.plan(contract.customer, contract, plan, by=by, at=stage.moment(at))


def _afterwards(stage: Stage, guest: Guest, customer: Customer, manager: Account) -> None:
    workspace, ended, by = stage.workspace, ended_on(stage, guest), stage.accounts[guest.owner]
    _fetch(stage, customer, by, ended + BACK_AFTER)
    for statement in (one for one in workspace.statements.of(customer.id) if one.is_end):
        at = stage.moment(ended + SETTLED_AFTER)
        approved = workspace.statements.approve(statement, by=manager, at=at)
        workspace.statements.post(approved, by=manager, at=at)
    gone = workspace.customers.get(customer.id)
    if guest.story == "archived_terminated":
        workspace.customers.archive(gone, by=by, at=stage.moment(ended + PUT_AWAY_AFTER))
    elif guest.leaves is not None and guest.leaves.restored:
        at = stage.moment(stage.today - RESTORED_AGO)
        restored = workspace.restoring.restore(gone, by=by, at=at).customer
        workspace.restoring.offer_again(restored, by=by, at=stage.moment(stage.today - RESTORED_AGO, 20))


def _fetch(stage: Stage, customer: Customer, by: Account, on: date) -> None:
    """Note that the things on loan came back."""
    for asset in stage.workspace.assets.of(customer.id):
        stage.workspace.assets.change(
            asset, by=by, at=stage.moment(on), description=asset.description, serial_number=asset.serial_number,
            placed_on=asset.placed_on, state="returned",
        )  # fmt: skip
