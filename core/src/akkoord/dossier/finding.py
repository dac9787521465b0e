"""Keep customers, contracts and what is said about them findable: the search index follows every change."""

import html
import json
import re
from collections.abc import Callable
from typing import Final

from akkoord.dossier.party import Party
from akkoord.store import (
    CONTRACT,
    CONTRACT_VERSION,
    CUSTOMER,
    CUSTOMER_FILE,
    NOTE,
    SIDE_AGREEMENT,
    Row,
    SearchEntry,
    Store,
    Table,
)

_TAG: Final = re.compile(r"<[^>]*>")
_SIGNED: Final = frozenset({"in_force", "amended", "expiring", "expired", "terminated", "superseded"})


def index_customer(store: Store, row: Row, party: Party) -> None:
    """Make a customer findable as it is now, and all that is with it; part of the write that changed it."""
    store.index(_customer_entry(row, party))
    for table, index in _INDEXES:
        for thing in store.find(table, where={"customer": row["id"]}):
            index(store, thing)


def index_contract(store: Store, contract: Row) -> None:
    """Make a contract findable by its number and its customer's name, and once signed by every word of its text."""
    customer = store.get(CUSTOMER, str(contract["customer"]))
    if customer is None:
        return
    store.index(_contract_entry(contract, customer))
    if contract["state"] in _SIGNED and contract["current"] is not None:
        words = contract_text(store, str(contract["current"]))
        store.index(_entry("contract_text", contract, customer, str(contract["number"]), words))


def index_agreement(store: Store, agreement: Row) -> None:
    """Make an agreement findable by its words."""
    _index(store, "agreement", agreement, str(json.loads(str(agreement["body"]))["text"]))


def index_note(store: Store, note: Row) -> None:
    """Make a note findable by its words; one that was dropped is not."""
    _index_kept(store, "note", note, str(json.loads(str(note["body"]))["text"]))


def index_file(store: Store, file: Row) -> None:
    """Make a file findable by its name."""
    _index_kept(store, "file", file, str(json.loads(str(file["body"]))["name"]))


def contract_text(store: Store, version_id: str) -> str:
    """Return the plain text of a contract version, a paragraph a line."""
    version = store.get(CONTRACT_VERSION, version_id)
    parts = json.loads(str(version["body"]))["parts"] if version is not None else []
    return "\n".join(html.unescape(_TAG.sub(" ", part["html"])) for part in parts)


def _index_kept(store: Store, kind: str, thing: Row, words: str) -> None:
    if thing["state"] == "kept":
        _index(store, kind, thing, words)
    else:
        store.unindex(kind, str(thing["id"]))


def _index(store: Store, kind: str, thing: Row, words: str) -> None:
    customer = store.get(CUSTOMER, str(thing["customer"]))
    if customer is not None:
        store.index(_entry(kind, thing, customer, str(customer["name"]), words))


def _entry(kind: str, thing: Row, customer: Row, title: str, words: str) -> SearchEntry:
    return SearchEntry(
        kind=kind,
        id=str(thing["id"]),
        title=title,
        words=words,
        owner=_owner(customer),
        customer=str(customer["id"]),
    )


def _customer_entry(row: Row, party: Party) -> SearchEntry:
    unseen = (party.kvk, party.vat_id, party.phone, party.email, party.address, party.postcode)
    return SearchEntry(
        kind="customer",
        id=str(row["id"]),
        title=party.name,
        detail=" · ".join(text for text in (str(row["number"]), party.city) if text),
        words=" ".join([*(text for text in unseen if text), *(person.name for person in party.signatories)]),
        owner=_owner(row),
        customer=str(row["id"]),
        tags=(str(row["state"]),),
    )


def _contract_entry(contract: Row, customer: Row) -> SearchEntry:
    return SearchEntry(
        kind="contract",
        id=str(contract["id"]),
        title=str(contract["number"]),
        detail=str(customer["name"]),
        owner=_owner(customer),
        customer=str(customer["id"]),
        tags=(str(contract["state"]),),
    )


def _owner(customer: Row) -> str | None:
    return None if customer["owner"] is None else str(customer["owner"])


_INDEXES: Final[tuple[tuple[Table, Callable[[Store, Row], None]], ...]] = (
    (CONTRACT, index_contract),
    (SIDE_AGREEMENT, index_agreement),
    (NOTE, index_note),
    (CUSTOMER_FILE, index_file),
)
