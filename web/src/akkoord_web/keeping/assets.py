"""Keep what is known of a thing that stands at a customer: its serial number, since when, and where it went."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.dossier import Customer
from akkoord.executing.assets import ASSET_WORDS, STATES, Asset
from akkoord.language import AkkoordError, Message
from akkoord.values.formats import parse_date
from akkoord_web import context, pages
from akkoord_web.access import customer_for
from akkoord_web.conflicts import Conflict, Difference, conflict_of
from akkoord_web.customers.dossier import section_answer
from akkoord_web.fields import Field, Form, Option
from akkoord_web.keeping.screens import bp
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

_NAMES: Final = ("description", "serial_number", "placed_on", "state")


@bp.get("/c/<customer_id>/assets/<asset_id>")
def asset(customer_id: str, asset_id: str) -> ResponseReturnValue:
    """Show a thing, to change what is known of it."""
    customer, found = _both(customer_id, asset_id)
    return _page(customer, found, _typed(found), version=found.version)


@bp.post("/c/<customer_id>/assets/<asset_id>")
@writes
def change_asset(customer_id: str, asset_id: str) -> ResponseReturnValue:
    """Keep what is known of a thing now; when someone else was first, show theirs and mine."""
    customer, found = _both(customer_id, asset_id)
    typed = {name: request.form.get(name, "") for name in _NAMES}
    version = expected_version()
    try:
        day = parse_date(typed["placed_on"], context.language()) if typed["placed_on"].strip() else None
        changed = context.workspace().assets.change(
            replace(found, version=version),
            description=typed["description"],
            serial_number=typed["serial_number"],
            placed_on=day,
            state=typed["state"] if typed["state"] in STATES else found.state,
            by=context.account(),
            at=context.now(),
        )
        context.workspace().terminations.settle_for(changed, by=context.account(), at=context.now())
    except StaleVersion:
        conflict = conflict_of(f"asset:{found.id}", found.version, _differences(found, typed))
        return _page(customer, found, typed, version=version, conflict=conflict, status=HTTPStatus.CONFLICT)
    except AkkoordError as error:
        wrong = {"placed_on" if typed["description"].strip() else "description": error.message}
        return _page(customer, found, typed, version=version, wrong=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return section_answer(customer, "assets")


def _both(customer_id: str, asset_id: str) -> tuple[Customer, Asset]:
    customer = customer_for(customer_id, "change")
    found = context.workspace().assets.get(asset_id)
    if found.customer != customer.id:
        abort(404)
    return customer, found


def _typed(found: Asset) -> dict[str, str]:
    placed = "" if found.placed_on is None else found.placed_on.isoformat()
    values = (found.description, found.serial_number or "", placed, found.state)
    return dict(zip(_NAMES, values, strict=True))


def _labels() -> dict[str, str]:
    labels = (say("Description"), say("Serial number"), say("Placed on"), say("Where it is"))
    return {name: text_of(label) for name, label in zip(_NAMES, labels, strict=True)}


def _differences(found: Asset, typed: Mapping[str, str]) -> tuple[Difference, ...]:
    saved, labels = _typed(found), _labels()
    return tuple(Difference(labels[name], saved[name], typed[name]) for name in _NAMES if saved[name] != typed[name])


def _page(
    customer: Customer,
    found: Asset,
    typed: Mapping[str, str],
    *,
    version: int,
    wrong: Mapping[str, Message] | None = None,
    conflict: Conflict | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    labels = _labels()
    errors = {name: text_of(message) for name, message in (wrong or {}).items()}
    states = tuple(Option(state, text_of(words)) for state, words in ASSET_WORDS.items())
    fields = (
        Field(name="description", label=labels["description"], value=typed["description"], required=True,
              max_length=160, error=errors.get("description")),
        Field(name="serial_number", label=labels["serial_number"], value=typed["serial_number"], optional=True,
              max_length=160),
        Field(name="placed_on", label=labels["placed_on"], kind="date", value=typed["placed_on"], optional=True,
              error=errors.get("placed_on")),
        Field(name="state", label=labels["state"], kind="select", value=typed["state"], options=states, required=True),
    )  # fmt: skip
    return pages.page(
        "keeping/asset.html",
        status=status,
        customer=customer,
        thing=found,
        form=Form(id="asset", version=version, fields=fields),
        conflict=conflict,
    )
