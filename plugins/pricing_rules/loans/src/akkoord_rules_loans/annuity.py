"""A loan that is paid back in equal instalments of interest and repayment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, Rule, euros, percent, said
from akkoord.executing.parameters import Choice, Day, Euro, Pct, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, add_months, round_to_cents

__all__ = ["AnnuityLoan", "Instalment"]

Every = Literal["month", "quarter", "year"]
MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
EVERY: Final = {
    "month": Words(nl="elke maand", en="every month"),
    "quarter": Words(nl="elk kwartaal", en="every quarter"),
    "year": Words(nl="elk jaar", en="every year"),
}


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment of the schedule, in euros; `balance` is what is left after it."""

    number: int
    due: date
    interest: Fraction
    repayment: Fraction
    balance: Fraction

    @property
    def amount(self) -> Fraction:
        """What is paid: interest and repayment."""
        return self.interest + self.repayment


class AnnuityLoan(Rule, kind="annuity_loan", label=Words(nl="Annuïtaire lening", en="Loan by annuity")):
    """Equal instalments: principal × i / (1 - (1 + i)^-n), with i the interest of one term.

    Instalments and their interest are rounded to cents on purpose, for that is what is paid; the last one takes the
    cents that are left, so that the schedule ends at nothing. Unrounded, the schedule is exact.
    """

    principal: Annotated[Euro, Ask(Words(nl="Hoofdsom", en="Principal"), unit="EUR"), Field(gt=0)]
    rate_pct: Annotated[Pct, Ask(Words(nl="Rente per jaar", en="Interest a year"), unit="%"), Field(ge=0, le=100)]
    instalments: Annotated[Whole, Ask(Words(nl="Aantal termijnen", en="Number of instalments")), Field(ge=1, le=1200)]
    every: Annotated[Every, Choice, Ask(Words(nl="Termijn", en="Instalments"), choices=EVERY)] = "month"
    start: Annotated[Day, Ask(Words(nl="Opgenomen op", en="Taken up on"))]
    rounded: Annotated[bool, Ask(Words(nl="Termijnen in hele centen", en="Instalments in whole cents"))] = True

    @property
    def annuity(self) -> Fraction:
        """What every instalment but the last comes to."""
        return self._kept(self._exact())

    def _exact(self) -> Fraction:
        interest = self._interest()
        if not interest:
            return self.principal / self.instalments
        return self.principal * interest / (1 - (1 + interest) ** -self.instalments)

    def _interest(self) -> Fraction:
        """Give the interest of one term, as a part of one."""
        return self.rate_pct / 100 * MONTHS[self.every] / 12

    def _kept(self, amount: Fraction) -> Fraction:
        return Fraction(round_to_cents(amount).amount) if self.rounded else amount

    def schedule(self) -> Iterator[Instalment]:
        """Give every instalment, down to nothing."""
        balance, annuity = self.principal, self.annuity
        for number in range(1, self.instalments + 1):
            interest = self._kept(balance * self._interest())
            repayment = balance if number == self.instalments else min(balance, annuity - interest)
            balance -= repayment
            due = add_months(self.start, number * MONTHS[self.every])
            yield Instalment(number, due, interest, repayment, balance)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Give the instalments that fall due in the period."""
        due = [each for each in self.schedule() if each.due in counted.period]
        steps = [
            said(
                "termijn {number}: {interest} rente + {repayment} aflossing",
                "instalment {number}: {interest} interest + {repayment} repayment",
                number=each.number,
                interest=euros(each.interest),
                repayment=euros(each.repayment),
            )
            for each in due
        ]
        none = said("geen termijn in deze periode", "no instalment in this period")
        yield ExactLine(sum((each.amount for each in due), Fraction(0)), tuple(steps) or (none,))

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - the schedule decides
        """Give what is still to be repaid when the contract ends."""
        paid = [each for each in self.schedule() if each.due <= at]
        left = paid[-1].balance if paid else self.principal
        step = said("schuld na {paid} termijnen", "debt after {paid} instalments", paid=len(paid))
        yield ExactLine(left, (step,), part="balance")

    def in_words(self) -> Phrase:
        """Say the principal, the interest and the instalment."""
        how = EVERY[self.every]
        return said(
            f"{{principal}} tegen {{rate}} per jaar, {{n}} termijnen van {{annuity}}, {how.nl}",
            f"{{principal}} at {{rate}} a year, {{n}} instalments of {{annuity}}, {how.en}",
            principal=euros(self.principal),
            rate=percent(self.rate_pct),
            n=self.instalments,
            annuity=euros(self.annuity),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Take the first instalment."""
        due = add_months(self.start, MONTHS[self.every])
        return said("Op {due}", "On {due}", due=due), Counted.of([], Period(self.start, due))
