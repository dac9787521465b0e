"""Show a contract: its clauses with their reasons, its own texts, its state, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from akkoord.closing.contract import Contract, ContractRefused, SecondPersonNeeded
from akkoord.closing.document import MissingValues, UnfinishedText
from akkoord.closing.draft import OwnText
from akkoord.closing.page import document_html
from akkoord.dossier import Customer
from akkoord.language import AkkoordError
from akkoord_web import context, pages
from akkoord_web.closing.screens import Steps, bp, contract_for, steps_of
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__ = ["Part", "as_looked_at", "contract_page"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the contract on the screen: a clause or an own text, with what can be done there."""

    id: str
    label: str | None
    title: str
    kind: str
    html: Markup
    own: int | None = None
    why_url: str | None = None


@bp.get("/k/<contract_id>")
def contract(contract_id: str) -> ResponseReturnValue:
    """Show a contract; one in force exactly as it was signed."""
    found, customer = contract_for(contract_id)
    return contract_page(found, customer)


@bp.post("/k/<contract_id>/ready")
@writes
def make_ready(contract_id: str) -> ResponseReturnValue:
    """Freeze the text under its hash when it changed, and go to signing."""
    found, customer = contract_for(contract_id, "sign")
    contracts = context.workspace().contracts
    if found.state == "draft":
        try:
            contracts.freeze(as_looked_at(found), by=context.account(), at=context.now())
        except (ContractRefused, MissingValues, UnfinishedText) as error:
            return contract_page(found, customer, refused=error, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.see_other(url_for("closing.sign_page", contract_id=found.id))


@bp.post("/k/<contract_id>/renew")
@writes
def renew_contract(contract_id: str) -> ResponseReturnValue:
    """Take over what is known of the customer and the terms by now."""
    found, _ = contract_for(contract_id, "change")
    changed = context.workspace().contracts.renew(as_looked_at(found), by=context.account(), at=context.now())
    return pages.see_other(url_for("closing.contract", contract_id=found.id, voided=len(changed.voided) or None))


@bp.post("/k/<contract_id>/approve")
@writes
def approve_contract(contract_id: str) -> ResponseReturnValue:
    """Approve, as a second person, what needs it."""
    found, customer = contract_for(contract_id, "approve")
    reason = request.form.get("reason", "").strip()
    if not reason:
        wrong = text_of(say("Write why you approve it."))
        return contract_page(found, customer, approval_error=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        context.workspace().contracts.approve(as_looked_at(found), reason, by=context.account(), at=context.now())
    except SecondPersonNeeded as error:
        said = text_of(error)
        return contract_page(found, customer, approval_error=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.see_other(url_for("closing.contract", contract_id=found.id))


@bp.get("/k/<contract_id>/withdraw")
def withdrawing(contract_id: str) -> ResponseReturnValue:
    """Ask why the contract is given up, and say what that does."""
    found, customer = contract_for(contract_id, "change")
    return pages.page("closing/withdraw.html", contract=found, customer=customer, error=None)


@bp.post("/k/<contract_id>/withdraw")
@writes
def withdraw_contract(contract_id: str) -> ResponseReturnValue:
    """Give up a contract that is not in force."""
    found, customer = contract_for(contract_id, "change")
    reason = request.form.get("reason", "").strip()
    if not reason:
        wrong = text_of(say("Write why: a withdrawn number stays in the books."))
        return pages.page(
            "closing/withdraw.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            contract=found,
            customer=customer,
            error=wrong,
        )
    context.workspace().contracts.withdraw(as_looked_at(found), reason, by=context.account(), at=context.now())
    return pages.see_other(url_for("customers.dossier", customer_id=customer.id))


def as_looked_at(found: Contract) -> Contract:
    """Give the contract with the version that the person looked at, so that a later change is noticed."""
    return replace(found, version=expected_version())


def contract_page(
    found: Contract,
    customer: Customer,
    *,
    refused: AkkoordError | None = None,
    approval_error: str | None = None,
    dropped: OwnText | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    """Show the contract with what there is to say about it."""
    workspace = context.workspace()
    progress = workspace.contracts.progress(found)
    signed = [one.signature for one in progress.signed.values()]
    values: dict[str, object] = {"parts": [], "text": None, "warnings": ()}
    if found.is_changeable:
        values |= _open_contract(found)
    else:
        version = workspace.contracts.version(found)
        values["text"] = document_html(version, signed) if version else None
    return pages.page(
        "closing/contract.html",
        status=status,
        contract=found,
        customer=customer,
        steps=steps_of(Steps(customer, contract=found), "contract"),
        progress=progress,
        print_status=workspace.documents.of(found) if found.current else None,
        names=workspace.accounts.names(),
        voided=request.args.get("voided", type=int),
        dropped=dropped,
        refused=text_of(refused) if refused else None,
        approval_error=approval_error,
        **values,
    )


def _open_contract(found: Contract) -> Mapping[str, object]:
    composed = context.workspace().contracts.composed(found)
    own = {f"own:{text.n}": text.n for text in found.own_texts}
    parts = [
        Part(
            section.id,
            section.label,
            section.title,
            section.kind,
            section.html,
            own.get(section.id),
            None if section.id in own else url_for("closing.why_in_contract", contract_id=found.id, clause=section.id),
        )
        for section in composed.document.sections
    ]
    unplaced = [text for text in found.own_texts if text in composed.composition.unplaced]
    return {"parts": parts, "warnings": composed.warnings, "unplaced": unplaced}
