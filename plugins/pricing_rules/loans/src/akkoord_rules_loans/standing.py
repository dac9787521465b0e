"""Where a sale by instalments stands: what is owed, what was paid, which payment is next."""

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left to pay and what was paid, in euros; `term` counts the next payment, and is 0 when all is paid."""

    balance: Fraction
    paid: Fraction
    term: int

    @property
    def is_closed(self) -> bool:
        """Tell whether everything is paid."""
        return self.term == 0
