"""A fixed rate for every unit."""

from collections.abc import Sequence
from typing import Annotated

from akkoord.executing import Count, Counted, Part, Phrase, PricedRule, amount_of, euros, said
from akkoord.executing.parameters import Rate
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of

__all__ = ["PerUnit"]


class PerUnit(PricedRule, kind="per_unit", label=Words(nl="Vast bedrag per eenheid", en="Fixed rate per unit")):
    """RULES 0.8 `per_unit`: quantity × rate, such as a discount per hectolitre."""

    rate: Annotated[Rate, Ask(Words(nl="Bedrag per eenheid", en="Rate per unit"), unit="EUR")]

    def priced(self, count: Count, counted: Counted) -> Sequence[Part]:
        """Take everything that counts times the rate."""
        del counted
        step = said("{q} × {rate}", "{q} × {rate}", q=amount_of(count.quantity, count.unit), rate=euros(self.rate))
        return [Part("price", count.quantity * self.rate, step, count.quantity)]

    def price_in_words(self) -> Phrase:
        """Say the rate."""
        return said("{rate} per eenheid", "{rate} per unit", rate=euros(self.rate))

    def sample(self) -> tuple[Phrase, Counted]:
        """Count a hundred units."""
        return said("Bij 100 eenheden", "With 100 units"), year_of(self.groups[0], 100, on=self.first or self.last)
