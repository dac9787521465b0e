"""Gather the days that come near: the end of contracts, their last day of notice, and agreements that fall due."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from akkoord.language import Message
from akkoord_web.speech import say

if TYPE_CHECKING:
    from akkoord.workspace import Workspace

__all__ = ["AHEAD", "Deadline", "deadlines"]

AHEAD: Final = timedelta(days=30)
_MOST: Final = 200
_NOTICE: Final = say("Last day of notice")
_END: Final = say("End of the contract")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something must happen, what it is, and for whom."""

    day: date
    what: Message
    customer: str
    customer_id: str
    section: str


def deadlines(workspace: "Workspace", today: date, *, owner: str | None) -> list[Deadline]:
    """List the deadlines of the next thirty days, the first first; agreements also when their day has passed."""
    until = today + AHEAD
    found = [
        Deadline(day, what, customer.name, customer.id, "contracts")
        for contract, customer in workspace.contracts.deadlines(today, until, owner=owner, limit=_MOST)
        for what, day in ((_NOTICE, contract.notice_by), (_END, contract.ends_on))
        if day is not None and today <= day <= until
    ]
    found += [
        Deadline(
            agreement.due,
            say("Agreement: {text}", text=_short(agreement.text)),
            customer.name,
            customer.id,
            "agreements",
        )
        for agreement, customer in workspace.agreements.due(until, owner=owner, limit=_MOST)
        if agreement.due is not None
    ]
    return sorted(found, key=lambda one: (one.day, one.customer))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"  # noqa: PLR2004 - what fits on a line of the list
