"""Add the account manager's own text to a contract, change it, remove it and put it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.closing.contract import Changed, Contract
from akkoord.closing.contract_steps import MOST_IN_A_TITLE
from akkoord.closing.draft import MOST_CHARACTERS, InvalidOwnText, OwnText
from akkoord.dossier import Customer
from akkoord_web import context, pages
from akkoord_web.closing.contracts import Said, as_looked_at, contract_page, stale_page
from akkoord_web.closing.screens import Steps, bp, open_contract_for, steps_of
from akkoord_web.conflicts import Conflict, Difference, conflict_of
from akkoord_web.fields import Field, Form, Option
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

_NOWHERE: Final = "special"
"""What the form says for a text without a place of its own."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form; `after` is the clause that it follows, or None."""

    title: str = ""
    body: str = ""
    after: str | None = None

    @classmethod
    def of(cls, text: OwnText) -> "Typed":
        """Take an own text as it is kept."""
        return cls(text.title, text.body, text.after)

    @classmethod
    def posted(cls) -> "Typed":
        """Take what was sent; a clause that this set does not have is no place."""
        after = request.form.get("after")
        known = after if after in context.workspace().clause_set.by_id else None
        return cls(request.form.get("title", ""), request.form.get("body", ""), known)


@bp.get("/k/<contract_id>/own-text")
def new_own_text(contract_id: str) -> ResponseReturnValue:
    """Show an empty form; `after` names the article that it should follow."""
    found, customer = open_contract_for(contract_id)
    return _page(found, customer, _form(found, Typed(after=request.args.get("after"))), None)


@bp.get("/k/<contract_id>/own-text/<int:n>")
def edit_own_text(contract_id: str, n: int) -> ResponseReturnValue:
    """Show an own text, to change it."""
    found, customer = open_contract_for(contract_id)
    return _page(found, customer, _form(found, Typed.of(_text(found, n))), n)


@bp.post("/k/<contract_id>/own-text", defaults={"n": None})
@bp.post("/k/<contract_id>/own-text/<int:n>")
@writes
def put_own_text(contract_id: str, n: int | None) -> ResponseReturnValue:
    """Keep an own text; a contract that was ready becomes a draft again, and signatures end."""
    found, customer = open_contract_for(contract_id)
    typed = Typed.posted()
    try:
        changed = context.workspace().contracts.put_own_text(
            as_looked_at(found), typed.title, typed.body, by=context.account(), at=context.now(), after=typed.after, n=n
        )
    except InvalidOwnText as error:
        form = _form(found, typed, error=text_of(error))
        return _page(found, customer, form, n, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except StaleVersion:
        return _conflict(found, customer, typed, n)
    return _back(changed, n)


@bp.post("/k/<contract_id>/own-text/<int:n>/drop")
@writes
def drop_own_text(contract_id: str, n: int) -> ResponseReturnValue:
    """Remove an own text, and offer to put it back."""
    found, customer = open_contract_for(contract_id)
    text = _text(found, n)
    try:
        changed = context.workspace().contracts.drop_own_text(
            as_looked_at(found), n, by=context.account(), at=context.now()
        )
    except StaleVersion:
        return stale_page(found, customer)
    return contract_page(changed.contract, customer, Said(dropped=text, voided=len(changed.voided)))


def _text(found: Contract, n: int) -> OwnText:
    return next((text for text in found.own_texts if text.n == n), None) or abort(404)


def _back(changed: Changed, n: int | None) -> Response:
    put = n or max(text.n for text in changed.contract.own_texts)
    url = url_for(
        "closing.contract", contract_id=changed.contract.id, voided=len(changed.voided) or None, _anchor=f"own-{put}"
    )
    return pages.see_other(url)


def _form(found: Contract, typed: Typed, *, error: str | None = None) -> Form:
    bad_title = not typed.title.strip() or len(" ".join(typed.title.split())) > MOST_IN_A_TITLE
    bad_body = not typed.body.strip() or len(typed.body) > MOST_CHARACTERS
    fields = (
        Field(
            name="title", label=text_of(say("Heading")), value=typed.title, required=True, wide=True,
            max_length=MOST_IN_A_TITLE, error=error if bad_title else None,
        ),
        Field(
            name="body", label=text_of(say("Text")), kind="longtext", value=typed.body, required=True,
            max_length=MOST_CHARACTERS, error=error if bad_body and not bad_title else None,
            hint=text_of(say("An empty line begins a paragraph, a dash a list item; **two stars** make bold.")),
        ),
        Field(
            name="after", label=text_of(say("Place in the contract")), kind="select", value=typed.after or _NOWHERE,
            required=True, wide=True,
            options=(Option(_NOWHERE, text_of(say("Among the special provisions"))), *_places(found, typed.after)),
        ),
    )  # fmt: skip
    at_no_field = error if not bad_title and not bad_body else None
    return Form(id="own-text", fields=fields, version=found.version, error=at_no_field)


def _places(found: Contract, chosen: str | None) -> Iterator[Option]:
    """List the articles that a text can follow; also the one that it follows when that is not in the contract now."""
    composed = context.workspace().contracts.composed(found)
    articles = [part for part in composed.composition.placed if part.kind == "article" and part.clause is not None]
    for part in articles:
        yield Option(part.id, text_of(say("After {label}. {title}", label=part.label or "", title=part.title)))
    absent = context.workspace().clause_set.by_id.get(chosen or "")
    if absent is not None and absent.id not in {part.id for part in articles}:
        yield Option(absent.id, text_of(say("After {title}, once that is in the contract", title=absent.title)))


def _page(
    found: Contract,
    customer: Customer,
    form: Form,
    n: int | None,
    *,
    conflict: Conflict | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    return pages.page(
        "closing/own_text.html",
        status=status,
        contract=found,
        customer=customer,
        steps=steps_of(Steps(customer, contract=found), "contract"),
        form=form,
        n=n,
        conflict=conflict,
    )


def _conflict(found: Contract, customer: Customer, typed: Typed, n: int | None) -> Response:
    kept = next((text for text in found.own_texts if text.n == n), None)
    theirs = Typed.of(kept) if kept else Typed()
    places = {option.value: option.label for option in _form(found, typed)["after"].options}
    pairs = (
        (say("Heading"), theirs.title, typed.title),
        (say("Text"), theirs.body, typed.body),
        (
            say("Place in the contract"),
            places.get(theirs.after or _NOWHERE, "") if kept else "",
            places.get(typed.after or _NOWHERE, ""),
        ),
    )
    differences = [Difference(text_of(label), there, mine) for label, there, mine in pairs if there != mine]
    conflict = conflict_of(f"contract:{found.id}", found.version, differences)
    form = Form(id="own-text", fields=_form(found, typed).fields, version=expected_version())
    return _page(found, customer, form, n, conflict=conflict, status=HTTPStatus.CONFLICT)
