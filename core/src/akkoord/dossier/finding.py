"""Keep customers and contracts findable: their entries in the search index follow every change."""

from akkoord.dossier.party import Party
from akkoord.store import CONTRACT, CUSTOMER, Row, SearchEntry, Store


def index_customer(store: Store, row: Row, party: Party) -> None:
    """Make a customer findable as it is now, and its contracts with it; part of the write that changed it."""
    store.index(_customer_entry(row, party))
    for contract in store.find(CONTRACT, where={"customer": row["id"]}):
        store.index(_contract_entry(contract, row))


def index_contract(store: Store, contract: Row) -> None:
    """Make a contract findable by its number and its customer's name."""
    customer = store.get(CUSTOMER, str(contract["customer"]))
    if customer is not None:
        store.index(_contract_entry(contract, customer))


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
