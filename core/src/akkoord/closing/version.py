"""Freeze a contract: one canonical JSON text that holds all of it, and the hash that stands for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NotRequired, TypedDict, cast

from markupsafe import Markup

from akkoord.closing.clauses import Clause, Kind
from akkoord.closing.compose import Composition, Placed
from akkoord.closing.document import Document, Section
from akkoord.closing.draft import OwnText
from akkoord.closing.due import Due, Offset
from akkoord.closing.helpers import Slot
from akkoord.closing.own_text import clean_line
from akkoord.closing.rules import Wording, frozen_rules
from akkoord.closing.select import Reason
from akkoord.language import AkkoordError, Language, Message
from akkoord.store import canonical_json, sha256_of
from akkoord.store.canonical import Json

FORMAT: Final = "akkoord-contract/1"


class NotReady(AkkoordError):
    """A composition that still has errors cannot be frozen."""


class InvalidVersion(AkkoordError):
    """A text that is not the canonical JSON of a contract version."""


class HeadData(TypedDict):
    """What a contract is called."""

    number: str | None
    title: str
    language: Language


class PartData(TypedDict):
    """One part of a contract: its text as it was shown, and for a clause which one it is and why it is there."""

    id: str
    kind: Kind
    label: str | None
    title: str
    html: str
    own_text: int | None
    clause: Json


class SlotData(TypedDict):
    """A place to sign."""

    id: str
    party: str
    name: str
    role: str


class LabelData(TypedDict):
    """The labels by part, and those that are never given again."""

    by_id: Mapping[str, str]
    retired: list[str]


class AmendmentData(TypedDict):
    """What an amendment changes: the hash of the version that it amends, from when, and its own short document."""

    of: str
    effective: str
    n: int
    changes: list[Json]
    html: str


class VersionData(TypedDict):
    """What the canonical JSON of a contract version holds."""

    format: str
    contract: HeadData
    clause_set: Json
    plugins: Mapping[str, str]
    facts: Mapping[str, Json]
    own_texts: list[Json]
    parts: list[PartData]
    labels: LabelData
    references: list[Json]
    slots: list[SlotData]
    obligations: list[Json]
    rules: list[Json]
    remarks: list[Json]
    layout: str | None
    amendment: NotRequired[AmendmentData]


@dataclass(frozen=True, slots=True)
class ContractVersion:
    """A frozen contract. `canonical` is the truth, `sha256` its hash; whatever else there is, is read from it."""

    canonical: bytes
    sha256: str
    data: VersionData

    @classmethod
    def read(cls, canonical: bytes) -> "ContractVersion":
        """Read a version back from its canonical JSON; raises `InvalidVersion` when it is not exactly that."""
        try:
            data = json.loads(canonical)
            is_version = isinstance(data, dict) and data.get("format") == FORMAT
            is_canonical = is_version and canonical_json(data).encode() == canonical
        except (ValueError, TypeError, RecursionError):
            is_canonical = False
        if not is_canonical:
            raise InvalidVersion(Message("This is not a contract version of Akkoord, or it was changed."))
        return cls(canonical, sha256_of(canonical), data)

    @property
    def language(self) -> Language:
        """The language of the contract."""
        return self.data["contract"]["language"]

    @property
    def title(self) -> str:
        """The title of the contract, or of the amendment that was signed."""
        title, amendment = self.data["contract"]["title"], self.amendment
        if amendment is None:
            return title
        return Message("Amendment {n} of: {title}", {"n": amendment["n"], "title": title}).text(self.language)

    @property
    def amendment(self) -> AmendmentData | None:
        """What this version amends, and with what document; None for a first version."""
        return self.data.get("amendment")

    @property
    def number(self) -> str | None:
        """The number of the contract."""
        return self.data["contract"]["number"]

    @property
    def supplier(self) -> str:
        """The name of the supplier, as the facts have it."""
        supplier = self.data["facts"].get("supplier")
        name = supplier.get("name") if isinstance(supplier, Mapping) else None
        return clean_line(name) if isinstance(name, str) else ""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places to sign, in order."""
        return tuple(Slot(**slot) for slot in self.data["slots"])

    @property
    def html(self) -> Markup:
        """The text that is signed, with the places to sign still empty: of an amendment only what changes."""
        if self.amendment is not None:
            return Markup(self.amendment["html"])  # noqa: S704 - frozen from escaped HTML
        return Markup("\n".join(part["html"] for part in self.data["parts"]))  # noqa: S704 - frozen from escaped HTML

    @property
    def whole(self) -> Markup:
        """The text of the contract as it holds from this version on, without the places to sign."""
        texts = [part["html"] for part in self.data["parts"] if part["kind"] != "signature"]
        return Markup("\n".join(texts))  # noqa: S704 - frozen from escaped HTML

    @property
    def layout(self) -> str:
        """The CSS that the clause set adds to the print."""
        return self.data["layout"] or ""


def freeze(
    document: Document,
    composition: Composition,
    plugins: Mapping[str, str],
    amendment: AmendmentData | None = None,
) -> ContractVersion:
    """Freeze a contract that is composed without errors and complete. `plugins` are their names and versions.

    `amendment` says what it changes in a signed contract, if it amends one.

    Raises `NotReady`, `UnfinishedText` or `MissingValues`. The same inputs give the same bytes, on any machine.
    """
    errors = [issue.message for issue in composition.issues if issue.severity == "error"]
    if errors:
        raise NotReady(Message("The contract cannot be made: {problem}", {"problem": errors[0]}))
    document.require_complete()
    data = _data(document, composition, plugins)
    if amendment is not None:
        data["amendment"] = amendment
    canonical = canonical_json(cast("Json", data)).encode()
    return ContractVersion.read(canonical)


def _data(document: Document, composition: Composition, plugins: Mapping[str, str]) -> VersionData:
    """Gather everything that the contract is."""
    clause_set, facts = composition.clause_set, composition.facts.to_json()
    clauses = [placed.clause for placed in composition.placed if placed.clause is not None]
    wording = Wording(clause_set.questions, document.language)
    return {
        "format": FORMAT,
        "contract": {"number": document.number, "title": document.title, "language": document.language},
        "clause_set": {
            "name": clause_set.name, "client": clause_set.client, "distribution": clause_set.distribution,
            "title": clause_set.title.text(document.language),
        },
        "plugins": dict(plugins),
        "facts": facts,
        "own_texts": [_own_text(own_text) for own_text in _own_texts(composition)],
        "parts": [
            _part(placed, section, composition, facts)
            for placed, section in zip(composition.placed, document.sections, strict=True)
        ],
        "labels": {"by_id": dict(composition.labels.by_id), "retired": sorted(composition.labels.retired)},
        "references": [{"in": reference.in_, "text": reference.text} for reference in document.references],
        "slots": [
            {"id": slot.id, "party": slot.party, "name": slot.name, "role": slot.role} for slot in document.slots
        ],
        "obligations": [obligation for clause in clauses for obligation in _obligations(clause, facts)],
        "rules": cast("list[Json]", frozen_rules(clauses, composition.facts, facts, wording)),
        "remarks": [
            {"code": issue.code, "severity": issue.severity, "message": issue.message.text(document.language)}
            for issue in composition.issues
        ],
        "layout": clause_set.layout,
    }  # fmt: skip


def _own_texts(composition: Composition) -> list[OwnText]:
    """List all own texts, by number: placed ones, and those in the special provisions."""
    placed = [placed.own_text for placed in composition.placed if placed.own_text is not None]
    return sorted([*placed, *composition.unplaced], key=lambda own_text: own_text.n)


def _own_text(own_text: OwnText) -> dict[str, Json]:
    """Write an own text as it was typed."""
    return {"n": own_text.n, "title": own_text.title, "body": own_text.body, "after": own_text.after}


def _part(placed: Placed, section: Section, composition: Composition, facts: Mapping[str, Json]) -> PartData:
    """Write one part of the contract."""
    return {
        "id": placed.id,
        "kind": placed.kind,
        "label": placed.label,
        "title": section.title,
        "html": str(section.html),
        "own_text": placed.own_text.n if placed.own_text is not None else None,
        "clause": _clause(placed.clause, composition, facts) if placed.clause is not None else None,
    }


def _clause(clause: Clause, composition: Composition, facts: Mapping[str, Json]) -> dict[str, Json]:
    """Write which clause in which version a part is, and why it is in the contract."""
    return {
        "version": clause.version,
        "source_sha256": sha256_of(clause.body),
        "legal_basis": list(clause.legal_basis),
        "attachment": clause.attachment,
        "reason": _reason(clause, composition.selection.reasons[clause.id], composition, facts),
    }


def _reason(clause: Clause, reason: Reason, composition: Composition, facts: Mapping[str, Json]) -> dict[str, Json]:
    """Write why a clause is in: its condition with the answers that it looked at, who required it, who added it."""
    answers = clause.when.explain(composition.facts).answers
    return {
        "ground": reason.ground,
        "condition": clause.when.source,
        "answers": {name: _recorded(facts, name) for name in answers},
        "required_by": list(reason.required_by),
        "added_by": [
            {"plugin": adjustment.plugin, "reason": adjustment.reason.text(composition.clause_set.language)}
            for adjustment in reason.adjusted
            if adjustment.include
        ],
    }


def _obligations(clause: Clause, facts: Mapping[str, Json]) -> list[dict[str, Json]]:
    """Write what a clause obliges to: its due rule with the facts that it counts with, and what is checked."""
    return [
        {
            "clause": clause.id, "id": obligation.id, "party": obligation.party,
            "action": obligation.action, "due": obligation.due.source,
            "rule": _due_rule(obligation.due, facts), "checks": list(obligation.checks),
        }
        for obligation in clause.obligations
    ]  # fmt: skip


def _due_rule(due: Due, facts: Mapping[str, Json]) -> dict[str, Json]:
    """Write a due rule with every fact that it names replaced by what the facts say (None: not known)."""
    days = {anchor: _recorded(facts, anchor) for anchor in due.anchors if "." in anchor}
    return {
        "anchors": list(due.anchors),
        "days": {anchor: day for anchor, day in days.items() if day is not None},
        "offset": _offset(due.offset, facts),
        "every": due.every if isinstance(due.every, str) else _offset(due.every, facts),
    }


def _offset(offset: Offset | None, facts: Mapping[str, Json]) -> dict[str, Json] | None:
    """Write a distance in time with its amount as a whole number, as far as it is known."""
    if offset is None:
        return None
    amount = offset.amount if isinstance(offset.amount, int) else _recorded(facts, offset.amount)
    whole = int(amount) if isinstance(amount, int | str) and str(amount).isdigit() else None
    return {"amount": whole, "unit": offset.unit, "before": offset.before}


def _recorded(facts: Mapping[str, Json], name: str) -> Json:
    """Look a fact up by its dotted name in the recorded facts, so that it reads the same wherever it stands."""
    found: Json = facts
    for key in name.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
