"""Cross references: how one part of a contract names another, resolved when every label is known (RULES 0.6(7))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from akkoord.closing.clauses import Kind
from akkoord.language import AkkoordError, Language, Message
from akkoord.values.formats import one_of


class BrokenReference(AkkoordError):
    """A reference to a clause or paragraph that is not in the contract; the message names both ends."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross reference as it reads: the part it stands in, and its text (`artikel 3 of artikel 12.2`)."""

    in_: str
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points at: a part of the contract, and the anchor of a paragraph in it when it names one."""

    part: str
    anchor: str | None = None

    @classmethod
    def read(cls, text: str) -> "Target":
        """Read `clause` or `clause#anchor`."""
        part, _, anchor = text.partition("#")
        return cls(part, anchor or None)


@dataclass(frozen=True, slots=True)
class Pending:
    """A reference printed while the text was not yet numbered: its targets are joined with "or"."""

    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One part of the contract as references see it: its kind and label, and the label and id of each anchor."""

    kind: Kind
    label: str | None
    anchors: Mapping[str, tuple[str | None, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """One resolved target: what the reader reads, and the id of the element it points at."""

    text: str
    element: str


def element_id(part: str, paragraph: str | None = None) -> str:
    """Give the id, in the page, of a part or of one of its paragraphs.

    >>> element_id("own:1", "2")
    'own-1--2'
    """
    name = part.replace(":", "-")
    return name if paragraph is None else f"{name}--{paragraph}"


def resolve(pending: Pending, place: str, places: Mapping[str, Place], language: Language) -> tuple[Link, ...]:
    """Give the text and link of every target, or raise `BrokenReference`. `place` is the part the reference is in."""
    return tuple(_link(target, place, places, language) for target in pending.targets)


def joined(texts: Sequence[str], language: Language) -> str:
    """Join the texts of a reference to several places with "or"."""
    return one_of(texts, language)


def _link(target: Target, place: str, places: Mapping[str, Place], language: Language) -> Link:
    """Resolve one target."""
    names = {"place": place, "part": target.part, "anchor": target.anchor}
    found = places.get(target.part)
    if found is None:
        raise BrokenReference(
            Message("Clause {place!r} refers to clause {part!r}, which is not in this contract.", names)
        )
    label, element = found.label, element_id(target.part)
    if target.anchor is not None:
        if target.anchor not in found.anchors:
            raise BrokenReference(
                Message(
                    "Clause {place!r} refers to paragraph {anchor!r} of clause {part!r}, "
                    "which has no such paragraph in this contract.",
                    names,
                )
            )
        label, element = found.anchors[target.anchor]
    if label is None:
        raise BrokenReference(
            Message("Clause {place!r} refers to clause {part!r} at a place that has no number or letter.", names)
        )
    return Link(_wording(found.kind, label, language), element)


def _wording(kind: Kind, label: str, language: Language) -> str:
    """Say a label in the middle of a sentence; that of an annex is a name by itself."""
    if kind == "article":
        return Message("article {label}", {"label": label}).text(language)
    if kind == "recital":
        return Message("recital {label}", {"label": label}).text(language)
    return label
