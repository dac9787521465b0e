"""Find out what a derived fact hangs on, by asking its function about other answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Final

from akkoord.closing.check import symbols
from akkoord.closing.check.samples import first_row, others
from akkoord.closing.check.symbols import Known
from akkoord.facts import Derived, Facts, FactValue, Question

__all__ = ["Given", "Outcome", "Trial", "causes"]

MOST_TRIALS: Final = 500
"""How many combinations of answers are all tried; of more, every pair and this many spread over the rest."""
_STRIDE: Final = 1_000_003
"""A prime, so that steps of it visit the combinations evenly."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that a function looked at; `rows` names the list of which it is a column."""

    name: str
    rows: str | None
    symbol: Known
    question: Question
    value: FactValue

    def others(self) -> tuple[FactValue, ...]:
        """Give this answer and those that stand for all others."""
        return others(self.symbol, self.question, self.value, is_column=self.rows is not None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a function gives for a fact, or for a column of a list."""

    name: str
    column: str | None
    symbol: Known
    value: FactValue

    def is_in(self, facts: Mapping[str, FactValue]) -> bool:
        """Tell whether facts have something like it."""
        value = facts.get(self.name)
        return symbols.alike(self.symbol, self.value, first_row(value).get(self.column) if self.column else value)


class Trial:
    """A function of a clause set, asked about answers that differ from known ones here and there."""

    def __init__(self, function: Derived, facts: Facts) -> None:
        self._function = function
        self._facts = facts
        self._tried: dict[tuple[tuple[str, object], ...], Mapping[str, FactValue]] = {}

    def facts_with(self, changes: Sequence[tuple[Given, FactValue]]) -> Mapping[str, FactValue]:
        """Give the facts that come out when some answers are others."""
        key = tuple((given.name, _hashable(value)) for given, value in changes if value != given.value)
        if key not in self._tried:
            changed = _changed(self._facts, changes)
            self._tried[key] = {**changed, **Facts(self._function(changed), changed.questions)}
        return self._tried[key]


def causes(trial: Trial, given: Sequence[Given], outcome: Outcome) -> list[Given]:
    """Give the answers on which an outcome hangs: with any answer to the others it is the same.

    Where these have too many combinations, that is as far as trying many of them shows.
    """
    free: list[Given] = []
    for one in given:
        if all(outcome.is_in(trial.facts_with(changes)) for changes in _combinations([*free, one])):
            free.append(one)
    return [one for one in given if one not in free]


def _combinations(free: Sequence[Given]) -> Iterator[Sequence[tuple[Given, FactValue]]]:
    choices = [one.others() for one in free]
    size = prod(len(values) for values in choices)
    if size <= MOST_TRIALS:
        yield from ([*zip(free, values, strict=True)] for values in product(*choices))
        return
    for one, other in combinations(range(len(free)), 2):
        yield from ([(free[one], a), (free[other], b)] for a, b in product(choices[one], choices[other]))
    for number in range(MOST_TRIALS):
        yield list(zip(free, _nth(choices, number * _STRIDE % size), strict=True))


def _nth(choices: Sequence[Sequence[FactValue]], number: int) -> list[FactValue]:
    """Pick one combination by its number."""
    found = []
    for values in choices:
        number, place = divmod(number, len(values))
        found.append(values[place])
    return found


def _changed(facts: Facts, changes: Sequence[tuple[Given, FactValue]]) -> Facts:
    """Change answers; those in the columns of a list last, when it has a row."""
    flat = {given.name: value for given, value in changes if given.rows is None}
    for given, value in changes:
        if given.rows is not None:
            row = first_row(flat.get(given.rows, facts[given.rows]))
            if row:
                flat[given.rows] = ({**row, given.question.key: value},)
    nested: dict[str, dict[str, object]] = {}
    for name, value in flat.items():
        group, _, key = name.partition(".")
        nested.setdefault(group, {})[key] = value
    return facts.with_(nested)


def _hashable(value: FactValue) -> object:
    return repr(sorted(value.items())) if isinstance(value, Mapping) else repr(value)
