"""Decide who may do what: one question, answered no unless a rule says yes."""

from typing import Literal, Protocol, runtime_checkable

from akkoord.access.account import Account
from akkoord.access.errors import NotAllowed

Action = Literal["see", "change", "add", "sign", "assign", "approve", "administer", "import_sales", "personalise"]
"""`see`, `change`, `add` and `sign` are about a customer and everything in its dossier; `assign` gives a customer
another account manager; `approve` is the decision of a second person; `administer` is about accounts and settings;
`import_sales` about reading files of sales;
`personalise` about one's own language and password."""

_OF_OWN_CUSTOMERS: frozenset[str] = frozenset({"see", "change", "add", "sign"})
_OF_ALL_CUSTOMERS: frozenset[str] = _OF_OWN_CUSTOMERS | {"assign", "approve"}


@runtime_checkable
class Owned(Protocol):
    """A thing that belongs to an account manager: a customer, or what follows its customer."""

    @property
    def owner(self) -> str | None:
        """The id of the account that it belongs to."""


def may(actor: Account | None, action: Action, thing: object = None) -> bool:
    """Tell whether this account may do this to this thing; nobody may do what no rule allows.

    An account manager works with the own customers, a manager with all, an administrator with accounts and settings.
    """
    if actor is None or not actor.is_active:
        return False
    if action in {"administer", "import_sales"}:
        return actor.is_administrator or (action == "import_sales" and actor.is_manager)
    if action == "personalise":
        return isinstance(thing, Account) and thing.id == actor.id
    if not isinstance(thing, Owned):
        return False
    if actor.is_manager:
        return action in _OF_ALL_CUSTOMERS
    return actor.role == "account_manager" and thing.owner == actor.id and action in _OF_OWN_CUSTOMERS


def require(actor: Account | None, action: Action, thing: object = None) -> None:
    """Refuse with NotAllowed what the account may not do."""
    if not may(actor, action, thing):
        raise NotAllowed(action)


def whose_customers(actor: Account) -> str | None:
    """Tell whose customers this account may list: an account id, or None for everyone's. Raises NotAllowed."""
    if actor.is_active and actor.is_manager:
        return None
    if actor.is_active and actor.role == "account_manager":
        return actor.id
    raise NotAllowed("see")
