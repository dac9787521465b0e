"""A base for rule kinds that put a price on what was counted: what goes off and on it, always in the same order."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal, NamedTuple

from pydantic import Field

from akkoord.executing.bases import CountingRule, words
from akkoord.executing.counted import Count, Counted
from akkoord.executing.line import ExactLine
from akkoord.executing.parameters import Choice, Euro, Number, Pct
from akkoord.executing.phrase import amount_of, euros, percent
from akkoord.executing.rule import Concern
from akkoord.facts import Ask
from akkoord.language import Message, Speaks, Words
from akkoord.values import Period

Measure = Literal["quantity", "turnover"]
Over = Literal["period", "contract"]

OVERS: Final[Mapping[str, Words]] = {
    "period": words(Message("each period by itself")),
    "contract": words(Message("all that was counted since the contract began, less what came before the period")),
}


class Part(NamedTuple):
    """A part of an amount, such as a tier or a discount: its name, its working, and what it was computed over."""

    name: str
    amount: Fraction
    step: Speaks
    quantity: Fraction | None = None


class PricedRule(CountingRule):
    """A rule that prices what was counted; what is agreed besides the price is applied in a fixed order.

    First what does not count yet comes off, then comes the price, then the discount, then the maximum and last the
    minimum. A minimum counts once the period is over. Over the contract a period is worth what everything since the
    commencement comes to, less what everything before the period comes to: a late line stays in its own period, and
    a maximum holds for all periods together.
    """

    measure_of: ClassVar[Measure] = "quantity"

    free: Annotated[
        Number,
        Ask(
            words(Message("First part that does not count")),
            help=words(Message("Comes off what was counted, before tiers and prices.")),
        ),
        Field(ge=0),
    ] = Fraction(0)
    discount_pct: Annotated[Pct, Ask(words(Message("Discount on the amount")), unit="%"), Field(ge=0, le=100)] = (
        Fraction(0)
    )
    at_most: Annotated[Euro | None, Ask(words(Message("At most")), unit="EUR"), Field(ge=0)] = None
    billed_before: Annotated[
        Euro,
        Ask(
            words(Message("Already charged under this maximum")),
            unit="EUR",
            help=words(Message("What another administration charged in the same period, such as before a takeover.")),
        ),
        Field(ge=0),
    ] = Fraction(0)
    at_least: Annotated[Euro | None, Ask(words(Message("At least")), unit="EUR"), Field(ge=0)] = None
    over: Annotated[Over, Choice, Ask(words(Message("Counted over")), choices=OVERS)] = "period"
    in_parts: Annotated[bool, Ask(words(Message("Every part is a line of its own")))] = False

    @classmethod
    def counts_since_commencement(cls, parameters: Mapping[str, object]) -> bool:
        """Tell whether it counts over the whole contract."""
        return parameters.get("over") == "contract"

    @abstractmethod
    def priced(self, count: Count, counted: Counted) -> Sequence[Part]:
        """Price what counts of what was counted, in parts with names of their own."""

    @abstractmethod
    def price_in_words(self) -> Speaks:
        """Say the price, without what is agreed besides it."""

    def in_words(self) -> Speaks:
        """Say the price, and what is agreed besides it."""
        said = self.price_in_words()
        for more in self._besides():
            said = Message("{said}, {more}", {"said": said, "more": more})
        return said

    def factor(self, counted: Counted) -> Fraction:
        """Give the pro rata factor; a kind may have one."""
        del counted
        return Fraction(1)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Price what was counted in the period, in one line or in a line for every part."""
        count, parts = self._computed(counted)
        before = self._before(counted)
        if before is not None:
            parts = [*parts, *_reversed(before)]
        if not self.in_parts:
            return (ExactLine(_total(parts), tuple([part.step for part in parts]), count.quantity, count.unit),)
        return _lines(parts, count.unit)

    @cached_property
    def _has_only_a_price(self) -> bool:
        """Whether nothing is agreed besides the price: so are most rules, and a great many are computed at once."""
        limits = self.at_most, self.at_least
        return not self.free and not self.discount_pct and limits == (None, None)

    def _computed(self, counted: Counted) -> tuple[Count, Sequence[Part]]:
        """Count and price a whole window, in the fixed order."""
        window = self._window(counted)
        count = self.count(window)
        if self._has_only_a_price:
            return count, self.priced(count, window)
        parts: list[Part] = []
        if self.free:
            count, parts = self._chargeable(count, self.factor(window))
        parts += self.priced(count, window)
        if self.discount_pct:
            parts.append(self._discount(_total(parts)))
        if self.at_most is not None or self.at_least is not None:
            parts += self._within(_total(parts), final=counted.final)
        return count, parts

    def chargeable(self, counted: Counted) -> Count:
        """Count what is priced: without the first part that does not count."""
        window = self._window(counted)
        return self._chargeable(self.count(window), self.factor(window))[0]

    def _window(self, counted: Counted) -> Counted:
        return _since(counted) if self.over == "contract" else counted

    def _before(self, counted: Counted) -> Sequence[Part] | None:
        """Price what was counted before the period, when the rule counts over the contract and anything was."""
        begin = counted.commencement
        if self.over == "period" or begin is None or begin >= counted.period.first:
            return None
        last = counted.period.first - timedelta(days=1)
        return self._computed(replace(counted, period=Period(begin, last)))[1]

    def _chargeable(self, count: Count, factor: Fraction) -> tuple[Count, list[Part]]:
        """Take off what does not count yet; what was returned stays as it is."""
        counts = count.quantity if self.measure_of == "quantity" else count.turnover
        free = min(max(counts, Fraction(0)), self.free * factor)
        if not free:
            return count, []
        left = counts - free
        shown = euros if self.measure_of == "turnover" else lambda value: amount_of(value, count.unit)
        values = {"all": shown(counts), "free": shown(free), "left": shown(left)}
        step = Message("{all} - {free} that does not count = {left}", values)
        kept = replace(count, quantity=left) if self.measure_of == "quantity" else replace(count, turnover=left)
        return kept, [Part("free", Fraction(0), step, -free)]

    def _discount(self, total: Fraction) -> Part:
        values = {"pct": percent(self.discount_pct), "total": euros(total)}
        return Part("discount", -total * self.discount_pct / 100, Message("less {pct} of {total}", values))

    def _within(self, total: Fraction, *, final: bool) -> list[Part]:
        """Cut off what is above the maximum, and add what is missing to the minimum."""
        if self.at_most is not None:
            room = max(Fraction(0), self.at_most - self.billed_before)
            if total > room:
                return [Part("most", room - total, self._most(room))]
        if self.at_least is not None and final and total < self.at_least:
            least = self.at_least
            return [Part("least", least - total, Message("at least {least}", {"least": euros(least)}))]
        return []

    def _most(self, room: Fraction) -> Message:
        if not self.billed_before:
            return Message("at most {most}", {"most": euros(room)})
        values = {"most": euros(self.at_most or room), "before": euros(self.billed_before), "room": euros(room)}
        return Message("at most {most} - {before} charged before = {room}", values)

    def _besides(self) -> Iterable[Speaks]:
        if self.free:
            free = euros(self.free) if self.measure_of == "turnover" else amount_of(self.free, "")
            yield Message("the first {free} does not count", {"free": free})
        if self.discount_pct:
            yield Message("less {pct}", {"pct": percent(self.discount_pct)})
        if self.at_most is not None:
            yield Message("at most {most}", {"most": euros(self.at_most)})
        if self.at_least is not None:
            yield Message("at least {least}", {"least": euros(self.at_least)})
        if self.over == "contract":
            yield Message("over the whole contract")

    def mistakes(self) -> Iterable[Concern]:
        """Refuse limits that contradict each other, and a window of its own beside one over the contract."""
        yield from super().mistakes()
        if self.at_most is not None and self.at_least is not None and self.at_least > self.at_most:
            values = {"least": euros(self.at_least), "most": euros(self.at_most)}
            yield Concern("at_least", Message("The minimum {least} is above the maximum {most}.", values))
        if self.billed_before and self.at_most is None:
            yield Concern("billed_before", Message("What was charged before counts under a maximum; give one."))
        own = self.first or self.last
        if self.over == "contract" and (own or getattr(self, "prorate", "none") != "none"):
            said = Message("A rule over the contract has no days of its own and is not cut down in a shorter period.")
            yield Concern("over", said)


def _total(parts: Sequence[Part]) -> Fraction:
    return parts[0].amount if len(parts) == 1 else sum((part.amount for part in parts), Fraction(0))


def _since(counted: Counted) -> Counted:
    """Widen the period to everything since the commencement."""
    begin = counted.commencement
    if begin is None or begin >= counted.period.first:
        return counted
    return replace(counted, period=Period(begin, counted.period.last))


def _reversed(parts: Iterable[Part]) -> list[Part]:
    return [
        part._replace(
            amount=-part.amount,
            quantity=None if part.quantity is None else -part.quantity,
            step=Message("less before the period: {step}", {"step": part.step}),
        )
        for part in parts
    ]


def _lines(parts: Sequence[Part], unit: str) -> tuple[ExactLine, ...]:
    """Give every part as a line; parts of one name are one line, and a note goes with the line after it."""
    found: dict[str, ExactLine] = {}
    notes: tuple[Speaks, ...] = ()
    for part in parts:
        if part.quantity is None and not part.amount:
            notes = (*notes, part.step)
            continue
        line = ExactLine(part.amount, (*notes, part.step), part.quantity, unit, part=part.name)
        found[part.name] = _together(found[part.name], line) if part.name in found else line
        notes = ()
    return tuple(found.values())


def _together(one: ExactLine, other: ExactLine) -> ExactLine:
    quantities = [each.quantity for each in (one, other) if each.quantity is not None]
    quantity = sum(quantities, Fraction(0)) if quantities else None
    return replace(one, amount=one.amount + other.amount, steps=(*one.steps, *other.steps), quantity=quantity)
