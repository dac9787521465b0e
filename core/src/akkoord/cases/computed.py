"""What Akkoord computes for one composition of a case, in the shape that case files use."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

from akkoord.closing import Composition, Issue
from akkoord.closing.document import Document
from akkoord.closing.text import write_out


class Computed:
    """One composed contract of a case; its text is written out when something asks for it."""

    def __init__(self, composition: Composition) -> None:
        self.composition = composition

    @cached_property
    def document(self) -> Document:
        """The written-out text."""
        return write_out(self.composition)

    @property
    def issues(self) -> list[Issue]:
        """The issues of the composition and of its text, by code and then clauses."""
        found = (*self.composition.issues, *self.document.issues)
        return sorted(found, key=lambda issue: (issue.code, issue.clauses))


def ok(computed: Computed) -> object:
    """Tell whether a contract may be made: no issue is an error."""
    return all(issue.severity != "error" for issue in computed.issues)


def issues(computed: Computed) -> object:
    """List the issues: code, severity, and the clauses when it is about clauses."""
    return [_issue(issue) for issue in computed.issues]


def clauses(computed: Computed) -> object:
    """List the parts of the contract in order, each with its label."""
    return [{"id": placed.id, "label": placed.label} for placed in computed.composition.placed]


def auto_included(computed: Computed) -> object:
    """List the clauses that came along with others, sorted."""
    return list(computed.composition.auto_included)


def term_end(computed: Computed) -> object:
    """Give the last day of the contract."""
    return _day(computed.composition.facts["term.end"])


def notice_deadline(computed: Computed) -> object:
    """Give the last day on which notice is in time."""
    return _day(computed.composition.facts["term.notice_deadline"])


def cross_references(computed: Computed) -> object:
    """List the references that the written-out text makes, each once: in which clause, and how it reads."""
    return [{"in": reference.in_, "text": reference.text} for reference in computed.document.references]


COMPUTED: Mapping[str, Callable[[Computed], object]] = MappingProxyType(
    {
        "ok": ok,
        "issues": issues,
        "clauses": clauses,
        "auto_included": auto_included,
        "term_end": term_end,
        "notice_deadline": notice_deadline,
        "cross_references": cross_references,
    }
)
"""How each key under `expected` of a composition is computed."""


PARTIAL = frozenset({"cross_references"})
"""Lists of which a file names only some entries."""


def agrees(key: str, expected: object, actual: object) -> bool:
    """Compare a computed value with the expected one.

    A file names only some of the cross references: each of those must be there. Issues without clauses may be
    written with an empty list or without one.
    """
    if key in PARTIAL:
        return isinstance(expected, list) and isinstance(actual, list) and all(item in actual for item in expected)
    if key == "issues" and isinstance(expected, list):
        return [_without_empty_clauses(item) for item in expected] == actual
    return expected == actual and isinstance(expected, bool) is isinstance(actual, bool)


def _issue(issue: Issue) -> object:
    """Write one issue."""
    found: dict[str, object] = {"code": issue.code, "severity": issue.severity}
    return found | {"clauses": list(issue.clauses)} if issue.clauses else found


def _without_empty_clauses(item: object) -> object:
    """Leave out an empty list of clauses."""
    if isinstance(item, dict) and not item.get("clauses"):
        return {key: value for key, value in item.items() if key != "clauses"}
    return item


def _day(value: object) -> str | None:
    """Write a date as the file does."""
    return value.isoformat() if isinstance(value, date) else None
