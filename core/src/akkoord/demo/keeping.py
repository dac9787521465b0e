"""Keep the promises of the demonstration: what fell due long ago was done, most of it on time."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from akkoord.demo.stage import Stage
from akkoord.dossier import Customer
from akkoord.executing.obligation import Obligation

LATELY: Final = timedelta(days=12)
"""What fell due in these last days may still be open: an account manager is human."""
REMARKS: Final = ("", "", "Samen met de afnemer doorgenomen.", "")


class Kept(NamedTuple):
    """A customer, whose it is, and its number in the play, by which the days differ."""

    owner: str
    n: int
    customer: Customer


def keep_promises(stage: Stage, told: Sequence[Kept]) -> None:
    """Let every day since the first contract have been lived, and note what was done in them."""
    for _ in range(6):
        stage.workspace.daily(stage.now)
        done = [_keep(stage, kept, one) for kept in told for one in _past(stage, kept.customer)]
        if not any(done):
            break
    stage.workspace.daily(stage.now)


def _past(stage: Stage, customer: Customer) -> list[Obligation]:
    found = stage.workspace.obligations.of(customer.id, state="open")
    return [one for one in found if one.due is not None and one.due < stage.today - LATELY]


def _keep(stage: Stage, kept: Kept, one: Obligation) -> bool:
    by = stage.accounts[kept.owner]
    due = one.due or stage.today
    on = _day_of_doing(due, kept.n)
    findings = dict.fromkeys(one.checks, True)
    remark = REMARKS[kept.n % len(REMARKS)]
    stage.workspace.obligations.done(one, by=by, at=stage.moment(on), on=on, findings=findings, remark=remark)
    return True


def _day_of_doing(due: date, n: int) -> date:
    return due - timedelta(days=n % 9)
