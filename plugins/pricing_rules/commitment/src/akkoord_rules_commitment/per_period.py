"""A fee for every unit bought too few in a period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import (
    Concern,
    Counted,
    Event,
    ExactLine,
    Goal,
    Phrase,
    ProratedRule,
    Rule,
    amount_of,
    euros,
    percent,
    said,
)
from akkoord.executing.parameters import Listed, Number, Pct, Rate, RuleRow, Whole, as_text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, contract_year, contract_years, days_after, round_half_up
from akkoord_rules_commitment.held import (
    SUSPENDED,
    Suspension,
    carried_over,
    less_suspended,
    suspended_days,
)

__all__ = ["CommitmentPart", "ShortfallPerUnit"]


class CommitmentPart(RuleRow):
    """A yearly commitment that held for some months of the period."""

    annual: Annotated[Number, Ask(Words(nl="Per jaar", en="A year")), Field(ge=0)]
    months: Annotated[Whole, Ask(Words(nl="Maanden", en="Months"), unit="month"), Field(ge=1, le=12)]


class ShortfallPerUnit(
    ProratedRule,
    kind="shortfall_per_unit",
    label=Words(nl="Vergoeding bij mindere afname", en="Fee for a shortfall"),
):
    """RULES 0.8 `shortfall_per_unit`: max(0, C × (1 - tolerance) - q) × rate.

    C is the commitment × k, or the sum of the parts: annual × months / 12; less, by days, the part of the period in
    which it was suspended. What is bought above the commitment counts in a later contract year only where that is
    agreed; what then makes up for a shortfall is used up.
    """

    commitment: Annotated[Number | None, Ask(Words(nl="Toezegging per jaar", en="Commitment a year")), Field(ge=0)] = (
        None
    )
    commitment_parts: Annotated[
        tuple[CommitmentPart, ...], Listed, Ask(Words(nl="Toezegging in delen", en="Commitment in parts"))
    ] = ()
    suspensions: Annotated[
        tuple[Suspension, ...], Listed, Ask(Words(nl="Opgeschort", en="Suspended"), help=SUSPENDED)
    ] = ()
    carries: Annotated[
        bool,
        Ask(Words(nl="Een overschot telt in latere contractjaren mee", en="A surplus counts in later contract years")),
    ] = False
    carried: Annotated[
        Number,
        Ask(Words(nl="Overschot van een eerder contract", en="Surplus of an earlier contract")),
        Field(ge=0),
    ] = Fraction(0)
    tolerance_pct: Annotated[Pct, Ask(Words(nl="Toegestane marge", en="Tolerance"), unit="%"), Field(ge=0, le=100)] = (
        Fraction(0)
    )
    rate: Annotated[
        Rate, Ask(Words(nl="Bedrag per eenheid te weinig", en="Rate per unit too few"), unit="EUR"), Field(ge=0)
    ]

    @classmethod
    def counts_since_commencement(cls, parameters: Mapping[str, object]) -> bool:
        """Tell whether earlier years count."""
        return bool(parameters.get("carries"))

    def surplus(self, counted: Counted) -> Fraction:
        """Give what was bought above the commitment before the period and was not used up yet."""
        left, begin = self.carried, counted.commencement
        if not self.carries or begin is None or begin >= counted.period.first:
            return left
        for place, year in enumerate(contract_years(begin, days_after(counted.period.first, -1)), 1):
            facts = replace(counted, period=year, full_period=contract_year(begin, place))
            committed, _ = self._held(facts, "")
            left = max(Fraction(0), left + self.count(facts).quantity - committed)
        return left

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take what is missing below the floor times the rate; nothing missing gives a line of nothing."""
        count = self.count(counted)
        committed, steps = self._held(counted, count.unit)
        floor = committed * (1 - self.tolerance_pct / 100)
        surplus = self.surplus(counted)
        quantity = count.quantity + surplus
        short = max(Fraction(0), floor - quantity)
        if self.tolerance_pct:
            steps.append(self._lowered(floor, count.unit))
        if surplus:
            steps.append(carried_over(count.quantity, surplus, count.unit))
        steps.append(self._result(quantity, floor, short, count.unit))
        yield ExactLine(short * self.rate, tuple(steps), short, count.unit)

    def joined(self, versions: Sequence[tuple[Rule, Period]]) -> Rule | None:
        """Add up a commitment that was changed in the course of a year: annual × months / 12 of every part.

        Not where a surplus is carried over: the parts of this year say nothing of the years before it.
        """
        if self.carries:
            return None
        parts: list[CommitmentPart] = []
        for rule, period in versions:
            if not isinstance(rule, ShortfallPerUnit) or rule.commitment is None or not self._else_like(rule):
                return None
            if period.months:
                parts.append(CommitmentPart(annual=rule.commitment, months=period.months))
        if not parts:
            return None
        return self.model_copy(update={"commitment": None, "commitment_parts": tuple(parts)})

    def _else_like(self, other: "ShortfallPerUnit") -> bool:
        """Tell whether another version differs in nothing but the commitment."""
        return self.model_copy(update={"commitment": other.commitment}) == other

    def goal(self, counted: Counted) -> Goal | None:
        """Aim at what must be bought at least."""
        count = self.count(counted)
        committed, steps = self._held(counted, count.unit)
        reached = count.quantity + self.surplus(counted)
        return Goal(committed * (1 - self.tolerance_pct / 100), reached, count.unit, steps[0])

    def _held(self, counted: Counted, unit: str) -> tuple[Fraction, list[Phrase]]:
        """Give what was committed for the days on which that was not suspended."""
        committed, step = self._committed(counted, unit)
        days = suspended_days(self.suspensions, counted.period)
        if not days:
            return committed, [step]
        held = committed * (counted.period.days - days) / counted.period.days
        return held, [step, less_suspended(days, counted.period.days, held, unit)]

    def _committed(self, counted: Counted, unit: str) -> tuple[Fraction, Phrase]:
        if self.commitment_parts:
            values: dict[str, object] = {}
            for place, part in enumerate(self.commitment_parts):
                values |= {f"a{place}": part.annual, f"m{place}": part.months}
            terms = " + ".join(f"{{a{place}}} × {{m{place}}}/12" for place in range(len(self.commitment_parts)))
            total = sum((part.annual * part.months / 12 for part in self.commitment_parts), Fraction(0))
            text = f"{terms} = {{total}}"
            return total, said(f"toegezegd {text}", f"committed {text}", total=amount_of(total, unit), **values)
        annual, factor = self.commitment or Fraction(0), self.factor(counted)
        total = annual * factor
        if factor == 1:
            return total, said("toegezegd {total}", "committed {total}", total=amount_of(total, unit))
        text = "{annual} × {factor} = {total}"
        shown = {"annual": annual, "factor": factor, "total": amount_of(total, unit)}
        return total, said(f"toegezegd {text}", f"committed {text}", **shown)

    def _lowered(self, floor: Fraction, unit: str) -> Phrase:
        return said(
            "ondergrens {pct} daarvan = {floor}",
            "floor {pct} of that = {floor}",
            pct=percent(100 - self.tolerance_pct),
            floor=amount_of(floor, unit),
        )

    def _result(self, quantity: Fraction, floor: Fraction, short: Fraction, unit: str) -> Phrase:
        q = amount_of(quantity, unit)
        if not short:
            return said("{q} afgenomen: geen tekort", "{q} purchased: no shortfall", q=q)
        text = "{floor} - {q} = {short} × {rate}"
        return said(text, text, floor=floor, q=q, short=amount_of(short, unit), rate=euros(self.rate))

    def in_words(self) -> Phrase:
        """Say the floor and the rate."""
        annual = self.commitment
        if annual is None:
            annual = sum((part.annual * part.months / 12 for part in self.commitment_parts), Fraction(0))
        return said(
            "{rate} voor elke eenheid onder {floor} per jaar",
            "{rate} for every unit below {floor} a year",
            rate=euros(self.rate),
            floor=annual * (1 - self.tolerance_pct / 100),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Buy four fifths of the commitment, in whole units."""
        annual = self.commitment
        if annual is None:
            annual = sum((part.annual * part.months / 12 for part in self.commitment_parts), Fraction(0))
        quantity = Fraction(round_half_up(annual * 4 / 5, 0))
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        day = self.first or self.last or year.first
        bought = Event(day, self.groups[0], Decimal(as_text(quantity)), "", paid_on=day)
        facts = Counted.of([bought], year, max(day, year.last))
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a rule with no commitment, or with two."""
        if (self.commitment is None) == (not self.commitment_parts):
            yield Concern(
                "commitment",
                said(
                    "Geef de toezegging per jaar of in delen: een van beide.",
                    "Give the commitment a year or in parts: one of the two.",
                ),
            )
        if self.carries and (self.first or self.last):
            yield Concern(
                "carries",
                said(
                    "Een regel met eigen dagen kent geen eerdere jaren; neem daarin niets mee.",
                    "A rule with days of its own has no earlier years; carry nothing over in it.",
                ),
            )

    def warnings(self) -> Iterable[Concern]:
        """Warn of parts that cover more than a year."""
        months = sum(part.months for part in self.commitment_parts)
        if months > 12:  # noqa: PLR2004 - a year
            most = max(part.annual for part in self.commitment_parts)
            yield Concern(
                "commitment_parts",
                said(
                    "De delen beslaan {months} maanden, meer dan een jaar.",
                    "The parts cover {months} months, more than a year.",
                    months=months,
                ),
                most * (months - 12) / 12 * self.rate,
            )
