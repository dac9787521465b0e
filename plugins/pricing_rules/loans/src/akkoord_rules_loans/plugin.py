"""What this distribution offers Akkoord: loans that are paid back."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_loans import AnnuityLoan, InstalmentSale

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the loans."""
    return [AnnuityLoan, InstalmentSale]
