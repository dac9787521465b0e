"""The lines of a statement: exact as a rule gives them, and rounded as they are charged (RULES 0.1, 0.10)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from akkoord.executing.phrase import amount_of
from akkoord.language import Language, Message, Speaks
from akkoord.language.spoken import number
from akkoord.values import InvalidValue, Money, round_to_cents
from akkoord.values.exact import exact_decimal, plain

Direction = Literal["receivable", "payable"]
Treatment = Literal["standard", "reduced", "exempt", "out_of_scope", "reverse_charge"]

OPPOSITE: Final[dict[Direction, Direction]] = {"receivable": "payable", "payable": "receivable"}
TREATMENTS: Final[tuple[Treatment, ...]] = ("standard", "reduced", "exempt", "out_of_scope", "reverse_charge")
TAXED: Final = frozenset({"standard", "reduced"})
TREATMENT_NAMES: Final[dict[Treatment, Message]] = {
    "standard": Message("VAT {rate}%"),
    "reduced": Message("VAT {rate}%"),
    "exempt": Message("exempt from VAT"),
    "out_of_scope": Message("outside the scope of VAT"),
    "reverse_charge": Message("VAT reverse charged"),
}


@dataclass(frozen=True, slots=True)
class Vat:
    """How VAT is charged on a line: a parameter of the line, never derived from the rule (RULES 0.10)."""

    treatment: Treatment
    rate: Decimal

    def __post_init__(self) -> None:
        """Refuse a rate where no VAT is charged on our document, and one that is no percentage."""
        object.__setattr__(self, "rate", exact_decimal(self.rate))
        if self.treatment not in TREATMENTS:
            values = {"treatment": self.treatment, "known": TREATMENTS}
            raise InvalidValue(Message("{treatment!r} is not a treatment for VAT; known are {known}.", values))
        if self.treatment not in TAXED and self.rate != 0:
            raise InvalidValue(
                Message(
                    "VAT that is {treatment} has rate 0, not {rate}.",
                    {"treatment": self.treatment, "rate": plain(self.rate)},
                )
            )
        if not 0 <= self.rate <= 100:  # noqa: PLR2004 - per hundred
            raise InvalidValue(Message("A VAT rate lies from 0 through 100, not {rate}.", {"rate": plain(self.rate)}))

    @classmethod
    def of(cls, treatment: Treatment, rate: str | int = 0) -> "Vat":
        """Make a treatment of its name and rate as files write them: `Vat.of("standard", "21")`."""
        return cls(treatment, exact_decimal(rate))

    @property
    def order(self) -> tuple[int, Decimal]:
        """Where this stands among the totals."""
        return TREATMENTS.index(self.treatment), -self.rate

    def on(self, net: Money) -> Money:
        """Compute the VAT on a net total; it is rounded once per rate."""
        return round_to_cents(Fraction(net.amount) * Fraction(self.rate) / 100)

    def text(self, language: Language) -> str:
        """Name the treatment, with its rate."""
        rate = number(self.rate, language)
        return Message(TREATMENT_NAMES[self.treatment].template, {"rate": rate}).text(language)


@dataclass(frozen=True, slots=True)
class ExactLine:
    """What a rule gives: an exact amount in euros, with its working in words and figures.

    `quantity` (in `unit`) and `months` are the figures the amount follows from, where it follows from such. A rule
    that gives several lines tells them apart by `part`. An amount below zero turns the line's direction around.
    """

    amount: Fraction
    steps: tuple[Speaks, ...]
    quantity: Fraction | None = None
    unit: str = ""
    months: int | None = None
    part: str = ""

    def working(self, language: Language) -> str:
        """Write the working down."""
        return "; ".join(step.text(language) for step in self.steps)


class _Line(NamedTuple):
    id: str
    kind: str
    direction: Direction
    amount: Money
    vat: Vat
    exact: ExactLine
    charged: bool = True
    group: str | None = None
    clause: str | None = None


class Line(_Line):
    """A line of a statement: rounded once, zero or more, in one direction; zero lines show that a rule was checked.

    `kind` is that of the rule, `clause` the clause whose rule it is. A line that is not `charged` is shown but does
    not count in the totals; `group` is the group in which lines are cumulated.
    """

    __slots__ = ()

    def __init__(self, *_fields: object, **_named: object) -> None:
        """Refuse an amount below zero: it has the other direction."""
        if self.amount.amount < 0:
            raise InvalidValue(
                Message(
                    "Line {line!r} cannot have the amount {amount}; its direction is the other one.",
                    {"line": self.id, "amount": self.amount},
                )
            )

    @property
    def rule(self) -> str:
        """The line of the rule that gave this line; a rule may give several, told apart behind a colon."""
        return self.id.partition(":")[0]

    @property
    def quantity(self) -> Fraction | None:
        """The quantity that the amount follows from."""
        return self.exact.quantity

    @property
    def months(self) -> int | None:
        """The months that the amount follows from."""
        return self.exact.months

    def uncharged(self) -> "Line":
        """Give the line as one that is shown and not charged."""
        return self._replace(charged=False)

    def working(self, language: Language) -> str:
        """Write the working down, in words and figures."""
        return self.exact.working(language)

    def counted(self, language: Language) -> str:
        """Write the quantity with its unit; empty when the line has none."""
        return "" if self.quantity is None else amount_of(self.quantity, self.exact.unit).text(language)


def rounded(
    found: ExactLine,
    *,
    id: str,  # noqa: A002 - that is what it is
    kind: str,
    direction: Direction,
    vat: Vat,
    group: str | None = None,
    clause: str | None = None,
) -> Line:
    """Round an exact line to cents, once; below zero the direction turns around (RULES 0.1)."""
    amount = round_to_cents(found.amount)
    if amount.amount < 0:
        amount, direction = -amount, OPPOSITE[direction]
    name = f"{id}:{found.part}" if found.part else id
    # One of very many, and right as it is: its amount is not below zero.
    return Line._make((name, kind, direction, amount, vat, found, True, group, clause))
