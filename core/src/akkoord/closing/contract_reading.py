"""Find contracts, their versions and their signatures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from akkoord.access import Missing
from akkoord.closing.contract import (
    BINDING,
    CHANGEABLE,
    Contract,
    ContractState,
    Progress,
    StoredSignature,
    VersionInfo,
)
from akkoord.closing.contract_rows import contract_of, signature_of, version_info
from akkoord.closing.signing import progress_of
from akkoord.closing.version import ContractVersion
from akkoord.dossier import Customer
from akkoord.dossier.customers import customers_by_id, customers_of, owner_of
from akkoord.store import CONTRACT, CONTRACT_VERSION, SIGNATURE, Row, Span, Store, Where
from akkoord.values import Period, days_after


@dataclass(frozen=True, slots=True)
class VersionInForce:
    """A contract version, by its id, and the days of a period in which it holds."""

    version: str
    period: Period


Found = list[tuple[Contract, Customer]]
_AT_ONCE: Final = 500


class ContractReading:
    """The contracts of a store, to look at."""

    def __init__(self, store: Store) -> None:
        """Look in this store."""
        self._store = store

    def get(self, contract_id: str) -> Contract:
        """Return a contract. Raises Missing."""
        row = self._store.get(CONTRACT, contract_id)
        if row is None:
            raise Missing("contract", contract_id)
        return contract_of(row, owner_of(self._store, str(row["customer"])))

    def by_number(self, number: str) -> Contract | None:
        """Return the contract with this number, or None."""
        rows = self._store.find(CONTRACT, where={"number": number.strip()})
        return contract_of(rows[0], owner_of(self._store, str(rows[0]["customer"]))) if rows else None

    def of(self, customer_id: str) -> list[Contract]:
        """Return the contracts of a customer, the last made first; their amendments are `amendments`."""
        rows = self._store.find(CONTRACT, where={"customer": customer_id, "amends": None})
        owner = owner_of(self._store, customer_id) if rows else None
        contracts = [contract_of(row, owner) for row in rows]
        return sorted(contracts, key=lambda one: (one.made_on, one.number), reverse=True)

    def amendments(self, contract: Contract) -> list[Contract]:
        """Return the amendments of a contract, by the day on which they take effect, drafts included."""
        rows = self._store.find(CONTRACT, where={"amends": contract.id}, order=("commencement",))
        return [contract_of(row, contract.owner) for row in rows]

    def versions_in_force(self, contract: Contract, period: Period) -> list[VersionInForce]:
        """Tell which version of a signed contract holds when in a period: each settles its own part."""
        applied = [one for one in self.amendments(contract) if one.state == "amended" and one.commencement is not None]
        ids = [applied[0].base if applied else contract.current, *(one.current for one in applied)]
        firsts = [contract.commencement or period.first, *(one.commencement or period.first for one in applied)]
        lasts = [*(days_after(first, -1) for first in firsts[1:]), contract.ends_on or period.last]
        held = zip(ids, firsts, lasts, strict=True)
        return [
            VersionInForce(version, Period(max(first, period.first), min(last, period.last)))
            for version, first, last in held
            if version is not None and max(first, period.first) <= min(last, period.last)
        ]

    def unsigned(self, *, owner: str | None = None, limit: int = 10) -> Found:
        """Return the contracts that are not in force yet, with their customers, the last changed first."""
        rows = self._store.find(CONTRACT, where={"state": tuple(sorted(CHANGEABLE))}, order=("-updated_at",))
        return self._of_owner(rows, owner)[:limit]

    def all(self, *, states: Iterable[ContractState] | None = None, owner: str | None = None) -> Found:
        """Return contracts with their customers, by number, in these states or in any; amendments apart."""
        where: Where = {} if states is None else {"state": tuple(sorted(states))}
        if owner is None:
            return self._of_owner(self._store.find(CONTRACT, where=where, order=("number",)), None)
        customers = customers_of(self._store, owner)
        rows = [
            row
            for some in _portions(customers)
            for row in self._store.find(CONTRACT, where={**where, "customer": some})
        ]
        ordered = sorted(rows, key=lambda row: str(row["number"]))
        return [(contract_of(row, owner), customers[str(row["customer"])]) for row in ordered]

    def deadlines(self, first: date, last: date, *, owner: str | None = None, limit: int = 20) -> Found:
        """Return binding contracts with their last day for notice, or their end, in these days; the first first."""
        days = Span(first.isoformat(), last.isoformat())
        notice = self._store.find(CONTRACT, where={"state": BINDING, "notice_by": days})
        ending = self._store.find(CONTRACT, where={"state": BINDING, "ends_on": days})
        rows = {str(row["id"]): row for row in (*notice, *ending)}
        found = self._of_owner(rows.values(), owner)
        return sorted(found, key=lambda pair: (pair[0].next_date(first) or last, pair[0].number))[:limit]

    def binding(self, ids: Iterable[str], *, owner: str | None = None) -> Found:
        """Return those of these contracts, by id, that are in force, with their customers."""
        found = [row for some in _portions(ids) for row in self._store.find(CONTRACT, where={"id": some})]
        return self._of_owner([row for row in found if row["state"] in BINDING], owner)

    def waiting_for_approval(self, *, limit: int = 20) -> Found:
        """Return the contracts that a manager must approve before they are signed."""
        return [pair for pair in self.unsigned(limit=limit * 10) if pair[0].unapproved][:limit]

    def version(self, contract: Contract) -> ContractVersion | None:
        """Return the frozen version that is, or was, to be signed; None for a draft."""
        return None if contract.current is None else read_version(self._store, contract.current)

    def versions(self, contract: Contract) -> list[VersionInfo]:
        """Return all frozen versions, the first first."""
        rows = self._store.find(CONTRACT_VERSION, where={"contract": contract.id}, order=("revision",))
        return [version_info(row) for row in rows]

    def signatures(self, contract: Contract) -> list[StoredSignature]:
        """Return all signatures, void ones included, the first first."""
        rows = self._store.find(SIGNATURE, where={"contract": contract.id}, order=("at",))
        return [signature_of(row) for row in rows]

    def progress(self, contract: Contract) -> Progress:
        """Tell how far signing of the current version is."""
        rows = self._store.find(SIGNATURE, where={"contract_version": contract.current}) if contract.current else []
        return progress_of(self.version(contract), tuple(signature_of(row) for row in rows))

    def _of_owner(self, rows: Iterable[Row], owner: str | None) -> Found:
        rows = list(rows)
        customers = customers_by_id(self._store, {str(row["customer"]) for row in rows})
        both = [(row, customers[str(row["customer"])]) for row in rows]
        return [
            (contract_of(row, customer.owner), customer)
            for row, customer in both
            if owner is None or customer.owner == owner
        ]


def _portions(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    wanted = sorted(ids)
    for first in range(0, len(wanted), _AT_ONCE):
        yield tuple(wanted[first : first + _AT_ONCE])


def read_version(store: Store, version_id: str) -> ContractVersion:
    """Read a frozen version. Raises Missing, or InvalidVersion when it is not what was written."""
    row = store.get(CONTRACT_VERSION, version_id)
    if row is None:
        raise Missing("contract_version", version_id)
    return ContractVersion.read(str(row["body"]).encode())
