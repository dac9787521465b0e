"""Set what leaving comes to on several days side by side: a row for every line, a column for every day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from akkoord.closing.contract import Contract
from akkoord.ending.outlook import Outlook
from akkoord.executing.line import Direction
from akkoord.executing.position import Balance
from akkoord.language import AkkoordError
from akkoord.values import Money
from akkoord_web import context
from akkoord_web.ending.screens import titles_of
from akkoord_web.ending.typed import Reading
from akkoord_web.ending.words import DAY_WORDS
from akkoord_web.speech import text_of

__all__ = ["Column", "Comparison", "Row", "compared"]


@dataclass(frozen=True, slots=True)
class Column:
    """One day: what it is, what the end comes to on it, and whether it needs a ground."""

    on: date
    names: tuple[str, ...]
    balance: Balance | None
    things: Money
    is_chosen: bool
    is_expected: bool
    is_early: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a line comes to on a day."""

    direction: Direction
    amount: Money
    charged: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what it comes to on every day; None where it is not there."""

    title: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The days side by side; `broken` says why nothing can be computed."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    broken: str | None = None

    @property
    def chosen(self) -> Column | None:
        """The day that was chosen."""
        return next((one for one in self.columns if one.is_chosen), None)


def compared(contract: Contract, reading: Reading) -> Comparison:
    """Compute what leaving comes to with the effects decided so far."""
    try:
        outlooks = context.workspace().terminations.outlooks(
            contract,
            context.today(),
            received=reading.received,
            effects=reading.effects,
            chosen=reading.effective,
        )
    except AkkoordError as error:
        return Comparison(broken=text_of(error))
    return Comparison(tuple(_columns(outlooks, reading.effective)), tuple(_rows(contract, outlooks)))


def _columns(outlooks: Sequence[Outlook], chosen: date | None) -> list[Column]:
    first = next((one.on for one in outlooks if "first" in one.days), None)
    return [
        Column(
            on=one.on,
            names=tuple(text_of(DAY_WORDS[name]) for name in one.days),
            balance=None if one.statement is None else one.statement.due.balance(),
            things=one.things,
            is_chosen=one.on == chosen,
            is_expected=one.is_expected,
            is_early=first is not None and one.on < first,
        )
        for one in outlooks
    ]


def _rows(contract: Contract, outlooks: Sequence[Outlook]) -> list[Row]:
    lines = [line for one in outlooks for line in one.lines]
    titles = titles_of(contract, lines)
    names = dict.fromkeys(line.id for line in lines)
    return [Row(titles.get(name, name), tuple(_cell(one, name) for one in outlooks)) for name in names]


def _cell(outlook: Outlook, name: str) -> Cell | None:
    line = outlook.line(name)
    return None if line is None else Cell(line.direction, line.amount, line.charged)
