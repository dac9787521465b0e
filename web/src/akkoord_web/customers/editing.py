"""Add a customer, and change what is known of one."""

from http import HTTPStatus

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import Account, StaleVersion, whose_customers
from akkoord.dossier import Customer, InvalidParty, Party
from akkoord_web import context, pages
from akkoord_web.access import as_seen, customer_for
from akkoord_web.conflicts import Conflict, conflict_of
from akkoord_web.customers.forms import PartyTyped, differences, party_form, typed_of
from akkoord_web.customers.listing import bp
from akkoord_web.fields import Field, Form, Option, raw_answers
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes


@bp.get("/customers/new")
def new() -> ResponseReturnValue:
    """Show an empty form."""
    return _new_page(party_form(PartyTyped.of_form({})))


@bp.post("/customers/new")
@writes
def create() -> ResponseReturnValue:
    """Add a customer and go to its dossier; a KvK number that is known already asks first."""
    typed, by = PartyTyped.of_form(raw_answers(request.form.items(multi=True))), context.account()
    try:
        party = typed.party()
    except InvalidParty as error:
        return _new_page(party_form(typed, error.errors), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    known = [] if request.form.get("anyway") else _same_kvk(party)
    if known:
        return _new_page(party_form(typed), status=HTTPStatus.UNPROCESSABLE_ENTITY, known=known)
    customers = context.workspace().customers
    added = customers.add(party, _chosen_owner(by, by.id), by=by, at=context.now(), on=context.today())
    return pages.see_other(url_for("customers.dossier", customer_id=added.id))


@bp.get("/c/<customer_id>/edit")
def edit(customer_id: str) -> ResponseReturnValue:
    """Show what is known of a customer, to change it."""
    customer = customer_for(customer_id, "change")
    return _edit_page(customer, party_form(typed_of(customer.party), version=customer.version))


@bp.post("/c/<customer_id>/edit")
@writes
def update(customer_id: str) -> ResponseReturnValue:
    """Keep what was typed; when someone else was first, show theirs and mine."""
    customer, by = customer_for(customer_id, "change"), context.account()
    typed, version = PartyTyped.of_form(raw_answers(request.form.items(multi=True))), expected_version()
    try:
        party = typed.party()
        kept = context.workspace().customers.change(as_seen(customer, version), party=party, by=by, at=context.now())
    except InvalidParty as error:
        form = party_form(typed, error.errors, version=version)
        return _edit_page(customer, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except StaleVersion:
        conflict = conflict_of(f"customer:{customer.id}", customer.version, differences(customer.party, typed))
        form = party_form(typed, version=version)
        return _edit_page(customer, form, conflict=conflict, status=HTTPStatus.CONFLICT)
    _assign(kept, by)
    return pages.see_other(url_for("customers.dossier", customer_id=customer_id))


@bp.post("/c/<customer_id>/archive")
@writes
def archive(customer_id: str) -> ResponseReturnValue:
    """Take a customer out of the daily lists; the dossier then offers to undo it."""
    customer = customer_for(customer_id, "change")
    context.workspace().customers.archive(customer, by=context.account(), at=context.now())
    return pages.see_other(url_for("customers.dossier", customer_id=customer_id, did="archived"))


def _new_page(form: Form, *, status: int = HTTPStatus.OK, known: list[Customer] | None = None) -> Response:
    by = context.account()
    owner = _owner_field(by, by.id)
    return pages.page("customers/new.html", status=status, form=form, owner=owner, known=known or [])


def _edit_page(
    customer: Customer, form: Form, *, conflict: Conflict | None = None, status: int = HTTPStatus.OK
) -> Response:
    owner = _owner_field(context.account(), customer.owner)
    return pages.page(
        "customers/edit.html", status=status, customer=customer, form=form, owner=owner, conflict=conflict
    )


def _assign(customer: Customer, by: Account) -> None:
    """Give the customer to the account manager that a manager chose."""
    chosen = _chosen_owner(by, customer.owner)
    if by.is_manager and chosen is not None and chosen != customer.owner:
        context.workspace().customers.assign(customer, chosen, by=by, at=context.now())


def _owner_field(by: Account, owner: str | None) -> Field | None:
    """Let a manager say whose customer it is."""
    if not by.is_manager:
        return None
    everyone = context.workspace().accounts.all()
    people = [one for one in everyone if one.id == owner or (one.is_active and one.role != "administrator")]
    typed = request.form.get("owner") or owner or ""
    return Field(
        name="owner",
        label=text_of(say("Account manager")),
        kind="select",
        value=typed,
        required=True,
        options=tuple(Option(one.id, one.name) for one in people),
    )


def _chosen_owner(by: Account, owner: str | None) -> str | None:
    field = _owner_field(by, owner)
    if field is None:
        return owner
    return next((option.value for option in field.options if option.value == field.value), owner)


def _same_kvk(party: Party) -> list[Customer]:
    """Find customers with this KvK number that this account may see: the same company twice is a mistake, mostly."""
    if party.kvk is None:
        return []
    found = context.workspace().customers.page(party.kvk, owner=whose_customers(context.account()), limit=5).items
    return [one for one in found if one.party.kvk == party.kvk]
