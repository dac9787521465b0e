"""Find the statements of contracts and customers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from akkoord.access import Missing
from akkoord.dossier import Customer
from akkoord.dossier.customers import customers_by_id, customers_of, owner_of
from akkoord.executing.frozen import Settled
from akkoord.executing.kept import KeptStatement, StatementState, statement_of
from akkoord.executing.position import Position
from akkoord.store import CONTRACT, STATEMENT, Span, Store, Where

__all__ = ["StatementReading"]

_AT_ONCE: Final = 5_000
ChainKey = tuple[str, str, date]


class StatementReading:
    """The statements of a store, to look at."""

    def __init__(self, store: Store) -> None:
        """Look in this store."""
        self._store = store

    def get(self, statement_id: str) -> KeptStatement:
        """Return a statement. Raises Missing."""
        row = self._store.get(STATEMENT, statement_id)
        if row is None:
            raise Missing("statement", statement_id)
        return statement_of(row, owner_of(self._store, str(row["customer"])))

    def some(self, ids: Iterable[str]) -> Mapping[str, KeptStatement]:
        """Return statements by their id; ids that are not there are left out."""
        wanted = tuple(ids)
        rows = self._store.find(STATEMENT, where={"id": wanted}) if wanted else []
        return {str(row["id"]): statement_of(row, None) for row in rows}

    def by_number(self, number: str) -> KeptStatement | None:
        """Return the statement that was posted under this number, or None."""
        rows = self._store.find(STATEMENT, where={"number": number.strip()})
        return statement_of(rows[0], owner_of(self._store, str(rows[0]["customer"]))) if rows else None

    def of(self, customer_id: str) -> list[KeptStatement]:
        """Return the statements of a customer, the last period first."""
        return self._where({"customer": customer_id})

    def of_contract(self, contract_id: str) -> list[KeptStatement]:
        """Return the statements of a contract, the last period first."""
        return self._where({"contract": contract_id})

    def chain(self, contract_id: str, settled: Settled, first: date, owner: str | None = None) -> list[KeptStatement]:
        """Return the statements over one period of a contract: the first, and the corrections in their order."""
        where: Where = {"contract": contract_id, "settled": settled, "first": first.isoformat()}
        rows = self._store.find(STATEMENT, where=where, order=("sequence",))
        return [statement_of(row, owner) for row in rows]

    def booked(self, contract_id: str, settled: Settled, first: date) -> Position:
        """Return what the posted statements over one period came to in the end."""
        posted = [each for each in self.chain(contract_id, settled, first) if each.is_booked]
        return posted[-1].full if posted else Position()

    def waiting(
        self, state: StatementState, *, owner: str | None = None, limit: int = 50
    ) -> list[tuple[KeptStatement, Customer]]:
        """Return the statements in a state with their customers, the longest ago first."""
        where: dict[str, str | tuple[str, ...]] = {"state": state}
        if owner is not None:
            where["customer"] = tuple(customers_of(self._store, owner))
        rows = self._store.find(STATEMENT, where=where, order=("last",), limit=limit) if all(where.values()) else []
        customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
        both = [(row, customers[str(row["customer"])]) for row in rows]
        return [(statement_of(row, customer.owner), customer) for row, customer in both]

    def posted(self, first: date, last: date) -> list[KeptStatement]:
        """Return the booked statements over periods that end in these days, by number: what a ledger takes over."""
        where: Where = {"state": ("posted", "corrected"), "last": Span(first.isoformat(), last.isoformat())}
        return sorted(self._where(where), key=lambda each: each.number or "")

    def numbers_of(self, statements: Iterable[KeptStatement]) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return the numbers of the contracts of these statements, and those of their customers, by id."""
        found = list(statements)
        contracts = {each.contract: "" for each in found}
        wanted = list(contracts)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows = self._store.find(CONTRACT, where={"id": tuple(some)}, columns=("id", "number"))
            contracts |= {str(row["id"]): str(row["number"]) for row in rows}
        customers = customers_by_id(self._store, (each.customer for each in found))
        return contracts, {name: customer.number for name, customer in customers.items()}

    def ending(self, first: date, last: date, *, owner: str | None = None) -> list[tuple[KeptStatement, Customer]]:
        """Return the statements over periods that end in these days, in any state, with their customers."""
        rows = self._store.find(STATEMENT, where={"last": Span(first.isoformat(), last.isoformat())}, order=("last",))
        customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
        both = [(row, customers[str(row["customer"])]) for row in rows]
        return [(statement_of(row, who.owner), who) for row, who in both if owner is None or who.owner == owner]

    def chains(
        self, contracts: Iterable[str], firsts: Iterable[date] | None = None
    ) -> Mapping[ChainKey, list[KeptStatement]]:
        """Return the statements of many contracts by contract, way of settling and first day.

        With `firsts` only those over periods that begin on these days.
        """
        where: dict[str, tuple[str, ...]] = {"contract": tuple(contracts)}
        if firsts is not None:
            where["first"] = tuple(day.isoformat() for day in firsts)
        found: dict[ChainKey, list[KeptStatement]] = {}
        for row in self._store.find(STATEMENT, where=where, order=("sequence",)) if all(where.values()) else ():
            key = (str(row["contract"]), str(row["settled"]), date.fromisoformat(str(row["first"])))
            found.setdefault(key, []).append(statement_of(row, None))
        return found

    def ended(self, contracts: Iterable[str]) -> Mapping[str, date]:
        """Return the last days of those of these contracts that have an end statement, as it is now."""
        wanted = tuple(contracts)
        rows = (
            self._store.find(STATEMENT, where={"contract": wanted, "settled": "end"}, order=("sequence",))
            if wanted
            else []
        )
        by_chain = {(str(row["contract"]), str(row["first"])): date.fromisoformat(str(row["last"])) for row in rows}
        found: dict[str, date] = {}
        for (contract, _), last in by_chain.items():
            found[contract] = min(last, found.get(contract, date.max))
        return found

    def _where(self, where: Where) -> list[KeptStatement]:
        rows = self._store.find(STATEMENT, where=where, order=("-last", "-sequence"))
        owners = {customer: owner_of(self._store, customer) for customer in {str(row["customer"]) for row in rows}}
        return [statement_of(row, owners[str(row["customer"])]) for row in rows]
