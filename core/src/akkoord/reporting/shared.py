"""What several reports say and draw alike: headings, who a row is about, counts as bars, a last row that adds up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from akkoord.closing.contract import Contract
from akkoord.dossier import Customer
from akkoord.language import Language, Speaks, Words
from akkoord.reporting.parts import Cell, Figure, Series, Target, Value
from akkoord.values import Quantity

__all__ = [
    "AT_A_GLANCE",
    "CONTRACT",
    "CUSTOMER",
    "FROM_CUSTOMERS",
    "MANAGER",
    "STATE",
    "SUM",
    "TO_CUSTOMERS",
    "VOLUME",
    "bars",
    "beginning",
    "by_unit",
    "last_row",
    "most_first",
    "of_contract",
    "of_customer",
    "volume",
    "who",
]

AT_A_GLANCE: Final = Words(nl="In het kort", en="At a glance")
CUSTOMER: Final = Words(nl="Klant", en="Customer")
CONTRACT: Final = Words(nl="Contract", en="Contract")
MANAGER: Final = Words(nl="Accountmanager", en="Account manager")
STATE: Final = Words(nl="Stand", en="State")
TO_CUSTOMERS: Final = Words(nl="Aan klanten", en="To customers")
FROM_CUSTOMERS: Final = Words(nl="Van klanten", en="From customers")
VOLUME: Final = Words(nl="Afname per jaar", en="Volume a year")
SUM: Final = Words(nl="Totaal", en="Total")
NONE: Final = "–"
Label = TypeVar("Label")


def of_customer(customer: Customer) -> Cell:
    """Name a customer, as what leads to the dossier."""
    return Cell(customer.name, Target("customer", customer.id))


def of_contract(contract: Contract | None) -> Cell:
    """Give the number of a contract, as what leads to it; a dash for none."""
    return Cell(NONE) if contract is None else Cell(contract.number, Target("contract", contract.id))


def who(customer: Customer, contract: Contract | None) -> tuple[Cell, Cell]:
    """Begin a row with the customer and the contract that it is about."""
    return of_customer(customer), of_contract(contract)


def most_first(counts: Mapping[Label, int], named: Callable[[Label], str]) -> list[Label]:
    """Order what was counted: the most first, and the same by name."""
    return sorted(counts, key=lambda label: (-counts[label], named(label)))


def bars(
    title: Speaks, heading: Speaks, labels: Sequence[Cell | Speaks | str], name: Speaks, counts: Iterable[int]
) -> Figure:
    """Draw a bar for each label, of how many there are."""
    return Figure("bar", title, heading, tuple(labels), (Series(name, tuple(counts)),))


def last_row(columns: int, *last: Cell | Value) -> tuple[Cell | Value, ...]:
    """Make the last row of a table, with what the last columns add up to."""
    return (SUM, *[""] * (columns - 1 - len(last)), *last)


def by_unit(found: Iterable[Quantity]) -> list[Quantity]:
    """Add up quantities, one for each unit."""
    sums: dict[str, Quantity] = {}
    for each in found:
        sums[each.unit] = sums[each.unit] + each if each.unit in sums else each
    return [sums[unit] for unit in sorted(sums)]


def volume(found: Iterable[Quantity]) -> Quantity | Words:
    """Add up quantities for one cell: a quantity where they have one unit, else one of each unit; a dash for none."""
    parts = by_unit(found)
    if len(parts) == 1:
        return parts[0]
    return Words(nl=_listed(parts, "nl"), en=_listed(parts, "en"))


def _listed(parts: Sequence[Quantity], language: Language) -> str:
    return " + ".join(part.text(language) for part in parts) or NONE


def beginning(text: str, most: int = 80) -> str:
    r"""Give the beginning of a text on one line.

    >>> beginning("Een afspraak\nover glazen", 20)
    'Een afspraak over g…'
    """
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
