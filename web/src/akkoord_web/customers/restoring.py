"""Make a customer current again in one press, take that back, and offer anew what ended."""

from collections.abc import Callable

from flask import url_for
from flask.typing import ResponseReturnValue

from akkoord.dossier import Customer
from akkoord.ending.restoring import Restored
from akkoord_web import context, pages
from akkoord_web.access import customer_for
from akkoord_web.customers.listing import bp
from akkoord_web.writes import writes

__all__ = ["restored"]


@bp.post("/c/<customer_id>/restore")
@writes
def restore(customer_id: str) -> ResponseReturnValue:
    """Make a customer current again; the dossier then says what that did and what it left."""
    return _done(customer_id, context.workspace().restoring.restore)


@bp.post("/c/<customer_id>/restore/undo")
@writes
def undo_restore(customer_id: str) -> ResponseReturnValue:
    """Put a customer back to what it was before, as long as nothing else happened."""
    return _done(customer_id, context.workspace().restoring.undo)


@bp.post("/c/<customer_id>/offer-again")
@writes
def offer_again(customer_id: str) -> ResponseReturnValue:
    """Begin a proposal filled from the contract that ended, and show it."""
    customer = customer_for(customer_id, "change")
    started = context.workspace().restoring.offer_again(customer, by=context.account(), at=context.now())
    return pages.see_other(url_for("closing.proposal", proposal_id=started.id))


def restored(customer: Customer) -> Restored | None:
    """Tell what a restore did, while it is the last thing that happened in the dossier."""
    return context.workspace().restoring.last(customer)


def _done(customer_id: str, act: Callable[..., object]) -> ResponseReturnValue:
    """Do it to a customer whom this account may change, and show the dossier."""
    act(customer_for(customer_id, "change"), by=context.account(), at=context.now())
    return pages.see_other(url_for("customers.dossier", customer_id=customer_id))
