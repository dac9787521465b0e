"""What this distribution offers Akkoord: penalties for what came too late."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_penalties import DelayPenalty

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the penalties."""
    return [DelayPenalty]
