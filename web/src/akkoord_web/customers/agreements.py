"""Keep what was agreed beside the contract: add, change, done, dropped, open again."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, abort, make_response, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import Action, StaleVersion
from akkoord.dossier import Customer, SideAgreement
from akkoord_web import context, htmx, pages
from akkoord_web.access import customer_for
from akkoord_web.conflicts import Conflict, conflict_of
from akkoord_web.customers.agreement_forms import (
    AgreementTyped,
    InvalidForm,
    agreement_form,
    attached,
    differences,
    typed_of,
)
from akkoord_web.customers.dossier import section_answer
from akkoord_web.customers.listing import bp
from akkoord_web.customers.sections import SECTIONS, draw
from akkoord_web.fields import Form
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []


@bp.get("/c/<customer_id>/agreements/new")
def new_agreement(customer_id: str) -> ResponseReturnValue:
    """Show an empty form."""
    return _form_page(customer_for(customer_id, "change"), agreement_form(AgreementTyped()))


@bp.post("/c/<customer_id>/agreements/new")
@writes
def add_agreement(customer_id: str) -> ResponseReturnValue:
    """Keep what was agreed."""
    customer, typed = customer_for(customer_id, "change"), AgreementTyped.of_request()
    try:
        text, due, file = typed.checked_text(), typed.read_due(), attached()
    except InvalidForm as error:
        form = agreement_form(typed, error.errors)
        if htmx.wants_fragment():
            # The form stands in the section: it comes back there, open, with what was typed.
            drawn = draw(SECTIONS["agreements"], customer, adding=form)
            return make_response(drawn, HTTPStatus.UNPROCESSABLE_ENTITY)
        return _form_page(customer, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    context.workspace().agreements.add(
        customer.id, text, party=typed.who, due=due, attachment=file, by=context.account(), at=context.now()
    )
    return section_answer(customer, "agreements")


@bp.get("/c/<customer_id>/agreements/<agreement_id>")
def edit_agreement(customer_id: str, agreement_id: str) -> ResponseReturnValue:
    """Show an agreement, to change it."""
    customer, agreement = _both(customer_id, agreement_id)
    return _form_page(customer, agreement_form(typed_of(agreement), version=agreement.version), agreement=agreement)


@bp.post("/c/<customer_id>/agreements/<agreement_id>")
@writes
def change_agreement(customer_id: str, agreement_id: str) -> ResponseReturnValue:
    """Keep what is agreed now; when someone else was first, show theirs and mine."""
    customer, agreement = _both(customer_id, agreement_id)
    typed, version = AgreementTyped.of_request(), expected_version()
    try:
        context.workspace().agreements.change(
            replace(agreement, version=version),
            text=typed.checked_text(),
            party=typed.who,
            due=typed.read_due(),
            attachment=attached(),
            by=context.account(),
            at=context.now(),
        )
    except InvalidForm as error:
        form = agreement_form(typed, error.errors, version=version)
        return _form_page(customer, form, agreement=agreement, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except StaleVersion:
        conflict = conflict_of(f"side_agreement:{agreement.id}", agreement.version, differences(agreement, typed))
        form = agreement_form(typed, version=version)
        return _form_page(customer, form, agreement=agreement, conflict=conflict, status=HTTPStatus.CONFLICT)
    return section_answer(customer, "agreements")


@bp.post("/c/<customer_id>/agreements/<agreement_id>/done")
@writes
def finish_agreement(customer_id: str, agreement_id: str) -> ResponseReturnValue:
    """Note that it was done."""
    customer, agreement = _both(customer_id, agreement_id)
    context.workspace().agreements.done(agreement, by=context.account(), at=context.now())
    return section_answer(customer, "agreements", did="agreement-done", thing_id=agreement.id)


@bp.post("/c/<customer_id>/agreements/<agreement_id>/drop")
@writes
def drop_agreement(customer_id: str, agreement_id: str) -> ResponseReturnValue:
    """Note that it no longer holds."""
    customer, agreement = _both(customer_id, agreement_id)
    context.workspace().agreements.drop(agreement, by=context.account(), at=context.now())
    return section_answer(customer, "agreements", did="agreement-dropped", thing_id=agreement.id)


@bp.post("/c/<customer_id>/agreements/<agreement_id>/reopen")
@writes
def reopen_agreement(customer_id: str, agreement_id: str) -> ResponseReturnValue:
    """Undo done or dropped."""
    customer, agreement = _both(customer_id, agreement_id)
    context.workspace().agreements.reopen(agreement, by=context.account(), at=context.now())
    return section_answer(customer, "agreements")


@bp.get("/c/<customer_id>/agreements/<agreement_id>/file")
def agreement_file(customer_id: str, agreement_id: str) -> ResponseReturnValue:
    """Give the file that goes with an agreement, to keep rather than to show in this site."""
    _, agreement = _both(customer_id, agreement_id, "see")
    attachment = agreement.attachment or abort(404)
    blob = context.workspace().store.blob(attachment.sha256) or abort(404)
    response = Response(blob.data, content_type=blob.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=attachment.name)
    return response


def _both(customer_id: str, agreement_id: str, action: Action = "change") -> tuple[Customer, SideAgreement]:
    customer = customer_for(customer_id, action)
    agreement = context.workspace().agreements.get(agreement_id)
    if agreement.customer != customer.id:
        abort(404)
    return customer, agreement


def _form_page(
    customer: Customer,
    form: Form,
    *,
    agreement: SideAgreement | None = None,
    conflict: Conflict | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    endpoint = "customers.add_agreement"
    values: dict[str, Any] = {"customer_id": customer.id}
    if agreement is not None:
        endpoint, values = "customers.change_agreement", {**values, "agreement_id": agreement.id}
    action = url_for(endpoint, **values)
    return pages.page(
        "customers/agreement.html",
        status=status,
        customer=customer,
        form=form,
        agreement=agreement,
        conflict=conflict,
        action=action,
    )
