"""What tiers per unit and tiers of turnover have in common."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Final, NamedTuple

from pydantic import Field

from akkoord.executing import (
    Concern,
    Count,
    Counted,
    Figure,
    Goal,
    InvalidRule,
    Part,
    Phrase,
    PricedRule,
    ProratedRule,
    euros,
    said,
)
from akkoord.executing.parameters import Choice, Number, Texts
from akkoord.executing.rule import EUROS
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.tiering import BOUNDARIES, METHODS, Boundary, Method, Slice, Tiering

WHOLE: Final = frozenset({"whole", "total"})

__all__ = ["Step", "TieredRule"]


class Step(NamedTuple):
    """A tier as it is reckoned with: its threshold, what a unit is worth in it, and its flat amount."""

    bound: Fraction
    worth: Fraction
    flat: Fraction


class TieredRule(PricedRule, ProratedRule):
    """Tiers over what was counted: thresholds × k, and what each tier that is reached is due over."""

    method: Annotated[Method, Choice, Ask(Words(nl="Staffel", en="Tiers"), choices=METHODS)]
    boundary: Annotated[Boundary, Choice, Ask(Words(nl="De drempel", en="The threshold"), choices=BOUNDARIES)] = "from"
    until: Annotated[
        Number | None,
        Ask(
            Words(nl="De laatste trede loopt tot en met", en="The last tier runs through"),
            help=Words(nl="Leeg: zonder einde. Daarboven wordt niets berekend.", en="Empty: without end."),
        ),
        Field(gt=0),
    ] = None
    until_included: Annotated[
        bool, Ask(Words(nl="Dat einde zelf hoort er nog bij", en="That end itself still belongs to it"))
    ] = True
    flat_at_zero: Annotated[
        bool, Ask(Words(nl="Vast bedrag ook als er niets is geteld", en="Flat amount also when nothing was counted"))
    ] = False
    reached_by: Annotated[
        Texts,
        Ask(
            Words(nl="De trede wordt bepaald door de groepen", en="The tier is decided by the groups"),
            help=Words(nl="Leeg: door wat ook betaald wordt.", en="Empty: by what is paid as well."),
        ),
    ] = ()

    @cached_property
    def steps(self) -> Sequence[Step]:
        """The tiers as they are reckoned with."""
        return tuple(self.as_steps())

    @cached_property
    def _tiering(self) -> Tiering:
        """How the tiers are applied in a whole period."""
        return self._tiers(Fraction(1))

    def _tiers(self, factor: Fraction) -> Tiering:
        return Tiering(self.method, [step.bound * factor for step in self.steps], self.boundary, self.flat_at_zero)

    @abstractmethod
    def as_steps(self) -> Iterable[Step]:
        """Give the tiers as they are reckoned with."""

    @abstractmethod
    def shown(self, counts: Fraction, unit: str) -> Figure:
        """Show what is counted."""

    @abstractmethod
    def shown_worth(self, worth: Fraction) -> Figure:
        """Show what a unit is worth."""

    @abstractmethod
    def paid(self, count: Count) -> Fraction:
        """Give what is counted: the quantity, or the turnover."""

    def factor(self, counted: Counted) -> Fraction:
        """Give the pro rata factor."""
        return counted.factor(self.prorate, self.full_period)

    def priced(self, count: Count, counted: Counted) -> list[Part]:
        """Price what counts by the tiers that are reached. Raises InvalidRule above the last tier."""
        factor, reached = self.factor(counted), self._reached(count, counted)
        tiering = self._tiering if factor == 1 else self._tiers(factor)
        bounds = tiering.bounds
        self._covered(reached, factor)
        slices = [each for each in tiering.slices(reached, self.paid(count)) if self._due(each)]
        parts = [self._part(each, bounds, reached, count) for each in slices]
        if not parts:
            parts = [Part("below", Fraction(0), self._below(reached, bounds[0], count.unit), self.paid(count))]
        if factor != 1:
            parts.insert(0, Part("thresholds", Fraction(0), self._lowered(factor, bounds)))
        return parts

    def step_at(self, reached: Fraction) -> Step | None:
        """Give the highest tier that so much reaches; None below the first. Raises InvalidRule above the last one."""
        self._covered(reached, Fraction(1))
        tiering = replace(self._tiering, method="whole")
        highest = next(tiering.slices(reached, reached), None)
        return None if highest is None else self.steps[highest.place]

    def _reached(self, count: Count, counted: Counted) -> Fraction:
        if not self.reached_by:
            return self.paid(count)
        deciding = counted.count(self.reached_by, basis=self.basis, first=self.first, last=self.last)
        return self.paid(deciding)

    def _due(self, each: Slice) -> bool:
        """Tell whether a tier shows: the one that holds the whole does, a slice when there is something in it."""
        return self.method == "whole" or bool(each.counts) or (each.flat and bool(self.steps[each.place].flat))

    def _covered(self, reached: Fraction, factor: Fraction) -> None:
        if self.until is None:
            return
        end = self.until * factor
        if reached > end or (reached == end and not self.until_included):
            said_of_it = said(
                "Geen trede geldt voor {q}: de laatste trede loopt tot en met {until}. Geef de laatste geen einde.",
                "No tier covers {q}: the last tier runs through {until}. Give the last one no end.",
                q=self.shown(reached, ""),
                until=self.shown(end, ""),
            )
            raise InvalidRule(self.kind, self.label, [said_of_it])

    def _part(self, each: Slice, bounds: Sequence[Fraction], reached: Fraction, count: Count) -> Part:
        step = self.steps[each.place]
        values = {
            "q": self.shown(each.counts, count.unit),
            "bound": self.shown(bounds[each.place], ""),
            "rate": self.shown_worth(step.worth),
        }
        amount = each.counts * step.worth
        if self.method in WHOLE:
            values["reached"] = self.shown(reached, count.unit)
        flat = each.flat and bool(step.flat)
        if flat:
            amount += step.flat
            values["flat"] = euros(step.flat)
        return Part(f"tier-{each.place + 1}", amount, Phrase(self._texts[flat], values), each.counts)

    @cached_property
    def _texts(self) -> Mapping[bool, Words]:
        """The working of a tier, without and with a flat amount."""
        nl, en = self._at
        if self.method in WHOLE:
            text = (
                f"{{reached}} haalt de trede {nl} {{bound}}: {{q}}",
                f"{{reached}} reaches the tier {en} {{bound}}: {{q}}",
            )
        elif self.method == "rolling":
            text = f"{{q}} tot het einde van de trede {nl} {{bound}}", f"{{q}} up to the end of the tier {en} {{bound}}"
        else:
            text = f"{{q}} {nl} {{bound}}", f"{{q}} {en} {{bound}}"
        plain = Words(nl=f"{text[0]} × {{rate}}", en=f"{text[1]} × {{rate}}")
        return {False: plain, True: Words(nl=f"{plain.nl} + {{flat}}", en=f"{plain.en} + {{flat}}")}

    @property
    def _at(self) -> tuple[str, str]:
        return ("vanaf", "from") if self.boundary == "from" else ("boven", "above")

    def _below(self, reached: Fraction, bound: Fraction, unit: str) -> Phrase:
        nl, en = self._at
        return said(
            "{q} haalt de eerste trede " + nl + " {bound} niet",
            "{q} does not reach the first tier " + en + " {bound}",
            q=self.shown(reached, unit),
            bound=self.shown(bound, ""),
        )

    def _lowered(self, factor: Fraction, bounds: Sequence[Fraction]) -> Phrase:
        names = {f"b{place}": bound for place, bound in enumerate(bounds)}
        listed = ", ".join(f"{{{name}}}" for name in names)
        return said(f"drempels × {{factor}}: {listed}", f"thresholds × {{factor}}: {listed}", factor=factor, **names)

    def goal(self, counted: Counted) -> Goal | None:
        """Aim at the next tier; in the last one there is nothing left to reach."""
        count, factor = self.chargeable(counted), self.factor(counted)
        reached = self._reached(count, counted)
        for step in self.steps:
            bound = step.bound * factor
            if bound > reached:
                nl, en = (f"{{rate}} {at} {{bound}}" for at in self._at)
                unit = count.unit if self.measure_of == "quantity" else EUROS
                text = said(nl, en, rate=self.shown_worth(step.worth), bound=self.shown(bound, ""))
                return Goal(bound, reached, unit, text)
        return None

    def price_in_words(self) -> Phrase:
        """Say every tier."""
        values: dict[str, object] = {}
        nl, en = self._at
        texts = []
        for place, step in enumerate(self.steps):
            values |= {f"q{place}": self.shown(step.bound, ""), f"r{place}": self.shown_worth(step.worth)}
            values[f"f{place}"] = euros(step.flat)
            texts.append((f"{{r{place}}}" + (f" + {{f{place}}}" if step.flat else ""), f"{{q{place}}}"))
        how = METHODS[self.method]
        return said(
            ", ".join(f"{rate} {nl} {bound}" for rate, bound in texts) + f", {how.nl}",
            ", ".join(f"{rate} {en} {bound}" for rate, bound in texts) + f", {how.en}",
            **values,
        )

    def mistakes(self) -> Iterable[Concern]:
        """Refuse tiers that do not rise: nobody can tell which of them counts."""
        yield from super().mistakes()
        for lower, higher in pairwise(self.steps):
            if higher.bound <= lower.bound:
                yield Concern(
                    "tiers",
                    said(
                        "De trede vanaf {higher} staat na die vanaf {lower}; zet de treden in oplopende volgorde.",
                        "The tier from {higher} comes after the one from {lower}; put the tiers in rising order.",
                        higher=higher.bound,
                        lower=lower.bound,
                    ),
                )
        if self.until is not None and self.until <= self.steps[-1].bound:
            yield Concern(
                "until",
                said(
                    "De laatste trede begint bij {last} en kan niet al bij {until} eindigen.",
                    "The last tier begins at {last} and cannot end at {until} already.",
                    last=self.steps[-1].bound,
                    until=self.until,
                ),
            )

    def warnings(self) -> Iterable[Concern]:
        """Warn of a cliff, where one more unit makes the whole smaller, and of tiers that end."""
        for lower, higher in pairwise(self.steps):
            drop = self._worth_at(lower, higher.bound) - self._worth_at(higher, higher.bound)
            if self.method == "whole" and drop > 0:
                yield Concern(
                    "tiers",
                    said(
                        "Vanaf {bound} daalt het bedrag over het geheel: één eenheid meer levert minder op.",
                        "From {bound} the amount for the whole drops: one more unit makes less.",
                        bound=higher.bound,
                    ),
                    drop,
                )
        if self.until is not None:
            yield Concern(
                "until",
                said(
                    "Boven {until} geldt geen trede; dan kan er niet worden afgerekend.",
                    "Above {until} no tier counts; then nothing can be settled.",
                    until=self.until,
                ),
            )

    def in_last_tier(self, counts: Fraction) -> Fraction:
        """Give so much, or what is still in the last tier, for a worked example."""
        if self.until is None or counts < self.until:
            return counts
        return self.until if self.until_included else (self.steps[-1].bound + self.until) / 2

    def _worth_at(self, step: Step, bound: Fraction) -> Fraction:
        return bound * step.worth + step.flat
