"""Read from the store what settling needs of contracts: one, or many at once."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from akkoord.closing.contract import Contract
from akkoord.executing.agreement import Agreement
from akkoord.executing.amended import HeldUntil
from akkoord.executing.frozen import rules_of
from akkoord.store import CONTRACT, CONTRACT_VERSION, Row, Span, Store, Where
from akkoord.values import days_after

__all__ = ["SETTLED_STATES", "agreement_of", "agreements", "agreements_of"]

SETTLED_STATES: Final = ("amended", "expired", "expiring", "in_force", "superseded", "terminated")
"""Contracts that are, or were, in force: what they agreed over that time is settled."""
AT_ONCE: Final = 200


def agreement_of(store: Store, contract: Contract) -> Agreement | None:
    """Give what settling needs of a contract; None when it never came into force or carries no rules."""
    if contract.state not in SETTLED_STATES or contract.current is None or contract.commencement is None:
        return None
    if contract.amends is not None:
        return None
    row = store.get(CONTRACT_VERSION, contract.current)
    found = None if row is None else _version(row)
    if not found or not found["rules"]:
        return None
    agreed = _agreement(contract.id, contract.number, contract.customer, contract.commencement, contract.ends_on, found)
    return replace(agreed, earlier=_earlier(store, [contract.id]).get(contract.id, ()))


def agreements(store: Store, until: date) -> Iterator[Agreement]:
    """Give every contract with rules that began by a day, some hundreds at a time, in the order of their numbers."""
    where: Where = {"state": SETTLED_STATES, "amends": None, "commencement": Span(last=until.isoformat())}
    rows = store.find(CONTRACT, where=where, order=("number",))
    for first in range(0, len(rows), AT_ONCE):
        yield from _some(store, rows[first : first + AT_ONCE])


def agreements_of(store: Store, contracts: Iterable[Contract]) -> Iterator[Agreement]:
    """Give what settling needs of these contracts, some hundreds at a time; those without rules are left out."""
    ids = [one.id for one in contracts if one.amends is None and one.commencement is not None]
    for first in range(0, len(ids), AT_ONCE):
        where: Where = {"id": tuple(ids[first : first + AT_ONCE]), "state": SETTLED_STATES}
        yield from _some(store, store.find(CONTRACT, where=where, order=("number",)))


def _some(store: Store, rows: list[Row]) -> Iterator[Agreement]:
    ids = tuple(str(row["current"]) for row in rows if row["current"] is not None)
    versions = {str(row["id"]): _version(row) for row in store.find(CONTRACT_VERSION, where={"id": ids})}
    earlier = _earlier(store, [str(row["id"]) for row in rows])
    for row in rows:
        version = versions.get(str(row["current"]))
        if version and version["rules"]:
            ends = row["ends_on"]
            agreed = _agreement(
                str(row["id"]),
                str(row["number"]),
                str(row["customer"]),
                date.fromisoformat(str(row["commencement"])),
                None if ends is None else date.fromisoformat(str(ends)),
                version,
            )
            yield replace(agreed, earlier=earlier.get(agreed.contract, ()))


def _earlier(store: Store, contracts: list[str]) -> dict[str, tuple[HeldUntil, ...]]:
    """Read the versions that amendments took the place of, by contract, each with the last day on which it held."""
    rows = store.find(CONTRACT, where={"amends": tuple(contracts), "state": "amended"}, order=("commencement",))
    found: dict[str, tuple[HeldUntil, ...]] = {}
    for row in rows:
        base = store.get(CONTRACT_VERSION, str(json.loads(str(row["body"]))["base"]))
        if base is not None and row["commencement"] is not None:
            rules = _version(base)["rules"]
            last = days_after(date.fromisoformat(str(row["commencement"])), -1)
            held = HeldUntil(last, rules_of(rules if isinstance(rules, Iterable) else ()))
            found[str(row["amends"])] = (*found.get(str(row["amends"]), ()), held)
    return found


def _version(row: Row) -> dict[str, object]:
    """Take from a frozen version what settling needs: its rules, and what its articles are called."""
    data = json.loads(str(row["body"]))
    # A version from before clauses carried rules in full has nothing to settle by.
    rules = [rule for rule in data.get("rules", ()) if "line" in rule]
    return {"id": str(row["id"]), "rules": rules, "labels": {part["id"]: part["label"] for part in data["parts"]}}


def _agreement(
    contract: str, number: str, customer: str, first: date, last: date | None, version: Mapping[str, object]
) -> Agreement:
    labels, rules = version["labels"], version["rules"]
    return Agreement(
        contract=contract,
        number=number,
        customer=customer,
        commencement=first,
        ends_on=last,
        rules=rules_of(rules if isinstance(rules, Iterable) else ()),
        version=str(version["id"]),
        clauses={str(k): str(v) for k, v in labels.items() if v is not None} if isinstance(labels, dict) else {},
    )
