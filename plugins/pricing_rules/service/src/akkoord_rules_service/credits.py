"""Credits for service that came too late, up to a cap."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, euros, percent, said
from akkoord.executing.parameters import Euro, Number, Pct, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_service.counting import CountableRule, sample_of

__all__ = ["FixedCredit", "ServiceCredit"]


class ServiceCredit(
    CountableRule, kind="service_credit", label=Words(nl="Vergoeding bij te late service", en="Service credit")
):
    """RULES 0.8 `service_credit`: fee × min(breaches × pct, cap); one line per device per month."""

    monthly_fee: Annotated[Euro, Ask(Words(nl="Vergoeding per maand", en="Fee a month"), unit="EUR"), Field(ge=0)]
    breaches: Annotated[Whole | None, Ask(Words(nl="Keren te laat", en="Times too late")), Field(ge=0)] = None
    pct_per_breach: Annotated[
        Pct, Ask(Words(nl="Korting per keer", en="Credit each time"), unit="%"), Field(ge=0, le=100)
    ]
    cap_pct: Annotated[
        Pct | None, Ask(Words(nl="Hoogstens per maand", en="At most a month"), unit="%"), Field(ge=0, le=100)
    ] = None

    def given(self) -> object:
        """Give the number of breaches, where it is a parameter."""
        return self.breaches

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the percentage of the fee for every breach, up to the cap."""
        number = self.number(counted)
        pct = number.value * self.pct_per_breach
        shown = {"fee": euros(self.monthly_fee), "number": number.value, "each": percent(self.pct_per_breach)}
        text = "{fee} × {number} × {each}"
        steps = [said(text, text, **shown)]
        if self.cap_pct is not None and pct > self.cap_pct:
            pct = self.cap_pct
            steps.append(said("hoogstens {cap}", "at most {cap}", cap=percent(self.cap_pct)))
        yield ExactLine(self.monthly_fee * pct / 100, tuple(steps), number.value)

    def in_words(self) -> Phrase:
        """Say the percentage and the cap."""
        nl, en = "{pct} van {fee} per keer te laat", "{pct} of {fee} for each time too late"
        if self.cap_pct is None:
            return said(nl, en, pct=percent(self.pct_per_breach), fee=euros(self.monthly_fee))
        return said(
            nl + ", hoogstens {cap} per maand",
            en + ", at most {cap} a month",
            pct=percent(self.pct_per_breach),
            fee=euros(self.monthly_fee),
            cap=percent(self.cap_pct),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Be late twice, unless the number is given."""
        if self.breaches is not None:
            return said("Bij {n} keer te laat", "Late {n} times", n=self.breaches), sample_of((), 0)
        return said("Bij 2 keer te laat", "Late 2 times"), sample_of(self.groups, 2)


class FixedCredit(
    CountableRule, kind="fixed_credit", label=Words(nl="Vaste vergoeding per keer", en="Fixed credit each time")
):
    """RULES 0.8 `fixed_credit`: min(count × amount, cap)."""

    count: Annotated[Number | None, Ask(Words(nl="Aantal", en="Number")), Field(ge=0)] = None
    amount: Annotated[Euro, Ask(Words(nl="Bedrag per keer", en="Amount each time"), unit="EUR"), Field(ge=0)]
    cap: Annotated[Euro | None, Ask(Words(nl="Hoogstens", en="At most"), unit="EUR"), Field(ge=0)] = None

    def given(self) -> object:
        """Give the number of times, where it is a parameter."""
        return self.count

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the amount for every time, up to the cap."""
        number = self.number(counted)
        amount = number.value * self.amount
        steps = [said("{number} × {amount}", "{number} × {amount}", number=number, amount=euros(self.amount))]
        if self.cap is not None and amount > self.cap:
            amount = self.cap
            steps.append(said("hoogstens {cap}", "at most {cap}", cap=euros(self.cap)))
        yield ExactLine(amount, tuple(steps), number.value, number.unit)

    def in_words(self) -> Phrase:
        """Say the amount and the cap."""
        if self.cap is None:
            return said("{amount} per keer", "{amount} each time", amount=euros(self.amount))
        return said(
            "{amount} per keer, hoogstens {cap}",
            "{amount} each time, at most {cap}",
            amount=euros(self.amount),
            cap=euros(self.cap),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Let it happen twice, unless the number is given."""
        if self.count is not None:
            return said("Bij {n} keer", "With {n} times", n=self.count), sample_of((), 0)
        return said("Bij 2 keer", "With 2 times"), sample_of(self.groups, 2)
