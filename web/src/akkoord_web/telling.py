"""Say the small things that several screens say about a customer: number and place, what a search found, its tabs."""

from collections.abc import Mapping

from flask import request, url_for
from markupsafe import Markup

from akkoord.dossier import Customer
from akkoord.store import Hit
from akkoord_web import context, identity
from akkoord_web.speech import say, text_of

__all__ = ["customer_tabs", "marked", "whereabouts"]

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
    """List the steps inside one customer; the contract is there once one was made."""
    contract = next(iter(context.workspace().contracts.of(customer.id)), None)
    proposals = "closing.onward" if identity.may_do("change", customer) else "closing.proposals"
    in_dossier = (request.endpoint or "").startswith(("customers.", "keeping."))
    tabs = [
        (say("Dossier"), url_for("customers.dossier", customer_id=customer.id), in_dossier),
        (say("Situation"), url_for("closing.intake", customer_id=customer.id), False),
        (say("Proposal"), url_for(proposals, customer_id=customer.id), False),
    ]
    if contract is not None:
        tabs.append((say("Contract"), url_for("closing.contract", contract_id=contract.id), False))
    return [(text_of(label), url, here) for label, url, here in tabs]
