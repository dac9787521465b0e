"""What the rules of a contract come to in its years on what is expected to be bought: settling, but ahead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Final

from akkoord.closing.expected import Expected
from akkoord.executing.agreed import AgreedRule, lines_of
from akkoord.executing.counted import Counted, Event, Events
from akkoord.executing.frozen import ContractRule, Settled, cumulations_of
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.line import Line
from akkoord.language import Speaks
from akkoord.values import Money, Period, add_months, contract_year, contract_years, days_after, round_half_up
from akkoord.values.allocation import allocate
from akkoord.values.exact import EXACT
from akkoord.values.money import total

__all__ = ["Share", "Worth", "worth"]

MONTHS: Final[Mapping[Settled, int]] = {
    "month": 1, "quarter": 3, "half_year": 6, "calendar_year": 12, "contract_year": 12,
}  # fmt: skip
"""How many months a settlement covers; what is settled at the end only brings nothing while the contract runs."""
YEAR: Final = 12
MOST_YEARS: Final = 20
"""Years ahead that are computed: beyond these nobody bargains, and a slip of the finger must not hold up the table."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one rule comes to: in the first contract year, and over the term when that is fixed.

    Amounts are what the customer gets; what he owes is below zero.
    """

    clause: str
    line: str
    label: Speaks
    words: Speaks
    per_year: Money
    over_term: Money | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What a proposal is worth to the customer: its shares, in the order of the contract, and what is expected."""

    shares: tuple[Share, ...] = ()
    expected: tuple[Expected, ...] = ()

    @property
    def per_year(self) -> Money:
        """What the first contract year comes to."""
        return total(share.per_year for share in self.shares)

    @property
    def over_term(self) -> Money | None:
        """What the whole term comes to; None when it has no fixed end."""
        known = [share.over_term for share in self.shares if share.over_term is not None]
        return total(known) if known else None

    @property
    def volume(self) -> Decimal | None:
        """Everything that is expected in a year, in thousandths, when it is all counted in one unit."""
        if len({each.unit for each in self.expected}) != 1:
            return None
        return round_half_up(sum((each.quantity for each in self.expected), Fraction(0)), 3)

    def facts(self) -> dict[str, object]:
        """Give the figures as facts of the group `worth`; before anything is expected there are none."""
        volume, over_term = self.volume, self.over_term
        if not any(each.quantity or each.turnover for each in self.expected):
            return {}
        return {
            "per_year": self.per_year.amount or None,
            "over_term": over_term.amount if over_term else None,
            "volume": volume or None,
            "per_unit": round_half_up(Fraction(self.per_year.amount) / Fraction(volume), 2)
            if volume and self.per_year
            else None,
        }


def worth(
    rules: Sequence[ContractRule],
    kinds: RuleKinds,
    expected: Iterable[Expected],
    *,
    commencement: date,
    end: date | None = None,
) -> Worth:
    """Compute the first contract year and every year of a fixed term as they would be settled.

    What is expected is delivered and paid at once, in the months that it is expected in. Raises UnusableRule, and
    what the rules themselves raise.
    """
    ahead = _Ahead(rules, kinds, tuple(expected), commencement)
    first = ahead.year(contract_year(commencement, 1))
    term = None if end is None else [ahead.year(year) for year in islice(contract_years(commencement, end), MOST_YEARS)]
    return Worth(tuple(ahead.shares(first, term)), ahead.expected)


class _Ahead:
    """The rules of a contract and what is expected, to be settled ahead year by year."""

    def __init__(
        self, rules: Sequence[ContractRule], kinds: RuleKinds, expected: tuple[Expected, ...], commencement: date
    ) -> None:
        self.rules = [rule for rule in rules if rule.settle in MONTHS]
        self.agreed = [(rule, rule.agreed(kinds)) for rule in self.rules]
        self.cumulations = cumulations_of(self.rules)
        self.expected = expected
        self.commencement = commencement
        self._amounts = _by_month(expected)

    def year(self, year: Period) -> Mapping[str, Money]:
        """Settle what falls in a contract year, which may be cut short; give the sum of each line."""
        full = Period(year.first, days_after(add_months(year.first, YEAR), -1))
        events = Events(self._events(year))
        sums: dict[str, Money] = {}
        for months in sorted(set(MONTHS.values())):
            together = [agreed for rule, agreed in self.agreed if MONTHS[rule.settle] == months]
            for period, whole in _parts(year, full, months) if together else ():
                for line in self._lines(together, period, whole, events):
                    sums[line.rule] = sums.get(line.rule, Money.of(0)) + _for_the_customer(line)
        return sums

    def _lines(self, agreed: Sequence[AgreedRule], period: Period, whole: Period, events: Events) -> Iterable[Line]:
        counted = Counted(period, period.last, events, commencement=self.commencement, full_period=whole)
        return lines_of(agreed, counted, self.cumulations)

    def _events(self, year: Period) -> Iterator[Event]:
        for month in range(YEAR):
            day = add_months(year.first, month)
            if day in year:
                place = day.month - 1
                for each, quantities, turnovers in self._amounts:
                    quantity = EXACT.scaleb(Decimal(quantities[place]), -3)
                    turnover = EXACT.scaleb(Decimal(turnovers[place]), -2)
                    yield Event(day, each.group, quantity, each.unit, turnover, paid_on=day)

    def shares(self, first: Mapping[str, Money], term: Sequence[Mapping[str, Money]] | None) -> Iterator[Share]:
        """Give what each rule comes to."""
        nothing = Money.of(0)
        for rule, agreed in self.agreed:
            over_term = None if term is None else total(year.get(rule.line, nothing) for year in term)
            per_year = first.get(rule.line, nothing)
            yield Share(rule.clause, rule.line, agreed.rule.label, agreed.in_words(), per_year, over_term)


def _by_month(expected: Sequence[Expected]) -> list[tuple[Expected, Sequence[int], Sequence[int]]]:
    """Spread what is expected over the calendar months, in thousandths and cents."""
    return [
        (each, allocate(quantity, _weights(each)), allocate(int(round_half_up(each.turnover * 100, 0)), _weights(each)))
        for each, quantity in zip(expected, _thousandths(expected), strict=True)
    ]


def _weights(each: Expected) -> Sequence[Fraction | int]:
    return each.by_month or [1] * YEAR


def _thousandths(expected: Sequence[Expected]) -> list[int]:
    """Give each quantity in thousandths; those of one unit add up to what they add up to exactly."""
    found = dict.fromkeys(range(len(expected)), 0)
    for unit in dict.fromkeys(each.unit for each in expected):
        places = [place for place, each in enumerate(expected) if each.unit == unit]
        weights = [expected[place].quantity for place in places]
        whole = int(round_half_up(sum(weights, Fraction(0)) * 1000, 0))
        found |= zip(places, allocate(whole, weights), strict=True)
    return [found[place] for place in range(len(expected))]


def _parts(year: Period, full: Period, months: int) -> Iterator[tuple[Period, Period]]:
    """Give the settled periods of a year, each with what it would be had the year not been cut short."""
    for start in range(0, YEAR, months):
        whole = Period(add_months(full.first, start), days_after(add_months(full.first, start + months), -1))
        period = whole.overlap(year)
        if period is not None:
            yield period, whole


def _for_the_customer(line: Line) -> Money:
    if not line.charged:
        return Money.of(0)
    return line.amount if line.direction == "payable" else -line.amount
