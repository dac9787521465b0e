"""Turn the evaluated text of a clause into paragraphs of HTML: anchors, sub-items, tables, inline Markdown."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal

from markdown import Markdown
from markdown.extensions.tables import TableExtension

from akkoord.closing.pieces import is_block

_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_BETWEEN = re.compile(r"\n\n+|\n(?=\{#)")
_ANCHOR = re.compile(r"\{#(?P<anchor>[^{}\n]*)\}[ \t]*")
_ITEM = re.compile(r"(?P<marker>[a-z]{1,2}\))[ \t]+")
_PARTY = re.compile(r"(?:\*\*)?(?P<number>\d{1,2}\.)(?:\*\*)?[ \t]+")
_CACHED: Final = 4096
_BLOCK_RULES: Final = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference")
_INLINE_RULES: Final = (
    "backtick", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "html", "entity",
)  # fmt: skip

LineKind = Literal["text", "item", "table"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, still with opaque characters: its anchor, its HTML, and the blocks printed in it.

    `html` begins with `<p>`; the paragraph's number goes right behind that. With `is_table` it is nothing but a
    table, which goes with the paragraph before it.
    """

    anchor: str | None
    html: str
    blocks: tuple[str, ...] = ()
    is_table: bool = False


@lru_cache(maxsize=_CACHED)
def read_paragraphs(text: str, *, numbered_parties: bool = False) -> tuple[Paragraph, ...]:
    """Split an evaluated clause in paragraphs, dropping empty ones, and turn each into HTML.

    Paragraphs are separated by blank lines; a line that begins with an anchor begins one too.

    Values are opaque characters numbered in order, so the same clause with other values is the same text, and is
    looked up instead of converted. With `numbered_parties`, `1. ` at the beginning of a paragraph is set apart.
    """
    chunks = (chunk.strip("\n") for chunk in _BETWEEN.split(_BLANK.sub("\n", text)))
    paragraphs = (_paragraph(chunk, numbered_parties=numbered_parties) for chunk in chunks if chunk.strip())
    return tuple(paragraph for paragraph in paragraphs if paragraph is not None)


@lru_cache(maxsize=_CACHED)
def _paragraph(chunk: str, *, numbered_parties: bool) -> Paragraph | None:
    """Turn one chunk of lines into a paragraph; nothing is left of one that has only an anchor."""
    found = _ANCHOR.match(chunk)
    text = chunk[found.end() :] if found else chunk
    if not text.strip():
        return None
    hung = ""
    party = _PARTY.match(text) if numbered_parties else None
    if party is not None:
        hung, text = marker(party["number"]), text[party.end() :]
    runs = list(_runs(text))
    html = "".join(_html(kind, lines) for kind, lines in runs)
    if not html.startswith("<p>"):
        html = f"<p></p>{html}"
    blocks = tuple(character for character in text if is_block(character))
    is_table = found is None and all(kind == "table" for kind, _ in runs)
    return Paragraph(found["anchor"] if found else None, html.replace("<p>", f"<p>{hung}", 1), blocks, is_table)


def _runs(text: str) -> Iterator[tuple[LineKind, list[str]]]:
    """Group the lines of a paragraph: text, sub-items (each with the lines that continue it), table rows."""
    in_item = False
    kinds: list[tuple[LineKind, str]] = []
    for line in text.split("\n"):
        kind: LineKind = "text"
        if line.lstrip().startswith("|"):
            kind, in_item = "table", False
        elif in_item or _ITEM.match(line):
            kind, in_item = "item", True
        kinds.append((kind, line))
    for kind, run in groupby(kinds, key=lambda pair: pair[0]):
        yield kind, [line for _, line in run]


def _html(kind: LineKind, lines: list[str]) -> str:
    """Turn lines of one kind into HTML."""
    if kind == "table":
        return _markdown("\n".join(lines))
    if kind == "text":
        return _markdown(_joined(lines))
    items: list[tuple[str, list[str]]] = []
    for line in lines:
        found = _ITEM.match(line)
        if found is not None:
            items.append((found["marker"], [line[found.end() :]]))
        else:
            items[-1][1].append(line)
    inner = "".join(
        "<li>" + _markdown(_joined(text)).replace("<p>", f"<p>{marker(letter)}", 1) + "</li>" for letter, text in items
    )
    return f'<ol class="items">{inner}</ol>'


def _joined(lines: list[str]) -> str:
    """Run lines on, but for those that end in two spaces: Markdown's line break."""
    ends = ("\n" if line.endswith("  ") else " " for line in lines)
    return "".join(line + end for line, end in zip(lines, ends, strict=True)).rstrip()


def marker(text: str) -> str:
    """Set a number or letter apart, so that the layout can hang it in the margin."""
    return f'<span class="number">{text} </span>'


class _Converters(threading.local):
    """One Markdown converter a thread: it keeps state while it works."""

    def __init__(self) -> None:
        self.markdown = Markdown(extensions=[TableExtension(use_align_attribute=True)])
        for rule in _BLOCK_RULES:
            self.markdown.parser.blockprocessors.deregister(rule)
        for rule in _INLINE_RULES:
            self.markdown.inlinePatterns.deregister(rule)
        self.markdown.preprocessors.deregister("html_block")


_CONVERTERS = _Converters()


def _markdown(text: str) -> str:
    """Convert a few lines with Markdown's emphasis, tables, line breaks and backslashes; the rest of it is off."""
    return _CONVERTERS.markdown.reset().convert(text) or "<p></p>"
