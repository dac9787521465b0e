"""Plan an end: a form that keeps what is typed, three days side by side, a page to look it over, and the act."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from types import MappingProxyType

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.dossier.states import IllegalTransition
from akkoord.ending import InvalidTermination
from akkoord.executing.errors import InvalidStatement
from akkoord.language import AkkoordError
from akkoord_web import context, pages
from akkoord_web.conflicts import conflict_of
from akkoord_web.ending.comparing import Comparison, compared
from akkoord_web.ending.forms import end_form
from akkoord_web.ending.screens import Subject, bp, subject_of
from akkoord_web.ending.typed import read, typed_of_request
from akkoord_web.ending.words import EFFECT_WORDS
from akkoord_web.speech import text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []


@bp.get("/c/<customer_id>/terminate")
def terminate(customer_id: str) -> ResponseReturnValue:
    """Show the form for the one contract that may end, or let choose; what was typed before is there still."""
    subject = subject_of(customer_id)
    if subject.contract is None:
        running = [one for one in context.workspace().contracts.of(customer_id) if one.is_binding]
        if len(running) == 1:
            return pages.see_other(url_for("ending.terminate", customer_id=customer_id, contract=running[0].id))
        if running:
            return pages.page("ending/choose.html", customer=subject.customer, contracts=running)
    planned = _planned(subject)
    if planned is not None:
        return pages.see_other(url_for("ending.termination", termination_id=planned))
    return _form_page(subject, subject.draft.typed, subject.draft.version)


@bp.post("/c/<customer_id>/terminate")
@writes
def keep_typed(customer_id: str) -> ResponseReturnValue:
    """Keep what is typed and show what it comes to; go on to looking it over once nothing is missing."""
    subject, typed = subject_of(customer_id), typed_of_request()
    seen = replace(subject.draft, version=expected_version(), typed=MappingProxyType(typed))
    try:
        kept = context.workspace().terminations.keep_typed(seen, by=context.account(), at=context.now())
    except StaleVersion:
        return _changed(subject, typed)
    wants_review = request.form.get("then") == "review"
    if not wants_review:
        return _form_page(subject, typed, kept.version)
    problem = _problem(subject, typed)
    if problem is not None:
        return _form_page(
            subject, typed, seen.version, shows=True, error=problem or None, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    contract = None if subject.contract is None else subject.contract.id
    return pages.see_other(url_for("ending.review", customer_id=customer_id, contract=contract))


@bp.get("/c/<customer_id>/terminate/review")
def review(customer_id: str) -> ResponseReturnValue:
    """Show everything once more before it is done."""
    subject = subject_of(customer_id)
    draft, reading = subject.draft, read(subject.draft.typed, subject.contract)
    problem = _problem(subject, draft.typed)
    if problem is not None or reading.plan is None:
        return _form_page(subject, draft.typed, draft.version, shows=True, error=problem or None)
    workspace, policy = context.workspace(), context.workspace().terminations.policy
    _, needs = workspace.terminations.check(customer_id, subject.contract, reading.plan, context.today())
    return pages.page(
        "ending/review.html",
        customer=subject.customer,
        contract=subject.contract,
        plan=reading.plan,
        reason=policy.reason(reading.plan.reason),
        circumstances=[policy.circumstance(code) for code in reading.plan.circumstances],
        needs=[text_of(EFFECT_WORDS[name]) for name in needs],
        form=end_form(draft.typed, reading, first=None, version=draft.version),
        comparison=_compared(subject, draft.typed),
        version=draft.version,
        others=[
            one
            for one in workspace.contracts.of(customer_id)
            if one.is_binding and (subject.contract is None or one.id != subject.contract.id)
        ],
    )


@bp.post("/c/<customer_id>/terminate/confirm")
@writes
def confirm(customer_id: str) -> ResponseReturnValue:
    """End it, or plan its end."""
    subject = subject_of(customer_id)
    draft = replace(subject.draft, version=expected_version())
    plan = read(draft.typed, subject.contract).plan
    if plan is None or not draft.id:
        return _form_page(subject, draft.typed, draft.version, shows=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        made = context.workspace().terminations.plan(
            customer_id, subject.contract, plan, by=context.account(), at=context.now(), draft=draft
        )
    except StaleVersion:
        return _changed(subject, subject.draft.typed)
    except (InvalidTermination, IllegalTransition, InvalidStatement) as error:
        return _form_page(
            subject,
            draft.typed,
            draft.version,
            shows=True,
            error=text_of(error),
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    return pages.see_other(url_for("ending.termination", termination_id=made.id))


def _planned(subject: Subject) -> str | None:
    """Give the termination that is planned for this already."""
    contract = None if subject.contract is None else subject.contract.id
    found = context.workspace().terminations.open_of(subject.customer.id)
    return next((one.id for one in found if one.contract == contract), None)


def _problem(subject: Subject, typed: Mapping[str, str]) -> str | None:
    """Say what stands in the way of a plan; empty when its fields say so themselves, None when nothing does."""
    plan = read(typed, subject.contract).plan
    if plan is None:
        return ""
    try:
        context.workspace().terminations.check(subject.customer.id, subject.contract, plan, context.today())
    except AkkoordError as error:
        return text_of(error)
    return None


def _changed(subject: Subject, typed: Mapping[str, str]) -> Response:
    """Show the form with what was typed, and say who was first."""
    draft = subject.draft
    error = conflict_of(f"termination:{draft.id}", draft.version, ()).title
    return _form_page(subject, typed, draft.version, error=error, status=HTTPStatus.CONFLICT)


def _form_page(
    subject: Subject,
    typed: Mapping[str, str],
    version: int,
    *,
    shows: bool = False,
    error: str | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    terminations, contract = context.workspace().terminations, subject.contract
    reading = read(typed, contract)
    first = None if contract is None else terminations.first_possible(contract, reading.received or context.today())
    if "effective" not in typed and first is not None:
        typed = {**typed, "effective": first.isoformat()}
        reading = read(typed, contract)
    return pages.page_or_fragment(
        "ending/plan.html",
        "screen",
        status=status,
        customer=subject.customer,
        contract=contract,
        end=end_form(typed, reading, first=first, version=version, shows=shows, error=error),
        reading=reading,
        shows=shows,
        comparison=_compared(subject, typed),
    )


def _compared(subject: Subject, typed: Mapping[str, str]) -> Comparison:
    return Comparison() if subject.contract is None else compared(subject.contract, read(typed, subject.contract))
