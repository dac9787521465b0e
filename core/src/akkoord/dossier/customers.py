"""Keep the customers: add, change, find and list them; archive and restore."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Generic, Literal, TypeVar, cast

from akkoord.access import Account, Change, Missing, NewId, new_id, require, save_as
from akkoord.dossier.finding import index_customer
from akkoord.dossier.party import Party, fields_changed, party_of
from akkoord.dossier.states import IllegalTransition, machine
from akkoord.store import CUSTOMER, Event, Hit, Json, Row, Store, Value, canonical_json, position, sort_key, utc_text

CustomerState = Literal["prospect", "active", "terminated", "archived"]
CURRENT: tuple[CustomerState, ...] = ("prospect", "active", "terminated")
"""The states of the daily lists; archived customers are found by searching, or by asking for them."""

FIRST_NUMBER = 10_001
MOST_ON_A_PAGE = 200
_AT_ONCE = 500
_MOST_READ = 20_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as it is kept. `owner` is the account manager's id; `ever_active` says it once had a contract."""

    id: str
    version: int
    number: str
    state: CustomerState
    party: Party
    owner: str | None
    created_on: date
    ever_active: bool = False
    updated_at: str = ""

    @property
    def name(self) -> str:
        """The name of the company."""
        return self.party.name


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list; `next` is what asks for the ones after it, None at the end.

    `hits` holds, per id, what a search found, in pieces that can be marked.
    """

    items: tuple[T, ...]
    next: str | None = None
    hits: Mapping[str, Hit] = field(default_factory=lambda: MappingProxyType({}))


class Customers:
    """The customers of a store."""

    def __init__(self, store: Store, *, new_id: NewId = new_id) -> None:
        """Work with this store; `new_id` gives the ids of new customers."""
        self._store = store
        self._new_id = new_id

    def add(self, party: Party, owner: str | None, *, by: Account, at: datetime, on: date | None = None) -> Customer:
        """Add a customer, a prospect with the next number. `on` is the day where the people are. Raises NotAllowed."""
        customer = Customer(self._new_id(), 0, "", "prospect", party, owner, on or at.date())
        require(by, "add", customer)
        with self._store.write():
            numbered = replace(customer, number=str(FIRST_NUMBER - 1 + self._store.next_number("customer")))
            return self._save(numbered, Event("added", {"number": numbered.number}), Change(by, at))

    def get(self, customer_id: str) -> Customer:
        """Return a customer. Raises Missing."""
        return customer_of(customer_row(self._store, customer_id))

    def by_number(self, number: str) -> Customer | None:
        """Return the customer with this number, or None."""
        rows = self._store.find(CUSTOMER, where={"number": number.strip()})
        return customer_of(rows[0]) if rows else None

    def some(self, ids: tuple[str, ...]) -> Mapping[str, Customer]:
        """Return the customers with these ids, by id, in one go."""
        return customers_by_id(self._store, ids)

    def change(self, customer: Customer, *, party: Party, by: Account, at: datetime) -> Customer:
        """Keep what is now known of a customer. Raises StaleVersion or NotAllowed; nothing changed is no change."""
        require(by, "change", customer)
        names = fields_changed(customer.party, party)
        if not names:
            return customer
        return self._save(replace(customer, party=party), Event("changed", {"fields": names}), Change(by, at))

    def assign(self, customer: Customer, owner: str | None, *, by: Account, at: datetime) -> Customer:
        """Give a customer to another account manager; only a manager may."""
        require(by, "assign", customer)
        event = Event("assigned", {"owner": owner, "before": customer.owner})
        return self._save(replace(customer, owner=owner), event, Change(by, at))

    def archive(self, customer: Customer, *, by: Account, at: datetime) -> Customer:
        """Take a customer out of the daily lists. Raises IllegalTransition while it has a contract."""
        require(by, "change", customer)
        return self._move(customer, "archive", None, Change(by, at))

    def restore(self, customer: Customer, *, by: Account, at: datetime) -> Customer:
        """Make a terminated or archived customer current again (RULES 0.11); it revives no contract."""
        require(by, "change", customer)
        return self._move(customer, "restore", _guard(customer), Change(by, at))

    def undo_restore(self, customer: Customer, before: CustomerState, *, by: Account, at: datetime) -> Customer:
        """Put a restored customer back to the state `before`; part of the write that saw that nothing happened since.

        Raises IllegalTransition when a restore leads from there to another state, StaleVersion or NotAllowed.
        """
        require(by, "change", customer)
        if machine("customer").after(before, "restore", _guard(customer)) != customer.state:
            raise IllegalTransition("customer", customer.state, "undo_restore")
        event = Event("restore_undone", {"state": before})
        return self._save(replace(customer, state=before), event, Change(by, at))

    def mark_active(self, customer_id: str, *, by: Account, at: datetime) -> Customer:
        """Note that a contract of the customer is in force; part of the write that signs it."""
        with self._store.write():
            customer = self.get(customer_id)
            if customer.state == "archived":
                customer = self._move(customer, "restore", _guard(customer), Change(by, at))
            if customer.state == "terminated":
                customer = self._move(customer, "restore", None, Change(by, at))
            return self._move(replace(customer, ever_active=True), "contract_in_force", None, Change(by, at))

    def mark_terminated(self, customer_id: str, *, by: Account, at: datetime) -> Customer:
        """Note that the customer left; part of the write that ends its last contract.

        Raises IllegalTransition or NotAllowed.
        """
        with self._store.write():
            customer = self.get(customer_id)
            require(by, "change", customer)
            return self._move(customer, "termination_effective", None, Change(by, at))

    def page(
        self,
        words: str = "",
        *,
        owner: str | None = None,
        state: CustomerState | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Customer]:
        """List customers by name, or those that fit the words, as someone types.

        Without `state` the list holds the current ones; words find archived ones too. A mark alone, such as the
        apostrophe of ’t Hoekje, is no word yet. `after` is the `next` of the page before; one that is not is taken as
        the beginning.
        """
        limit = max(1, min(limit, MOST_ON_A_PAGE))
        return self._found(words, owner, state, limit) if sort_key(words) else self._listed(owner, state, after, limit)

    def recent(self, *, owner: str | None = None, limit: int = 8) -> list[Customer]:
        """Return the customers changed last."""
        where: dict[str, Value] = {} if owner is None else {"owner": owner}
        return [
            customer_of(row) for row in self._store.find(CUSTOMER, where=where, order=("-updated_at",), limit=limit)
        ]

    def counts(self, *, owner: str | None = None) -> Mapping[CustomerState, int]:
        """Return how many customers there are in each state."""
        mine: dict[str, Value] = {} if owner is None else {"owner": owner}
        states = cast("tuple[CustomerState, ...]", machine("customer").states)
        return {state: self._store.count(CUSTOMER, {**mine, "state": state}) for state in states}

    def _found(self, words: str, owner: str | None, state: CustomerState | None, limit: int) -> Page[Customer]:
        tags = () if state is None else (state,)
        hits = self._store.search(words, kinds=("customer",), owner=owner, tags=tags, limit=limit)
        there = self.some(tuple(hit.id for hit in hits))
        return Page(
            tuple(there[hit.id] for hit in hits if hit.id in there),
            hits=MappingProxyType({hit.id: hit for hit in hits}),
        )

    def _listed(self, owner: str | None, state: CustomerState | None, after: str | None, limit: int) -> Page[Customer]:
        where: dict[str, Value | tuple[Value, ...]] = {"state": CURRENT if state is None else state}
        if owner is not None:
            where["owner"] = owner
        order = ("name_key",)
        rows = self._store.find(CUSTOMER, where=where, order=order, limit=limit + 1, after=_position(after))
        shown = rows[:limit]
        more = json.dumps(position(CUSTOMER, shown[-1], order), ensure_ascii=False) if len(rows) > limit else None
        return Page(tuple(customer_of(row) for row in shown), more)

    def _move(self, customer: Customer, event: str, guard: str | None, change: Change) -> Customer:
        state = cast("CustomerState", machine("customer").after(customer.state, event, guard))
        return self._save(replace(customer, state=state), Event(event, {"state": state}), change)

    def _save(self, customer: Customer, event: Event, change: Change) -> Customer:
        saved = replace(customer, updated_at=utc_text(change.at))
        row = _row(saved)
        with self._store.write():
            version = save_as(
                self._store,
                CUSTOMER,
                row,
                expected=customer.version,
                events=[event],
                change=change,
                current=customer_of,
            )
            index_customer(self._store, row, saved.party)
        return replace(saved, version=version)


def customer_row(store: Store, customer_id: str) -> Row:
    """Return the row of a customer. Raises Missing."""
    row = store.get(CUSTOMER, customer_id)
    if row is None:
        raise Missing("customer", customer_id)
    return row


def owner_of(store: Store, customer_id: str) -> str | None:
    """Return whose customer this is: what follows a customer belongs to the same account manager. Raises Missing."""
    owner = customer_row(store, customer_id)["owner"]
    return None if owner is None else str(owner)


def owners_of(store: Store, ids: Iterable[str]) -> Mapping[str, str | None]:
    """Return whose customers these are, by their ids. Raises Missing."""
    wanted = sorted(set(ids))
    found: dict[str, str | None] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        rows = store.find(CUSTOMER, where={"id": tuple(wanted[first : first + _AT_ONCE])}, columns=("id", "owner"))
        found |= {str(row["id"]): None if row["owner"] is None else str(row["owner"]) for row in rows}
    if missing := next((each for each in wanted if each not in found), None):
        raise Missing("customer", missing)
    return found


def customers_by_id(store: Store, ids: Iterable[str]) -> Mapping[str, Customer]:
    """Return customers by their ids, a few hundred at a time."""
    wanted = sorted(set(ids))
    found: dict[str, Customer] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = tuple(wanted[first : first + _AT_ONCE])
        found |= {str(row["id"]): customer_of(row) for row in store.find(CUSTOMER, where={"id": some})}
    return found


def customers_of(store: Store, owner: str) -> Mapping[str, Customer]:
    """Return all customers of an account manager, by their ids."""
    return {str(row["id"]): customer_of(row) for row in store.find(CUSTOMER, where={"owner": owner})}


def customer_of(row: Row) -> Customer:
    """Read a customer from its row."""
    party, created_on, ever_active = _described(str(row["body"]))
    return Customer(
        id=str(row["id"]),
        version=int(str(row["version"])),
        number=str(row["number"]),
        state=cast("CustomerState", row["state"]),
        party=party,
        owner=None if row["owner"] is None else str(row["owner"]),
        created_on=created_on,
        ever_active=ever_active,
        updated_at=str(row["updated_at"]),
    )


@lru_cache(maxsize=_MOST_READ)
def _described(body: str) -> tuple[Party, date, bool]:
    """Read what is kept of a customer as text: lists and reports read the same thousands again and again."""
    told = json.loads(body)
    return party_of(told["party"]), date.fromisoformat(told["created_on"]), told["ever_active"]


def _guard(customer: Customer) -> str:
    return "was_active" if customer.ever_active else "never_active"


def _row(customer: Customer) -> Row:
    body: dict[str, Json] = {
        "party": customer.party.to_json(),
        "created_on": customer.created_on.isoformat(),
        "ever_active": customer.ever_active,
    }
    return {
        "id": customer.id, "state": customer.state, "number": customer.number, "name": customer.party.name,
        "name_key": sort_key(customer.party.name), "city": customer.party.city, "owner": customer.owner,
        "updated_at": customer.updated_at, "body": canonical_json(body),
    }  # fmt: skip


def _position(after: str | None) -> tuple[str, ...] | None:
    """Read what a page gave as `next`; it comes back through an address bar, so it may be anything."""
    try:
        parts = json.loads(after) if after else None
    except ValueError:
        return None
    if isinstance(parts, list) and len(parts) == 2 and all(isinstance(part, str) for part in parts):  # noqa: PLR2004 - name key and id
        return str(parts[0]), str(parts[1])
    return None
