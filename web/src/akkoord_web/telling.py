"""Say the small things that several screens say about a customer: number and place, what a search found, its tabs."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, request, url_for
from markupsafe import Markup

from akkoord.closing.contract import Contract
from akkoord.dossier import Customer, Proposal, Situation
from akkoord.store import Hit
from akkoord_web.speech import say, text_of

__all__ = ["contract_url", "customer_tabs", "marked", "proposal_url", "situation_url", "whereabouts"]

_MARK = Markup("<mark>{}</mark>")


def whereabouts(customer: Customer) -> str:
    """Say the number and the place: what tells two customers of one name apart."""
    return " · ".join(part for part in (customer.number, customer.party.city) if part)


def marked(hits: Mapping[str, Hit], thing_id: str, part: str, otherwise: str) -> Markup | str:
    """Show a text of a hit with what was searched for marked; without a hit the text as it is."""
    hit = hits.get(thing_id)
    if hit is None:
        return otherwise
    pieces = hit.title if part == "title" else hit.detail
    return Markup("").join(_MARK.format(piece.text) if piece.is_hit else piece.text for piece in pieces)


def customer_tabs(customer: Customer) -> list[tuple[str, str, bool]]:
    """List the steps inside one customer: those whose screen exists."""
    places = (("customers.dossier", say("Dossier")), ("closing.intake", say("Situation")))
    blueprint, here = (request.endpoint or "").partition(".")[0], request.endpoint
    return [
        (
            text_of(label),
            url_for(endpoint, customer_id=customer.id),
            here == endpoint or (endpoint == "customers.dossier" and blueprint == "customers"),
        )
        for endpoint, label in places
        if endpoint in current_app.view_functions
    ]


def contract_url(contract: Contract) -> str | None:
    """Give the address of a contract, where it has a screen."""
    return _url("closing.contract", contract_id=contract.id)


def proposal_url(proposal: Proposal) -> str | None:
    """Give the address of a proposal, where it has a screen."""
    return _url("closing.proposal", proposal_id=proposal.id)


def situation_url(situation: Situation) -> str | None:
    """Give the address of a recorded situation, where it has a screen."""
    return _url("closing.situation", customer_id=situation.customer, situation_id=situation.id)


def _url(endpoint: str, **values: str) -> str | None:
    if endpoint not in current_app.view_functions:
        return None
    wanted: dict[str, Any] = dict(values)
    return url_for(endpoint, **wanted)
