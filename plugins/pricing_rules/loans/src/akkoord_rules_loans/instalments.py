"""A sale that is paid in instalments, with interest over what is left after each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, Event, ExactLine, InvalidRule, Phrase, Rule, euros, percent, said
from akkoord.executing.parameters import Euro, Groups, Pct, Whole, as_text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, round_to_cents
from akkoord_rules_loans.standing import Standing

__all__ = ["InstalmentSale"]


class InstalmentSale(Rule, kind="instalment_sale", label=Words(nl="Verkoop op afbetaling", en="Sale by instalments")):
    """balance(n) = r((balance(n-1) - payment) × (1 + interest)); closed by what is left plus the closing amount.

    Every term is rounded on purpose: it is what the buyer is told that he owes. Payments are events of the groups
    named, their turnover what was paid.
    """

    groups: Annotated[Groups, Ask(Words(nl="Groep van de betalingen", en="Group of the payments"))]
    principal: Annotated[Euro, Ask(Words(nl="Te betalen", en="To be paid"), unit="EUR"), Field(gt=0)]
    closing: Annotated[Euro, Ask(Words(nl="Slotbetaling", en="Due at closing"), unit="EUR"), Field(ge=0)] = Fraction(0)
    interest_pct: Annotated[
        Pct, Ask(Words(nl="Rente per termijn", en="Interest a term"), unit="%"), Field(ge=0, le=100)
    ]
    minimum: Annotated[Euro, Ask(Words(nl="Minstens per termijn", en="At least a term"), unit="EUR"), Field(ge=0)] = (
        Fraction(0)
    )
    first_term: Annotated[Whole, Ask(Words(nl="Nummer van de eerste termijn", en="Number of the first term")),
                          Field(ge=1)] = 1  # fmt: skip
    last_term: Annotated[Whole | None, Ask(Words(nl="Nummer van de laatste termijn", en="Number of the last term")),
                         Field(ge=1)] = None  # fmt: skip

    @classmethod
    def counts_since_commencement(cls, parameters: Mapping[str, object]) -> bool:
        """Count from the first day of the contract on."""
        del parameters
        return True

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Know every payment by itself."""
        del parameters
        return True

    def start(self) -> Standing:
        """Give how the sale begins."""
        return Standing(self.principal, Fraction(0), self.first_term)

    def pay(self, standing: Standing, amount: Fraction) -> Standing:
        """Give how the sale stands after a payment. Raises InvalidRule when that payment is not one that was agreed."""
        refused = self._refused(standing, amount)
        if refused is not None:
            raise InvalidRule(self.kind, self.label, [refused])
        return self.after(standing, amount)

    def after(self, standing: Standing, amount: Fraction) -> Standing:
        """Give how the sale stands after a payment that was made, also when it is not one that was agreed.

        What is paid beyond the balance bears no interest and comes off what is due at closing.
        """
        paid = standing.paid + amount
        if standing.is_closed or amount == standing.balance + self.closing:
            return Standing(Fraction(0), paid, 0)
        left = standing.balance - amount
        factor = 1 + self.interest_pct / 100 if left > 0 else Fraction(1)
        return Standing(self._cents(left * factor), paid, standing.term + 1)

    def _refused(self, standing: Standing, amount: Fraction) -> Phrase | None:
        """Say why a payment is none that was agreed; None when it is."""
        if not standing.is_closed and amount == standing.balance + self.closing:
            return None
        if standing.is_closed:
            return said("Alles is al betaald.", "Everything is paid already.")
        if self.last_term is not None and standing.term >= self.last_term:
            return said("Betaal nu alles: {left}.", "Pay everything now: {left}.",
                        left=euros(standing.balance + self.closing))  # fmt: skip
        if amount < self.minimum:
            return said("Betaal minstens {least}.", "Pay at least {least}.", least=euros(self.minimum))
        if amount > standing.balance:
            return said("Betaal hoogstens {most}, of alles: {left}.", "Pay at most {most}, or everything: {left}.",
                        most=euros(standing.balance), left=euros(standing.balance + self.closing))  # fmt: skip
        return None

    def _cents(self, amount: Fraction) -> Fraction:
        return Fraction(round_to_cents(amount).amount)

    def standings(self, counted: Counted, last: date) -> Iterator[tuple[Event, Standing, Standing]]:
        """Give every payment through a day, with how the sale stood before and after it."""
        standing = self.start()
        for event in sorted(counted.events.single(self.groups, counted.commencement, last), key=_in_time):
            before, standing = standing, self.after(standing, Fraction(event.turnover))
            yield event, before, standing

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Give the interest that payments of the period left to run."""
        found = [each for each in self.standings(counted, min(counted.period.last, counted.cutoff))
                 if each[0].on in counted.period]  # fmt: skip
        interest = [after.balance - before.balance + Fraction(event.turnover)
                    for event, before, after in found if not after.is_closed]  # fmt: skip
        steps = [step for event, before, after in found for step in self._steps(event, before, after)]
        none = said("geen betaling in deze periode", "no payment in this period")
        yield ExactLine(sum(interest, Fraction(0)), tuple(steps) or (none,))

    def _steps(self, event: Event, before: Standing, after: Standing) -> Iterator[Phrase]:
        """Say what a payment did, and what is wrong with one that was not agreed."""
        yield self._step(event, before, after)
        refused = self._refused(before, Fraction(event.turnover))
        if refused is not None:
            yield said("niet zoals afgesproken: {why}", "not as agreed: {why}", why=refused)

    def _step(self, event: Event, before: Standing, after: Standing) -> Phrase:
        paid = euros(Fraction(event.turnover))
        if after.is_closed:
            return said("{paid} betaald: afgelost", "{paid} paid: closed", paid=paid)
        text = "({before} - {paid}) × {factor} = {after}" if after.balance > 0 else "{before} - {paid} = {after}"
        return said(text, text, before=euros(before.balance), paid=paid,
                    factor=percent(100 + self.interest_pct), after=euros(after.balance))  # fmt: skip

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:
        """Give what is left when the contract ends, with what is due at closing."""
        found = list(self.standings(counted, at))
        standing = found[-1][2] if found else self.start()
        left = Fraction(0) if standing.is_closed else standing.balance + self.closing
        step = said("{balance} + {closing}", "{balance} + {closing}",
                    balance=euros(standing.balance), closing=euros(self.closing))  # fmt: skip
        yield ExactLine(left, (step,), part="balance")

    def in_words(self) -> Phrase:
        """Say the amount, the interest and the least payment."""
        return said(
            "{principal} in termijnen van minstens {minimum}, met {interest} rente per termijn over wat resteert; "
            "bij de laatste {closing}",
            "{principal} in instalments of at least {minimum}, with {interest} interest a term over what is left; "
            "with the last one {closing}",
            principal=euros(self.principal), minimum=euros(self.minimum),
            interest=percent(self.interest_pct), closing=euros(self.closing),
        )  # fmt: skip

    def sample(self) -> tuple[Phrase, Counted]:
        """Pay the least once, or a tenth where there is none."""
        paid = self._cents(max(self.minimum, self.principal / 10))
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        event = Event(year.first, self.groups[0], Decimal(0), "", Decimal(as_text(paid)), paid_on=year.first)
        return said("Na betaling van {paid}", "After a payment of {paid}", paid=euros(paid)), Counted.of([event], year)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse instalments that are larger than what is owed, and a last term before the first."""
        if self.minimum > self.principal:
            yield Concern("minimum", said("Een termijn kan niet groter zijn dan de hele schuld.",
                                          "An instalment cannot be larger than the whole debt."))  # fmt: skip
        if self.last_term is not None and self.last_term < self.first_term:
            yield Concern("last_term", said("De laatste termijn kan niet voor de eerste komen.",
                                            "The last term cannot come before the first."))  # fmt: skip


def _in_time(event: Event) -> tuple[date, str]:
    return event.on, event.id
