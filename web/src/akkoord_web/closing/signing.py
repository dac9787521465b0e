"""Hand the tablet to the customer: the text under its hash, a drawing on the glass, one person after another."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.closing.contract import SIGNABLE, AlreadySigned, ApprovalNeeded, Contract, HashMismatch, Progress
from akkoord.closing.page import document_html
from akkoord.closing.sign import InvalidSignature, consent
from akkoord.closing.signing import Drawn
from akkoord.closing.strokes import InvalidStrokes, Strokes
from akkoord.closing.version import ContractVersion
from akkoord.dossier import Customer
from akkoord_web import context, pages
from akkoord_web.closing.result import figures_of
from akkoord_web.closing.screens import bp, contract_for
from akkoord_web.fields import Field, Form
from akkoord_web.speech import say, text_of
from akkoord_web.writes import writes

__all__: list[str] = []

_MOST_DRAWING: Final = 400_000
_FIRST, _LAST = "customer", "supplier"


@dataclass(frozen=True, slots=True)
class Signer:
    """One place to sign: who is expected there, and whether that is done."""

    slot: str
    name: str
    role: str
    party: str
    signed: bool
    current: bool
    url: str


@bp.get("/k/<contract_id>/sign")
def sign_page(contract_id: str) -> ResponseReturnValue:
    """Show the final text and the glass to sign on, for the next person or the one that was chosen."""
    contract, customer = contract_for(contract_id, "sign")
    if contract.state == "draft":
        return pages.see_other(url_for("closing.contract", contract_id=contract.id))
    if contract.state not in SIGNABLE:
        return pages.see_other(url_for("closing.signed", contract_id=contract.id))
    return _page(contract, customer)


@bp.post("/k/<contract_id>/sign")
def sign(contract_id: str) -> ResponseReturnValue:
    """Put the signature under the text that was on the screen; when that is no longer the text, say so and keep it."""
    try:
        return _sign(contract_id)
    except HashMismatch as refused:
        contract, customer = contract_for(contract_id, "sign")
        workspace = context.workspace()
        with workspace.store.write():
            workspace.contracts.keep_refused(contract, refused, by=context.account(), at=context.now())
        return _page(contract, customer, error=text_of(refused), status=HTTPStatus.CONFLICT)


@writes
def _sign(contract_id: str) -> ResponseReturnValue:
    contract, customer = contract_for(contract_id, "sign")
    try:
        drawn = _drawn()
        signed = context.workspace().contracts.sign(contract, drawn, by=context.account(), at=context.now())
    except (InvalidStrokes, InvalidSignature, ApprovalNeeded, AlreadySigned) as error:
        return _page(contract, customer, error=text_of(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if signed.is_signed:
        return pages.see_other(url_for("closing.signed", contract_id=signed.id))
    return pages.see_other(url_for("closing.sign_page", contract_id=signed.id))


sign.writes = True  # type: ignore[attr-defined] # `_sign` is one write; a test asks every POST route for it


@bp.get("/k/<contract_id>/signed")
def signed(contract_id: str) -> ResponseReturnValue:
    """Reassure: everybody signed, this is what was agreed, here is the PDF, this is the next date."""
    contract, customer = contract_for(contract_id)
    if not contract.is_signed:
        return pages.see_other(url_for("closing.contract", contract_id=contract.id))
    workspace = context.workspace()
    progress = workspace.contracts.progress(contract)
    return pages.page(
        "closing/signed.html",
        contract=contract,
        customer=customer,
        signatures=[one.signature for one in progress.signed.values()],
        print_status=workspace.documents.of(contract),
        next_date=contract.next_date(context.today()),
    )


def _drawn() -> Drawn:
    """Read the signature from the form. Raises InvalidStrokes or InvalidSignature."""
    if not request.form.get("agreed"):
        raise InvalidSignature(say("Tick that you have read the contract and agree with it."))
    session = context.session()
    return Drawn(
        slot=request.form.get("slot", ""),
        name=request.form.get("name", ""),
        role=request.form.get("role", ""),
        strokes=Strokes.read(_drawing()),
        sha256=request.form.get("sha256", ""),
        consent=consent(context.language()),
        device=(session.device if session else "") or "",
        place=request.form.get("place", "").strip() or None,
    )


def _drawing() -> object:
    sent = request.form.get("strokes", "")
    if len(sent) > _MOST_DRAWING:
        raise InvalidStrokes(say("The drawing is too large to keep. Clear it and sign again."))
    try:
        return json.loads(sent or '{"lines": []}')
    except (ValueError, RecursionError) as error:
        raise InvalidStrokes(say("The drawing could not be read. Clear it and sign again.")) from error


def _page(contract: Contract, customer: Customer, *, error: str | None = None, status: int = HTTPStatus.OK) -> Response:
    contracts = context.workspace().contracts
    version = contracts.version(contract)
    if version is None:
        return pages.page("closing/sign_later.html", status=status, contract=contract, customer=customer, error=error)
    progress = contracts.progress(contract)
    signers = _signers(contract, version, progress)
    current = next((one for one in signers if one.current), None)
    return pages.page(
        "closing/sign.html",
        status=status,
        contract=contract,
        customer=customer,
        version=version,
        text=document_html(version, [one.signature for one in progress.signed.values()]),
        signers=signers,
        current=current,
        consent=consent(context.language()),
        agreed=bool(request.form.get("agreed")) and request.form.get("sha256") == version.sha256,
        form=_form(current, progress) if current else None,
        error=error,
        figures=_figures(contract),
    )


def _signers(contract: Contract, version: ContractVersion, progress: Progress) -> list[Signer]:
    """List the places to sign in order: the customer, for whom the tablet lies there, then others, then ourselves."""
    slots = sorted(version.slots, key=lambda slot: (slot.party == _LAST, slot.party != _FIRST))
    waiting = [slot.id for slot in slots if slot.id in progress.waiting]
    wanted = request.values.get("slot", "")
    current = wanted if wanted in waiting else next(iter(waiting), None)
    return [
        Signer(
            slot.id,
            slot.name,
            slot.role,
            slot.party,
            slot.id in progress.signed,
            slot.id == current,
            url_for("closing.sign_page", contract_id=contract.id, slot=slot.id),
        )
        for slot in slots
    ]


def _form(current: Signer, progress: Progress) -> Form:
    typed = request.form if request.form.get("slot") == current.slot else {}
    signed = [one.signature.place for one in progress.signed.values() if one.signature.place]
    fields = (
        Field(
            name="name",
            label=text_of(say("Name")),
            value=typed.get("name", current.name),
            required=True,
            max_length=120,
        ),
        Field(name="role", label=text_of(say("Role")), value=typed.get("role", current.role), max_length=120),
        Field(
            name="place",
            label=text_of(say("Place")),
            value=typed.get("place", signed[-1] if signed else ""),
            max_length=80,
            optional=True,
        ),
    )
    return Form(id="signature", fields=fields)


def _figures(contract: Contract) -> list[tuple[str, str]]:
    """Say the headline of the contract once more, for who is about to sign it."""
    found = figures_of(context.workspace().contracts.composed(contract))
    return [(text_of(one.label), one.text(context.language())) for one in found[:6]]
