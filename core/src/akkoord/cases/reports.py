"""Compute the reports of a case that rest on one rule, as of a day."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from akkoord.cases.context import CaseContext, Entry, day, entries, mapping
from akkoord.cases.figures import checked, figure
from akkoord.cases.results import Check, NotRun
from akkoord.cases.settlements import agreed_rule
from akkoord.executing import Counted, Line
from akkoord.language import Message
from akkoord.values import Period

__all__ = ["replay_reports"]


def replay_reports(context: CaseContext) -> Iterator[Check | NotRun]:
    """Compute every report that names a rule and compare its values."""
    for place, entry in entries(context.case.sections.get("reports")):
        path = f"reports[{place}]"
        if "rule" not in entry:
            yield NotRun(path, Message("not computed by this version of Akkoord"))
            continue
        for key, expected in mapping(entry.get("expected") or {}).items():
            at = f"{path}.expected.{key}"
            if key not in {"amount", "qty", "months"}:
                yield NotRun(at, Message("not a value that Akkoord computes"))
                continue
            yield checked(at, expected, partial(_value, entry, context, key, expected))


def _line(entry: Entry, context: CaseContext) -> Line:
    """Compute the rule over everything that is known on the day of the report."""
    as_of = day(entry["as_of"])
    first = min(context.commencement or as_of.replace(month=1, day=1), as_of)
    counted = Counted(Period(first, as_of), as_of, context.events, commencement=context.commencement, ends=as_of)
    (line,) = agreed_rule(entry, context.kinds).lines(counted)
    return line


def _value(entry: Entry, context: CaseContext, key: str, expected: object) -> object:
    """Compute one value of a report as the file writes it."""
    line = _line(entry, context)
    if key == "months":
        return line.months
    if key == "qty":
        return None if line.quantity is None else figure(line.quantity, expected)
    return figure(Fraction(line.amount.amount), expected)
