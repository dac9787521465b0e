"""Hand statements over to the books as ledger lines, in CSV or XLSX."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from akkoord.executing.kept import KeptStatement
from akkoord.executing.position import LineKey
from akkoord.values.spreadsheet import safe_text

__all__ = ["COLUMNS", "ledger_csv", "ledger_rows", "ledger_xlsx"]

COLUMNS: Final = (
    "statement", "posted_on", "customer", "contract", "period_from", "period_to", "line", "clause", "direction", "net",
    "vat_treatment", "vat_rate", "corrects",
)  # fmt: skip
_DAYS: Final = frozenset({"posted_on", "period_from", "period_to"})
_NUMBERS: Final = frozenset({"net", "vat_rate"})


def ledger_rows(
    statements: Iterable[KeptStatement], numbers: Mapping[str, str], customers: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Give a row for every amount that posted statements book, with `COLUMNS`.

    `numbers` are those of the contracts, `customers` those of the customers, by id. Amounts are zero or more, in the
    direction they go; a line that books nothing has no row.
    """
    return [
        (
            statement.number or "", _iso(statement), customers.get(statement.customer, ""),
            numbers.get(statement.contract, ""), statement.period.first.isoformat(), statement.period.last.isoformat(),
            key.line, _clause(statement, key), key.direction, amount.plain, key.vat.treatment, f"{key.vat.rate:f}",
            statement.corrects or "",
        )
        for statement in statements
        for key, amount in statement.due.amounts().items()
        if amount.minor
    ]  # fmt: skip


def ledger_csv(rows: Iterable[Sequence[str]]) -> str:
    """Write ledger rows as CSV; a text that a spreadsheet would take for a formula is kept a text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(safe_text, row) for row in rows)
    return out.getvalue()


def ledger_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Write ledger rows as a workbook: days and amounts as such, and every text as text, never as a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("ledger")
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([_cell(sheet, name, text) for name, text in zip(COLUMNS, row, strict=True)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, name: str, text: str) -> Cell:
    cell = WriteOnlyCell(sheet)
    if text and name in _DAYS:
        cell.value, cell.number_format = date.fromisoformat(text), "yyyy-mm-dd"
    elif text and name in _NUMBERS:
        cell.value, cell.number_format = Decimal(text), "0.00"
    else:
        cell.value, cell.data_type = text, "s"  # else openpyxl takes "=..." for a formula
    return cell


def _clause(statement: KeptStatement, key: LineKey) -> str:
    line = statement.line(key.line)
    return (line.clause or "") if line is not None else ""


def _iso(statement: KeptStatement) -> str:
    return "" if statement.posted_on is None else statement.posted_on.isoformat()
