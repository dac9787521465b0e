"""A rate by what is in use, where things come and go during the period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, NamedTuple

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, InvalidRule, Phrase, Rule, amount_of, euros, said
from akkoord.executing.parameters import Groups, Listed, Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of
from akkoord_rules_volume.tiers import Tier

__all__ = ["Movement", "TierInUse", "stacked"]


class Movement(NamedTuple):
    """How many came or went on a day, and what they count for by the time that they are in use."""

    on: date
    units: Fraction
    weighed: Fraction


def stacked(bounds: Sequence[Fraction], movements: Iterable[Movement]) -> tuple[list[Fraction], Fraction]:
    """Divide movements over tiers: what comes is put on top, what goes is taken from the top.

    Gives what every tier counts, and the most that was in use at once. Raises ValueError when more goes than is there.
    """
    counts, level, peak = [Fraction(0)] * len(bounds), Fraction(0), Fraction(0)
    for movement in movements:
        after = level + movement.units
        if after < 0:
            raise ValueError(movement.on)
        if movement.units:
            share = movement.weighed / abs(movement.units)
            for place, part in enumerate(_overlaps(bounds, min(level, after), max(level, after))):
                counts[place] += part * share
        level = after
        peak = max(peak, level)
    return counts, peak


def _overlaps(bounds: Sequence[Fraction], low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Give how much of what lies between two levels lies in every tier."""
    for begin, end in pairwise([*bounds, max(high, bounds[-1])]):
        yield max(Fraction(0), min(high, end) - max(low, begin))


class TierInUse(
    Rule, kind="tier_in_use", label=Words(nl="Staffel over wat in gebruik is", en="Tiers of what is in use")
):
    """In every tier: units × the part of the period that they are in use × the rate; whole units choose the tier.

    What comes takes the next place in the tiers, what goes leaves from the top. A tier's flat amount is due once the
    most that was in use at once is above its threshold. What came before the period is in use from its first day.
    """

    groups: Annotated[Groups, Ask(Words(nl="Wat komt en gaat", en="What comes and goes"))]
    weighed: Annotated[
        Texts,
        Ask(
            Words(nl="Gewogen naar tijd in de groepen", en="Weighed by time in the groups"),
            help=Words(
                nl="Leeg: naar de dagen die nog volgen in de periode.", en="Empty: by the days left in the period."
            ),
        ),
    ] = ()
    tiers: Annotated[tuple[Tier, ...], Listed, Ask(Words(nl="Treden, boven", en="Tiers, above")), Field(min_length=1)]

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Tell that every day counts."""
        del parameters
        return True

    @classmethod
    def counts_since_commencement(cls, parameters: Mapping[str, object]) -> bool:
        """Tell that what came before the period counts as well."""
        del parameters
        return True

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Price what was in use. Raises InvalidRule when more went than had come."""
        bounds = [tier.from_qty for tier in self.tiers]
        try:
            counts, peak = stacked(bounds, self.movements(counted))
        except ValueError as error:
            raise InvalidRule(self.kind, self.label, [_too_many(error.args[0])]) from error
        amount, steps = Fraction(0), []
        for tier, count in zip(self.tiers, counts, strict=True):
            flat = tier.flat if peak > tier.from_qty else Fraction(0)
            amount += count * tier.rate + flat
            if count or flat:
                steps.append(_step(tier, count, flat))
        nothing = said("niets in gebruik", "nothing in use")
        yield ExactLine(amount, tuple(steps) or (nothing,), sum(counts, Fraction(0)))

    def movements(self, counted: Counted) -> list[Movement]:
        """Give what came and went, day by day; what was there already comes on the first day."""
        first = counted.period.first
        opening = counted.since_commencement(self.groups, last=first - timedelta(days=1)).quantity
        found = [Movement(first, opening, opening)] if opening and counted.commencement else []
        units, weighed = self._by_day(counted, self.groups), self._by_day(counted, self.weighed)
        for day in sorted(units):
            weight = weighed.get(day, Fraction(0)) if self.weighed else units[day] * _part_left(counted, day)
            found.append(Movement(day, units[day], weight))
        return found

    def _by_day(self, counted: Counted, groups: Sequence[str]) -> dict[date, Fraction]:
        by_day: dict[date, Fraction] = {}
        for event in counted.counting(groups):
            by_day[event.on] = by_day.get(event.on, Fraction(0)) + Fraction(event.quantity)
        return by_day

    def in_words(self) -> Phrase:
        """Say every tier."""
        values: dict[str, object] = {}
        nl, en = [], []
        for place, tier in enumerate(self.tiers):
            values |= {f"r{place}": euros(tier.rate), f"q{place}": tier.from_qty, f"f{place}": euros(tier.flat)}
            flat = f" + {{f{place}}}" if tier.flat else ""
            nl.append(f"{{r{place}}}{flat} boven {{q{place}}}")
            en.append(f"{{r{place}}}{flat} above {{q{place}}}")
        return said(f"{', '.join(nl)}, naar de tijd in gebruik", f"{', '.join(en)}, by the time in use", **values)

    def sample(self) -> tuple[Phrase, Counted]:
        """Have one more than the last threshold in use all year."""
        units = self.tiers[-1].from_qty + 1
        facts = year_of(self.groups[0], units)
        weighed = [event for group in self.weighed[:1] for event in year_of(group, units).counting([group])]
        every = [*facts.counting(self.groups), *weighed]
        return said("Bij {q} het hele jaar", "With {q} all year", q=units), Counted.of(every, facts.period)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse tiers that do not rise."""
        for lower, higher in pairwise(self.tiers):
            if higher.from_qty <= lower.from_qty:
                yield Concern(
                    "tiers",
                    said(
                        "De trede boven {higher} staat na die boven {lower}; zet de treden in oplopende volgorde.",
                        "The tier above {higher} comes after the one above {lower}; put the tiers in rising order.",
                        higher=higher.from_qty,
                        lower=lower.from_qty,
                    ),
                )


def _part_left(counted: Counted, day: date) -> Fraction:
    """Give the part of the period that is left on a day, that day included."""
    period = counted.period
    return Fraction((period.last - day).days + 1, (period.last - period.first).days + 1)


def _step(tier: Tier, count: Fraction, flat: Fraction) -> Phrase:
    text = "{q} {at} {bound} × {rate}" + (" + {flat}" if flat else "")
    values = {"q": amount_of(count, ""), "bound": tier.from_qty, "rate": euros(tier.rate), "flat": euros(flat)}
    return said(text.replace("{at}", "boven"), text.replace("{at}", "above"), **values)


def _too_many(day: date) -> Phrase:
    return said("Op {day} gaat er meer weg dan er was.", "On {day} more goes than there was.", day=day)
