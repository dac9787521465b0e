"""What a replay found: per case the checks, with what Akkoord computed, and what was not run and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from akkoord.language import Language, Message, plural_message

BY_CONTRACT: Final = Message("by the composed contract")


@dataclass(frozen=True, slots=True)
class Check:
    """One expected value, at `path` in its case, against what Akkoord computed.

    `actual` has the shape that the file uses. `partial`: the file names only some entries of the list. `note` says
    why nothing could be computed. `by` is `contract` for what was computed by the rules of the composed contract
    instead of by the parameters in the file.
    """

    path: str
    ok: bool
    actual: object
    expected: object
    note: Message | None = None
    partial: bool = False
    by: str | None = None

    def difference(self, language: Language) -> str:
        """Say how the computed value differs from the expected one, in one line."""
        path = self.path if self.by is None else f"{self.path} ({BY_CONTRACT.text(language)})"
        values = {"path": path, "expected": _shown(self.expected), "actual": _shown(self.actual)}
        if self.note is not None:
            values["note"] = self.note.text(language)
            return Message("{path}: expected {expected}, but: {note}", values).text(language)
        if isinstance(self.expected, list) and isinstance(self.actual, list):
            return self._list_difference(language)
        return Message("{path}: expected {expected}, computed {actual}", values).text(language)

    def to_json(self) -> Mapping[str, object]:
        """Give the check as plain data, for programs."""
        found = {"path": self.path, "ok": self.ok, "actual": self.actual}
        return found if self.by is None else {**found, "by": self.by}

    def _list_difference(self, language: Language) -> str:
        """Name the entries that a list lacks and those that it has too many; else the first that stands elsewhere."""
        expected, actual = _entries(self.expected), _entries(self.actual)
        lacking = [entry for entry in expected if entry not in actual]
        extra = [entry for entry in actual if entry not in expected and not self.partial]
        if not lacking and not extra:
            pairs = enumerate(zip_longest(expected, actual, fillvalue=_shown(None)))
            place, (one, other) = next((place, pair) for place, pair in pairs if pair[0] != pair[1])
            values = {"path": f"{self.path}[{place}]", "expected": one, "actual": other}
            return Message("{path}: expected {expected}, computed {actual}", values).text(language)
        parts = []
        if lacking:
            parts.append(Message("lacks {entries}", {"entries": ", ".join(lacking)}).text(language))
        if extra:
            parts.append(Message("has too many: {entries}", {"entries": ", ".join(extra)}).text(language))
        return f"{self.path}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class NotRun:
    """A section of a case that was not replayed, and why: it counts neither as passed nor as failed."""

    section: str
    reason: Message


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What the replay of one case found."""

    id: str
    checks: tuple[Check, ...]
    not_run: tuple[NotRun, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether no check differs."""
        return all(check.ok for check in self.checks)

    @property
    def differences(self) -> tuple[Check, ...]:
        """The checks whose computed value is not the expected one."""
        return tuple(check for check in self.checks if not check.ok)

    def to_json(self, language: Language = "en") -> Mapping[str, object]:
        """Give the result as plain data, for programs."""
        return {
            "id": self.id,
            "checks": [check.to_json() for check in self.checks],
            "not_run": [{"section": item.section, "reason": item.reason.text(language)} for item in self.not_run],
        }

    def headline(self, language: Language) -> str:
        """Sum up the checks of the case in one line."""
        count = len(self.checks)
        if count == 0:
            said = Message("nothing was run")
        elif self.ok:
            said = plural_message("{count} check as expected", "{count} checks as expected", count)
        else:
            wrong = {"wrong": len(self.differences)}
            said = plural_message("{wrong} of {count} check differs", "{wrong} of {count} checks differ", count, wrong)
        return f"{self.id}: {said.text(language)}"

    def details(self, language: Language) -> tuple[str, ...]:
        """Give every difference, one line each."""
        return tuple(check.difference(language) for check in self.differences)

    def left_out(self, language: Language) -> tuple[str, ...]:
        """Give what was not run, one line for each reason."""
        by_reason: dict[str, list[str]] = {}
        for item in self.not_run:
            by_reason.setdefault(item.reason.text(language), []).append(item.section)
        lines = [{"sections": ", ".join(sections), "reason": reason} for reason, sections in by_reason.items()]
        return tuple(Message("not run: {sections} ({reason})", values).text(language) for values in lines)


def _shown(value: object) -> str:
    """Write a value as it would stand in the file."""
    return json.dumps(value, ensure_ascii=False)


def _entries(value: object) -> Sequence[str]:
    """Write every entry of a list as it would stand in the file."""
    return [_shown(entry) for entry in value] if isinstance(value, list) else []
