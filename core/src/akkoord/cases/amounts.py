"""What a settlement of a case comes to, in the shape that case files use: values of lines, totals, the balance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from akkoord.cases.figures import figure, same
from akkoord.cases.settlements import Settlements
from akkoord.executing import Balance, Line, Position, Statement
from akkoord.values.money import total

__all__ = ["LINE_VALUES", "TOTALS", "line_of", "line_value", "same_but_nothing", "same_in_any_order", "total_value"]

LINE_VALUES: Final = ("amount", "qty", "months", "charged")
TOTALS: Final = ("receivable", "payable", "balance")


def line_value(settlements: Settlements, place: int, name: str, key: str, expected: object) -> object:
    """Compute one value of a line of a settlement."""
    return _value(line_of(settlements.statement(place), name), key, expected)


def line_of(statement: Statement, name: str) -> Line:
    """Find the line; parts of it by VAT are put together. Raises ValueError when the rule gives none, or several."""
    found = [line for line in statement.lines if name in (line.id, line.rule)]
    if len(found) > 1 and len({line.vat for line in found}) == len(found):
        return _whole(name, found)
    if len(found) != 1:
        raise ValueError(f"the rule of line {name!r} gives {len(found)} lines")
    return found[0]


def _whole(name: str, parts: Sequence[Line]) -> Line:
    """Put what was divided over VAT together again."""
    quantities = [part.quantity for part in parts if part.quantity is not None]
    exact = replace(parts[0].exact, quantity=sum(quantities, Fraction(0)) if quantities else None)
    return parts[0]._replace(id=name, amount=total(part.amount for part in parts), exact=exact)


def _value(line: Line, key: str, expected: object) -> object:
    """Give one value of a line as the file writes it."""
    if key == "amount":
        return line.amount.plain
    if key == "charged":
        return line.charged
    if key == "months":
        return line.months
    return None if line.quantity is None else figure(line.quantity, expected)


def total_value(settlements: Settlements, place: int, side: str, key: str) -> object:
    """Compute a total of a settlement, in full or of its differences."""
    statement = settlements.statement(place)
    return total_of(statement.due if side == "differences" else statement.position, key)


def total_of(position: Position, key: str) -> object:
    """Give the balance, or the totals of a direction, as files write them."""
    if key == "balance":
        return balance_of(position.balance())
    return [
        {
            "treatment": each.vat.treatment,
            "rate": f"{each.vat.rate:f}",
            "net": each.net.plain,
            "vat": each.tax.plain,
        }
        for each in position.totals()
        if each.direction == key
    ]


def balance_of(balance: Balance) -> dict[str, str]:
    """Write a balance as files do."""
    return {"direction": balance.direction, "amount": balance.amount.plain}


def same_in_any_order(actual: object, expected: object) -> bool:
    """Compare totals, in whatever order they stand."""
    return same(_sorted(actual), _sorted(expected))


def same_but_nothing(actual: object, expected: object) -> bool:
    """Compare the totals of differences; a group in which nothing changed may be named or left out."""
    return same(_sorted(actual, without_nothing=True), _sorted(expected, without_nothing=True))


def _sorted(value: object, *, without_nothing: bool = False) -> object:
    """Put totals in the order of their VAT."""
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        return value
    kept = [
        each for each in value if not (without_nothing and same(each.get("net"), "0") and same(each.get("vat"), "0"))
    ]
    return sorted(kept, key=lambda each: (str(each.get("treatment")), Fraction(str(each.get("rate", "0")))))
