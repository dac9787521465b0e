"""A credit for a service that was not available enough, up to a cap a month and a cap a year."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Phrase, Rule, euros, percent, said
from akkoord.executing.parameters import Euro, Listed, Pct, RuleRow, Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_service.counting import reading_of, sample_of

__all__ = ["AvailabilityCredit", "AvailabilityLevel"]

_ALL = Fraction(100)


class AvailabilityLevel(RuleRow):
    """Below which availability which part of the fee is credited; the level itself is still enough."""

    below: Annotated[Pct, Ask(Words(nl="Beschikbaarheid onder", en="Availability below"), unit="%"),
                     Field(gt=0, le=100)]  # fmt: skip
    pct: Annotated[Pct, Ask(Words(nl="Vergoeding", en="Credit"), unit="%"), Field(ge=0, le=100)]


class AvailabilityCredit(
    Rule,
    kind="availability_credit",
    label=Words(nl="Vergoeding bij te lage beschikbaarheid", en="Availability credit"),
):
    """Fee × the percentage of the lowest level that was missed; at most the cap of the month and what the year leaves.

    The year is this month with the eleven before it: of what was charged in them at most so much is credited.
    """

    monthly_fee: Annotated[Euro, Ask(Words(nl="Vergoeding per maand", en="Fee a month"), unit="EUR"), Field(ge=0)]
    availability: Annotated[
        Pct | None, Ask(Words(nl="Gehaalde beschikbaarheid", en="Availability reached"), unit="%"), Field(ge=0, le=100)
    ] = None
    readings: Annotated[Texts, Ask(Words(nl="Of: laatste meting van", en="Or: last reading of"))] = ()
    levels: Annotated[tuple[AvailabilityLevel, ...], Listed, Ask(Words(nl="Niveaus", en="Levels")), Field(min_length=1)]
    cap_pct: Annotated[
        Pct | None, Ask(Words(nl="Hoogstens per maand", en="At most a month"), unit="%"), Field(ge=0, le=100)
    ] = None
    cap_year_pct: Annotated[
        Pct | None, Ask(Words(nl="Hoogstens per jaar", en="At most a year"), unit="%"), Field(ge=0, le=100)
    ] = None
    charged_before: Annotated[
        Euro, Ask(Words(nl="In rekening, elf maanden ervoor", en="Charged, eleven months before"), unit="EUR"),
        Field(ge=0)
    ] = Fraction(0)  # fmt: skip
    credited_before: Annotated[
        Euro, Ask(Words(nl="Vergoed, elf maanden ervoor", en="Credited, eleven months before"), unit="EUR"), Field(ge=0)
    ] = Fraction(0)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the credit of the level, within the caps; enough gives a line of nothing."""
        reached = reading_of(counted, self.readings) if self.availability is None else self.availability
        if reached is None or not 0 <= reached <= _ALL:
            unknown = said("geen beschikbaarheid bekend van 0 tot en met 100%",
                           "no availability is known from 0 through 100%")  # fmt: skip
            return (ExactLine(Fraction(0), (unknown,)),)
        pct = next((level.pct for level in self.levels if reached < level.below), Fraction(0))
        amount = self.monthly_fee * pct / 100
        text = "{fee} × {pct}"
        measured = said("beschikbaarheid {reached}", "availability {reached}", reached=percent(reached))
        steps = [measured, said(text, text, fee=euros(self.monthly_fee), pct=percent(pct))]
        for most, step in self._caps():
            if amount > most:
                amount = most
                steps.append(step)
        return (ExactLine(amount, tuple(steps)),)

    def _caps(self) -> Iterable[tuple[Fraction, Phrase]]:
        """Give what may be credited at most: of the month, and of what the year leaves."""
        if self.cap_pct is not None:
            most = self.monthly_fee * self.cap_pct / 100
            yield most, said("hoogstens {most} per maand", "at most {most} a month", most=euros(most))
        if self.cap_year_pct is not None:
            year = (self.charged_before + self.monthly_fee) * self.cap_year_pct / 100
            left = max(Fraction(0), year - self.credited_before)
            yield (
                left,
                said(
                    "hoogstens {year} per jaar, waarvan {before} al vergoed: {left}",
                    "at most {year} a year, of which {before} was credited: {left}",
                    year=euros(year),
                    before=euros(self.credited_before),
                    left=euros(left),
                ),
            )

    def in_words(self) -> Phrase:
        """Say every level."""
        values: dict[str, object] = {"fee": euros(self.monthly_fee)}
        for place, level in enumerate(self.levels):
            values |= {f"b{place}": percent(level.below), f"p{place}": percent(level.pct)}
        nl = ", ".join(f"{{p{place}}} onder {{b{place}}}" for place in range(len(self.levels)))
        en = ", ".join(f"{{p{place}}} below {{b{place}}}" for place in range(len(self.levels)))
        return said(f"van {{fee}}: {nl}", f"of {{fee}}: {en}", **values)

    def sample(self) -> tuple[Phrase, Counted]:
        """Miss the lowest level by half, unless the availability is given."""
        if self.availability is not None:
            text = "Bij een beschikbaarheid van {reached}", "With an availability of {reached}"
            return said(*text, reached=percent(self.availability)), sample_of((), 0)
        return said("Bij een beschikbaarheid van 0%", "With an availability of 0%"), sample_of(self.readings, 0)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a credit without something to measure, and levels of which nobody can tell which counts."""
        if (self.availability is None) == (not self.readings):
            yield Concern(
                "availability",
                said(
                    "Geef de beschikbaarheid, of de groep waarin zij wordt gemeten: een van beide.",
                    "Give the availability, or the group in which it is measured: one of the two.",
                ),
            )
        if any(higher.below <= lower.below for lower, higher in pairwise(self.levels)):
            yield Concern(
                "levels",
                said("Zet de niveaus van laag naar hoog.", "Put the levels in rising order."),
            )

    def warnings(self) -> Iterable[Concern]:
        """Warn of a level that credits less than a better one."""
        for lower, higher in pairwise(self.levels):
            if lower.pct < higher.pct:
                yield Concern(
                    "levels",
                    said(
                        "Onder {below} is de vergoeding lager dan erboven.",
                        "Below {below} the credit is lower than above it.",
                        below=percent(lower.below),
                    ),
                    self.monthly_fee * (higher.pct - lower.pct) / 100,
                )
