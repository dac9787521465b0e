"""What this distribution offers Akkoord: fees for buying less than was promised."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_commitment import ShortfallFuture, ShortfallPerUnit, ShortfallTotal, TermByVolume

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the fees for a shortfall, and the term that a volume ends."""
    return [ShortfallPerUnit, ShortfallTotal, ShortfallFuture, TermByVolume]
