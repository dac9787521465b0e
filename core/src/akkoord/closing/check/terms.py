"""Defined terms: where a text defines one, where it uses one, and words that read like a term nobody defines.

A term is defined in bold: at the start of an item (`a) **Bier**: ...`, also `**Afnemen** en
**Afgenomen**`), or between quotes (`hierna: "**de Einddatum**"`), there also in small letters. It is used wherever it
stands in a text, alone or with an ending, and where a text marks it: `${defined('afnemer')}`. In Dutch nothing else has
a capital in the middle of a sentence but a name; `NAMES` holds the names of the law.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
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
_QUOTED: Final = re.compile(r"[\"“„”‘’«»](?P<head>\*\*[^*\n]+\*\*)[\"“”‘’«»]")
# `re` has no class of capitals; the scripts that have them (Latin, Greek, Cyrillic, Armenian) stand below U+2000.
_CASED: Final = [chr(one) for one in range(0x2000)]
_CAPITAL: Final = "".join(one for one in _CASED if one.isupper() or one.istitle())
_SMALL: Final = "".join(one for one in _CASED if one.islower())
_WORD: Final = rf"[{_CAPITAL}][\w’'-]*"
_NUMBER: Final = r"\d+(?:\.\d+)*\w*"
_MIDDLE: Final = re.compile(rf"(?<=[{_SMALL}0-9,;)] )(?P<term>{_WORD}(?: (?:{_WORD}|{_NUMBER}))*)")
_SPACE: Final = r"(?: |\n *)"
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
    known = set(terms)
    forms = {_begun(term): term for term in known if term[:1].islower()} | {term: term for term in known}
    if not forms:
        return
    words = "|".join(_spelt(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    found = re.compile(rf"(?<!\w)(?<!\d[.,])(?P<term>{words}){_ENDINGS}(?!\w|[.,]\d)")
    for clause, wording in wordings.items():
        for part in wording.prose:
            for match in found.finditer(_without_definitions(part.text)):
                line = part.line + part.text.count("\n", 0, match.start())
                yield TermUse(forms[" ".join(match["term"].split())], clause, line, part.path)
        yield from (use for use in _marked(clause, wording) if use.term in known)


def candidates(wordings: Mapping[str, Wording], known: Iterable[str]) -> Iterator[TermUse]:
    """Find what is neither defined nor a name, but marked as a term or with a capital in the middle of a sentence."""
    terms = set(known)
    for clause, wording in wordings.items():
        for part in wording.prose:
            text = _without_definitions(part.text)
            for match in _MIDDLE.finditer(_lead(part) + text):
                if not _is_known(match["term"].split(" "), terms):
                    at = match.start() - len(_lead(part))
                    yield TermUse(match["term"], clause, part.line + text.count("\n", 0, max(at, 0)), part.path)
        yield from (use for use in _marked(clause, wording) if use.term not in terms)


def _marked(clause: str, wording: Wording) -> Iterator[TermUse]:
    """Give what a clause marks as a term."""
    for part in wording.marked:
        yield TermUse(_ARTICLE.sub("", part.text.strip()), clause, part.line, part.path)


def _begun(term: str) -> str:
    """Write a term as at the beginning of a sentence."""
    return term[:1].upper() + term[1:]


def _spelt(form: str) -> str:
    """Give the pattern of a term, which may go on on the next line."""
    return _SPACE.join(re.escape(word) for word in form.split())


def _lead(part: Prose) -> str:
    """Give what may be thought to stand before a piece of text: a value goes on in the same sentence."""
    return "x" if part.follows else ""


def _is_known(words: Sequence[str], terms: set[str]) -> bool:
    """Tell whether words with a capital are terms one after another; with a name among them they are a name."""
    if any(word in NAMES or word.isupper() for word in words):
        return True
    if len(words) == 1 and any(words[0] in term.split() for term in terms):
        return True
    return _is_made_of(words, {run for term in terms for run in (tuple(term.split()), *_runs(term))})


def _runs(term: str) -> Iterator[tuple[str, ...]]:
    """Give the words with a capital that stand together in a term.

    >>> list(_runs("Raad van Bestuur"))
    [('Raad',), ('Bestuur',)]
    """
    for is_small, words in groupby(term.split(), key=str.islower):
        if not is_small:
            yield tuple(words)


def _is_made_of(words: Sequence[str], terms: set[tuple[str, ...]]) -> bool:
    """Tell whether words are terms one after another, the longest first; a number may follow a term."""
    at = 0
    while at < len(words):
        lengths = range(len(words) - at, 0, -1)
        length = next((n for n in lengths if any(_alike(words[at : at + n], term) for term in terms)), 0)
        if not length and not (at and words[at][0].isdigit()):
            return False
        at += length or 1
    return True


def _alike(words: Sequence[str], term: Sequence[str]) -> bool:
    return len(words) == len(term) and all(_is_form(word, one) for word, one in zip(words, term, strict=True))


def _is_form(word: str, term: str) -> bool:
    """Tell whether a word is a form of another: with an ending, or a verb that begins alike (Afneemt, Afnemen)."""
    if word == term or word in {f"{term}{ending}" for ending in ("s", "en", "n", "e", "'s", "’s")}:
        return True
    return not word[0].isdigit() and _alike_at_first(word, term) * 2 > len(word)


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
                # An item may begin with a bold word that is none; what is bold between quotes is called so from there.
                if pattern is _QUOTED or not term[:1].islower():
                    yield " ".join(term.split()), match.start()


def _without_definitions(text: str) -> str:
    """Blank out what defines a term, keeping the length and the lines."""
    for pattern in (_ITEM, _QUOTED):
        for match in list(pattern.finditer(text)):
            at, end = match.span("head")
            text = text[:at] + " " * (end - at) + text[end:]
    return text
