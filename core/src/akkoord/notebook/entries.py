"""One setting or parameter as a notebook shows it: its value, where that comes from, and what it may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from akkoord.facts import Question
from akkoord.language import AkkoordError, Message, Speaks

__all__ = ["ORIGINS", "Entry", "From", "NoSetting", "limits_of", "shown"]

From = Literal["file", "changed", "clause set", "Akkoord", "nobody"]
ORIGINS: Final[Mapping[From, Message]] = {
    "file": Message("akkoord.toml"),
    "changed": Message("changed, not saved"),
    "clause set": Message("the clause set"),
    "Akkoord": Message("Akkoord"),
    "nobody": Message("not answered"),
}
"""Where a value comes from."""


class NoSetting(AkkoordError, KeyError):
    """There is no setting or parameter of this name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting: its key, what it is called, its value and where that comes from, and what it may be."""

    key: str
    label: Speaks
    value: object
    origin: From
    limits: Speaks
    question: Question | None = None


def limits_of(question: Question) -> Message:
    """Say what an answer may be: its choices, or its kind, unit and limits."""
    if question.choices:
        return Message("one of {choices}", {"choices": sorted(question.choices)})
    values = {"type": question.type, "unit": question.unit or ""}
    kind = Message("{type} {unit}", values) if question.unit else Message("{type}", values)
    low = question.minimum if question.minimum is not None else question.above
    high = question.maximum if question.maximum is not None else question.below
    if low is not None and high is not None:
        return Message("{kind}, from {low} through {high}", {"kind": kind, "low": low, "high": high})
    if low is not None:
        return Message("{kind}, at least {low}", {"kind": kind, "low": low})
    return Message("{kind}, at most {high}", {"kind": kind, "high": high}) if high is not None else kind


def shown(value: object) -> str:
    """Write a value down; nothing for one that is not there."""
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
