"""Compute the due dates of a case: anchor and offset (RULES 0.9)."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from akkoord.cases.context import CaseContext, Entry, day, entries, mapping
from akkoord.cases.figures import checked
from akkoord.cases.results import Check, NotRun
from akkoord.executing.due_dates import Moved, due_date

__all__ = ["replay_obligations"]

MONTHS: Final[Mapping[str, int]] = {"months": 1, "years": 12}
DAYS: Final[Mapping[str, int]] = {"days": 1, "weeks": 7}


def replay_obligations(context: CaseContext) -> Iterator[Check | NotRun]:
    """Compute every due date and compare."""
    for place, entry in entries(context.case.sections.get("obligations")):
        if "due" in entry:
            yield checked(f"obligations[{place}].due", entry["due"], partial(_due, entry))


def _due(entry: Entry) -> str | None:
    anchor = entry["anchor"]
    anchors = [day(each) for each in (anchor if isinstance(anchor, list) else [anchor])]
    due = due_date(anchors, _moved(mapping(entry.get("offset") or {})))
    return None if due is None else due.isoformat()


def _moved(offset: Entry) -> Moved:
    """Read an offset. Raises ValueError for a unit that is none."""
    unknown = set(offset) - set(MONTHS) - set(DAYS) - {"notice_months"}
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} is no distance in time")
    notice = offset.get("notice_months")
    return Moved(
        months=sum(_whole(offset.get(unit, 0)) * times for unit, times in MONTHS.items()),
        days=sum(_whole(offset.get(unit, 0)) * times for unit, times in DAYS.items()),
        notice_months=None if notice is None else _whole(notice),
    )


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"a whole number was expected, not {value!r}")
    return value
