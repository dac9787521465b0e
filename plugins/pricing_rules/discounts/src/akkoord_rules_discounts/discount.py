"""A discount as it is agreed: how much, of what, and at which place in the order."""

from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import Phrase, euros, percent, said
from akkoord.executing.parameters import Choice, Euro, Number, Pct, Rate, RuleRow, Text, Texts, Whole
from akkoord.facts import Ask
from akkoord.language import Words

__all__ = ["Discount"]

Base = Literal["left", "start"]

BASES: Final = {
    "left": Words(nl="wat er nog over is", en="what is left by then"),
    "start": Words(nl="het bedrag waarmee het begint", en="the amount it begins with"),
}


class Discount(RuleRow):
    """A percentage, an amount or an amount per unit that comes off; below zero it is a surcharge.

    A percentage says of what it is taken. One that does not lower the base of later ones is given beside them.
    """

    order: Annotated[Whole, Ask(Words(nl="Volgorde", en="Order")), Field(ge=1)]
    pct: Annotated[Pct | None, Ask(Words(nl="Percentage", en="Percentage"), unit="%"), Field(le=100)] = None
    base: Annotated[Base | None, Choice, Ask(Words(nl="Van", en="Of"), choices=BASES)] = None
    amount: Annotated[Euro | None, Ask(Words(nl="Bedrag", en="Amount"), unit="EUR")] = None
    per_unit: Annotated[Rate | None, Ask(Words(nl="Bedrag per eenheid", en="Amount per unit"), unit="EUR")] = None
    vat: Annotated[
        Pct,
        Ask(
            Words(nl="Het bedrag is inclusief btw van", en="The amount includes VAT of"),
            unit="%",
            help=Words(
                nl="Wat eraf gaat, is het bedrag zonder die btw: zo hebben alle kortingen dezelfde grondslag.",
                en="What comes off is the amount without that VAT: so all discounts have the same base.",
            ),
        ),
        Field(ge=0, le=100),
    ] = Fraction(0)
    lowers: Annotated[bool, Ask(Words(nl="Verlaagt de grondslag van latere", en="Lowers the base of later ones"))] = (
        True
    )
    from_qty: Annotated[Number, Ask(Words(nl="Vanaf", en="From")), Field(ge=0)] = Fraction(0)
    customers: Annotated[Texts, Ask(Words(nl="Alleen voor klanten", en="For customers only"))] = ()
    priority: Annotated[Whole | None, Ask(Words(nl="Voorrang", en="Priority"))] = None
    name: Annotated[Text, Ask(Words(nl="Naam", en="Name"))] = ""

    @property
    def kinds(self) -> int:
        """Count in how many ways it says how much it is; it should be one."""
        return sum(each is not None for each in (self.pct, self.amount, self.per_unit))

    def off(self, base: Fraction, quantity: Fraction) -> Fraction:
        """Give how much comes off a base, for so many units."""
        if self.pct is not None:
            return base * self.pct / 100
        gross = (self.per_unit * quantity) if self.per_unit is not None else (self.amount or Fraction(0))
        return gross * 100 / (100 + self.vat)

    def in_words(self) -> Phrase:
        """Say how much, of what and from which quantity."""
        more = (" vanaf {least}", " from {least}") if self.from_qty else ("", "")
        if self.vat:
            more = (f" inclusief {{vat}} btw{more[0]}", f" including {{vat}} VAT{more[1]}")
        values = {"least": self.from_qty, "name": f"{self.name} " if self.name else "", "vat": percent(self.vat)}
        if self.pct is not None:
            of = BASES[self.base or "left"]
            return said(
                "{name}{pct} van " + of.nl + more[0],
                "{name}{pct} of " + of.en + more[1],
                pct=percent(self.pct),
                **values,
            )
        if self.per_unit is not None:
            text = ("{name}{rate} per eenheid" + more[0], "{name}{rate} per unit" + more[1])
            return said(*text, rate=euros(self.per_unit), **values)
        return said(
            "{name}{amount}" + more[0], "{name}{amount}" + more[1], amount=euros(self.amount or Fraction(0)), **values
        )
