"""Give the PDF of a contract, and say how far its print is."""

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue

from akkoord.closing.contract import Contract
from akkoord_web import context, pages
from akkoord_web.closing.screens import bp, contract_for
from akkoord_web.writes import writes

__all__: list[str] = []


@bp.get("/k/<contract_id>/pdf")
def pdf(contract_id: str) -> ResponseReturnValue:
    """Give the PDF of the contract as it is now, or the page that says how far it is."""
    contract, customer = contract_for(contract_id)
    documents = context.workspace().documents
    status = documents.of(contract) if contract.current else None
    data = documents.pdf(status.key) if status and status.state == "ready" else None
    if data is None:
        return pages.page("closing/printing.html", contract=contract, customer=customer, print_status=status)
    response = Response(data, content_type="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{_file_name(contract)}.pdf")
    return response


@bp.get("/k/<contract_id>/print")
def print_progress(contract_id: str) -> ResponseReturnValue:
    """Say how far the print is; the page asks again until it is there."""
    contract, customer = contract_for(contract_id)
    status = context.workspace().documents.of(contract) if contract.current else None
    return pages.page_or_fragment(
        "closing/printing.html", "progress", contract=contract, customer=customer, print_status=status
    )


@bp.post("/k/<contract_id>/print")
@writes
def print_again(contract_id: str) -> ResponseReturnValue:
    """Ask for the print, or try a failed one again."""
    contract, _ = contract_for(contract_id, "change")
    if contract.current is None:
        abort(404)
    documents, at = context.workspace().documents, context.now()
    status = documents.request(contract, at=at)
    if status.state == "failed":
        documents.retry(status.key, at=at)
    return pages.see_other(url_for("closing.pdf", contract_id=contract.id))


def _file_name(contract: Contract) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in contract.number)
