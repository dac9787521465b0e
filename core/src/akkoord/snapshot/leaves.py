"""Decide of every piece of text in a record whether it says who somebody is; what is not known to be harmless goes."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from akkoord.facts import Question, Questions
from akkoord.snapshot.pseudonyms import Kind, Pseudonyms
from akkoord.store import Json

__all__ = ["Leaves"]

PARTY: Final[Mapping[str, Kind]] = {
    "name": "name", "seat": "city", "address": "address", "postcode": "postcode", "city": "city", "kvk": "kvk",
    "vat_id": "vat_id", "iban": "iban", "email": "email", "phone": "phone", "court": "city", "role": "role",
}  # fmt: skip
"""What the fields of a party and of a person are."""
TYPES: Final[Mapping[str, Kind]] = {
    "text": "text", "longtext": "text", "party": "text",
    "kvk": "kvk", "vat_id": "vat_id", "iban": "iban", "postcode": "postcode",
}  # fmt: skip
"""The types of question of which the answer is somebody's words or numbers."""
KEYS: Final[Mapping[str, Kind]] = {"establishment_no": "establishment", "address": "address", "city": "city"}
"""Questions whose name tells more than their type."""
SAID: Final = frozenset(
    {"competitor", "device", "ground", "place", "reason", "remark", "responsible", "subject", "text", "title", "words"}
)
"""Keys of records under which people typed something."""
PRINTED: Final = frozenset(
    {
        "about", "action", "anchor", "anchors", "clause", "days", "due", "en", "every", "groups", "id", "label",
        "lines", "message", "nl", "source", "unit",
    }
)  # fmt: skip
"""Keys of records under which a clause or rule wrote something: what people typed may stand inside it."""
KEPT: Final = frozenset({"format", "number", "zone"})
"""Keys of records of which the values stay: the numbers of contracts and statements are what the client asks about."""
FIGURE: Final = re.compile(r"-?\d+([.,]\d+)?")
PEOPLE: Final = frozenset({"signatories"})
HARMLESS: Final = re.compile(
    r"-?\d+([.,/:]\d+)*%?"  # a figure, a time
    r"|\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-][\d:]+))?"  # a day, a moment
    r"|[0-9a-f]{20,64}(-\d{8})?"  # an id, a hash
    r"|[a-z0-9]+([_.:/-][a-z0-9]+)*( [+-] [a-z0-9_. ]+)?"  # a word of states.json, a clause, a fact, a due rule
    r"|[A-Z]|[A-Z][A-Z0-9_]*"  # the letter of a proposal, the code of an issue
    r"|"
)


class Leaves:
    """Rewrites trees of JSON leaf by leaf, with the questions of a clause set and one set of pseudonyms."""

    def __init__(self, pseudonyms: Pseudonyms, questions: Questions) -> None:
        """Work with these pseudonyms and questions."""
        self.pseudonyms = pseudonyms
        self._questions = questions

    def record(self, tree: Json, key: str = "") -> Json:
        """Rewrite a record that is no fact: what people typed, and what is not plainly a figure, a day or a name."""
        match tree:
            case str():
                return self._record_leaf(tree, key)
            case Mapping():
                return {self._key(name): self.record(value, name.rpartition(".")[2]) for name, value in tree.items()}
            case list() | tuple():
                return [self.record(value, key) for value in tree]
        return tree

    def party(self, fields: Mapping[str, Json]) -> dict[str, Json]:
        """Rewrite a company with who signs for it."""
        return {name: self._party_field(name, value) for name, value in fields.items()}

    def facts(self, facts: Mapping[str, Json], derived: Mapping[str, Json] | None = None) -> dict[str, Json]:
        """Rewrite facts by what their questions ask for.

        What no question asks for is taken from `derived`, the facts as they follow from the others; with None it is
        left out, so that they can be derived.
        """
        return {group: self._group(group, value, derived) for group, value in facts.items()}

    def parameters(self, tree: Json) -> Json:
        """Rewrite the parameters of a rule: only what was replaced elsewhere, so that it computes what it did."""
        match tree:
            case str():
                return tree if FIGURE.fullmatch(tree) else self.pseudonyms.known(tree) or tree
            case Mapping():
                return {name: self.parameters(value) for name, value in tree.items()}
            case list() | tuple():
                return [self.parameters(value) for value in tree]
        return tree

    def _group(self, group: str, value: Json, derived: Mapping[str, Json] | None) -> Json:
        if group in ("customer", "supplier") and isinstance(value, Mapping):
            return self.party(value)
        if group in PEOPLE and isinstance(value, Mapping):
            return {side: self._people(people) for side, people in value.items()}
        if not isinstance(value, Mapping):
            return self.record(value, group)
        known = derived.get(group) if derived is not None else None
        follows = known.get if isinstance(known, Mapping) else None
        return {key: self._answer(f"{group}.{key}", each, follows, derived is None) for key, each in value.items()}

    def _answer(
        self,
        name: str,
        value: Json,
        follows: Callable[[str], Json] | None,
        deriving: bool,  # noqa: FBT001 - which of two passes
    ) -> Json:
        key = name.rpartition(".")[2]
        question = self._questions.get(name)
        if question is None:
            follow = follows(key) if follows else None
            return None if deriving else self.record(value, key) if follow is None else follow
        if isinstance(value, list | tuple):
            rows = follows(key) if follows else None
            return [self._row(question, row, rows, place) for place, row in enumerate(value)]
        return self._typed(question, value)

    def _row(self, question: Question, row: Json, derived: Json, place: int) -> Json:
        if not isinstance(row, Mapping):
            return self.record(row, question.key)
        other = derived[place] if isinstance(derived, list) and place < len(derived) else None
        found: dict[str, Json] = {}
        for key, value in row.items():
            column = question.column(key)
            if column is not None:
                found[key] = self._typed(column, value)
            elif isinstance(other, Mapping) and key in other:
                found[key] = other[key]
            elif derived is not None or not isinstance(value, str):
                found[key] = self.record(value, key)
        return found

    def _typed(self, question: Question, value: Json) -> Json:
        if not isinstance(value, str) or question.type not in TYPES or question.part == "contract":
            return value
        return self.pseudonyms.of(value, KEYS.get(question.key, TYPES[question.type]))

    def _party_field(self, name: str, value: Json) -> Json:
        if name in PEOPLE:
            return self._people(value)
        if isinstance(value, str) and name in PARTY:
            return self.pseudonyms.of(value, PARTY[name])
        return value if name.startswith("legal_form") else self.record(value, name)

    def _people(self, people: Json) -> Json:
        if not isinstance(people, list | tuple):
            return people
        return [self._person(one) if isinstance(one, Mapping) else one for one in people]

    def _person(self, fields: Mapping[str, Json]) -> dict[str, Json]:
        return {
            name: self.pseudonyms.of(value, "person")
            if name == "name" and isinstance(value, str)
            else self._party_field(name, value)
            for name, value in fields.items()
        }

    def _key(self, name: str) -> str:
        return name if HARMLESS.fullmatch(name) else self.pseudonyms.within(name)

    def _record_leaf(self, leaf: str, key: str) -> str:
        if FIGURE.fullmatch(leaf) and key not in {*SAID, *KEPT}:
            return leaf
        known = self.pseudonyms.known(leaf)
        if known is not None:
            return known
        if key in PRINTED:
            return self.pseudonyms.within(leaf)
        if key in KEPT or (key not in SAID and HARMLESS.fullmatch(leaf)):
            return leaf
        return self.pseudonyms.of(leaf)
