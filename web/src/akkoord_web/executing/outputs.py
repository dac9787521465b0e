"""Give a posted statement to the books: as rows for a ledger, and as an e-invoice."""

from collections.abc import Mapping
from typing import Final

from flask import Response, abort
from flask.typing import ResponseReturnValue

from akkoord.executing.kept import KeptStatement
from akkoord.executing.ledger import ledger_csv, ledger_rows, ledger_xlsx
from akkoord.executing.statement_print import print_statement
from akkoord.executing.ubl import PartyName, ubl
from akkoord_web import context
from akkoord_web.executing.screens import Found, bp, line_titles, statement_for

__all__: list[str] = []

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/s/<statement_id>/ledger.csv")
def ledger(statement_id: str) -> ResponseReturnValue:
    """Give the rows that the books take over."""
    found = statement_for(statement_id)
    return _file(ledger_csv(_rows(found)).encode("utf-8-sig"), "text/csv; charset=utf-8", found, "csv")


@bp.get("/s/<statement_id>/ledger.xlsx")
def ledger_workbook(statement_id: str) -> ResponseReturnValue:
    """Give the rows that the books take over, as a workbook."""
    found = statement_for(statement_id)
    return _file(ledger_xlsx(_rows(found)), _XLSX, found, "xlsx")


@bp.get("/s/<statement_id>/ubl.xml")
def e_invoice(statement_id: str) -> ResponseReturnValue:
    """Give the invoice or credit note as UBL 2.1."""
    found = statement_for(statement_id)
    _require_posted(found.statement)
    corrects = _corrected(found.statement)
    data = ubl(found.statement, _supplier(found), _customer(found), line_titles(found), corrects)
    return _file(data, "application/xml", found, "xml")


@bp.get("/s/<statement_id>/pdf")
def statement_pdf(statement_id: str) -> ResponseReturnValue:
    """Give the statement as the customer receives it."""
    found = statement_for(statement_id)
    data = print_statement(
        found.statement,
        contract=found.contract.number,
        supplier=_supplier(found),
        customer=_customer(found),
        titles=line_titles(found),
        corrects=_corrected(found.statement),
        language=found.version.language,
    )
    response = _file(data, "application/pdf", found, "pdf")
    response.headers.set("Content-Disposition", "inline", filename="statement.pdf")
    return response


def _rows(found: Found) -> list[tuple[str, ...]]:
    _require_posted(found.statement)
    return ledger_rows(
        [found.statement], {found.contract.id: found.contract.number}, {found.customer.id: found.customer.number}
    )


def _corrected(statement: KeptStatement) -> str | None:
    """Give the number of the statement that this one corrects."""
    return context.workspace().statements.get(statement.corrects).number if statement.corrects else None


def _require_posted(statement: KeptStatement) -> None:
    if not statement.is_booked:
        abort(404)


def _file(data: bytes, content_type: str, found: Found, ending: str) -> Response:
    response = Response(data, content_type=content_type)
    number = found.statement.number or found.statement.id
    name = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in number)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{ending}")
    return response


def _supplier(found: Found) -> PartyName:
    facts = found.version.data["facts"].get("supplier")
    return _party(facts if isinstance(facts, Mapping) else {})


def _customer(found: Found) -> PartyName:
    facts = found.version.data["facts"].get("customer")
    known = _party(facts if isinstance(facts, Mapping) else {})
    return known if known.name else PartyName(found.customer.party.name)


def _party(facts: Mapping[str, object]) -> PartyName:
    def text(name: str) -> str:
        value = facts.get(name)
        return value if isinstance(value, str) else ""

    return PartyName(text("name"), text("address"), text("city"), text("postcode"), text("kvk"), text("vat_id"))
