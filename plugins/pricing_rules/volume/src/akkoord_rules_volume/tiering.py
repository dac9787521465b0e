"""Divide a quantity, or a turnover, over tiers: pure, and the same for rates per unit and for percentages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from akkoord.language import Words

__all__ = ["BOUNDARIES", "METHODS", "Boundary", "Method", "Slice", "Tiering"]

Method = Literal["whole", "slice", "rolling", "total"]
Boundary = Literal["from", "above"]

METHODS: Final[Mapping[str, Words]] = {
    "whole": Words(nl="over het geheel", en="over the whole quantity"),
    "slice": Words(nl="per schijf", en="per slice"),
    "rolling": Words(nl="elke gehaalde trede tot zijn eigen einde", en="every tier that is reached up to its own end"),
    "total": Words(nl="elke gehaalde trede over het geheel", en="every tier that is reached over the whole quantity"),
}
BOUNDARIES: Final[Mapping[str, Words]] = {
    "from": Words(nl="vanaf de drempel", en="from the threshold"),
    "above": Words(nl="boven de drempel", en="above the threshold"),
}


class Slice(NamedTuple):
    """What a tier is due over: so much, once its flat amount or not."""

    place: int
    counts: Fraction
    flat: bool


@dataclass(frozen=True, slots=True)
class Tiering:
    """How tiers are applied: over what each of them counts, to whom the threshold belongs, until where they go.

    With `above` a threshold belongs to the tier below it. A tier's flat amount is due as soon as it is reached;
    at nothing at all only with `flat_at_zero`.
    """

    method: Method
    bounds: Sequence[Fraction]
    boundary: Boundary = "from"
    flat_at_zero: bool = False

    def slices(self, reached: Fraction, paid: Fraction) -> Iterator[Slice]:
        """Divide what is paid over the tiers by what was reached; tiers that are not reached have no slice."""
        places = range(len(self.bounds))
        flat = bool(reached) or self.flat_at_zero
        for place in reversed(places) if self.method == "whole" else places:
            if self._reaches(reached, self.bounds[place]):
                yield Slice(place, self._part(place, reached, paid), flat)
                if self.method == "whole":
                    return

    def _reaches(self, reached: Fraction, bound: Fraction) -> bool:
        if self.boundary == "from" or (not reached and self.flat_at_zero):
            return bound <= reached
        return bound < reached

    def _part(self, place: int, reached: Fraction, paid: Fraction) -> Fraction:
        """Give what a tier that is reached counts, in proportion to what is paid."""
        if self.method in ("whole", "total") or not reached:
            return paid
        end = self.bounds[place + 1] if place + 1 < len(self.bounds) else reached
        begin = self.bounds[place] if self.method == "slice" else Fraction(0)
        part = min(reached, end) - begin
        return part if paid is reached else part * paid / reached
