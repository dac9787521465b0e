"""What statements book, of very many at once: sums by direction and by kind of rule, read once for each version."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from akkoord.dossier import Customer
from akkoord.dossier.customers import customers_by_id, customers_of
from akkoord.executing.bulk import in_bulk
from akkoord.executing.frozen import Settled
from akkoord.executing.kept import BOOKED, KeptStatement, StatementState, statement_of
from akkoord.executing.line import OPPOSITE, Direction
from akkoord.executing.position import GroupKey
from akkoord.store import STATEMENT, Row, Span, Store, Where
from akkoord.values import Money, Period

__all__ = ["Booked", "BookedSums", "added_up"]

AT_ONCE: Final = 500
MOST_REMEMBERED: Final = 200_000
_COLUMNS: Final = ("id", "version", "customer", "last")


ByKind = Mapping[tuple[str, Direction], int]
"""Cents before VAT. What a group of lines comes to below zero goes the other way, as in the totals of the statement."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A statement with what it books, before VAT: by kind of rule, and what goes `to` the customer and comes `back`."""

    id: str
    state: StatementState
    contract: str
    settled: Settled
    period: Period
    number: str | None
    by_kind: ByKind
    to: Money
    back: Money

    @property
    def is_booked(self) -> bool:
        """Tell whether it was posted."""
        return self.state in BOOKED


class BookedSums:
    """Reads sums of statements; what a statement says at one version never changes, so that is remembered."""

    def __init__(self, store: Store) -> None:
        """Look in this store."""
        self._store = store
        self._known: dict[str, tuple[int, Booked]] = {}

    def ending(self, first: date, last: date, *, owner: str | None = None) -> list[tuple[Booked, Customer]]:
        """Return the statements over periods that end in these days, in any state, with their customers."""
        where: Where = {"last": Span(first.isoformat(), last.isoformat())}
        rows = self._store.find(STATEMENT, where=where, order=("last",), columns=_COLUMNS)
        if owner is None:
            customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
        else:
            customers = customers_of(self._store, owner)
            rows = [row for row in rows if row["customer"] in customers]
        with in_bulk():
            self._learn([row for row in rows if self._known.get(str(row["id"]), (0,))[0] != row["version"]])
        return [(self._known[str(row["id"])][1], customers[str(row["customer"])]) for row in rows]

    def _learn(self, rows: Sequence[Row]) -> None:
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        ids = [str(row["id"]) for row in rows]
        for start in range(0, len(ids), AT_ONCE):
            for row in self._store.find(STATEMENT, where={"id": tuple(ids[start : start + AT_ONCE])}):
                self._known[str(row["id"])] = int(str(row["version"])), _booked(statement_of(row, None))


def _sums(statement: KeptStatement) -> ByKind:
    """Add up by kind, so that each direction comes to what the totals of the statement say."""
    due = statement.due
    turned = {key for key, both in due.groups.items() if both < (0, 0)}
    kinds = {line.id: line.kind for line in statement.lines}
    sums: Counter[tuple[str, Direction]] = Counter()
    for key, cents in due.lines.items():
        kind = kinds.get(key.line, key.line)
        if GroupKey(key.direction, key.vat) in turned:
            sums[kind, OPPOSITE[key.direction]] -= cents
        else:
            sums[kind, key.direction] += cents
    return dict(sums)


def _booked(statement: KeptStatement) -> Booked:
    by_kind = _sums(statement)
    to, back = (
        Money.of_minor(sum(cents for (_, way), cents in by_kind.items() if way == wanted))
        for wanted in ("payable", "receivable")
    )
    return Booked(
        statement.id, statement.state, statement.contract, statement.settled, statement.period, statement.number,
        by_kind, to, back,
    )  # fmt: skip


def added_up(found: Iterable[Booked]) -> Counter[tuple[str, Direction]]:
    """Add up what statements book, by kind of rule and direction, in cents."""
    sums: Counter[tuple[str, Direction]] = Counter()
    for each in found:
        for key, cents in each.by_kind.items():
            sums[key] += cents
    return sums
