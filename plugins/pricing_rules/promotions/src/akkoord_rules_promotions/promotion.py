"""A discount for a time, with the day that decides stated, and from a quantity on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import (
    Concern,
    Count,
    Counted,
    Event,
    ExactLine,
    Phrase,
    ScopedRule,
    amount_of,
    euros,
    percent,
    said,
)
from akkoord.executing.parameters import Choice, Moment, Number, Pct, Rate, Until
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Window, moment_of
from akkoord_rules_promotions.together import PER, Per, bought, together, year_of

__all__ = ["Promotion"]

DECIDES: Final = {
    "delivered": Words(nl="de dag van levering", en="the day of delivery"),
    "ordered": Words(nl="het moment van bestellen", en="the moment of the order"),
    "paid": Words(nl="de dag van betaling", en="the day of payment"),
}


class Promotion(ScopedRule, kind="promotion", label=Words(nl="Actiekorting", en="Promotional discount")):
    """Turnover × percentage, or quantity × amount, of what falls in the time of the promotion and is enough at once.

    Both ends of the time are included; a last day without a time counts to its end. Where the moment of the order is
    not known, the day of delivery decides.
    """

    pct: Annotated[Pct | None, Ask(Words(nl="Korting", en="Discount"), unit="%"), Field(ge=0, le=100)] = None
    amount: Annotated[
        Rate | None, Ask(Words(nl="Korting per eenheid", en="Discount per unit"), unit="EUR"), Field(ge=0)
    ] = None
    starts: Annotated[Moment | None, Ask(Words(nl="Begint op", en="Starts on"))] = None
    ends: Annotated[Until | None, Ask(Words(nl="Eindigt op", en="Ends on"))] = None
    decides: Annotated[
        Literal["delivered", "ordered", "paid"],
        Choice,
        Ask(
            Words(nl="Of iets in de actie valt, bepaalt", en="What falls in the promotion is decided by"),
            choices=DECIDES,
        ),
    ] = "delivered"
    from_qty: Annotated[Number, Ask(Words(nl="Vanaf", en="From")), Field(ge=0)] = Fraction(0)
    per: Annotated[Per, Choice, Ask(Words(nl="Geteld", en="Counted"), choices=PER)] = "period"

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Know events by the day: a day may be the last of the promotion, or one that has enough by itself."""
        del parameters
        return True

    def counts(self, counted: Counted) -> Iterator[Count]:
        """Give what is enough at once, and falls in the promotion."""
        window = Window(self.starts or datetime.min.replace(tzinfo=moment_of(date.min).tzinfo), self.ends)
        found = counted.counting(self.groups, basis=self.basis)
        within = [event for event in found if (at := self._moment(event)) is not None and at in window]
        for each in together(within, self.per, counted.period):
            count = each.count(self.groups, unit=self.unit or "", conversion=self.conversion)
            if count.lines and count.quantity >= self.from_qty:
                yield count

    def _moment(self, event: Event) -> datetime | None:
        """Give the moment that decides; None when there is none yet."""
        if self.decides == "ordered" and event.ordered is not None:
            return event.ordered
        if self.decides == "paid":
            return None if event.paid_on is None else moment_of(event.paid_on)
        return moment_of(event.on)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the discount on everything that falls in the promotion."""
        found = list(self.counts(counted))
        quantity = sum((count.quantity for count in found), Fraction(0))
        turnover = sum((count.turnover for count in found), Fraction(0))
        unit = next((count.unit for count in found), "")
        if self.pct is None:
            each = self.amount or Fraction(0)
            worth = quantity * each
            step = said("{q} × {each}", "{q} × {each}", q=amount_of(quantity, unit), each=euros(each))
        else:
            worth = turnover * self.pct / 100
            text = "{pct} van {turnover}", "{pct} of {turnover}"
            step = said(*text, pct=percent(self.pct), turnover=euros(turnover))
        none = said("niets valt in de actie", "nothing falls in the promotion")
        yield ExactLine(worth, (step if found else none,), quantity, unit)

    def in_words(self) -> Phrase:
        """Say the discount, the time and the quantity."""
        nl, en = ("{pct} korting", "{pct} off") if self.pct is not None else ("{each} per eenheid", "{each} per unit")
        if self.from_qty:
            how = PER[self.per]
            nl, en = f"{nl} vanaf {{q}} {how.nl}", f"{en} from {{q}} {how.en}"
        if self.starts is not None:
            nl, en = f"{nl}, van {{starts}}", f"{en}, from {{starts}}"
        if self.ends is not None:
            nl, en = f"{nl} tot en met {{ends}}", f"{en} through {{ends}}"
        if self.starts is not None or self.ends is not None:
            how = DECIDES[self.decides]
            nl, en = f"{nl} ({how.nl})", f"{en} ({how.en})"
        return said(
            nl, en,
            pct=percent(self.pct or Fraction(0)), each=euros(self.amount or Fraction(0)),
            q=amount_of(self.from_qty, self.unit or ""), starts=self._shown(self.starts), ends=self._shown(self.ends),
        )  # fmt: skip

    def _shown(self, moment: datetime | None) -> object:
        """Show a moment: only its day where its time is the first or the last of the day."""
        if moment is None:
            return ""
        edge = moment.time().replace(microsecond=0)
        whole = edge in {datetime.min.time(), datetime.max.time().replace(microsecond=0)}
        return moment.date() if whole else f"{moment:%Y-%m-%d %H:%M}"

    def sample(self) -> tuple[Phrase, Counted]:
        """Buy enough for the discount, and at least ten, for a thousand euros, on the first day."""
        quantity = max(self.from_qty, Fraction(10))
        day = (self.starts or self.ends or moment_of(date(2026, 1, 1))).date()
        event = bought(self.groups[0], quantity, 1000, day, self.unit or "")
        text = "Bij {q} voor € 1.000 op {day}", "With {q} for €1,000 on {day}"
        return said(*text, q=amount_of(quantity, self.unit or ""), day=day), year_of(event)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a promotion without one discount, and one that ends before it starts."""
        if (self.pct is None) == (self.amount is None):
            yield Concern(
                "pct",
                said(
                    "Geef een percentage of een bedrag per eenheid: een van beide.",
                    "Give a percentage or an amount per unit: one of the two.",
                ),
            )
        if self.starts is not None and self.ends is not None and self.ends < self.starts:
            yield Concern("ends", said("De actie eindigt voordat zij begint.", "It ends before it starts."))
