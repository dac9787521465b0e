"""The full months that remain of a contract."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from akkoord.executing import Counted, ExactLine, Phrase, RemainingRule, amount_of, said
from akkoord.language import Words
from akkoord.values import Period, add_months

__all__ = ["RemainingMonths"]


class RemainingMonths(
    RemainingRule, kind="remaining_months", label=Words(nl="Resterende maanden", en="Remaining months")
):
    """RULES 0.8 `remaining_months`: the full months after a day through the end (RULES 0.3)."""

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - only the calendar counts
        """Count the full months."""
        months = self.months_left(at)
        step = said(
            "na {at} tot en met {end}: {months}",
            "after {at} through {end}: {months}",
            at=at,
            end=self.contract_end,
            months=amount_of(Fraction(months), "month"),
        )
        yield ExactLine(Fraction(months), (step,), Fraction(months), "month", months)

    def in_words(self) -> Phrase:
        """Say through which day."""
        return said("volle maanden tot en met {end}", "full months through {end}", end=self.contract_end)

    def sample(self) -> tuple[Phrase, Counted]:
        """Look half a year before the end."""
        at = self.after or add_months(self.contract_end, -6)
        return said("Op {at}", "On {at}", at=at), Counted.of([], Period(add_months(at, -12), at)).ending(at)
