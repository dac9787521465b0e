"""Keep what customers took, and give it to the rules: events of many contracts or customers at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from akkoord.executing.counted import Events
from akkoord.executing.errors import InvalidSale
from akkoord.executing.sums import Sum, Sums
from akkoord.executing.units import grains, quantity_of
from akkoord.language import Message
from akkoord.store import (
    SALE_LINE,
    Loaded,
    Row,
    SaleRow,
    SalesSum,
    Span,
    Store,
    StretchSum,
    text,
    whole,
)
from akkoord.values import days_after, month_end
from akkoord.values.exact import EXACT

SaleKind = Literal["delivery", "reading", "lift", "weighing"]
KINDS: Final = ("delivery", "reading", "lift", "weighing")

_CENTS: Final = Decimal(100)
_LENGTH_OF_A_DAY: Final = len("2026-01-01")
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One line of a customer's sales: what was delivered, read, lifted or weighed. Returns are negative.

    `id` is the client's own and never changes; `customer` and `contract` are ids of the dossier (no contract: it
    counts for every contract of the customer). `quantity` is in `unit`, `turnover` net in euros. Of two versions of
    a line the one with the higher `revision` holds; with the same, the one that came last. An order is known by
    its day or, as a datetime, by its moment.
    """

    id: str
    customer: str
    day: date
    group: str
    quantity: Decimal
    unit: str
    turnover: Decimal = Decimal(0)
    paid_on: date | None = None
    product: str = ""
    packages: int | None = None
    contract: str = ""
    kind: SaleKind = "delivery"
    revision: int = 0
    ordered_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a line without an id, customer, group or unit, and of an unknown kind."""
        for name in ("id", "customer", "group", "unit"):
            if not getattr(self, name):
                raise InvalidSale(Message("A sales line needs {name}.", {"name": name}))
        if self.kind not in KINDS:
            raise InvalidSale(
                Message("{kind!r} is no kind of sale; known are {known}.", {"kind": self.kind, "known": KINDS})
            )

    def row(self) -> SaleRow:
        """Give the line as it is kept. Raises InvalidSale when it has more decimals than are kept."""
        return SaleRow(
            self.id,
            self.kind,
            self.customer,
            self.contract,
            self.product,
            self.group,
            self.unit,
            self.day.isoformat(),
            self.paid_on.isoformat() if self.paid_on else "",
            self.packages,
            grains(self.quantity, self.unit),
            cents(self.turnover),
            self.revision,
            self.ordered_on.isoformat() if self.ordered_on else "",
        )


def cents(turnover: Decimal) -> int:
    """Give an amount in whole cents. Raises InvalidSale when it has more decimals."""
    exact = EXACT.multiply(turnover, _CENTS)
    if exact != int(exact):
        raise InvalidSale(Message("{amount} is no amount in euros and cents.", {"amount": turnover}))
    return int(exact)


class Sales:
    """The sales lines of a store."""

    def __init__(self, store: Store) -> None:
        """Work with this store."""
        self._store = store

    def load(self, lines: Iterable[SaleLine], *, run: str, at: datetime) -> Loaded:
        """Keep lines, new or known, in one transaction; the same lines again change nothing. Raises InvalidSale."""
        return self._store.load_sales([line.row() for line in lines], run=run, at=at)

    def events_of(
        self,
        contracts: Iterable[str],
        first: date,
        last: date,
        *,
        cuts: Iterable[date] | None = None,
        cutoff: date | None = None,
    ) -> Mapping[str, Events]:
        """Give the events from the first through the last day that count for each of these contracts, by its id.

        Those are the lines of its customer that name this contract or none. Without `cuts` every line is an event:
        exact for any rule. With `cuts`, the first days of all periods that are asked for, months that no period tells
        apart are one event, dated on the last of their days, so that many contracts load quickly; product is then
        empty, and what was paid through `cutoff` (else through the last day) is paid on it.
        """
        wanted = self._store.customers_by_contract(list(dict.fromkeys(contracts)))
        by_key = self._by_key(sorted(set(wanted.values())), _asked(first, last, cuts, cutoff or last))
        return {
            contract: Sums([*by_key.get((customer, ""), ()), *by_key.get((customer, contract), ())])
            for contract, customer in wanted.items()
        }

    def events_of_customers(
        self,
        customers: Iterable[str],
        first: date,
        last: date,
        *,
        cuts: Iterable[date] | None = None,
        cutoff: date | None = None,
    ) -> Mapping[str, Events]:
        """Give all events of each of these customers, by its id; else as `events_of`."""
        wanted = list(dict.fromkeys(customers))
        found: dict[str, list[Sum]] = {customer: [] for customer in wanted}
        for (customer, _), events in self._by_key(wanted, _asked(first, last, cuts, cutoff or last)).items():
            found[customer] += events
        return {customer: Sums(events) for customer, events in found.items()}

    def lines_of(self, customer: str, first: date, last: date, *, limit: int | None = None) -> list[SaleLine]:
        """Give the lines of a customer from the first through the last day, in the order of their days."""
        days = Span(first.isoformat(), last.isoformat())
        rows = self._store.find(SALE_LINE, where={"customer": customer, "day": days}, order=("day",), limit=limit)
        return [line_of(row) for row in rows]

    def _by_key(self, customers: Sequence[str], asked: "_Asked") -> dict[_Key, list[Sum]]:
        found: dict[_Key, list[Sum]] = {}
        with self._store.read():
            for first, last, whole_months in asked.stretches():
                if whole_months:
                    cutoff = asked.cutoff
                    months = f"{first:%Y-%m}", f"{last:%Y-%m}"
                    for each in self._store.sales_over(customers, *months, cutoff.isoformat()):
                        found.setdefault(each[:2], []).append(_over(each, first, last, cutoff))
                else:
                    ask = self._store.sales_by_line if asked.cuts is None else self._store.sales_by_day
                    for one in ask(customers, first.isoformat(), last.isoformat()):
                        found.setdefault(one[:2], []).append(_on_a_day(one))
        return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which days are asked for, and where periods begin (None: anywhere)."""

    first: date
    last: date
    cuts: frozenset[date] | None
    cutoff: date

    def stretches(self) -> list[tuple[date, date, bool]]:
        """Cut the days into stretches that no period cuts: whole months that may be added up, and other days."""
        if self.cuts is None:
            return [(self.first, self.last, False)]
        found: list[tuple[date, date, bool]] = []
        begin = self.first
        while begin <= self.last:
            end = min(month_end(begin), self.last)
            whole = self._is_whole(begin, end)
            if found and found[-1][2] is whole and (begin not in self.cuts or not whole):
                found[-1] = (found[-1][0], end, whole)
            else:
                found.append((begin, end, whole))
            begin = end + timedelta(days=1)
        return found

    def _is_whole(self, begin: date, end: date) -> bool:
        if self.cuts is None or begin.day != 1 or end != month_end(begin):
            return False
        return not any(begin < cut <= end for cut in self.cuts)


def _asked(first: date, last: date, cuts: Iterable[date] | None, cutoff: date) -> _Asked:
    """Cut also behind the cut-off: what came later was not known, so nothing may be added up across it."""
    behind = {days_after(cutoff, 1)} if cutoff < last else set()
    return _Asked(first, last, None if cuts is None else frozenset({*cuts, *behind}), cutoff)


def _over(each: StretchSum, since: date, on: date, cutoff: date) -> Sum:
    customer, contract, group, unit, quantity, turnover, lines, paid_quantity, paid_turnover, paid_lines = each
    return Sum(on, since, group, unit, quantity, turnover, lines, cutoff, paid_quantity, paid_turnover, paid_lines,
               "", contract, customer, "")  # fmt: skip


def _on_a_day(each: SalesSum) -> Sum:
    sums = each.quantity, each.turnover, each.lines
    paid_on, paid = (_day(each.paid_on), sums) if each.paid_on else (None, (0, 0, 0))
    on = _day(each.on)
    return Sum(on, on, each.product_group, each.unit, *sums, paid_on, *paid,
               each.product, each.contract, each.customer, each.id, each.ordered_on)  # fmt: skip


@lru_cache(maxsize=10_000)
def _day(text: str) -> date:
    """Read a day; the same few thousand come again and again."""
    return date.fromisoformat(text)


def line_of(row: Row) -> SaleLine:
    """Read a line as it is kept."""
    paid_on, unit = text(row, "paid_on"), text(row, "unit")
    return SaleLine(
        id=text(row, "id"),
        customer=text(row, "customer"),
        day=date.fromisoformat(text(row, "day")),
        group=text(row, "product_group"),
        quantity=quantity_of(whole(row, "quantity"), unit),
        unit=unit,
        turnover=EXACT.divide(Decimal(whole(row, "turnover")), _CENTS),
        paid_on=date.fromisoformat(paid_on) if paid_on else None,
        product=text(row, "product"),
        packages=None if row["packages"] is None else whole(row, "packages"),
        contract=text(row, "contract"),
        kind=next(kind for kind in KINDS if kind == row["kind"]),
        revision=whole(row, "revision"),
        ordered_on=_ordered(text(row, "ordered_on")),
    )


def _ordered(written: str) -> date | None:
    """Read when something was ordered: a day, or a moment."""
    if not written:
        return None
    return date.fromisoformat(written) if len(written) == _LENGTH_OF_A_DAY else datetime.fromisoformat(written)
