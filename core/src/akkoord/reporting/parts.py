"""What a report is made of: sections with key numbers, tables, figures and notes; the same objects in every output."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from akkoord.language import Language, Message, Speaks, spoken
from akkoord.values import Money, Period, Quantity, formats
from akkoord.values.percentage import Percentage

__all__ = [
    "NOTHING",
    "Amount",
    "Built",
    "Cell",
    "Figure",
    "KeyNumber",
    "Note",
    "Part",
    "Section",
    "Series",
    "Table",
    "Target",
    "Value",
    "is_figure",
    "shown",
]

NOTHING: Final = Message("Nothing was found for what was chosen.")
Amount = Money | Quantity | Percentage | Decimal | int
"""What can be counted or added up; a number without a unit of its own stands as it is."""
Value = Amount | date | str | Speaks | None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a number or name is explained: a thing of the dossier, by its kind and id.

    `standing` is how far the contracts of a customer are, by the customer's id; `account_manager` is the same report
    of one account manager, by the sign-in name.
    """

    kind: Literal["customer", "contract", "statement", "standing", "account_manager"]
    id: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with the thing that explains it."""

    value: Value
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One figure that a manager looks at first, with its unit in the value and a line below it."""

    label: Speaks
    value: Amount
    below: Speaks | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings; `total` is a last row that adds up. Figures stand on the right."""

    title: Speaks
    headings: tuple[Speaks, ...]
    rows: tuple[tuple[Cell | Value, ...], ...]
    total: tuple[Cell | Value, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a row that does not fit its headings."""
        for row in (*self.rows, *(() if self.total is None else (self.total,))):
            if len(row) != len(self.headings):
                raise ValueError(f"table {self.title} has {len(self.headings)} headings and a row of {len(row)}")


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn in one way: a name, and a value for each label of the figure."""

    name: Speaks
    values: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: bars, lines or stacked bars; `heading` says what the labels are. All values have one unit.

    A label may be a cell: its table then leads to what the label names.
    """

    kind: Literal["bar", "line", "stacked"]
    title: Speaks
    heading: Speaks
    labels: tuple[Cell | Speaks | str, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        """Refuse a chart in which values are missing, and more ways of drawing than a person tells apart."""
        if any(len(each.values) != len(self.labels) for each in self.series):
            raise ValueError(f"figure {self.title} needs a value of each series for each of {len(self.labels)} labels")
        if not 1 <= len(self.series) <= 6:  # noqa: PLR2004 - the patterns that there are
            raise ValueError(f"figure {self.title} has {len(self.series)} series; give one through six")

    def table(self) -> Table:
        """Give the same numbers as a table."""
        rows = tuple((label, *(each.values[place] for each in self.series)) for place, label in enumerate(self.labels))
        return Table(self.title, (self.heading, *(each.name for each in self.series)), rows)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about what stands around it."""

    text: Speaks
    tone: Literal["calm", "warn"] = "calm"


Part = KeyNumber | Table | Figure | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report with a heading of its own."""

    title: Speaks
    parts: tuple[Part, ...]

    def of(self, kind: type) -> list[Part]:
        """Give the parts of one kind, in their order."""
        return [part for part in self.parts if isinstance(part, kind)]


@dataclass(frozen=True, slots=True)
class Built:
    """A report that was built: what it shows, of which days, chosen how, and on which day it was made.

    `nothing` is what it says when there is nothing to show.
    """

    name: str
    title: Speaks
    period: Period
    chosen: tuple[tuple[Speaks, str], ...]
    made_on: date
    sections: tuple[Section, ...]
    nothing: Speaks = NOTHING
    as_of_today: bool = False

    @property
    def over(self) -> Speaks:
        """Say over which days it is, or of which day it tells how things stand."""
        return Message("As of {day}", {"day": self.made_on}) if self.as_of_today else self.period

    @property
    def headline(self) -> tuple[KeyNumber, ...]:
        """Give the key numbers of the first section: what a manager sees before opening the report."""
        return tuple(part for section in self.sections[:1] for part in section.parts if isinstance(part, KeyNumber))


def is_figure(value: Cell | Value) -> bool:
    """Tell whether a value stands on the right, under the digits above it."""
    plain = value.value if isinstance(value, Cell) else value
    return isinstance(plain, Money | Quantity | Percentage | Decimal | int) and not isinstance(plain, bool)


def shown(value: Cell | Value, language: Language, *, places: int = 0) -> str:
    r"""Write a value as people do: `€ 1.234,56`, `87,5 hl`, `12,5%`, `31-12-2026`.

    `places` is how many decimals a quantity has at least.

    >>> shown(Money.of("1234.5"), "nl")
    '€\xa01.234,50'
    """
    plain = value.value if isinstance(value, Cell) else value
    if isinstance(plain, int | Decimal) and not isinstance(plain, bool):
        return formats.number(plain, language, places=places)
    if isinstance(plain, Quantity):
        return plain.text(language, places=places)
    if isinstance(plain, date):
        return formats.date_short(plain, language)
    return spoken(plain, language)
