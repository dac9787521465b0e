"""Compare what the settlements of a case expect with what Akkoord computes, each value with its path."""

from collections.abc import Iterator
from functools import partial

from akkoord.cases.amounts import LINE_VALUES, TOTALS, line_value, same_but_nothing, same_in_any_order, total_value
from akkoord.cases.context import CaseContext, Entry, entries, mapping
from akkoord.cases.corrections import replay_correction
from akkoord.cases.figures import checked
from akkoord.cases.guarding import guarded
from akkoord.cases.results import Check, NotRun
from akkoord.cases.settlements import Settlements
from akkoord.language import Message

__all__ = ["replay_settlements"]


def replay_settlements(context: CaseContext) -> Iterator[Check | NotRun]:
    """Compute every settlement and compare every expected value, each with its path."""
    settlements = Settlements(context)
    for place, entry in enumerate(settlements.entries):
        found = guarded(partial(_compared, f"settlements[{place}]", place, entry, settlements))
        if isinstance(found, Message):
            yield Check(f"settlements[{place}]", ok=False, actual=None, expected=entry, note=found)
        else:
            yield from found


def _compared(path: str, place: int, entry: Entry, settlements: Settlements) -> tuple[Check | NotRun, ...]:
    """Compare all that one settlement expects."""
    found = [*_lines(path, place, entry, settlements), *_totals(path, place, entry, settlements)]
    for key in ("recalculated", "differences"):
        if key in entry:
            found += replay_correction(f"{path}.{key}", key, entry[key], place, settlements)
    return tuple(found)


def _lines(path: str, place: int, entry: Entry, settlements: Settlements) -> Iterator[Check | NotRun]:
    """Compare what the lines expect."""
    for number, line in entries(entry.get("lines")):
        expected = line.get("expected")
        values = {"amount": expected} if isinstance(expected, str) else mapping(expected or {})
        for key, value in values.items():
            at = f"{path}.lines[{number}].expected.{key}"
            if key in LINE_VALUES:
                yield checked(at, value, partial(line_value, settlements, place, str(line.get("line")), key, value))
            else:
                yield NotRun(at, Message("not a value that Akkoord computes"))


def _totals(path: str, place: int, entry: Entry, settlements: Settlements) -> Iterator[Check | NotRun]:
    """Compare the totals: of a correction those of the differences, else in full."""
    corrects = "corrects" in entry
    for key, value in mapping(entry.get("expected") or {}).items():
        at = f"{path}.expected.{key}"
        if key not in TOTALS:
            yield NotRun(at, Message("not a value that Akkoord computes"))
            continue
        side = "differences" if corrects else "recalculated"
        agrees = same_but_nothing if corrects else same_in_any_order
        yield checked(at, value, partial(total_value, settlements, place, side, key), agrees)
