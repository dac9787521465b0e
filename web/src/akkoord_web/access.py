"""Fetch what an address names, and let nobody near what is not theirs: a stranger gets the same 404 as a guesser."""

from dataclasses import replace

from akkoord.access import Action
from akkoord.dossier import Customer
from akkoord_web import context, identity

__all__ = ["as_seen", "customer_for"]


def customer_for(customer_id: str, action: Action = "see") -> Customer:
    """Give the customer, or stop with 404 when there is none or this account may not do this to it."""
    customer = context.workspace().customers.get(customer_id)
    identity.require(action, customer)
    return customer


def as_seen(customer: Customer, version: int) -> Customer:
    """Give the customer with the version that the person looked at, so that a later change is noticed."""
    return replace(customer, version=version)
