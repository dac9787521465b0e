"""Defined terms: where a text defines one, where it uses one, and words that read like a term nobody defines.

A term is defined in bold: at the start of an item (`a) **Bier**: ...`, also `**Afnemen** en
**Afgenomen**`), or between quotes (`hierna: "**de Einddatum**"`). It is used wherever it stands in a text, with its
capital, alone or with an ending. In Dutch nothing else has a capital in the middle of a sentence but a name; `NAMES`
holds the names of the law.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from akkoord.closing.check.claims import Claim
from akkoord.closing.check.wording import Prose, Wording

__all__ = ["Definition", "TermUse", "candidates", "definitions", "uses"]

NAMES: Final = frozenset(
    {
        "Alcoholwet", "Algemene", "Autoriteit", "Belastingdienst", "Bureau", "Burgerlijk",
        "Centraal", "Digipoort", "Europese", "Europees",
        "Faillissementswet", "Handelsregister", "Kamer", "Koophandel", "Nederland", "Nederlands", "Nederlandse",
        "Statistiek", "Wetboek",
    }
)  # fmt: skip
_BOLD: Final = re.compile(r"\*\*(?P<term>[^*$\n]+?)\*\*")
_ARTICLE: Final = re.compile(r"^(?:de|het|een|the|an?)\s+")
_ITEM: Final = re.compile(
    r"^[a-z]{1,2}\)\s+(?P<head>(?:\*\*[^*\n]+\*\*(?:\s*(?:,|en|of|and|or)\s*)?)+)\s*:", re.MULTILINE
)
_QUOTED: Final = re.compile(r"[\"“„”](?P<head>\*\*[^*\n]+\*\*)[\"“”]")
_CAPITAL: Final = "A-ZÀ-ÖØ-Þ"
_WORD: Final = rf"[{_CAPITAL}][\w’'-]*"
_MIDDLE: Final = re.compile(rf"(?<=[a-zß-ÿ0-9,;)] )(?P<term>{_WORD}(?: {_WORD})*)")
_ENDINGS: Final = r"(?:s|en|n|e|'s|’s)?"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that a clause defines."""

    term: str
    clause: str
    line: int
    path: Claim


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term that a clause uses."""

    term: str
    clause: str
    line: int
    path: Claim


def definitions(wordings: Mapping[str, Wording]) -> list[Definition]:
    """Find the terms that clauses define, by clause."""
    return [
        Definition(term, clause, part.line + part.text.count("\n", 0, at), part.path)
        for clause, wording in wordings.items()
        for part in wording.prose
        for term, at in _defined(part.text)
    ]


def uses(wordings: Mapping[str, Wording], terms: Iterable[str]) -> Iterator[TermUse]:
    """Find where clauses use these terms; within a longer term only that one counts."""
    ordered = sorted(set(terms), key=lambda term: (-len(term), term))
    if not ordered:
        return
    words = "|".join(re.escape(term) for term in ordered)
    found = re.compile(rf"(?<!\w)(?P<term>{words}){_ENDINGS}(?!\w)")
    for clause, wording in wordings.items():
        for part in wording.prose:
            for match in found.finditer(_without_definitions(part.text)):
                line = part.line + part.text.count("\n", 0, match.start())
                yield TermUse(match["term"], clause, line, part.path)


def candidates(wordings: Mapping[str, Wording], known: Iterable[str]) -> Iterator[TermUse]:
    """Find words with a capital in the middle of a sentence that are neither defined nor names."""
    terms = set(known)
    for clause, wording in wordings.items():
        for part in wording.prose:
            text = _without_definitions(part.text)
            for match in _MIDDLE.finditer(_lead(part) + text):
                at = match.start() - len(_lead(part))
                for term in _unknown(match["term"], terms):
                    yield TermUse(term, clause, part.line + text.count("\n", 0, max(at, 0)), part.path)


def _lead(part: Prose) -> str:
    """Give what may be thought to stand before a piece of text: a value goes on in the same sentence."""
    return "x" if part.follows else ""


def _unknown(phrase: str, terms: set[str]) -> Iterator[str]:
    """Give what is left of a phrase without the terms in it; a phrase with a name in it is a name."""
    words = phrase.split(" ")
    if phrase in terms or any(word in NAMES or word.isupper() for word in words):
        return
    rest = " ".join(word for word in words if not _is_term(word, terms))
    if rest and not any(_is_term(phrase, {term}) for term in terms):
        yield rest


def _is_term(word: str, terms: set[str]) -> bool:
    stems = {word, *(word.removesuffix(ending) for ending in ("s", "en", "n", "e", "'s", "’s"))}
    if stems & terms or any(word in term.split(" ") for term in terms if " " in term):
        return True
    # Another form of a verb, such as "Afneemt" of "Afnemen", begins as it does.
    return any(_alike_at_first(word, term) * 2 > len(word) for term in terms if word not in NAMES)


def _alike_at_first(one: str, other: str) -> int:
    """Count the letters with which two words begin alike.

    >>> _alike_at_first("Afneemt", "Afnemen")
    4
    """
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _defined(text: str) -> Iterator[tuple[str, int]]:
    for pattern in (_ITEM, _QUOTED):
        for match in pattern.finditer(text):
            for bold in _BOLD.finditer(match["head"]):
                term = _ARTICLE.sub("", bold["term"].strip())
                if term[:1].isupper():
                    yield term, match.start()


def _without_definitions(text: str) -> str:
    """Blank out what defines a term, keeping the length and the lines."""
    for pattern in (_ITEM, _QUOTED):
        for match in list(pattern.finditer(text)):
            at, end = match.span("head")
            text = text[:at] + " " * (end - at) + text[end:]
    return text
