"""What this distribution offers Akkoord: rules over packages and free goods."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_packages import FreeGoods, PackageTiers, PerPackage

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the rules over packages and free goods."""
    return [PerPackage, PackageTiers, FreeGoods]
