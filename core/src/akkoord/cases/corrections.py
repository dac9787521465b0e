"""Compare what a correction of a case recalculates, and the differences it books (RULES 0.10)."""

from collections.abc import Iterator, Mapping
from functools import partial

from akkoord.cases.amounts import TOTALS, line_of, line_value, same_but_nothing, total_value
from akkoord.cases.context import Entry, entries, mapping
from akkoord.cases.figures import checked
from akkoord.cases.results import Check, NotRun
from akkoord.cases.settlements import Settlements
from akkoord.language import Message
from akkoord.values import total

__all__ = ["replay_correction"]


def replay_correction(
    path: str, key: str, value: object, place: int, settlements: Settlements
) -> Iterator[Check | NotRun]:
    """Compare the recalculated amounts, or the differences, in whichever shape the file gives them."""
    if isinstance(value, Mapping) and set(value) & set(TOTALS):
        for name, expected in value.items():
            at = f"{path}.{name}"
            if name in TOTALS:
                yield checked(at, expected, partial(total_value, settlements, place, key, name), same_but_nothing)
            else:
                yield NotRun(at, Message("not a value that Akkoord computes"))
        return
    if isinstance(value, Mapping):
        rows: list[tuple[str, Entry]] = [(f".{name}", {"line": name, "amount": item}) for name, item in value.items()]
    else:
        rows = [(f"[{number}]", item) for number, item in entries(value)]
    for at, row in rows:
        yield from _correction(path + at, key, row, place, settlements)


def _correction(path: str, key: str, row: Entry, place: int, settlements: Settlements) -> Iterator[Check | NotRun]:
    """Compare what one row says of a line: its amount old, new, or the difference."""
    name = str(row.get("line"))
    values = {**row, **(mapping(row["expected"]) if isinstance(row.get("expected"), Mapping) else {})}
    sides = {"old": "old", "new": "new", "difference": "difference", "was": "old", "becomes": "new"}
    sides["amount"] = "difference" if key == "differences" else "new"
    if isinstance(row.get("expected"), str):
        values["amount"] = row["expected"]
    for word, side in sides.items():
        if word in values:
            amount = partial(_side_of_line, settlements, place, name, side, values.get("direction"))
            yield checked(f"{path}.{word}", values[word], amount)
    for word in ("qty", "months"):
        if word in values:
            figures = partial(line_value, settlements, place, name, word, values[word])
            yield checked(f"{path}.{word}", values[word], figures)


def _side_of_line(settlements: Settlements, place: int, name: str, side: str, direction: object) -> str:
    """Give the amount of a line before, after or between, in a direction: that of the row, else of the line."""
    statement = settlements.statement(place)
    position = {"old": statement.booked, "new": statement.position, "difference": statement.due}[side]
    wanted = direction if direction is not None else line_of(statement, name).direction
    amounts = [(each.direction, amount) for each, amount in position.amounts().items() if each.line == name]
    return total(amount if goes == wanted else -amount for goes, amount in amounts).plain
