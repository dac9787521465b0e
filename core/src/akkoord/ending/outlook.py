"""Compute what the end of a contract would come to on a day, from the same rules that settle it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from akkoord.closing.contract import Contract
from akkoord.ending.effects import Effects
from akkoord.ending.expecting import expected_until
from akkoord.ending.things import CHARGED, charged_items
from akkoord.executing import Line, Statement
from akkoord.executing.agreement import Agreement, Ending, compute
from akkoord.executing.assets import Asset, AssetState
from akkoord.executing.position import Position
from akkoord.executing.statements import NothingToSettle, Statements
from akkoord.values import Money

__all__ = ["Day", "Outlook", "Outlooks"]

Day = Literal["now", "first", "term", "chosen"]
"""Why a day is looked at: it is today, the first possible one, the end of the term, or the one somebody chose."""
NOTHING: Final = Money.of(0)
_STAYING: Final[frozenset[AssetState]] = CHARGED | {"placed"}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the end of a contract would come to on a day; no `statement` for one without rules.

    `is_expected`: the time until then was filled with the months before. `things` is what is charged besides when what
    stands at the customer now does not come back. `effects` names the effect of each line that has one.
    """

    on: date
    days: tuple[Day, ...]
    statement: Statement | None = None
    is_expected: bool = False
    things: Money = NOTHING
    effects: Mapping[str, str] | None = None

    def line(self, name: str) -> Line | None:
        """Find a line by its name."""
        return next((line for line in self.lines if line.id == name), None)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, those that are not charged included."""
        return () if self.statement is None else self.statement.lines


class Outlooks:
    """Computes outlooks with the statements of a store; keeps nothing."""

    def __init__(self, statements: Statements) -> None:
        """Compute with these statements."""
        self._statements = statements

    def compare(
        self,
        contract: Contract,
        today: date,
        named: Mapping[Day, date | None],
        effects: Effects,
        assets: Iterable[Asset],
    ) -> list[Outlook]:
        """Compute the outlooks on today and on these days, in their order; the same day once, none before the first.

        Raises UnusableRule.
        """
        begins, mine = contract.commencement or today, list(assets)
        days: dict[date, tuple[Day, ...]] = {}
        asked: list[tuple[Day, date | None]] = [("now", today), *named.items()]
        for name, day in asked:
            if day is not None and day >= begins:
                days[day] = (*days.get(day, ()), name)
        return [self.on(contract, day, today, effects, mine, names) for day, names in sorted(days.items())]

    def on(
        self,
        contract: Contract,
        day: date,
        today: date,
        effects: Effects,
        assets: Iterable[Asset],
        days: tuple[Day, ...],
    ) -> Outlook:
        """Compute the outlook on a day, as known today. Raises UnusableRule."""
        try:
            agreement = self._statements.agreement(contract)
        except NothingToSettle:
            return Outlook(day, days)
        mine = [one for one in assets if one.contract == contract.id]
        found = self._computed(contract, agreement, day, today, effects, mine, CHARGED)
        staying = self._computed(contract, agreement, day, today, effects, mine, _STAYING)
        known = {line.id for line in found.lines}
        more = [line for line in staying.lines if line.id not in known and line.charged]
        return Outlook(
            day,
            days,
            found,
            is_expected=day > today,
            things=Money.of_minor(sum(net + tax for net, tax in Position.of(more).groups.values())),
            effects={rule.line: rule.effect for rule in agreement.rules if rule.effect is not None},
        )

    def _computed(
        self,
        contract: Contract,
        agreement: Agreement,
        day: date,
        today: date,
        effects: Effects,
        assets: list[Asset],
        charged: frozenset[AssetState],
    ) -> Statement:
        ending = Ending(effects.to_json(), charged_items(agreement.rules, assets, charged))
        job = self._statements.end_job(contract, day, max(day, today), ending)
        events = expected_until(job.events, agreement.commencement, today, day)
        return compute(replace(job, events=events), self._statements.kinds())
