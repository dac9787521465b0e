"""What a promise under a contract is: who must do what by when, and how it went."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, cast

from akkoord.closing import DeliveryCheck, PartyRole
from akkoord.executing.due_rules import DueRule
from akkoord.language import N_, AkkoordError, Message
from akkoord.store import Json, Row, canonical_json

__all__ = ["CHECK_WORDS", "InvalidObligation", "Obligation", "ObligationState", "obligation_of", "obligation_row"]

ObligationState = Literal["open", "done", "waived", "missed", "lapsed"]
"""`missed`: it came again before it was done; `lapsed`: the contract ended, or was amended, before it fell due."""

CHECK_WORDS: Mapping[DeliveryCheck, Message] = {
    "performance": Message(N_("the right performance")),
    "time": Message(N_("at the right time")),
    "place": Message(N_("at the right place")),
    "quality": Message(N_("of the right quality")),
}


class InvalidObligation(AkkoordError):
    """An obligation that cannot be done or waived now, or not in this way."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One time that a party must do something under a contract.

    `name` is the clause and the obligation in it (`a-loan/pay-loan`); `due` the last day, None while the day that it
    counts from is not known; `returns_on` the day on which the next one is made. `rule` is the due rule as JSON;
    `checks` what is looked at when it is done and `findings` what was found; `responsible` an account id.
    """

    id: str
    version: int
    customer: str
    contract: str
    name: str
    party: PartyRole
    action: str
    rule: Mapping[str, Json]
    due: date | None = None
    anchor: date | None = None
    returns_on: date | None = None
    state: ObligationState = "open"
    checks: tuple[DeliveryCheck, ...] = ()
    findings: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    remark: str | None = None
    responsible: str | None = None
    done_on: date | None = None
    owner: str | None = None

    @property
    def due_rule(self) -> DueRule:
        """The rule by which it falls due."""
        return DueRule.read(self.rule)

    @property
    def clause(self) -> str:
        """The clause that it comes from."""
        return self.name.partition("/")[0]

    @property
    def shortcomings(self) -> tuple[DeliveryCheck, ...]:
        """The checks that were not met."""
        return tuple(check for check in self.checks if self.findings.get(check) is False)

    def is_overdue(self, on: date) -> bool:
        """Tell whether it is still open after its last day."""
        return self.state == "open" and self.due is not None and self.due < on


def obligation_row(one: Obligation) -> Row:
    """Write an obligation as a row."""
    body: dict[str, Json] = {
        "party": one.party, "action": one.action, "rule": dict(one.rule), "anchor": _iso(one.anchor),
        "checks": list(one.checks), "findings": dict(one.findings), "remark": one.remark,
        "responsible": one.responsible, "done_on": _iso(one.done_on),
    }  # fmt: skip
    return {
        "id": one.id, "state": one.state, "customer": one.customer, "contract": one.contract, "name": one.name,
        "due": _iso(one.due), "returns_on": _iso(one.returns_on), "body": canonical_json(body),
    }  # fmt: skip


def obligation_of(row: Row, owner: str | None) -> Obligation:
    """Read an obligation from its row; `owner` is its customer's."""
    body = json.loads(str(row["body"]))
    return Obligation(
        id=str(row["id"]),
        version=int(str(row["version"])),
        customer=str(row["customer"]),
        contract=str(row["contract"]),
        name=str(row["name"]),
        party=body["party"],
        action=body["action"],
        rule=body["rule"],
        due=_day(row["due"]),
        anchor=_day(body["anchor"]),
        returns_on=_day(row["returns_on"]),
        state=cast("ObligationState", row["state"]),
        checks=tuple(body["checks"]),
        findings=MappingProxyType(body["findings"]),
        remark=body["remark"],
        responsible=body["responsible"],
        done_on=_day(body["done_on"]),
        owner=owner,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
