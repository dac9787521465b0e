"""A few rule kinds to settle with."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Annotated

import pytest
from pydantic import Field

from akkoord.executing import AgreedRule, Basis, Concern, EndingRule, ExactLine, Rule, Vat, euros, said
from akkoord.executing.parameters import Euro, Groups, Kind, Number, Pct, Rate, RuleRow, Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.testing.rules import YEAR, counted, event

BASES = {"delivered": Words(nl="geleverd", en="delivered"), "delivered_and_paid": Words(nl="betaald", en="paid")}


def words(text):
    return Words(nl=f"nl {text}", en=text)


class Step(RuleRow):
    above: Annotated[Number, Ask(words("Above"))]


class Each(Rule, kind="each", label=words("So much each")):
    """A rate for every unit."""

    groups: Annotated[Groups, Ask(words("Groups"))] = ("beer",)
    rate: Annotated[Rate, Ask(words("Rate"), unit="EUR"), Field(le=1000)]
    basis: Annotated[Basis, Kind("enum"), Ask(words("Basis"), choices=BASES)] = "delivered_and_paid"
    steps: Annotated[tuple[Step, ...], Kind("list"), Ask(words("Steps"))] = ()

    def lines(self, counted):
        count = counted.count(self.groups, basis=self.basis)
        step = said("{q} keer {rate}", "{q} times {rate}", q=count.quantity, rate=euros(self.rate))
        yield ExactLine(count.quantity * self.rate, (step,), count.quantity, count.unit)

    def in_words(self):
        return said("{rate} per stuk", "{rate} each", rate=euros(self.rate))

    def sample(self):
        return said("Bij 10 stuks", "With 10 pieces"), counted(event(quantity=10, unit="piece"))

    def mistakes(self):
        if self.rate < 0:
            yield Concern("rate", said("Het tarief is negatief.", "The rate is negative."), -self.rate)


class Share(Rule, kind="share", label=words("A share of other lines")):
    """A percentage over the rounded amounts of other lines."""

    base_lines: Texts
    pct: Pct

    def needs(self):
        return self.base_lines

    def lines(self, counted):
        base = sum((counted.amount(line).amount for line in self.base_lines), Decimal(0))
        yield ExactLine(Fraction(base) * self.pct / 100, (said("een deel", "a share"),))

    def in_words(self):
        return said("een deel", "a share")

    def sample(self):
        return said("Altijd", "Always"), counted()


class Left(EndingRule, kind="left", label=words("What is left at the end")):
    """An amount that is due when the contract ends."""

    amount: Euro

    def residual(self, at, counted):  # noqa: ARG002 - the amount is due whatever was counted
        yield ExactLine(self.amount, (said("op {day}", "on {day}", day=at),))

    def in_words(self):
        return said("aan het eind", "at the end")

    def sample(self):
        return said("Aan het eind", "At the end"), counted().ending(YEAR.last)


class Broken(Rule, kind="broken", label=words("What fails")):
    """A rule whose author made a mistake, in whatever it is asked."""

    @classmethod
    def counts_by_day(cls, parameters):
        return parameters["Café De Zwaan"]

    @classmethod
    def counts_since_commencement(cls, parameters):
        return parameters["Café De Zwaan"]

    def lines(self, counted):  # noqa: ARG002 - it fails whatever was counted
        raise KeyError("Café De Zwaan")

    def in_words(self):
        return {}["Café De Zwaan"]

    def sample(self):
        return said("Nooit", "Never"), counted()

    def goal(self, counted):  # noqa: ARG002 - as above
        raise KeyError("Café De Zwaan")

    def warnings(self):
        raise KeyError("Café De Zwaan")


def agreed(rule, line="line", direction="payable", vat=None, **more):
    return AgreedRule(line, rule, direction, vat or Vat.of("standard", "21"), **more)


@pytest.fixture(scope="session")
def make():
    """Give the kinds, and `agreed` to agree one."""
    return SimpleNamespace(Each=Each, Share=Share, Left=Left, Broken=Broken, agreed=agreed)
