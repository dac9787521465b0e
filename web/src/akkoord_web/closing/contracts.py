"""Show a contract: its clauses with their reasons, its own texts, its state, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from akkoord.access import StaleVersion
from akkoord.closing.contract import Contract, ContractRefused, SecondPersonNeeded
from akkoord.closing.document import MissingValues, UnfinishedText
from akkoord.closing.draft import OwnText
from akkoord.closing.page import document_html
from akkoord.closing.sign import Signature
from akkoord.closing.version import ContractVersion
from akkoord.dossier import Customer
from akkoord_web import context, pages
from akkoord_web.closing.screens import Steps, bp, contract_for, open_contract_for, steps_of
from akkoord_web.conflicts import conflict_of
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__ = ["NOTHING_SAID", "Part", "Said", "as_looked_at", "contract_page", "stale_page"]

_MOST_IN_A_REASON = 1_000


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


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says about what was just done, or could not be done.

    `voided` counts signatures that a change undid; `reason` is what was typed for an approval that was refused.
    """

    title: str | None = None
    refused: str | None = None
    approval_error: str | None = None
    reason: str = ""
    dropped: OwnText | None = None
    voided: int = 0
    renewed: str | None = None


NOTHING_SAID = Said()


@bp.get("/k/<contract_id>")
def contract(contract_id: str) -> ResponseReturnValue:
    """Show a contract; one in force exactly as it was signed."""
    found, customer = contract_for(contract_id)
    if found.amends is not None:
        return pages.see_other(url_for("closing.amendment", contract_id=found.id))
    said = Said(voided=request.args.get("voided", 0, type=int), renewed=request.args.get("renewed"))
    return contract_page(found, customer, said)


@bp.post("/k/<contract_id>/ready")
@writes
def make_ready(contract_id: str) -> ResponseReturnValue:
    """Freeze the text under its hash when it changed, and go to signing."""
    found, customer = open_contract_for(contract_id, "sign")
    if found.state == "draft":
        try:
            context.workspace().contracts.freeze(as_looked_at(found), by=context.account(), at=context.now())
        except StaleVersion:
            return stale_page(found, customer)
        except (ContractRefused, MissingValues, UnfinishedText) as error:
            said = Said(text_of(say("The contract is not ready to sign")), text_of(error))
            return contract_page(found, customer, said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.see_other(url_for("closing.sign_page", contract_id=found.id))


@bp.post("/k/<contract_id>/renew")
@writes
def renew_contract(contract_id: str) -> ResponseReturnValue:
    """Take over what is known of the customer and the terms by now."""
    found, customer = open_contract_for(contract_id)
    try:
        changed = context.workspace().contracts.renew(as_looked_at(found), by=context.account(), at=context.now())
    except StaleVersion:
        return stale_page(found, customer)
    is_new = changed.contract.version != found.version
    url = url_for(
        "closing.contract",
        contract_id=found.id,
        voided=len(changed.voided) or None,
        renewed="yes" if is_new else "no",
    )
    return pages.see_other(url)


@bp.post("/k/<contract_id>/approve")
@writes
def approve_contract(contract_id: str) -> ResponseReturnValue:
    """Approve, as a second person, what needs it."""
    found, customer = open_contract_for(contract_id, "approve")
    reason = request.form.get("reason", "").strip()[:_MOST_IN_A_REASON]
    try:
        if not reason:
            wrong = text_of(say("Write why you approve it."))
            return contract_page(found, customer, Said(approval_error=wrong), status=HTTPStatus.UNPROCESSABLE_ENTITY)
        context.workspace().contracts.approve(as_looked_at(found), reason, by=context.account(), at=context.now())
    except StaleVersion:
        return stale_page(found, customer, reason)
    except SecondPersonNeeded as error:
        said = Said(approval_error=text_of(error), reason=reason)
        return contract_page(found, customer, said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.see_other(url_for("closing.contract", contract_id=found.id))


@bp.get("/k/<contract_id>/withdraw")
def withdrawing(contract_id: str) -> ResponseReturnValue:
    """Ask why the contract is given up, and say what that does."""
    return _withdraw_page(*open_contract_for(contract_id))


@bp.post("/k/<contract_id>/withdraw")
@writes
def withdraw_contract(contract_id: str) -> ResponseReturnValue:
    """Give up a contract that is not in force."""
    found, customer = open_contract_for(contract_id)
    reason = request.form.get("reason", "").strip()[:_MOST_IN_A_REASON]
    if not reason:
        wrong = text_of(say("Write why: a withdrawn number stays in the books."))
        return _withdraw_page(found, customer, error=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        context.workspace().contracts.withdraw(as_looked_at(found), reason, by=context.account(), at=context.now())
    except StaleVersion:
        return _withdraw_page(found, customer, reason, changed=_changed(found), status=HTTPStatus.CONFLICT)
    return pages.see_other(url_for("customers.dossier", customer_id=customer.id))


def as_looked_at(found: Contract) -> Contract:
    """Give the contract with the version that the person looked at, so that a later change is noticed."""
    return replace(found, version=expected_version())


def stale_page(found: Contract, customer: Customer, reason: str = "") -> Response:
    """Show the contract as somebody else left it, so that it can be looked over before the same is done again."""
    again = text_of(say("This is how it is now. Look it over, and press again if you still want to."))
    said = Said(_changed(found), again, reason=reason)
    return contract_page(found, customer, said, status=HTTPStatus.CONFLICT)


def contract_page(
    found: Contract, customer: Customer, said: Said = NOTHING_SAID, *, status: int = HTTPStatus.OK
) -> Response:
    """Show the contract with what there is to say about it."""
    if found.amends is not None and status == HTTPStatus.OK:
        return pages.see_other(url_for("closing.amendment", contract_id=found.id))
    workspace = context.workspace()
    progress = workspace.contracts.progress(found)
    signed = [one.signature for one in progress.signed.values()]
    version = None if found.is_changeable else workspace.contracts.version(found)
    return pages.page(
        "closing/contract.html",
        status=status,
        contract=found,
        customer=customer,
        steps=steps_of(Steps(customer, contract=found), "contract"),
        progress=progress,
        said=said,
        names=workspace.accounts.names(),
        text=_text(version, signed) if version else None,
        amendments=workspace.contracts.amendments(found),
        **(_open_contract(found) if found.is_changeable else {}),
    )


def _text(version: ContractVersion, signed: Sequence[Signature]) -> Markup:
    """Give the text as it was signed; of an amended contract all of it as it holds now."""
    if version.amendment is None:
        return document_html(version, signed)
    return Markup('<article class="contract" lang="{}">{}</article>').format(version.language, version.whole)


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
    return {"parts": parts, "warnings": composed.warnings}


def _changed(found: Contract) -> str:
    return conflict_of(f"contract:{found.id}", found.version, ()).title


def _withdraw_page(
    found: Contract,
    customer: Customer,
    reason: str = "",
    *,
    error: str | None = None,
    changed: str | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    return pages.page(
        "closing/withdraw.html",
        status=status,
        contract=found,
        customer=customer,
        reason=reason,
        error=error,
        changed=changed,
    )
