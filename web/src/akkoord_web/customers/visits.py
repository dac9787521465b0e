"""Plan visits to a customer, and note that they took place or were cancelled."""

from collections.abc import Mapping
from datetime import date, time
from http import HTTPStatus

from flask import Response, abort, make_response, request
from flask.typing import ResponseReturnValue

from akkoord.dossier import Customer, Visit
from akkoord.language import AkkoordError, Message
from akkoord.values.formats import parse_date
from akkoord_web import context, htmx, pages
from akkoord_web.access import customer_for
from akkoord_web.customers.dossier import section_answer
from akkoord_web.customers.listing import bp
from akkoord_web.customers.sections import SECTIONS, draw
from akkoord_web.fields import Field, Form
from akkoord_web.speech import say, text_of
from akkoord_web.writes import writes

__all__ = ["visit_form"]


@bp.get("/c/<customer_id>/visits/new")
def new_visit(customer_id: str) -> ResponseReturnValue:
    """Show an empty form."""
    return _form_page(customer_for(customer_id, "change"), visit_form({}))


@bp.post("/c/<customer_id>/visits/new")
@writes
def plan_visit(customer_id: str) -> ResponseReturnValue:
    """Plan a visit of one's own."""
    customer = customer_for(customer_id, "change")
    day, starts_at, errors = _read(request.form)
    if day is None:
        form = visit_form(request.form, errors)
        if htmx.wants_fragment():
            return make_response(draw(SECTIONS["visits"], customer, adding=form), HTTPStatus.UNPROCESSABLE_ENTITY)
        return _form_page(customer, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    context.workspace().visits.plan(
        customer.id,
        day,
        starts_at=starts_at,
        subject=request.form.get("subject", ""),
        by=context.account(),
        at=context.now(),
    )
    return section_answer(customer, "visits")


@bp.post("/c/<customer_id>/visits/<visit_id>/done")
@writes
def visit_done(customer_id: str, visit_id: str) -> ResponseReturnValue:
    """Note that the visit took place."""
    customer, visit = _both(customer_id, visit_id)
    context.workspace().visits.done(visit, by=context.account(), at=context.now())
    return section_answer(customer, "visits")


@bp.post("/c/<customer_id>/visits/<visit_id>/cancel")
@writes
def cancel_visit(customer_id: str, visit_id: str) -> ResponseReturnValue:
    """Note that the visit will not take place."""
    customer, visit = _both(customer_id, visit_id)
    context.workspace().visits.cancel(visit, by=context.account(), at=context.now())
    return section_answer(customer, "visits")


def visit_form(typed: Mapping[str, str], errors: Mapping[str, Message] | None = None) -> Form:
    """Ask for the day, the time and what it is about."""
    wrong = {name: text_of(message) for name, message in (errors or {}).items()}
    return Form(
        id="visit",
        fields=(
            Field(
                name="day",
                label=text_of(say("Day")),
                kind="date",
                value=typed.get("day", ""),
                required=True,
                error=wrong.get("day"),
            ),
            Field(
                name="starts_at",
                label=text_of(say("Time")),
                kind="time",
                value=typed.get("starts_at", ""),
                optional=True,
                error=wrong.get("starts_at"),
            ),
            Field(
                name="subject",
                label=text_of(say("What it is about")),
                value=typed.get("subject", ""),
                optional=True,
                wide=True,
                max_length=200,
            ),
        ),
    )


def _read(form: Mapping[str, str]) -> tuple[date | None, time | None, dict[str, Message]]:
    """Read day and time; the day is None when anything is wrong."""
    errors: dict[str, Message] = {}
    day, starts_at = None, None
    try:
        day = parse_date(form.get("day", ""), context.language())
    except AkkoordError as error:
        errors["day"] = error.message if form.get("day", "").strip() else say("Choose a day.")
    typed = form.get("starts_at", "").strip()
    if typed:
        try:
            starts_at = time.fromisoformat(typed.replace(".", ":").rjust(5, "0"))
        except ValueError:
            errors["starts_at"] = say("“{text}” is not a time. Write it like 09:30.", text=typed)
    return (None if errors else day), starts_at, errors


def _both(customer_id: str, visit_id: str) -> tuple[Customer, Visit]:
    customer = customer_for(customer_id, "change")
    visit = context.workspace().visits.get(visit_id)
    if visit.customer != customer.id:
        abort(404)
    return customer, visit


def _form_page(customer: Customer, form: Form, *, status: int = HTTPStatus.OK) -> Response:
    return pages.page("customers/visit.html", status=status, customer=customer, form=form)
