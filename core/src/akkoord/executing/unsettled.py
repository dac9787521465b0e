"""Find what is over and was not settled yet, of many contracts at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from akkoord.closing.contract import Contract
from akkoord.executing.agreements import SETTLED_STATES, agreements_of
from akkoord.executing.frozen import Settled
from akkoord.executing.periods import periods_ending
from akkoord.store import STATEMENT, Row, Store
from akkoord.values import Period, add_months, days_after

__all__ = ["Due", "Unsettled"]

MOST_REMEMBERED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Due:
    """A period of a contract that is over and has no statement."""

    contract: Contract
    settled: Settled
    period: Period


class Unsettled:
    """Knows how contracts settle; a frozen version never changes, so that is remembered by its id."""

    def __init__(self, store: Store) -> None:
        """Look in this store."""
        self._store = store
        self._ways: dict[str, tuple[Settled, ...]] = {}

    def of(self, contracts: Iterable[Contract], on: date, *, back: int = 3) -> list[Due]:
        """Give what ended in the last so many months before a day and has no statement, the first first."""
        window = Period(add_months(on, -back), days_after(on, -1))
        settling = [one for one in contracts if one.state in SETTLED_STATES and one.current and one.amends is None]
        self._learn([one for one in settling if one.current not in self._ways])
        over = [each for contract in settling for each in self._over(contract, window)]
        done, ended = self._settled({each.contract.id for each in over})
        left = [
            each
            for each in over
            if each.contract.id not in ended and (each.contract.id, each.settled, each.period.first) not in done
        ]
        return sorted(left, key=lambda each: (each.period.last, each.contract.number))

    def _learn(self, contracts: Sequence[Contract]) -> None:
        if len(self._ways) > MOST_REMEMBERED:
            self._ways.clear()
        found = {each.contract: each.settled() for each in agreements_of(self._store, contracts)}
        self._ways |= {str(one.current): found.get(one.id, ()) for one in contracts}

    def _over(self, contract: Contract, window: Period) -> Iterator[Due]:
        first = contract.commencement
        for settled in self._ways.get(str(contract.current), ()):
            if settled != "end" and first is not None:
                for period in periods_ending(settled, first, contract.ends_on, window):
                    yield Due(contract, settled, period)

    def _settled(self, contracts: set[str]) -> tuple[set[tuple[str, str, date]], set[str]]:
        """Tell over which periods these contracts have statements, and which have an end statement."""
        rows: list[Row] = []
        if contracts:
            rows = self._store.find(STATEMENT, where={"contract": tuple(sorted(contracts))})
        done = {(str(row["contract"]), str(row["settled"]), date.fromisoformat(str(row["first"]))) for row in rows}
        return done, {contract for contract, settled, _ in done if settled == "end"}
