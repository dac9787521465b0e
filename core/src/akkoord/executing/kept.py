"""A statement as it is kept: its figures and words as they were, so that nothing later can change what was booked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal, cast

from akkoord.executing.frozen import Settled
from akkoord.executing.line import OPPOSITE, Direction, Line, Treatment, Vat
from akkoord.executing.position import Balance, GroupKey, LineKey, Position, Total
from akkoord.executing.statement import Statement
from akkoord.language import Language, Message
from akkoord.store import Json, Row, canonical_json
from akkoord.values import Money, Period

__all__ = ["KeptLine", "KeptStatement", "StatementState", "kept_lines", "kept_row", "statement_of"]

StatementState = Literal["accrued", "provisional", "approved", "posted", "corrected"]
BOOKED: frozenset[StatementState] = frozenset({"posted", "corrected"})


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line with its working in words. `change` is what this statement books of it: below zero it goes back."""

    id: str
    kind: str
    clause: str | None
    direction: Direction
    amount: Money
    vat: Vat
    charged: bool
    group: str | None
    quantity: str | None
    unit: str
    months: int | None
    steps_nl: tuple[str, ...]
    steps_en: tuple[str, ...]

    def steps(self, language: Language) -> tuple[str, ...]:
        """Give the working, step by step."""
        return self.steps_nl if language == "nl" else self.steps_en

    @property
    def rule(self) -> str:
        """The line of the rule that gave this line; a rule may give several, told apart behind a colon."""
        return self.id.partition(":")[0]


@dataclass(frozen=True)
class KeptStatement:
    """A statement of a contract over a period, in a state of `states.json`.

    `full` is what everything known at the cut-off came to, `booked` what earlier statements of the same period had
    booked; the difference is what this one books. `sequence` counts the statements of a period: 1 is the first, the
    others correct the one before. `approved_by` is an account id; `authors` are the accounts that worked on it.
    """

    id: str
    version: int
    state: StatementState
    contract: str
    contract_version: str
    customer: str
    settled: Settled
    period: Period
    cutoff: date
    sequence: int
    lines: tuple[KeptLine, ...]
    full: Position
    booked: Position
    number: str | None = None
    corrects: str | None = None
    effects: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    items: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    authors: tuple[str, ...] = ()
    approved_by: str | None = None
    posted_on: date | None = None
    reason: str | None = None
    updated_at: str = ""
    owner: str | None = None

    @cached_property
    def due(self) -> Position:
        """What this statement books."""
        return self.full.since(self.booked)

    @property
    def totals(self) -> tuple[Total, ...]:
        """The totals of what it books, per direction and VAT."""
        return self.due.totals()

    @property
    def balance(self) -> Balance:
        """Who pays what, by this statement."""
        return self.due.balance()

    @property
    def is_booked(self) -> bool:
        """Tell whether it was posted: it never changes any more."""
        return self.state in BOOKED

    @property
    def is_end(self) -> bool:
        """Tell whether it settles the end of the contract."""
        return self.settled == "end"

    def change_of(self, line: KeptLine) -> tuple[Direction, Money]:
        """Tell what this statement books of a line: an amount of zero or more, and which way it goes."""
        cents = self.due.lines.get(LineKey(line.id, line.direction, line.vat), 0)
        direction = OPPOSITE[line.direction] if cents < 0 else line.direction
        return direction, Money.of_minor(abs(cents))

    def working_of(self, line: KeptLine, language: Language) -> str:
        """Say how a line came about, and in a correction what of it was booked before."""
        steps = "; ".join(line.steps(language))
        if self.corrects is None:
            return steps
        before = Money.of_minor(self.booked.lines.get(LineKey(line.id, line.direction, line.vat), 0))
        values = {"working": steps, "amount": line.amount, "before": before}
        return Message("{working}: {amount}, of which {before} was booked before", values).text(language)

    def line(self, name: str) -> KeptLine | None:
        """Find a line by its name."""
        return next((line for line in self.lines if line.id == name), None)

    def same_figures(self, found: Statement) -> bool:
        """Tell whether a computation gives what is kept here."""
        return self.full == found.position and self.lines == kept_lines(found) and self.booked == found.booked

    def with_figures(self, found: Statement) -> "KeptStatement":
        """Give this statement with newly computed figures."""
        return replace(self, cutoff=found.cutoff, lines=kept_lines(found), full=found.position, booked=found.booked)


def kept_lines(found: Statement) -> tuple[KeptLine, ...]:
    """Write the lines of a computed statement down."""
    return tuple(_kept(line) for line in found.lines)


def _kept(line: Line) -> KeptLine:
    return KeptLine(
        id=line.id,
        kind=line.kind,
        clause=line.clause,
        direction=line.direction,
        amount=line.amount,
        vat=line.vat,
        charged=line.charged,
        group=line.group,
        quantity=None if line.quantity is None else str(line.quantity),
        unit=line.exact.unit,
        months=line.months,
        steps_nl=tuple(step.text("nl") for step in line.exact.steps),
        steps_en=tuple(step.text("en") for step in line.exact.steps),
    )


def kept_row(statement: KeptStatement) -> Row:
    """Write a statement as a row."""
    body: dict[str, Json] = {
        "cutoff": statement.cutoff.isoformat(),
        "lines": [_line_json(line) for line in statement.lines],
        "full": _position_json(statement.full),
        "booked": _position_json(statement.booked),
        "effects": dict(statement.effects),
        "items": dict(statement.items),
        "authors": list(statement.authors),
        "approved_by": statement.approved_by,
        "posted_on": None if statement.posted_on is None else statement.posted_on.isoformat(),
        "reason": statement.reason,
    }
    return {
        "id": statement.id, "state": statement.state, "customer": statement.customer, "contract": statement.contract,
        "contract_version": statement.contract_version, "settled": statement.settled,
        "first": statement.period.first.isoformat(), "last": statement.period.last.isoformat(),
        "sequence": statement.sequence, "number": statement.number, "corrects": statement.corrects,
        "updated_at": statement.updated_at, "body": canonical_json(body),
    }  # fmt: skip


def statement_of(row: Row, owner: str | None) -> KeptStatement:
    """Read a statement from its row; `owner` is its customer's."""
    body = json.loads(str(row["body"]))
    posted_on = body["posted_on"]
    return KeptStatement(
        id=str(row["id"]),
        version=int(str(row["version"])),
        state=cast("StatementState", row["state"]),
        contract=str(row["contract"]),
        contract_version=str(row["contract_version"]),
        customer=str(row["customer"]),
        settled=cast("Settled", row["settled"]),
        period=Period(date.fromisoformat(str(row["first"])), date.fromisoformat(str(row["last"]))),
        cutoff=date.fromisoformat(body["cutoff"]),
        sequence=int(str(row["sequence"])),
        lines=tuple(_line_of(line) for line in body["lines"]),
        full=_position_of(body["full"]),
        booked=_position_of(body["booked"]),
        number=None if row["number"] is None else str(row["number"]),
        corrects=None if row["corrects"] is None else str(row["corrects"]),
        effects=body["effects"],
        items=body["items"],
        authors=tuple(body["authors"]),
        approved_by=body["approved_by"],
        posted_on=None if posted_on is None else date.fromisoformat(posted_on),
        reason=body["reason"],
        updated_at=str(row["updated_at"]),
        owner=owner,
    )


def _line_json(line: KeptLine) -> dict[str, Json]:
    return {
        "id": line.id, "kind": line.kind, "clause": line.clause, "direction": line.direction,
        "amount": line.amount.minor, "vat": _vat_json(line.vat), "charged": line.charged, "group": line.group,
        "quantity": line.quantity, "unit": line.unit, "months": line.months,
        "nl": list(line.steps_nl), "en": list(line.steps_en),
    }  # fmt: skip


def _line_of(data: Mapping[str, object]) -> KeptLine:
    months, quantity = data["months"], data["quantity"]
    return KeptLine(
        id=str(data["id"]),
        kind=str(data["kind"]),
        clause=cast("str | None", data["clause"]),
        direction=cast("Direction", data["direction"]),
        amount=Money.of_minor(cast("int", data["amount"])),
        vat=_vat_of(cast("list[str]", data["vat"])),
        charged=bool(data["charged"]),
        group=cast("str | None", data["group"]),
        quantity=None if quantity is None else str(quantity),
        unit=str(data["unit"]),
        months=None if months is None else cast("int", months),
        steps_nl=tuple(cast("list[str]", data["nl"])),
        steps_en=tuple(cast("list[str]", data["en"])),
    )


def _vat_json(vat: Vat) -> list[Json]:
    return [vat.treatment, f"{vat.rate:f}"]


def _vat_of(data: list[str]) -> Vat:
    return Vat.of(cast("Treatment", data[0]), data[1])


def _position_json(position: Position) -> dict[str, Json]:
    return {
        "lines": [[key.line, key.direction, *_vat_json(key.vat), net] for key, net in position.lines.items()],
        "groups": [[key.direction, *_vat_json(key.vat), net, tax] for key, (net, tax) in position.groups.items()],
    }


def _position_of(data: Mapping[str, list[list[object]]]) -> Position:
    lines = {
        LineKey(str(name), cast("Direction", way), Vat.of(cast("Treatment", treatment), str(rate))): cast("int", net)
        for name, way, treatment, rate, net in data["lines"]
    }
    groups = {
        GroupKey(cast("Direction", way), Vat.of(cast("Treatment", treatment), str(rate))): (
            cast("int", net),
            cast("int", tax),
        )
        for way, treatment, rate, net, tax in data["groups"]
    }
    return Position(lines, groups)
