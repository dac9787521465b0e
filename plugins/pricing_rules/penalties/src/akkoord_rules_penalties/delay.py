"""A penalty for every step of a delay, up to a cap, and when a delay lasts so long that one may walk away."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Phrase, Rule, euros, percent, said
from akkoord.executing.parameters import Choice, Euro, Listed, Moment, Pct, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, moment_of, whole_days
from akkoord_rules_penalties.steps import PARTS, Escalation, Excused, Parts, excused_days, sliced, steps_in

__all__ = ["DelayPenalty"]


class DelayPenalty(Rule, kind="delay_penalty", label=Words(nl="Boete bij vertraging", en="Penalty for delay")):
    """Steps of delay × what a step costs, at most the cap.

    A step is so many days and costs a percentage of the value, or an amount. Delay is counted in whole days of 24
    hours, less what is excused and what is allowed. Force majeure takes the whole penalty away.
    """

    agreed_on: Annotated[Moment, Ask(Words(nl="Afgesproken op", en="Agreed for"))]
    done_on: Annotated[
        Moment | None,
        Ask(
            Words(nl="Geleverd op", en="Delivered on"),
            help=Words(
                nl="Leeg zolang er niet geleverd is: dan telt de vertraging tot de peildatum.",
                en="Empty while nothing was delivered: the delay then counts up to the cut-off.",
            ),
        ),
    ] = None
    value: Annotated[Euro | None, Ask(Words(nl="Waarde", en="Value"), unit="EUR"), Field(ge=0)] = None
    pct: Annotated[Pct | None, Ask(Words(nl="Percentage per stap", en="Percentage a step"), unit="%"), Field(ge=0)] = (
        None
    )
    amount: Annotated[Euro | None, Ask(Words(nl="Bedrag per stap", en="Amount a step"), unit="EUR"), Field(ge=0)] = None
    step_days: Annotated[Whole, Ask(Words(nl="Dagen per stap", en="Days a step")), Field(ge=1)] = 1
    parts: Annotated[
        Parts, Choice, Ask(Words(nl="Een stap die niet vol is", en="A step that is not whole"), choices=PARTS)
    ] = "in_proportion"
    grace_days: Annotated[Whole, Ask(Words(nl="Toegestane dagen", en="Days allowed")), Field(ge=0)] = 0
    escalations: Annotated[tuple[Escalation, ...], Listed, Ask(Words(nl="Verzwaring", en="Escalation"))] = ()
    excused: Annotated[tuple[Excused, ...], Listed, Ask(Words(nl="Buiten schuld", en="Excused"))] = ()
    force_majeure: Annotated[bool, Ask(Words(nl="Overmacht", en="Force majeure"))] = False
    cap_pct: Annotated[
        Pct | None, Ask(Words(nl="Hoogstens, van de waarde", en="At most, of the value"), unit="%"), Field(ge=0)
    ] = None
    cap: Annotated[Euro | None, Ask(Words(nl="Hoogstens", en="At most"), unit="EUR"), Field(ge=0)] = None
    end_after_days: Annotated[
        Whole | None,
        Ask(Words(nl="Ontbinden mag na meer dan", en="May be ended after more than"), unit="day"),
        Field(ge=0),
    ] = None

    def days_late(self, counted: Counted) -> int:
        """Count the days of delay that nobody has to forgive; 0 when it was in time."""
        until = self.done_on or moment_of(counted.cutoff)
        late = whole_days(self.agreed_on, until) - excused_days(self.excused, self.agreed_on, until)
        return max(0, late - self.grace_days)

    def is_late(self, counted: Counted) -> bool:
        """Tell whether the moment that was agreed had passed."""
        return (self.done_on or moment_of(counted.cutoff)) > self.agreed_on

    def may_end(self, counted: Counted) -> bool:
        """Tell whether it took so long that the contract may be ended; force majeure frees both."""
        if not self.is_late(counted):
            return False
        return self.force_majeure or (self.end_after_days is not None and self.days_late(counted) > self.end_after_days)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take what every step costs, up to the cap; what was in time gives a line of nothing."""
        days = self.days_late(counted)
        if not days or self.force_majeure:
            none = said("overmacht: geen boete", "force majeure: no penalty")
            in_time = said("niet te laat: geen boete", "not late: no penalty")
            return (ExactLine(Fraction(0), (none if days else in_time,)),)
        steps = [said("{days} dagen te laat", "{days} days late", days=days)]
        found = list(self._parts(steps_in(days, self.step_days, self.parts)))
        amount = sum((part for part, _ in found), Fraction(0))
        most = self._most()
        steps += [step for _, step in found]
        if most is not None and amount > most:
            amount = most
            steps.append(said("hoogstens {most}", "at most {most}", most=euros(most)))
        return (ExactLine(amount, tuple(steps)),)

    def _parts(self, steps: Fraction) -> Iterator[tuple[Fraction, Phrase]]:
        """Give what the steps cost at each price, with the sum in words."""
        bounds = [Fraction(each.from_day - 1, self.step_days) for each in self.escalations]
        for count, (pct, amount) in zip(sliced(steps, bounds), self._prices(), strict=True):
            if not count:
                continue
            if pct is None:
                each = amount or Fraction(0)
                yield count * each, said("{count} × {each}", "{count} × {each}", count=count, each=euros(each))
            else:
                value = self.value or Fraction(0)
                text = "{count} × {pct} × {value}"
                yield count * pct * value / 100, said(text, text, count=count, pct=percent(pct), value=euros(value))

    def _prices(self) -> list[tuple[Fraction | None, Fraction | None]]:
        """Give what a step costs, as a percentage or an amount: at first, and after every escalation."""
        return [(self.pct, self.amount), *((each.pct, each.amount) for each in self.escalations)]

    def _most(self) -> Fraction | None:
        """Give the lower of the caps."""
        caps = [cap for cap in (self.cap, self._of_value(self.cap_pct)) if cap is not None]
        return min(caps, default=None)

    def _of_value(self, pct: Fraction | None) -> Fraction | None:
        return None if pct is None else (self.value or Fraction(0)) * pct / 100

    def in_words(self) -> Phrase:
        """Say what a step costs and the cap."""
        most = self._most()
        nl, en = ("{pct} van {value}", "{pct} of {value}") if self.amount is None else ("{amount}", "{amount}")
        nl, en = f"{nl} per {{step}} dagen te laat", f"{en} for every {{step}} days late"
        if self.step_days == 1:
            nl, en = nl.replace("{step} dagen", "dag"), en.replace("{step} days", "day")
        if most is not None:
            nl, en = f"{nl}, hoogstens {{most}}", f"{en}, at most {{most}}"
        return said(
            nl, en,
            pct=percent(self.pct or Fraction(0)), value=euros(self.value or Fraction(0)),
            amount=euros(self.amount or Fraction(0)), step=self.step_days, most=euros(most or Fraction(0)),
        )  # fmt: skip

    def sample(self) -> tuple[Phrase, Counted]:
        """Deliver three steps late, unless the delivery is known."""
        until = self.done_on or self.agreed_on + timedelta(days=self.grace_days + 3 * self.step_days + 1)
        day = _day(until)
        facts = Counted.of([], Period(min(day, _day(self.agreed_on)), day))
        return said("Afgesproken voor {agreed}, stand op {day}", "Agreed for {agreed}, as it is on {day}",
                    agreed=_day(self.agreed_on), day=day), facts  # fmt: skip

    def mistakes(self) -> Iterable[Concern]:
        """Refuse steps without one price, percentages of nothing, and escalations that do not rise by whole steps."""
        priced = self._prices()
        if any((pct is None) == (amount is None) for pct, amount in priced):
            yield Concern(
                "pct",
                said(
                    "Geef een percentage of een bedrag per stap: een van beide.",
                    "Give a percentage or an amount a step: one of the two.",
                ),
            )
        by_value = self.cap_pct is not None or any(pct is not None for pct, _ in priced)
        if by_value and self.value is None:
            yield Concern("value", said("Een percentage heeft een waarde nodig.", "A percentage needs a value."))
        days = [1, *(each.from_day for each in self.escalations)]
        rising = all(lower < higher for lower, higher in pairwise(days))
        if not rising or any((day - 1) % self.step_days for day in days):
            yield Concern("escalations", said("Laat elke verzwaring later beginnen, aan het begin van een stap.",
                                              "Let every escalation begin later, at the start of a step."))  # fmt: skip

    def warnings(self) -> Iterable[Concern]:
        """Warn of a penalty that has no end."""
        if self._most() is None:
            yield Concern("cap", said("De boete heeft geen maximum.", "The penalty has no maximum."))


def _day(moment: datetime) -> date:
    return moment.date()
