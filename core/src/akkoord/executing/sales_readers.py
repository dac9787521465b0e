"""Read files of sales as rows of cells: CSV, TSV, XLSX and JSON lines; plugins bring others."""

import csv
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, TextIO

from akkoord.executing.errors import InvalidSale
from akkoord.executing.sales_sheet import sheet_rows
from akkoord.language import Message, Words

Cell = str | Decimal | date | None
"""What stands in a cell: text as it is, or a number or day where the format itself says that it is one."""
Numbered = tuple[int, Sequence[Cell]]
"""A row with the number of its line in the file."""

MOST_CHARACTERS: Final = 10_000
MOST_COLUMNS: Final = 200
MOST_MEMBERS: Final = 200
MOST_RATIO: Final = 100
MOST_UNPACKED: Final = 200_000_000
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class SalesReader:
    """A format of sales files: `rows` gives the headings first, then every row, each with its line number.

    `rows` is called with a file and reads it bit by bit; it may be called twice. It raises InvalidSale, in a
    sentence, for a file that is not of its format.
    """

    name: str
    label: Words
    suffixes: tuple[str, ...]
    rows: Callable[[Path], Iterable[Numbered]]


def reader_of(file: Path, readers: Sequence[SalesReader], name: str | None = None) -> SalesReader:
    """Find the reader of a format, or of a file by how its name ends. Raises InvalidSale with those there are."""
    fitting = (each for each in readers if each.name == name or (name is None and file.suffix.lower() in each.suffixes))
    found = next(fitting, None)
    if found is None:
        values = {"file": file.name, "known": tuple(each.name for each in readers)}
        raise InvalidSale(Message("{file} is of no known format. Known formats are {known}; name one.", values))
    return found


def _csv_rows(file: Path) -> Iterator[Numbered]:
    """Read CSV; the headings tell whether a semicolon, a comma or a tab stands between the cells."""
    with _opened(file) as lines:
        headings = _first_line(lines)
        lines.seek(0)
        yield from _delimited(lines, _between(headings))


def _tsv_rows(file: Path) -> Iterator[Numbered]:
    with _opened(file) as lines:
        yield from _delimited(lines, "\t")


def delimiter_of(file: Path, reader: SalesReader) -> str:
    """Tell what stands between the cells of a text; of another format, what Excel expects in Dutch."""
    if reader.name != "csv":
        return "\t" if reader.name == "tsv" else ";"
    with _opened(file) as lines:
        return _between(_first_line(lines))


def _between(headings: str) -> str:
    if ";" in headings:
        return ";"
    return "\t" if headings.count("\t") > headings.count(",") else ","


def _opened(file: Path) -> TextIO:
    return file.open(encoding="utf-8-sig", newline="")


def _first_line(lines: TextIO) -> str:
    try:
        return lines.readline()
    except UnicodeDecodeError as error:
        raise InvalidSale(_not_text()) from error


def _delimited(lines: TextIO, delimiter: str) -> Iterator[Numbered]:
    csv.field_size_limit(MOST_CHARACTERS)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise InvalidSale(_too_wide(reader.line_num))
            yield reader.line_num, cells
    except csv.Error as error:
        raise InvalidSale(_unreadable(reader.line_num)) from error
    except UnicodeDecodeError as error:
        raise InvalidSale(_not_text()) from error


def _json_rows(file: Path) -> Iterator[Numbered]:
    """Read an object a line; the names of all objects are the headings."""
    names: dict[str, None] = {}
    for _, found in _objects(file):
        names |= dict.fromkeys(found)
        if len(names) > MOST_COLUMNS:
            raise InvalidSale(_too_wide(1))
    yield 0, list(names)
    for line, found in _objects(file):
        yield line, [_json_cell(found.get(name)) for name in names]


def _objects(file: Path) -> Iterator[tuple[int, dict[str, object]]]:
    with _opened(file) as lines:
        try:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    found = json.loads(line, parse_float=Decimal, parse_int=Decimal)
                    if not isinstance(found, dict):
                        raise InvalidSale(Message("Line {line} is no JSON object.", {"line": number}))
                    yield number, found
        except (json.JSONDecodeError, RecursionError) as error:
            raise InvalidSale(Message("Line {line} is no JSON object.", {"line": number})) from error
        except UnicodeDecodeError as error:
            raise InvalidSale(_not_text()) from error


def _json_cell(value: object) -> Cell:
    return value if value is None or isinstance(value, str | Decimal) else json.dumps(value, default=str)


def _xlsx_rows(file: Path) -> Iterator[Numbered]:
    """Read the first sheet of a workbook, in a process of its own, once it is known to be no bomb."""
    refuse_bomb(file)
    yield from sheet_rows(file)


def refuse_bomb(file: Path) -> None:
    """Refuse an archive that unpacks to more than a workbook should, counting real bytes. Raises InvalidSale."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise InvalidSale(_too_large())
            most = min(MOST_UNPACKED, MOST_RATIO * file.stat().st_size)
            for member in members:
                with archive.open(member) as unpacked:
                    while piece := unpacked.read(_PIECE):
                        most -= len(piece)
                        if most < 0:
                            raise InvalidSale(_too_large())
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise InvalidSale(Message("The file is no workbook that can be opened.")) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined] # what a damaged member raises
        raise InvalidSale(Message("The file is no workbook that can be opened.")) from error


def _too_large() -> Message:
    return Message("The workbook unpacks to more than can be read; save it as CSV.")


def _unreadable(line: int) -> Message:
    """Say of a line of CSV what can be wrong with it: the module tells so in English only."""
    return Message(
        "Line {line} cannot be read: a quotation mark is missing or one too many, or a cell is longer than {most} "
        "characters.",
        {"line": line, "most": MOST_CHARACTERS},
    )


def _not_text() -> Message:
    return Message("The file is not UTF-8 text. Save it as such; in Excel that is CSV UTF-8.")


def _too_wide(line: int) -> Message:
    return Message("Line {line} has more than {most} columns.", {"line": line, "most": MOST_COLUMNS})


BUILT_IN: Final = (
    SalesReader(
        "csv",
        Words("CSV (tekst met puntkomma's of komma's)", "CSV (text with semicolons or commas)"),
        (".csv", ".txt"),
        _csv_rows,
    ),
    SalesReader("tsv", Words("TSV (tekst met tabs)", "TSV (text with tabs)"), (".tsv", ".tab"), _tsv_rows),
    SalesReader("xlsx", Words("Excel-werkmap", "Excel workbook"), (".xlsx",), _xlsx_rows),
    SalesReader("jsonl", Words("JSON, een regel per verkoop", "JSON lines"), (".jsonl", ".ndjson"), _json_rows),
)
"""The formats that Akkoord itself reads."""
