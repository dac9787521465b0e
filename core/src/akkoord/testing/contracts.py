"""Compose contracts of a clause set in tests, read them as on paper, and find what nobody would want to sign."""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from akkoord.closing import ClauseSet, Composition, Draft, OwnText, compose
from akkoord.closing.document import Document
from akkoord.closing.text import write_out
from akkoord.facts import Facts

__all__ = ["Table", "faults", "readable"]

_NEW_LINE: Final = frozenset({"h1", "h2", "h3", "p", "li", "tr", "div", "section", "article"})
_LIKE_A_PROGRAM: Final = re.compile(r"None|True|False|\(s\)|\$\{|\{#|%\s*(if|for|end)|  | [.,;:]|€ ")

Layer = Mapping[str, object]


class Table:
    """Where contracts of a clause set are composed: from the defaults, what every test shares, and what one adds.

    `golden` is the folder with fact files (`name.json`, with `own_texts` besides the facts) and texts (`name.txt`).
    """

    def __init__(self, clause_set: ClauseSet, *shared: Layer, golden: Path) -> None:
        self.clause_set = clause_set
        self.questions = clause_set.questions
        self.folder = golden
        self._shared = shared

    def facts(self, *layers: Layer) -> Facts:
        """Merge the defaults, what is shared and these layers."""
        return Facts.merge(self.questions, self.questions.defaults(), *self._shared, *layers)

    def composed(self, *layers: Layer, own_texts: tuple[OwnText, ...] = ()) -> Composition:
        """Compose a contract."""
        return compose(self.clause_set, Draft(self.facts(*layers), own_texts))

    def written(self, *layers: Layer, own_texts: tuple[OwnText, ...] = ()) -> Document:
        """Compose a contract and write it out."""
        return write_out(self.composed(*layers, own_texts=own_texts))

    def golden(self, name: str) -> Composition:
        """Compose the contract of a fact file."""
        kept = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        own_texts = tuple(OwnText(**text) for text in kept.pop("own_texts", []))
        return self.composed(kept, own_texts=own_texts)


def readable(html: object) -> str:
    """Turn the HTML of a contract into lines of plain text, as it reads on paper."""
    reader = _Reader()
    reader.feed(str(html))
    return reader.text()


def faults(document: Document) -> list[str]:
    """Find what is not finished in a written contract; empty when it can be signed."""
    return [*_gaps(document), *_paragraphs(document), *_code(readable(document.html))]


class _Reader(HTMLParser):
    """Collects the lines of a contract."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a cell, or a place to sign."""
        slot = dict(attrs).get("data-slot")
        if tag in _NEW_LINE:
            self.lines.append("")
        if tag in {"td", "th"}:
            self.lines[-1] += " | "
        if slot is not None:
            self.lines[-1] += f"[handtekening: {slot}]"

    def handle_data(self, data: str) -> None:
        """Take text."""
        self.lines[-1] += data.replace("\n", " ")

    def text(self) -> str:
        """Give the lines that hold something."""
        lines = [re.sub(r" +", " ", line).strip() for line in self.lines]
        return "\n".join(line for line in lines if line) + "\n"


def _gaps(document: Document) -> Iterator[str]:
    yield from (f"{missing.name} is missing" for missing in document.missing)
    yield from (f"{issue.code}: {issue.message.text('en')}" for issue in document.issues)


def _paragraphs(document: Document) -> Iterator[str]:
    """Find articles without text, paragraphs that stop halfway, and numbers that skip."""
    for section in document.sections:
        if not section.paragraphs:
            yield f"{section.id} is empty"
        if section.kind != "article" or section.is_own_text:
            continue
        labels = [paragraph.label for paragraph in section.paragraphs if paragraph.label]
        if labels != [f"{section.label}.{n}" for n in range(1, len(labels) + 1)]:
            yield f"{section.id} is numbered {', '.join(labels)}"
        for paragraph in section.paragraphs:
            last = readable(paragraph.html).strip().splitlines()[-1]
            if not last.endswith("."):
                yield f"{section.id} ends with {last!r}"


def _code(text: str) -> Iterator[str]:
    found = _LIKE_A_PROGRAM.search(text)
    if found is not None:
        yield f"{text[max(0, found.start() - 30) : found.end() + 30]!r} reads like a program"
