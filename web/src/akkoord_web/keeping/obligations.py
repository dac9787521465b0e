"""Guard a promise: note that it was done, with what was checked, or that it need not be done, and undo that."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import Action
from akkoord.closing import DeliveryCheck
from akkoord.dossier import Customer
from akkoord.executing.due_words import reading
from akkoord.executing.obligation import CHECK_WORDS, InvalidObligation, Obligation
from akkoord.language import AkkoordError
from akkoord.values.formats import parse_date
from akkoord_web import context, pages
from akkoord_web.access import customer_for
from akkoord_web.customers.dossier import section_answer
from akkoord_web.fields import Field, Form, Option
from akkoord_web.keeping.screens import bp
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

_MET: Final = {"yes": True, "no": False}


@bp.get("/c/<customer_id>/obligations/<obligation_id>")
def obligation(customer_id: str, obligation_id: str) -> ResponseReturnValue:
    """Show a promise with the two ways to close it."""
    customer, one = _both(customer_id, obligation_id)
    return _page(customer, one)


@bp.post("/c/<customer_id>/obligations/<obligation_id>/done")
@writes
def finish_obligation(customer_id: str, obligation_id: str) -> ResponseReturnValue:
    """Note that it was done; a press in the list means: today, and there is nothing to check."""
    customer, one = _both(customer_id, obligation_id)
    typed = dict(request.form.items())
    try:
        on = parse_date(typed["on"], context.language()) if typed.get("on") else context.today()
        context.workspace().obligations.done(
            replace(one, version=expected_version()),
            on=on,
            findings=_findings(one, typed),
            remark=typed.get("remark", ""),
            by=context.account(),
            at=context.now(),
        )
    except (InvalidObligation, ValueError) as error:
        return _page(customer, one, done_error=_said(error), typed=typed, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return section_answer(customer, "obligations", did="obligation-done", thing_id=one.id)


@bp.post("/c/<customer_id>/obligations/<obligation_id>/waive")
@writes
def waive_obligation(customer_id: str, obligation_id: str) -> ResponseReturnValue:
    """Note that it need not be done, and why."""
    customer, one = _both(customer_id, obligation_id)
    typed = dict(request.form.items())
    try:
        context.workspace().obligations.waive(
            replace(one, version=expected_version()),
            typed.get("reason", ""),
            by=context.account(),
            at=context.now(),
        )
    except InvalidObligation as error:
        return _page(customer, one, waive_error=_said(error), typed=typed, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return section_answer(customer, "obligations", did="obligation-waived", thing_id=one.id)


@bp.post("/c/<customer_id>/obligations/<obligation_id>/reopen")
@writes
def reopen_obligation(customer_id: str, obligation_id: str) -> ResponseReturnValue:
    """Undo done or waived."""
    customer, one = _both(customer_id, obligation_id)
    context.workspace().obligations.reopen(one, by=context.account(), at=context.now())
    return section_answer(customer, "obligations")


@bp.post("/c/<customer_id>/obligations/<obligation_id>/assign")
@writes
def assign_obligation(customer_id: str, obligation_id: str) -> ResponseReturnValue:
    """Say who looks after it."""
    customer, one = _both(customer_id, obligation_id)
    chosen = request.form.get("responsible", "") or None
    if chosen is not None and chosen not in context.workspace().accounts.names():
        abort(422, say("There is no such account. Choose one from the list."))
    context.workspace().obligations.assign(
        replace(one, version=expected_version()), chosen, by=context.account(), at=context.now()
    )
    return section_answer(customer, "obligations")


def _both(customer_id: str, obligation_id: str, action: Action = "change") -> tuple[Customer, Obligation]:
    customer = customer_for(customer_id, action)
    one = context.workspace().obligations.get(obligation_id)
    if one.customer != customer.id:
        abort(404)
    return customer, one


def _findings(one: Obligation, typed: Mapping[str, str]) -> dict[DeliveryCheck, bool]:
    answers = {check: typed.get(f"check.{check}", "") for check in one.checks}
    return {check: _MET[answer] for check, answer in answers.items() if answer in _MET}


def _said(error: Exception) -> str:
    return text_of(error.message) if isinstance(error, AkkoordError) else str(error)


def _page(
    customer: Customer,
    one: Obligation,
    *,
    done_error: str | None = None,
    waive_error: str | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    typed = typed or {}
    return pages.page(
        "keeping/obligation.html",
        status=status,
        customer=customer,
        obligation=one,
        reading=reading(one.due_rule),
        done=_done_form(one, typed, done_error),
        waive=_waive_form(one, typed, waive_error),
        names=context.workspace().accounts.names(),
        back=url_for("customers.dossier", customer_id=customer.id, _anchor="obligations"),
    )


def _done_form(one: Obligation, typed: Mapping[str, str], error: str | None) -> Form:
    met = (Option("yes", text_of(say("Yes"))), Option("no", text_of(say("No"))))
    checks = tuple(
        Field(
            name=f"check.{check}",
            label=text_of(CHECK_WORDS[check]).capitalize(),
            kind="segmented",
            options=met,
            value=typed.get(f"check.{check}", ""),
            required=True,
        )
        for check in one.checks
    )
    day = context.today()
    return Form(
        id="done",
        version=one.version,
        error=error,
        fields=(
            Field(name="on", label=text_of(say("Done on")), kind="date", value=typed.get("on", day.isoformat())),
            *checks,
            Field(
                name="remark", label=text_of(say("Remark")), kind="longtext", optional=True, max_length=1_000,
                value=typed.get("remark", ""),
            ),
        ),
    )  # fmt: skip


def _waive_form(one: Obligation, typed: Mapping[str, str], error: str | None) -> Form:
    reason = Field(
        name="reason", label=text_of(say("Why this need not be done")), kind="longtext", required=True,
        max_length=1_000, value=typed.get("reason", ""), error=error,
    )  # fmt: skip
    return Form(id="waive", version=one.version, fields=(reason,))
