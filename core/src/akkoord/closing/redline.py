"""Show what changed between two texts, word by word: what was taken out, and what came in."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Final

from markupsafe import Markup, escape

__all__ = ["blocks_of", "redline"]

BREAK: Final = "\n"
_BLOCKS: Final = frozenset({"p", "div", "h1", "h2", "h3", "li", "tr", "table", "ul", "ol", "section", "dt", "dd"})
_APART: Final = frozenset({"td", "th"})


class _Texts(HTMLParser):
    """Reads the text of HTML block by block; cells of a row stand apart."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._apart = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self.close_block()
        self._apart = tag in _APART or dict(attrs).get("class") in {"number", "label"}
        if self._apart:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.close_block()
        if tag in _APART or self._apart:
            self._words.append(" ")
        self._apart = False

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def close_block(self) -> None:
        text = " ".join("".join(self._words).split())
        if text:
            self.blocks.append(text)
        self._words = []


def blocks_of(html: str) -> list[str]:
    """Give the text of HTML, a paragraph, heading, item or row at a time.

    >>> blocks_of("<h2>Rent</h2><p>It is <b>&euro; 10</b>.</p>")
    ['Rent', 'It is € 10.']
    """
    parser = _Texts()
    parser.feed(html)
    parser.close_block()
    return parser.blocks


def redline(before: str, after: str) -> Markup:
    """Give the text of the later HTML with what changed: `<del>` was taken out, `<ins>` came in.

    >>> redline("<p>Three months.</p>", "<p>Six months.</p>")
    Markup('<p><del>Three</del> <ins>Six</ins> months.</p>')
    """
    old, new = _words(before), _words(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces = [piece for step in steps for piece in _step(step, old, new)]
    paragraphs: list[list[Markup]] = [[]]
    for tag, word in pieces:
        if word != BREAK:
            paragraphs[-1].append(_marked(tag, word))
        elif tag != "del":
            paragraphs.append([])
    shown = [Markup(" ").join(_joined(words)) for words in paragraphs if words]
    return Markup("").join(Markup("<p>{}</p>").format(one) for one in shown)


def _words(html: str) -> list[str]:
    return [word for block in blocks_of(html) for word in (*block.split(), BREAK)]


def _step(step: tuple[str, int, int, int, int], old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the words of one step of the comparison, each with whether it stayed, went out or came in."""
    kind, i1, i2, j1, j2 = step
    if kind == "equal":
        yield from (("", word) for word in new[j1:j2])
        return
    yield from (("del", word) for word in old[i1:i2])
    yield from (("ins", word) for word in new[j1:j2])


def _marked(tag: str, word: str) -> Markup:
    return Markup(f"<{tag}>{{}}</{tag}>").format(word) if tag else escape(word)  # noqa: S704 - our own tags


def _joined(words: Sequence[Markup]) -> Iterator[Markup]:
    """Join neighbours that went out, or came in, together."""
    run: list[Markup] = []
    for word in words:
        if run and _tag(run[-1]) == _tag(word) != "":
            run.append(word)
        else:
            if run:
                yield _merged(run)
            run = [word]
    if run:
        yield _merged(run)


def _tag(word: Markup) -> str:
    return next((tag for tag in ("del", "ins") if word.startswith(f"<{tag}>")), "")


def _merged(run: Sequence[Markup]) -> Markup:
    tag = _tag(run[0])
    if not tag:
        return run[0]
    inner = " ".join(str(word).removeprefix(f"<{tag}>").removesuffix(f"</{tag}>") for word in run)
    return Markup(f"<{tag}>{inner}</{tag}>")  # noqa: S704 - put together from what was escaped
