"""Write the rows that were not taken as a file of the same columns, which can be mended and sent again as it is."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Final

from akkoord.executing.sales_readers import Cell, Numbered
from akkoord.language import Language, Message
from akkoord.values.spreadsheet import looks_like_formula

_OURS: Final = "akkoord:"
"""What the headings of our own columns begin with; such columns are not read."""
_FIGURE: Final = re.compile(r"[-+]?\d[\d.,]*", re.ASCII)
_MOST_ZEROS: Final = 40


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken: its line in the file, why, and what stood in it."""

    line: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a file was written: its headings, what stood between its cells, and in which format columns are for sure."""

    headings: tuple[str, ...] = ()
    delimiter: str = ";"
    formats: Mapping[str, str] = field(default_factory=dict)


def rejects_csv(rejects: Sequence[Reject], sheet: Sheet, language: Language = "en") -> bytes:
    """Write bad rows as their file had them, and behind them the line and the reason; as Excel opens it rightly.

    No cell can be taken for a formula. The last heading says how columns were read, which a few rows may leave open.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sheet.delimiter)
    width = max(map(len, (sheet.headings, *(each.cells for each in rejects))))
    places = [place for place in range(width) if not _is_ours(sheet.headings[place : place + 1])]
    added = [f"{_OURS} {each.text(language)}" for each in (Message("line of the file"), Message("why not"))]
    formats = " ".join(f"{name}={how}" for name, how in sorted(sheet.formats.items()))
    writer.writerow([*_row(sheet.headings, places), *added, f"{_OURS} {formats}"])
    for each in rejects:
        writer.writerow([*_row(each.cells, places), each.line, _harmless(each.reason), ""])
    return out.getvalue().encode("utf-8-sig")


def originals(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    """Give the rows of such a file as they were before they were kept from being formulas; of other files as is."""
    rows = iter(rows)
    headings = next(rows, None)
    if headings is None:
        return
    if not _is_ours(headings[1]):
        yield from chain((headings,), rows)
        return
    for number, cells in chain((headings,), rows):
        yield number, [_undone(cell) if isinstance(cell, str) else cell for cell in cells]


def formats_in(headings: Iterable[str]) -> dict[str, str]:
    """Tell how columns were read before, as the headings of such a file say."""
    pairs = (word.partition("=") for heading in headings if _is_ours([heading]) for word in heading.split())
    return {name: how for name, _, how in pairs if how}


def shown(cells: Sequence[Cell], formats: Mapping[int, str] | None = None) -> tuple[str, ...]:
    """Write cells as text that can be kept and read again; half a character, as JSON can hold, is a question mark."""
    return tuple(_spelled(cell, (formats or {}).get(place, "")) for place, cell in enumerate(cells))


def _spelled(cell: Cell, how: str) -> str:
    if isinstance(cell, Decimal):
        return _figure(cell).replace(".", "," if how == "nl" else ".")
    if isinstance(cell, date):
        year, month, day = cell.isoformat()[:10].split("-")
        return {"day-month-year": f"{day}-{month}-{year}", "month-day-year": f"{month}-{day}-{year}"}.get(
            how, cell.isoformat()
        )
    return "" if cell is None else cell.encode(errors="replace").decode()


def _figure(number: Decimal) -> str:
    """Write a number out, as a sheet shows it: 100, not 100.0; but not a billion digits, nor other ones than it has."""
    if abs(number.adjusted()) > _MOST_ZEROS:
        return str(number)
    short = number.normalize()
    return f"{short if short == number else number:f}"


def _row(cells: Sequence[str], places: Iterable[int]) -> list[str]:
    return [_harmless(cells[place]) if place < len(cells) else "" for place in places]


def _is_ours(headings: Iterable[Cell]) -> bool:
    return any(isinstance(heading, str) and heading.startswith(_OURS) for heading in headings)


def _harmless(cell: str) -> str:
    return f"'{cell}" if looks_like_formula(cell.lstrip("'")) and not _FIGURE.fullmatch(cell) else cell


def _undone(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell.lstrip("'")) else cell
