"""Show the text of a contract in the terminal: its HTML as headings, numbered paragraphs and tables."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from akkoord.closing.helpers import Slot

WIDTH: Final = 92
_STYLES: Final[Mapping[str, str]] = {"strong": "bold", "em": "italic", "b": "bold", "i": "italic"}
_STEP: Final = 6


class Reader(HTMLParser):
    """Turns the HTML of a contract, which Akkoord itself wrote, into pieces for the terminal."""

    def __init__(self, slots: Mapping[str, Slot]) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[RenderableType] = []
        self._slots = slots
        self._text = Text()
        self._number = ""
        self._in_number = False
        self._depth = 0
        self._styles: list[str] = []
        self._rows: list[list[Text]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        given = dict(attrs)
        if tag == "span" and given.get("class") == "number":
            self._in_number = True
        elif tag in _STYLES:
            self._styles.append(_STYLES[tag])
        elif tag in {"ol", "ul"}:
            self._paragraph()
            self._depth += 1
        elif tag in {"p", "div", "li", "h1", "h2", "h3"}:
            self._paragraph()
        elif tag == "br":
            self._text.append("\n")
        elif tag == "tr":
            self._rows.append([])
        slot = self._slots.get(given.get("data-slot") or "")
        if slot is not None:
            self._line_to_sign(slot)

    def handle_endtag(self, tag: str) -> None:
        """Write what ends."""
        if tag == "span":
            self._in_number = False
        elif tag in _STYLES and self._styles:
            self._styles.pop()
        elif tag in {"h1", "h2", "h3"}:
            self._heading()
        elif tag in {"p", "div", "li"}:
            self._paragraph()
        elif tag in {"ol", "ul"}:
            self._paragraph()
            self._depth -= 1
            if self._depth == 0:
                self.pieces.append(Text())
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append(self._taken())
        elif tag == "table":
            self._table()

    def handle_data(self, data: str) -> None:
        """Collect text; line breaks of the source are spaces."""
        words = " ".join(data.split(" ")).replace("\n", " ")
        if self._in_number:
            self._number += words
        else:
            self._text.append(words, style=" ".join(self._styles))

    def _taken(self) -> Text:
        """Take the text collected so far."""
        text, self._text = self._text, Text()
        text.rstrip()
        return text

    def _heading(self) -> None:
        text = self._taken()
        text.stylize("bold")
        self.pieces.append(Padding(text, (1, 0, 1, 0)))

    def _paragraph(self) -> None:
        text, number = self._taken(), self._number
        self._number = ""
        if not text.plain.strip() and not number:
            return
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=_STEP - 1)
        grid.add_column()
        grid.add_row(Text(number), Text.assemble(text))
        self.pieces.append(Padding(grid, (0, 0, 1 if self._depth == 0 else 0, self._depth * _STEP)))

    def _table(self) -> None:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        headings, *rows = self._rows or [[]]
        for heading in headings:
            table.add_column(heading, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self._rows = []
        self.pieces.append(Padding(table, (0, 0, 1, _STEP)))

    def _line_to_sign(self, slot: Slot) -> None:
        who = f"{slot.name}, {slot.role}" if slot.role else slot.name
        self.pieces.append(Padding(Text(f"{'_' * 30}\n{who}"), (0, 0, 1, _STEP)))


def contract_text(html: str, slots: tuple[Slot, ...]) -> Group:
    """Lay out the text of a contract for the terminal."""
    reader = Reader({slot.id: slot for slot in slots})
    reader.feed(html)
    reader.close()
    return Group(*reader.pieces)
