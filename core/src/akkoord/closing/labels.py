"""Labels of articles and annexes, and how they stay frozen after signing (RULES 0.6(7) and (8))."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from string import ascii_uppercase
from types import MappingProxyType

from akkoord.closing.clauses import Kind
from akkoord.language import Language, Message

_ARTICLE = re.compile(r"(\d+)([A-Z]*)")
_LAST_NUMBER = re.compile(r"(\d+)\D*$")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a signed contract: by the id of the clause or own text, and every label ever used.

    `retired` holds labels of parts that an earlier amendment took out: they are never given to another part.
    """

    by_id: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    retired: frozenset[str] = frozenset()

    @property
    def used(self) -> frozenset[str]:
        """Every label that is not free any more."""
        return frozenset(self.by_id.values()) | self.retired


def assign_labels(parts: Sequence[tuple[str, Kind]], language: Language, frozen: Labels | None = None) -> Labels:
    """Label the parts of a contract, given in their order as (id, kind).

    Without `frozen` articles are 1, 2, 3, ... and annexes Annex 1, 2, ... in the language of the contract. With the
    labels of the contract that this amends, what is in it keeps its label, a new article gets the number of the
    existing article before it with A, B, C, ..., and a new annex the next number that was never used.
    """
    frozen = frozen or Labels()
    labels = {part: frozen.by_id[part] for part, _ in parts if part in frozen.by_id}
    articles = [part for part, kind in parts if kind == "article"]
    annexes = [part for part, kind in parts if kind == "annex"]
    labels |= _articles(articles, labels, frozen) if frozen.used else _numbered(articles)
    labels |= _annexes([annex for annex in annexes if annex not in labels], frozen, language)
    in_order = {part: labels[part] for part, _ in parts if part in labels}
    return Labels(MappingProxyType(in_order), frozen.used - frozenset(in_order.values()))


def _numbered(articles: Sequence[str]) -> dict[str, str]:
    """Give the articles of a first version their numbers."""
    return {part: str(number) for number, part in enumerate(articles, start=1)}


def _annexes(annexes: Sequence[str], frozen: Labels, language: Language) -> dict[str, str]:
    """Give each new annex the next number that no annex ever had."""
    numbers = [int(found[1]) for label in frozen.used if _is_annex(label) and (found := _LAST_NUMBER.search(label))]
    first = max(numbers, default=0) + 1
    return {
        part: Message("Annex {number}", {"number": number}).text(language)
        for number, part in enumerate(annexes, start=first)
    }


def _is_annex(label: str) -> bool:
    """Tell the label of an annex from that of an article."""
    return _ARTICLE.fullmatch(label) is None


def _articles(articles: Sequence[str], existing: Mapping[str, str], frozen: Labels) -> dict[str, str]:
    """Give each new article a label between those around it."""
    labels: dict[str, str] = {}
    used = set(frozen.used)
    before = "0"
    for place, part in enumerate(articles):
        if part in existing:
            before = existing[part]
            continue
        following = next((existing[other] for other in articles[place:] if other in existing), None)
        before = labels[part] = _inserted(before, following, used)
        used.add(before)
    return labels


def _inserted(before: str, following: str | None, used: Collection[str]) -> str:
    """Make the label of a new article behind the one labelled `before`.

    9 gives 9A, then 9B; what stands between 9A and an existing 9B becomes 9AA. Numbers of articles that were taken
    out are passed over. The first article of all, should it be new, is 0A. Where nothing fits between the two, as
    before an existing 0A, it is the next free letter.
    """
    number, here = str(_position(before)[0]), _position(before)
    end = None if following is None or _position(following) <= here else _position(following)
    for stem in (number, before):
        label = next(label for label in _lettered(stem) if label not in used and _position(label) > here)
        if end is None or _position(label) < end:
            return label
    return next(label for label in _lettered(number) if label not in used)


def _position(label: str) -> tuple[int, str]:
    """Order labels as they stand in a contract: 9, 9A, 9AA, 9B, 10."""
    found = _ARTICLE.fullmatch(label)
    return (int(found[1]), found[2]) if found else (0, "")


def _lettered(stem: str) -> Iterator[str]:
    """Give the stem with A to Z, then ZA to ZZ, and on: always in the order of the alphabet."""
    for depth in count():
        for letter in ascii_uppercase:
            yield f"{stem}{'Z' * depth}{letter}"
