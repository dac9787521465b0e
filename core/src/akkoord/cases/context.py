"""What the rules of a case may know: its sales, the first day of its contract, and the installed rule kinds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final, cast

from akkoord.cases.case_file import Case, Json
from akkoord.executing import Event, Events, RuleKinds
from akkoord.facts import deep_merge
from akkoord.values import Period, hectolitres, moment_of

__all__ = ["CaseContext", "Entry", "day", "entries", "mapping", "period"]

Entry = Mapping[str, object]
TURNOVER: Final = ("turnover", "net_turnover", "net", "amount")
"""What case files call the net turnover of a sales line."""


@dataclass(frozen=True)
class CaseContext:
    """One case, with the rule kinds to compute it by."""

    case: Case
    defaults: Json
    kinds: RuleKinds

    @cached_property
    def events(self) -> Events:
        """The sales of the case."""
        return Events(self.sales)

    @cached_property
    def sales(self) -> tuple[Event, ...]:
        """The sales lines as events, in the order of the file."""
        return tuple(_event(entry) for _, entry in entries(self.case.sections.get("sales")))

    @cached_property
    def commencement(self) -> date | None:
        """The first day of the contract, as the facts of its first version say; None when they do not."""
        facts = deep_merge(self.defaults, self.case.compositions[0].facts if self.case.compositions else {})
        value = mapping(facts.get("term") or {}).get("commencement")
        return None if value is None else day(value)


def entries(value: object) -> Iterator[tuple[int, Entry]]:
    """Give the objects of a list with their places; null is an empty list."""
    for place, item in enumerate(cast("Sequence[object]", value or ())):
        yield place, mapping(item)


def mapping(value: object) -> Entry:
    """Take an object. Raises TypeError."""
    if isinstance(value, Mapping):
        return cast("Entry", value)
    raise TypeError(f"an object was expected, not {value!r}")


def day(value: object) -> date:
    """Take a day as files write it. Raises ValueError."""
    return date.fromisoformat(str(value))


def period(value: object) -> Period:
    """Take a period as files write it. Raises KeyError, ValueError or TypeError."""
    found = mapping(value)
    return Period(day(found["from"]), day(found["to"]))


def sold(entry: Entry) -> Decimal:
    """Give the quantity of a sales line: as it stands, or packages × litres as hectolitres (RULES 0.2)."""
    if entry.get("qty") is not None:
        return Decimal(str(entry["qty"]))
    if entry.get("packages") is not None:
        return hectolitres(Decimal(str(entry["packages"])), str(entry["litres_each"])).amount
    return Decimal(0)


def _event(entry: Entry) -> Event:
    paid_on = entry.get("paid_on")
    turnover = next((entry[key] for key in TURNOVER if entry.get(key) is not None), "0")
    return Event(
        on=day(entry["date"]),
        group=str(entry["group"]),
        quantity=sold(entry),
        unit=str(entry.get("unit") or ""),
        turnover=Decimal(str(turnover)),
        paid_on=None if paid_on is None else day(paid_on),
        product=str(entry.get("product") or ""),
        id=str(entry.get("id") or ""),
        ordered=None if entry.get("ordered_on") is None else moment_of(str(entry["ordered_on"])),
    )
