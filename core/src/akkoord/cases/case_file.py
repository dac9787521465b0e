"""Read a file of worked cases (RULES 0.12); a fault in it is a sentence that names its place in the file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import cast

from akkoord.closing import InvalidOwnText, OwnText
from akkoord.files import unusable
from akkoord.language import AkkoordError, Message

Json = Mapping[str, object]


class InvalidCaseFile(AkkoordError):
    """A case file that cannot be replayed: what is wrong, and where in the file."""


@dataclass(frozen=True, slots=True)
class CaseComposition:
    """One contract of a case: what goes in, and what is expected to come out. `at` is its place in the case."""

    at: str
    version: int
    based_on: int | None
    facts: Json
    own_texts: tuple[OwnText, ...]
    expected: Json
    effective: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case. `sections` holds every key of the case as it stands in the file."""

    id: str
    client: str
    customer: Json
    compositions: tuple[CaseComposition, ...]
    sections: Json


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one file, and the facts that all cases of a client share."""

    cases: tuple[Case, ...]
    defaults: Mapping[str, Json]


def read_case_file(path: Path) -> CaseFile:
    """Read a case file. Raises `InvalidCaseFile` when it is missing, is no JSON, or lacks what a replay needs."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidCaseFile(unusable(error, str(path))) from error
    except UnicodeDecodeError as error:
        message = Message("{file} is not UTF-8 text; save it as UTF-8.", {"file": str(path)})
        raise InvalidCaseFile(message) from error
    return parse_case_file(text, str(path))


def parse_case_file(text: str, name: str) -> CaseFile:
    """Read the text of a case file; `name` is what messages call it."""
    try:
        content = json.loads(text, parse_float=str)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidCaseFile(_not_json(name, error)) from error
    place = _Place(name, "")
    top = place.mapping(content)
    defaults = place.inside("defaults").mapping(top.get("defaults", {}))
    shared = {client: place.inside(f"defaults.{client}").mapping(facts) for client, facts in defaults.items()}
    cases = place.inside("cases").sequence(top.get("cases"))
    read = tuple(_case(_Place(name, f"cases[{number}]"), entry) for number, entry in enumerate(cases))
    _refuse_twins(place, read)
    return CaseFile(read, MappingProxyType(shared))


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a case file, and the checks of what stands there."""

    file: str
    path: str

    def inside(self, step: str) -> "_Place":
        """Go to a key, or with `[n]` to an item."""
        separator = "." if self.path and not step.startswith("[") else ""
        return _Place(self.file, f"{self.path}{separator}{step}")

    def refuse(self, message: Message) -> InvalidCaseFile:
        """Make the error that names this place."""
        place = self.path or Message("the top")
        return InvalidCaseFile(
            Message("{file}, at {place}: {problem}", {"file": self.file, "place": place, "problem": message})
        )

    def mapping(self, value: object) -> Json:
        """Take an object."""
        if isinstance(value, dict):
            return cast("Json", value)
        raise self.refuse(Message("expected an object, found {found}.", {"found": _kind(value)}))

    def sequence(self, value: object) -> Sequence[object]:
        """Take a list."""
        if isinstance(value, list):
            return cast("Sequence[object]", value)
        raise self.refuse(Message("expected a list, found {found}.", {"found": _kind(value)}))

    def text(self, value: object) -> str:
        """Take a text."""
        if isinstance(value, str):
            return value
        raise self.refuse(Message("expected a text, found {found}.", {"found": _kind(value)}))

    def whole(self, value: object) -> int:
        """Take a whole number."""
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self.refuse(Message("expected a whole number, found {found}.", {"found": _kind(value)}))

    def items(self, value: object) -> Iterator[tuple["_Place", Json]]:
        """Take a list of objects, each with its place; null is an empty list."""
        for number, item in enumerate(self.sequence(value) if value is not None else ()):
            place = self.inside(f"[{number}]")
            yield place, place.mapping(item)


def _kind(value: object) -> Message:
    """Name the kind of a JSON value."""
    names = {
        dict: Message("an object"),
        list: Message("a list"),
        str: Message("a text"),
        bool: Message("true or false"),
        int: Message("a number"),
        type(None): Message("nothing"),
    }
    return names[type(value)]


def _not_json(name: str, error: Exception) -> Message:
    """Say where a text stops being JSON."""
    if isinstance(error, json.JSONDecodeError):
        return Message(
            "{file} is not JSON: look at line {line}, column {column}.",
            {"file": name, "line": error.lineno, "column": error.colno},
        )
    return Message("{file} is nested too deeply to be a case file.", {"file": name})


def _refuse_twins(place: _Place, cases: Sequence[Case]) -> None:
    """Refuse two cases with the same id: nobody could tell their results apart."""
    seen: set[str] = set()
    for number, case in enumerate(cases):
        if case.id in seen:
            raise place.inside(f"cases[{number}].id").refuse(
                Message("there is another case {id!r} above it.", {"id": case.id})
            )
        seen.add(case.id)


def _case(place: _Place, entry: object) -> Case:
    """Read one case."""
    sections = place.mapping(entry)
    compositions = tuple(
        _composition(inner, item) for inner, item in place.inside("compositions").items(sections.get("compositions"))
    )
    _check_bases(place, compositions)
    return Case(
        id=place.inside("id").text(sections.get("id")),
        client=place.inside("client").text(sections.get("client")),
        customer=place.inside("customer").mapping(sections.get("customer") or {}),
        compositions=compositions,
        sections=sections,
    )


def _composition(place: _Place, item: Json) -> CaseComposition:
    """Read one composition."""
    based_on = item.get("based_on")
    own_texts = tuple(
        _own_text(inner, text, number)
        for number, (inner, text) in enumerate(place.inside("own_texts").items(item.get("own_texts")), start=1)
    )
    _refuse_twin_texts(place, own_texts)
    return CaseComposition(
        at=place.path.partition(".")[2],
        version=place.inside("version").whole(item.get("version")),
        based_on=None if based_on is None else place.inside("based_on").whole(based_on),
        facts=place.inside("facts").mapping(item.get("facts")),
        own_texts=own_texts,
        expected=place.inside("expected").mapping(item.get("expected") or {}),
        effective=None if item.get("effective") is None else place.inside("effective").text(item["effective"]),
    )


def _own_text(place: _Place, item: Json, number: int) -> OwnText:
    """Read one own text; its position names the clause it follows, or is absent."""
    position = place.inside("position").mapping(item.get("position") or {})
    after = position.get("after")
    n = item.get("n", number)
    try:
        return OwnText(
            n=place.inside("n").whole(n),
            title=place.inside("title").text(item.get("title") or ""),
            body=place.inside("body").text(item.get("body")),
            after=None if after is None else place.inside("position.after").text(after),
        )
    except InvalidOwnText as error:
        raise place.refuse(error.message) from error


def _refuse_twin_texts(place: _Place, own_texts: Sequence[OwnText]) -> None:
    """Refuse two own texts with the same number."""
    numbers = [text.n for text in own_texts]
    for position, number in enumerate(numbers):
        if number in numbers[:position]:
            raise place.inside(f"own_texts[{position}].n").refuse(
                Message("there is another own text {n} above it.", {"n": number})
            )


def _check_bases(place: _Place, compositions: Sequence[CaseComposition]) -> None:
    """See that versions differ, and that every `based_on` names a version that stands above it."""
    above: set[int] = set()
    for number, composition in enumerate(compositions):
        inner = place.inside(f"compositions[{number}]")
        if composition.version in above:
            raise inner.inside("version").refuse(
                Message("there is another version {version} above it.", {"version": composition.version})
            )
        if composition.based_on is not None and composition.based_on not in above:
            raise inner.inside("based_on").refuse(
                Message("there is no version {version} above it.", {"version": composition.based_on})
            )
        above.add(composition.version)
