"""Add the account manager's own text to a contract, change it, remove it and put it back."""

from collections.abc import Iterator
from http import HTTPStatus

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.closing.contract import Changed, Contract
from akkoord.closing.contract_steps import MOST_IN_A_TITLE
from akkoord.closing.draft import InvalidOwnText, OwnText
from akkoord.dossier import Customer
from akkoord_web import context, htmx, pages
from akkoord_web.closing.contracts import as_looked_at, contract_page
from akkoord_web.closing.screens import Steps, bp, contract_for, steps_of
from akkoord_web.conflicts import Conflict, Difference, conflict_of
from akkoord_web.fields import Field, Form, Option
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

_MOST_CHARACTERS = 20_000


@bp.get("/k/<contract_id>/own-text")
def new_own_text(contract_id: str) -> ResponseReturnValue:
    """Show an empty form; `after` names the article that it should follow."""
    found, customer = contract_for(contract_id, "change")
    return _page(found, customer, _form(found, "", "", request.args.get("after", "")), None)


@bp.get("/k/<contract_id>/own-text/<int:n>")
def edit_own_text(contract_id: str, n: int) -> ResponseReturnValue:
    """Show an own text, to change it."""
    found, customer = contract_for(contract_id, "change")
    text = _text(found, n)
    return _page(found, customer, _form(found, text.title, text.body, text.after or ""), n)


@bp.post("/k/<contract_id>/own-text", defaults={"n": None})
@bp.post("/k/<contract_id>/own-text/<int:n>")
@writes
def put_own_text(contract_id: str, n: int | None) -> ResponseReturnValue:
    """Keep an own text; a contract that was ready becomes a draft again, and signatures end."""
    found, customer = contract_for(contract_id, "change")
    title, body, after = (request.form.get(name, "") for name in ("title", "body", "after"))
    try:
        changed = context.workspace().contracts.put_own_text(
            as_looked_at(found), title, body, by=context.account(), at=context.now(), after=after or None, n=n
        )
    except InvalidOwnText as error:
        form = _form(found, title, body, after, error=text_of(error))
        return _page(found, customer, form, n, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except StaleVersion:
        return _conflict(found, customer, (title, body, after), n)
    return _back(changed)


@bp.post("/k/<contract_id>/own-text/<int:n>/drop")
@writes
def drop_own_text(contract_id: str, n: int) -> ResponseReturnValue:
    """Remove an own text, and offer to put it back."""
    found, customer = contract_for(contract_id, "change")
    text = _text(found, n)
    changed = context.workspace().contracts.drop_own_text(
        as_looked_at(found), n, by=context.account(), at=context.now()
    )
    return contract_page(changed.contract, customer, dropped=text)


def _text(found: Contract, n: int) -> OwnText:
    return next((text for text in found.own_texts if text.n == n), None) or abort(404)


def _back(changed: Changed) -> Response:
    url = url_for(
        "closing.contract", contract_id=changed.contract.id, voided=len(changed.voided) or None, _anchor="own-texts"
    )
    return pages.see_other(url)


def _form(found: Contract, title: str, body: str, after: str, *, error: str | None = None) -> Form:
    places = tuple(_places(found))
    fields = (
        Field(
            name="title", label=text_of(say("Heading")), value=title, required=True, max_length=MOST_IN_A_TITLE,
            wide=True, error=error if error and not title.strip() else None,
        ),
        Field(
            name="body", label=text_of(say("Text")), kind="longtext", value=body, required=True,
            max_length=_MOST_CHARACTERS, error=error if error and title.strip() else None,
            hint=text_of(say("An empty line begins a paragraph, a dash a list item; **two stars** make bold.")),
        ),
        Field(
            name="after", label=text_of(say("Place in the contract")), kind="select", value=after, required=True,
            wide=True, options=(Option("", text_of(say("Among the special provisions"))), *places),
        ),
    )  # fmt: skip
    return Form(id="own-text", fields=fields, version=found.version)


def _places(found: Contract) -> Iterator[Option]:
    composed = context.workspace().contracts.composed(found)
    for part in composed.composition.placed:
        if part.kind == "article" and part.clause is not None:
            yield Option(part.id, text_of(say("After {label}. {title}", label=part.label or "", title=part.title)))


def _page(
    found: Contract,
    customer: Customer,
    form: Form,
    n: int | None,
    *,
    conflict: Conflict | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    return pages.page_or_fragment(
        "closing/own_text.html",
        "form",
        status=status,
        whole=not htmx.wants_fragment(),
        contract=found,
        customer=customer,
        steps=steps_of(Steps(customer, contract=found), "contract"),
        form=form,
        n=n,
        conflict=conflict,
    )


def _conflict(found: Contract, customer: Customer, typed: tuple[str, str, str], n: int | None) -> Response:
    title, body, after = typed
    theirs = next((text for text in found.own_texts if text.n == n), None)
    pairs = (
        (say("Heading"), theirs.title if theirs else "", title),
        (say("Text"), theirs.body if theirs else "", body),
    )
    differences = [Difference(text_of(label), there, mine) for label, there, mine in pairs if there != mine]
    conflict = conflict_of(f"contract:{found.id}", found.version, differences)
    form = Form(id="own-text", fields=_form(found, title, body, after).fields, version=expected_version())
    return _page(found, customer, form, n, conflict=conflict, status=HTTPStatus.CONFLICT)
