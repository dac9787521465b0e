"""What a termination is: why, in which circumstances and when a contract ends, and what was decided (RULES 0.11)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

from akkoord.ending.effects import Effects
from akkoord.ending.errors import InvalidTermination
from akkoord.language import N_, Message
from akkoord.store import Json, Row, canonical_json

__all__ = [
    "DRAFT",
    "INITIATORS",
    "INITIATOR_WORDS",
    "KEPT",
    "OPEN",
    "PREVENTABLE",
    "Draft",
    "Initiator",
    "Plan",
    "Preventable",
    "Termination",
    "TerminationState",
    "draft_of",
    "draft_row",
    "termination_of",
    "termination_row",
]

TerminationState = Literal["waiting", "planned", "withdrawn", "effective"]
"""`waiting`: for a second person; `planned`: it takes effect on the day after its last day."""
DRAFT: Final = "draft"
"""The state of a row that holds what somebody is still typing: no termination yet."""
KEPT: Final[tuple[TerminationState, ...]] = get_args(TerminationState)
OPEN: Final[tuple[TerminationState, ...]] = ("waiting", "planned")
Initiator = Literal["customer", "supplier", "both"]
INITIATORS: Final[tuple[Initiator, ...]] = get_args(Initiator)
INITIATOR_WORDS: Final[Mapping[Initiator, Message]] = {
    "customer": Message(N_("the customer")),
    "supplier": Message(N_("us")),
    "both": Message(N_("both together")),
}
Preventable = Literal["yes", "no", "unknown"]
PREVENTABLE: Final[tuple[Preventable, ...]] = get_args(Preventable)
MOST_IN_A_TEXT: Final = 4_000
MOST_IN_A_NAME: Final = 160


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person decides about an end: `effective` is the last day, `ground` why it is earlier than notice allows.

    `competitor`, `preventable` and `win_back_on` are what managers like to know besides.
    """

    reason: str
    circumstances: tuple[str, ...]
    text: str
    initiated_by: Initiator
    effective: date
    notice_received: date | None = None
    ground: str = ""
    effects: Effects = field(default_factory=Effects)
    competitor: str = ""
    preventable: Preventable | None = None
    win_back_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse what is no initiator or answer, and texts that are no text but a book."""
        if self.initiated_by not in INITIATORS:
            raise InvalidTermination(Message("Choose who ended it."))
        if self.preventable is not None and self.preventable not in PREVENTABLE:
            raise InvalidTermination(Message("Choose whether it could have been prevented."))
        for text, most in (
            (self.text, MOST_IN_A_TEXT),
            (self.ground, MOST_IN_A_TEXT),
            (self.competitor, MOST_IN_A_NAME),
        ):
            if len(text) > most:
                values = {"count": len(text), "most": most}
                raise InvalidTermination(Message("This text has {count} characters; at most {most} fit.", values))


@dataclass(frozen=True, slots=True)
class Termination:
    """The end of a contract as it is kept; without a `contract` that of a customer who has none in force.

    `proposed` are the effects that the reason proposed; `needs` names what a second person must approve: the effects
    that were decided otherwise, or `reason` for a reason that always takes one. `planned_by` and `approved_by` are
    account ids, `statement` the id of the end statement.
    """

    id: str
    version: int
    state: TerminationState
    customer: str
    contract: str | None
    plan: Plan
    proposed: Effects
    needs: tuple[str, ...]
    planned_by: str
    planned_on: date
    approved_by: str | None = None
    remark: str | None = None
    statement: str | None = None
    updated_at: str = ""
    owner: str | None = None

    @property
    def effective(self) -> date:
        """The last day of the contract."""
        return self.plan.effective

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to happen, and may be withdrawn."""
        return self.state in OPEN

    def is_due(self, day: date) -> bool:
        """Tell whether it takes effect on a day: from the day after the last day of the contract."""
        return self.state == "planned" and day > self.effective


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is still typing about the end of a contract, field by field, so that nothing of it is lost."""

    id: str
    version: int
    customer: str
    contract: str | None
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    updated_at: str = ""
    owner: str | None = None


def draft_row(one: Draft) -> Row:
    """Write a draft as a row; it has no last day yet."""
    return {
        "id": one.id, "state": DRAFT, "customer": one.customer, "contract": one.contract, "effective": "",
        "updated_at": one.updated_at, "statement": None, "body": canonical_json({"typed": dict(one.typed)}),
    }  # fmt: skip


def draft_of(row: Row, owner: str | None) -> Draft:
    """Read a draft from its row; `owner` is its customer's."""
    return Draft(
        id=str(row["id"]),
        version=int(str(row["version"])),
        customer=str(row["customer"]),
        contract=None if row["contract"] is None else str(row["contract"]),
        typed=MappingProxyType(json.loads(str(row["body"]))["typed"]),
        updated_at=str(row["updated_at"]),
        owner=owner,
    )


def termination_row(one: Termination) -> Row:
    """Write a termination as a row."""
    plan = one.plan
    body: dict[str, Json] = {
        "code": plan.reason, "circumstances": list(plan.circumstances), "text": plan.text,
        "initiated_by": plan.initiated_by, "notice_received": _iso(plan.notice_received), "ground": plan.ground,
        "effects": cast("Json", plan.effects.to_json()), "competitor": plan.competitor,
        "preventable": plan.preventable, "win_back_on": _iso(plan.win_back_on),
        "proposed": cast("Json", one.proposed.to_json()), "needs": list(one.needs), "planned_by": one.planned_by,
        "planned_on": one.planned_on.isoformat(), "approved_by": one.approved_by, "remark": one.remark,
    }  # fmt: skip
    return {
        "id": one.id, "state": one.state, "customer": one.customer, "contract": one.contract,
        "effective": one.effective.isoformat(), "updated_at": one.updated_at, "statement": one.statement,
        "body": canonical_json(body),
    }  # fmt: skip


def termination_of(row: Row, owner: str | None) -> Termination:
    """Read a termination from its row; `owner` is its customer's."""
    body = json.loads(str(row["body"]))
    plan = Plan(
        reason=body["code"],
        circumstances=tuple(body["circumstances"]),
        text=body["text"],
        initiated_by=body["initiated_by"],
        effective=date.fromisoformat(str(row["effective"])),
        notice_received=_day(body["notice_received"]),
        ground=body["ground"],
        effects=Effects.read(body["effects"]),
        competitor=body["competitor"],
        preventable=body["preventable"],
        win_back_on=_day(body["win_back_on"]),
    )
    return Termination(
        id=str(row["id"]),
        version=int(str(row["version"])),
        state=cast("TerminationState", row["state"]),
        customer=str(row["customer"]),
        contract=None if row["contract"] is None else str(row["contract"]),
        plan=plan,
        proposed=Effects.read(body["proposed"]),
        needs=tuple(body["needs"]),
        planned_by=body["planned_by"],
        planned_on=date.fromisoformat(body["planned_on"]),
        approved_by=body["approved_by"],
        remark=body["remark"],
        statement=None if row["statement"] is None else str(row["statement"]),
        updated_at=str(row["updated_at"]),
        owner=owner,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
