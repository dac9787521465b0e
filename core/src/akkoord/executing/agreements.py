"""Read from the store what settling needs of contracts: one, or many at once."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final

from akkoord.closing.contract import Contract
from akkoord.executing.agreement import Agreement
from akkoord.executing.amended import HeldUntil
from akkoord.executing.frozen import ContractRule
from akkoord.store import CONTRACT, RulesRow, Store
from akkoord.values import days_after

__all__ = ["SETTLED_STATES", "agreement_of", "agreements", "agreements_of"]

SETTLED_STATES: Final = ("amended", "expired", "expiring", "in_force", "superseded", "terminated")
"""Contracts that are, or were, in force: what they agreed over that time is settled."""
AT_ONCE: Final = 500


def agreement_of(store: Store, contract: Contract) -> Agreement | None:
    """Give what settling needs of a contract; None when it never came into force or carries no rules."""
    if contract.state not in SETTLED_STATES or contract.current is None or contract.commencement is None:
        return None
    if contract.amends is not None:
        return None
    rules = store.rules_of([contract.current]).get(contract.current)
    return None if rules is None else _of(contract, contract.commencement, rules, _earlier(store, [contract.id]))


def agreements(store: Store, until: date) -> Iterator[Agreement]:
    """Give every contract with rules that began by a day, in the order of their numbers."""
    rows = iter(store.rules_in_force(SETTLED_STATES, until.isoformat()))
    while some := list(islice(rows, AT_ONCE)):
        earlier = _earlier(store, [row.contract for row in some])
        for row in some:
            yield _agreement(row, earlier)


def agreements_of(store: Store, contracts: Iterable[Contract]) -> Iterator[Agreement]:
    """Give what settling needs of these contracts, some hundreds at a time; those without rules are left out."""
    wanted = (one for one in contracts if one.amends is None and one.state in SETTLED_STATES and one.current)
    while some := list(islice(wanted, AT_ONCE)):
        rules = store.rules_of([one.current for one in some if one.current])
        earlier = _earlier(store, [one.id for one in some])
        for one in some:
            if one.current is not None and one.current in rules and one.commencement is not None:
                yield _of(one, one.commencement, rules[one.current], earlier)


def _of(
    contract: Contract, commencement: date, rules: tuple[str, ...], earlier: Mapping[str, tuple[HeldUntil, ...]]
) -> Agreement:
    return Agreement(
        contract=contract.id,
        number=contract.number,
        customer=contract.customer,
        commencement=commencement,
        ends_on=contract.ends_on,
        rules=_rules(rules),
        version=contract.current or "",
        earlier=earlier.get(contract.id, ()),
    )


def _agreement(row: RulesRow, earlier: Mapping[str, tuple[HeldUntil, ...]]) -> Agreement:
    return Agreement(
        contract=row.contract,
        number=row.number,
        customer=row.customer,
        commencement=_day(row.commencement),
        ends_on=None if row.ends_on is None else _day(row.ends_on),
        rules=_rules(row.rules),
        version=row.version,
        earlier=earlier.get(row.contract, ()),
    )


def _earlier(store: Store, contracts: Sequence[str]) -> dict[str, tuple[HeldUntil, ...]]:
    """Read the versions that amendments took the place of, by contract, each with the last day on which it held."""
    rows = store.find(CONTRACT, where={"amends": tuple(contracts), "state": "amended"}, order=("commencement",))
    bases = {str(row["id"]): str(json.loads(str(row["body"]))["base"]) for row in rows}
    rules = store.rules_of(list(bases.values())) if bases else {}
    found: dict[str, tuple[HeldUntil, ...]] = {}
    for row in rows:
        if row["commencement"] is not None:
            last = days_after(date.fromisoformat(str(row["commencement"])), -1)
            held = HeldUntil(last, _rules(rules.get(bases[str(row["id"])], ())))
            found[str(row["amends"])] = (*found.get(str(row["amends"]), ()), held)
    return found


@lru_cache(maxsize=20_000)
def _rules(bodies: tuple[str, ...]) -> tuple[ContractRule, ...]:
    """Read the rules of a version: whenever it is read again they are the same."""
    return tuple(map(_rule, bodies))


@lru_cache(maxsize=20_000)
def _rule(body: str) -> ContractRule:
    """Read a rule; many contracts agree the very same."""
    return ContractRule.of(json.loads(body))


_day = lru_cache(maxsize=10_000)(date.fromisoformat)
