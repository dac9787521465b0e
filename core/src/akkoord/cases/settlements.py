"""Settle the settlements of a case from the parameters and the sales in the file (RULES 0.8, 0.10, 0.12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from akkoord.cases.context import CaseContext, Entry, day, entries, mapping, period
from akkoord.executing import (
    AgreedRule,
    Counted,
    Cumulation,
    CumulationMode,
    Direction,
    GoodsVat,
    Position,
    RuleKinds,
    Statement,
    Treatment,
    Vat,
    settle,
)
from akkoord.values import Period, contract_year

__all__ = ["Settlements", "agreed_rule"]


@dataclass(frozen=True)
class Settlements:
    """The settlements of a case, each computed once; a correction builds on the one it corrects."""

    context: CaseContext

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The settlements as they stand in the file."""
        return tuple(entry for _, entry in entries(self.context.case.sections.get("settlements")))

    @cached_property
    def _done(self) -> dict[int, Statement]:
        return {}

    def statement(self, place: int) -> Statement:
        """Compute a settlement. Raises whatever its rules raise."""
        if place not in self._done:
            self._done[place] = settle(
                self.rules(place),
                self._counted(place),
                booked=self._booked(place),
                cumulations=self.cumulations(place),
            )
        return self._done[place]

    def rules(self, place: int) -> list[AgreedRule]:
        """Give the rules of a settlement; a correction without rules of its own has those of what it corrects."""
        own = [entry for _, entry in entries(self.entries[place].get("lines")) if "rule" in entry]
        if not own and self._corrected(place) is not None:
            return self.rules(cast("int", self._corrected(place)))
        return [agreed_rule(entry, self.context.kinds) for entry in own]

    def cumulations(self, place: int) -> list[Cumulation]:
        """Tell how the lines of a settlement cumulate."""
        return _cumulations(self._with_own("cumulation", place))

    def _with_own(self, key: str, place: int) -> object:
        """Give a key of a settlement, or of the one it corrects."""
        corrected = self._corrected(place)
        if key in self.entries[place] or corrected is None:
            return self.entries[place].get(key)
        return self._with_own(key, corrected)

    def _corrected(self, place: int) -> int | None:
        """Find the settlement that this one corrects: the named one, above it."""
        name = self.entries[place].get("corrects")
        named = [other for other, entry in enumerate(self.entries[:place]) if name and entry.get("id") == name]
        if name and not named:
            raise ValueError(f"there is no settlement {name!r} above it")
        return named[-1] if named else None

    def _booked(self, place: int) -> Position:
        """Add up what this settlement corrects: the corrected one, and its earlier corrections."""
        corrected = self._corrected(place)
        if corrected is None:
            return Position()
        name = self.entries[corrected].get("id")
        earlier = [at for at in range(corrected + 1, place) if self.entries[at].get("corrects") == name]
        return self.statement((earlier or [corrected])[-1]).position

    def span(self, place: int) -> Period:
        """Give the period of a settlement; a correction that says none has that of what it corrects."""
        return period(self._with_own("period", place))

    def _counted(self, place: int) -> Counted:
        """Say what is known: everything in the file up to the cut-off; lines of an end are due on the last day."""
        span = self.span(place)
        return Counted(
            span,
            day(self.entries[place].get("cutoff") or span.last.isoformat()),
            self.context.events,
            commencement=self.context.commencement,
            full_period=self._full_period(place),
            ends=span.last,
        )

    def _full_period(self, place: int) -> Period | None:
        """Give the full period that a part of it is cut down by: as it stands, else that of the contract year."""
        stated = self._with_own("full_period", place)
        if stated is not None:
            return period(stated)
        year, first = self._with_own("contract_year", place), self.context.commencement
        return contract_year(first, year) if isinstance(year, int) and first is not None else None


def agreed_rule(entry: Entry, kinds: RuleKinds) -> AgreedRule:
    """Make the rule of a line. Raises UnknownRuleKind or InvalidRule."""
    kind = kinds[str(entry["rule"])]
    parameters = dict(mapping(entry.get("params") or {}))
    group = parameters.pop("group", None) if "group" not in kind.model_fields else None
    vat = mapping(entry.get("vat") or {"treatment": "out_of_scope", "rate": "0"})
    return AgreedRule(
        str(entry.get("line") or entry.get("id") or entry["rule"]),
        kind.read(parameters),
        cast("Direction", entry.get("direction", "receivable")),
        _vat(vat),
        group=None if group is None else str(group),
        goods=tuple(
            GoodsVat(tuple(map(str, cast("list[object]", each["groups"]))), _vat(each))
            for _, each in entries(vat.get("goods"))
        ),
    )


def _vat(found: Entry) -> Vat:
    return Vat.of(cast("Treatment", found["treatment"]), str(found.get("rate", "0")))


def _cumulations(value: object) -> list[Cumulation]:
    """Read how groups cumulate: one object, or a list of them."""
    found = [value] if isinstance(value, Mapping) else list(cast("list[object]", value or ()))
    return [Cumulation(str(mapping(each)["group"]), cast("CumulationMode", mapping(each)["mode"])) for each in found]
