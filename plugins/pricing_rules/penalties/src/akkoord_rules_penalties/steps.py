"""How a delay is cut into steps, and what each of them costs."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing.parameters import Euro, Moment, Pct, RuleRow, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import whole_days

__all__ = ["PARTS", "Escalation", "Excused", "Parts", "excused_days", "sliced", "steps_in"]

Parts = Literal["in_proportion", "dropped", "started"]
PARTS: Final = {
    "in_proportion": Words(nl="naar verhouding", en="in proportion"),
    "dropped": Words(nl="telt niet", en="does not count"),
    "started": Words(nl="telt als hele stap", en="counts as a whole step"),
}


class Escalation(RuleRow):
    """From which day of the delay a step costs something else."""

    from_day: Annotated[Whole, Ask(Words(nl="Vanaf dag", en="From day")), Field(ge=1)]
    pct: Annotated[Pct | None, Ask(Words(nl="Percentage per stap", en="Percentage a step"), unit="%"), Field(ge=0)] = (
        None
    )
    amount: Annotated[Euro | None, Ask(Words(nl="Bedrag per stap", en="Amount a step"), unit="EUR"), Field(ge=0)] = None


class Excused(RuleRow):
    """A time in which nobody is to blame for the delay, such as force majeure."""

    first: Annotated[Moment, Ask(Words(nl="Van", en="From")), Field(alias="from")]
    last: Annotated[Moment, Ask(Words(nl="Tot", en="To")), Field(alias="to")]


def excused_days(excused: Sequence[Excused], first: datetime, last: datetime) -> int:
    """Count the whole days of a delay in which nobody was to blame; a day is excused once."""
    days, reached = 0, first
    for each in sorted(excused, key=lambda one: one.first):
        begin, end = max(each.first, reached), min(each.last, last)
        if end > begin:
            days += whole_days(begin, end)
            reached = end
    return days


def steps_in(days: int, length: int, parts: Parts) -> Fraction:
    """Count the steps of so many days in a delay; `parts` says what becomes of a step that is not whole.

    >>> steps_in(5, 2, "in_proportion"), steps_in(5, 2, "dropped"), steps_in(5, 2, "started")
    (Fraction(5, 2), Fraction(2, 1), Fraction(3, 1))
    """
    exact = Fraction(days, length)
    if parts == "dropped":
        return Fraction(exact.__floor__())
    return Fraction(exact.__ceil__()) if parts == "started" else exact


def sliced(steps: Fraction, bounds: Sequence[Fraction]) -> Iterator[Fraction]:
    """Give how many of the steps fall before each bound, and after the last.

    >>> list(sliced(Fraction(5), [Fraction(3)]))
    [Fraction(3, 1), Fraction(2, 1)]
    """
    below = Fraction(0)
    for bound in bounds:
        yield max(Fraction(0), min(steps, bound) - below)
        below = bound
    yield max(Fraction(0), steps - below)
