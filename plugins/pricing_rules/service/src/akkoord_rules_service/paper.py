"""A share of what waste is worth."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Phrase, euros, percent, said
from akkoord.executing.parameters import Euro, Number, Pct, Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_service.counting import CountableRule, one_of, reading_of, sample_of

__all__ = ["RebateIndex"]


class RebateIndex(
    CountableRule, kind="rebate_index", label=Words(nl="Deel van de indexprijs", en="Share of an index price")
):
    """RULES 0.8 `rebate_index`: tonnes × max(0, index price - fee) × share, such as for paper."""

    tonnes: Annotated[Number | None, Ask(Words(nl="Tonnen", en="Tonnes"), unit="t")] = None
    index_price: Annotated[
        Euro | None, Ask(Words(nl="Indexprijs per ton", en="Index price a tonne"), unit="EUR"), Field(ge=0)
    ] = None
    readings: Annotated[Texts, Ask(Words(nl="Of: laatste prijs van", en="Or: last price of"))] = ()
    fee: Annotated[Euro, Ask(Words(nl="Kosten per ton", en="Fee a tonne"), unit="EUR"), Field(ge=0)]
    share_pct: Annotated[Pct, Ask(Words(nl="Aandeel", en="Share"), unit="%"), Field(ge=0, le=100)]

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a rebate without tonnes, or without a price to share."""
        return [*super().mistakes(), *one_of(self.index_price, self.readings, "index_price")]

    def given(self) -> object:
        """Give the tonnes, where they are a parameter."""
        return self.tonnes

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the share of what is left of the index price."""
        number = self.number(counted)
        index = reading_of(counted, self.readings) if self.index_price is None else self.index_price
        if index is None:
            unknown = said("in deze periode is nog geen prijs bekend", "no price is known in this period yet")
            return (ExactLine(Fraction(0), (unknown,), number.value, number.unit or "t"),)
        left = max(Fraction(0), index - self.fee)
        text = "{tonnes} × ({index} - {fee}) × {share}"
        shown = {"tonnes": number, "index": euros(index), "fee": euros(self.fee)}
        steps = [said(text, text, share=percent(self.share_pct), **shown)]
        if not left:
            steps.append(said("de kosten zijn niet lager dan de prijs", "the fee is not below the price"))
        line = ExactLine(number.value * left * self.share_pct / 100, tuple(steps), number.value, number.unit or "t")
        return (line,)

    def in_words(self) -> Phrase:
        """Say the share and the fee."""
        return said(
            "{share} van de indexprijs na aftrek van {fee} per ton",
            "{share} of the index price less {fee} a tonne",
            share=percent(self.share_pct),
            fee=euros(self.fee),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Collect ten tonnes, unless they are given."""
        if self.tonnes is not None:
            return said("Bij {tonnes} ton", "With {tonnes} tonnes", tonnes=self.tonnes), sample_of((), 0)
        return said("Bij 10 ton", "With 10 tonnes"), sample_of(self.groups, 10)
