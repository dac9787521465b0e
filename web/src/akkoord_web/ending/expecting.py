"""Show what an end that is still to happen is expected to come to, line by line, with what each follows from."""

from dataclasses import dataclass
from typing import Final

from akkoord.ending.outlook import Outlook
from akkoord.executing import Line
from akkoord.executing.position import Balance
from akkoord.language import AkkoordError
from akkoord.values import Money
from akkoord_web import context
from akkoord_web.ending.screens import Ended, titles_of
from akkoord_web.speech import text_of

__all__ = ["Expected", "ExpectedLine", "expected_of"]

NOTHING: Final = Money.of(0)


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """A line that the end statement would have: what it is called, how it is computed, and what it comes to."""

    title: str
    working: str
    line: Line


@dataclass(frozen=True, slots=True)
class Expected:
    """What an end is expected to come to; `broken` says why that cannot be computed.

    `is_ahead`: the time until then was filled with the months before. `things` is what is charged besides when nothing
    on loan comes back.
    """

    balance: Balance | None = None
    lines: tuple[ExpectedLine, ...] = ()
    things: Money = NOTHING
    is_ahead: bool = False
    broken: str | None = None


def expected_of(found: Ended) -> Expected | None:
    """Compute what the end comes to as far as it is known today; None when it happened, or there is no contract."""
    try:
        outlook = context.workspace().terminations.expected(found.termination, context.today())
    except AkkoordError as error:
        return Expected(broken=text_of(error))
    if outlook is None or outlook.statement is None:
        return None
    return Expected(outlook.statement.due.balance(), _lines(found, outlook), outlook.things, outlook.is_expected)


def _lines(found: Ended, outlook: Outlook) -> tuple[ExpectedLine, ...]:
    titles = {} if found.contract is None else titles_of(found.contract, outlook.lines)
    language = context.language()
    return tuple(ExpectedLine(titles.get(one.id, one.id), one.working(language), one) for one in outlook.lines)
