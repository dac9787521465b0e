"""Write the tables of a report for other programs: CSV, a spreadsheet, JSON. Text never becomes a formula."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell as CellOfSheet
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from akkoord.language import Language, spoken
from akkoord.reporting.parts import Built, Cell, Figure, KeyNumber, Note, Part, Section, Table, Target, Value
from akkoord.values import Money, Quantity
from akkoord.values.percentage import Percentage
from akkoord.values.spreadsheet import safe_text

__all__ = ["as_csv", "as_json", "as_xlsx"]

_LONGEST_SHEET_NAME: Final = 28
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_FORMATS: Final = {"money": '"€" #,##0.00', "date": "DD-MM-YYYY", "percentage": "0.##%", "number": "#,##0.###"}


def as_csv(built: Built, language: Language) -> bytes:
    """Write everything in one file with `;` between, as Dutch spreadsheets read it: UTF-8 with a mark in front."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_text(built.title.text(language))])
    writer.writerow([built.over.text(language)])
    for section in built.sections:
        for part in section.parts:
            writer.writerows([[], *([_in_csv(cell, language) for cell in row] for row in _rows(part))])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(built: Built, language: Language) -> bytes:
    """Write a workbook with a sheet for each section; figures are numbers, text is text."""
    book = Workbook(write_only=True)
    for place, section in enumerate(built.sections, 1):
        sheet = book.create_sheet(_sheet_name(place, section, language))
        for part in section.parts:
            for row in _rows(part):
                sheet.append([_in_sheet(sheet, cell, language) for cell in row])
            sheet.append([])
    if not built.sections:
        book.create_sheet(_clean(built.title.text(language)))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_json(built: Built, language: Language) -> bytes:
    """Write the report as data: exact numbers as text with their unit, and what explains them."""
    data = {
        "report": built.name,
        "title": built.title.text(language),
        "period": {"from": built.period.first.isoformat(), "to": built.period.last.isoformat()},
        "chosen": {label.text(language): value for label, value in built.chosen},
        "made_on": built.made_on.isoformat(),
        "sections": [
            {"title": section.title.text(language), "parts": [_part_json(part, language) for part in section.parts]}
            for section in built.sections
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _rows(part: Part) -> Iterator[tuple[Cell | Value, ...]]:
    """Give a part as rows, its title first."""
    if isinstance(part, KeyNumber):
        yield part.label, part.value
        return
    if isinstance(part, Note):
        yield (part.text,)
        return
    table = part.table() if isinstance(part, Figure) else part
    yield (table.title,)
    yield table.headings
    yield from table.rows
    if table.total is not None:
        yield table.total


def _value(cell: Cell | Value) -> Value:
    return cell.value if isinstance(cell, Cell) else cell


def _in_csv(cell: Cell | Value, language: Language) -> str:
    """Write a value for a program: a comma for decimals in Dutch, no separators for thousands."""
    value = _value(cell)
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money | Quantity | Percentage):
        value = value.amount
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        text = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return text.replace(".", ",") if language == "nl" else text
    return safe_text(spoken(value, language))


def _in_sheet(sheet: WriteOnlyWorksheet, cell: Cell | Value, language: Language) -> CellOfSheet:
    value = _value(cell)
    made = WriteOnlyCell(sheet)
    if isinstance(value, Money):
        made.value, made.number_format = value.amount, _FORMATS["money"]
    elif isinstance(value, Percentage):
        made.value, made.number_format = value.amount / 100, _FORMATS["percentage"]
    elif isinstance(value, Quantity):
        made.value, made.number_format = value.amount, f'{_FORMATS["number"]}" {value.unit}"'
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        made.value, made.number_format = value, _FORMATS["number"]
    elif isinstance(value, date):
        made.value, made.number_format = value, _FORMATS["date"]
    elif value is not None:
        made.value = spoken(value, language)
        made.data_type = "s"  # else openpyxl takes "=..." for a formula
    return made


def _sheet_name(place: int, section: Section, language: Language) -> str:
    return f"{place} {_clean(section.title.text(language))}"


def _clean(title: str) -> str:
    return title.translate(_FORBIDDEN)[:_LONGEST_SHEET_NAME].strip() or "-"


def _part_json(part: Part, language: Language) -> dict[str, object]:
    if isinstance(part, KeyNumber):
        return {"key_number": part.label.text(language), **_cell_json(Cell(part.value, part.target), language)}
    if isinstance(part, Note):
        return {"note": part.text.text(language)}
    table: Table = part.table() if isinstance(part, Figure) else part
    found: dict[str, object] = {
        "figure" if isinstance(part, Figure) else "table": table.title.text(language),
        "headings": [heading.text(language) for heading in table.headings],
        "rows": [[_cell_json(cell, language) for cell in row] for row in table.rows],
    }
    if isinstance(part, Figure):
        found["kind"] = part.kind
    if table.total is not None:
        found["total"] = [_cell_json(cell, language) for cell in table.total]
    return found


def _cell_json(cell: Cell | Value, language: Language) -> dict[str, object]:
    value, target = _value(cell), cell.target if isinstance(cell, Cell) else None
    return {**_value_json(value, language), **({} if target is None else {"explained_by": _target_json(target)})}


def _target_json(target: Target) -> dict[str, str]:
    return {"kind": target.kind, "id": target.id}


def _value_json(value: Value, language: Language) -> dict[str, object]:
    if isinstance(value, Money):
        return {"value": value.plain, "unit": value.currency}
    if isinstance(value, Quantity | Percentage):
        return {"value": f"{value.amount:f}", "unit": value.unit if isinstance(value, Quantity) else "%"}
    if isinstance(value, Decimal):
        return {"value": f"{value:f}"}
    if value is None or isinstance(value, int):
        return {"value": value}
    if isinstance(value, date):
        return {"value": value.isoformat()}
    return {"value": spoken(value, language)}
