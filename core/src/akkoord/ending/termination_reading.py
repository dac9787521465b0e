"""Find terminations: of a customer, of a contract, those that wait, and when whose contract ends."""

from collections.abc import Iterable, Mapping
from datetime import date

from akkoord.access import Missing
from akkoord.dossier import Customer
from akkoord.dossier.customers import customers_by_id, owner_of
from akkoord.ending.termination import DRAFT, KEPT, OPEN, Draft, Termination, draft_of, termination_of
from akkoord.store import TERMINATION, Span, Store, Where
from akkoord.values import days_after

__all__ = ["TerminationReading"]


class TerminationReading:
    """The terminations of a store, to look at."""

    def __init__(self, store: Store) -> None:
        """Look in this store."""
        self._store = store

    def get(self, termination_id: str) -> Termination:
        """Return a termination. Raises Missing."""
        row = self._store.get(TERMINATION, termination_id)
        if row is None or row["state"] == DRAFT:
            raise Missing("termination", termination_id)
        return termination_of(row, owner_of(self._store, str(row["customer"])))

    def of(self, customer_id: str) -> list[Termination]:
        """Return the terminations of a customer, withdrawn ones included, the last day last first."""
        where: Where = {"customer": customer_id, "state": KEPT}
        rows = self._store.find(TERMINATION, where=where, order=("-effective",))
        owner = owner_of(self._store, customer_id) if rows else None
        return [termination_of(row, owner) for row in rows]

    def draft_for(self, customer_id: str, contract_id: str | None) -> Draft | None:
        """Return what is being typed about the end of a contract, or of a customer without one; None for nothing."""
        where: Where = {"customer": customer_id, "contract": contract_id, "state": DRAFT}
        rows = self._store.find(TERMINATION, where=where, limit=1)
        return draft_of(rows[0], owner_of(self._store, customer_id)) if rows else None

    def of_contract(self, contract_id: str) -> Termination | None:
        """Return the termination that is to end a contract, or ended it; None without one."""
        where: Where = {"contract": contract_id, "state": (*OPEN, "effective")}
        rows = self._store.find(TERMINATION, where=where, order=("-updated_at",))
        return termination_of(rows[0], owner_of(self._store, str(rows[0]["customer"]))) if rows else None

    def open_of(self, customer_id: str) -> list[Termination]:
        """Return the terminations of a customer that are still to happen, the first day first."""
        return [one for one in reversed(self.of(customer_id)) if one.is_open]

    def waiting(self, *, limit: int = 50) -> list[tuple[Termination, Customer]]:
        """Return what a second person must approve, with the customers, the first last day first."""
        rows = self._store.find(TERMINATION, where={"state": "waiting"}, order=("effective",), limit=limit)
        customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
        both = [(row, customers[str(row["customer"])]) for row in rows]
        return [(termination_of(row, customer.owner), customer) for row, customer in both]

    def ending(self, first: date, last: date, *, owner: str | None = None) -> list[tuple[Termination, Customer]]:
        """Return what ended, or is to end, on these days, with the customers, the first day first."""
        where: Where = {"state": (*OPEN, "effective"), "effective": Span(first.isoformat(), last.isoformat())}
        rows = self._store.find(TERMINATION, where=where, order=("effective",))
        customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
        both = [(row, customers[str(row["customer"])]) for row in rows]
        return [(termination_of(row, who.owner), who) for row, who in both if owner is None or who.owner == owner]

    def ends_on(self, customers: Iterable[str]) -> Mapping[str, date]:
        """Tell of these customers, by id, on which day a contract of theirs ends by an act that is planned."""
        wanted = tuple(sorted(set(customers)))
        where: Where = {"customer": wanted, "state": OPEN}
        rows = self._store.find(TERMINATION, where=where, order=("-effective",)) if wanted else []
        return {str(row["customer"]): date.fromisoformat(str(row["effective"])) for row in rows}

    def planned(self) -> Mapping[str, date]:
        """Give the contracts, by id, whose end is planned and approved where it must be, with their last day."""
        rows = self._store.find(TERMINATION, where={"state": "planned"})
        return {str(row["contract"]): date.fromisoformat(str(row["effective"])) for row in rows if row["contract"]}

    def holding(self, day: date) -> frozenset[str]:
        """Give the contracts, by id, that were to end before a day and still do: they do not go on by themselves."""
        where: Where = {"state": OPEN, "effective": Span(last=days_after(day, -1).isoformat())}
        rows = self._store.find(TERMINATION, where=where)
        return frozenset(str(row["contract"]) for row in rows if row["contract"] is not None)
