"""Tell which things on loan the end of a contract charges: those that do not come back, or are bought (RULES 0.11)."""

import re
from collections.abc import Iterable
from typing import Final

from akkoord.executing.assets import Asset, AssetState
from akkoord.executing.frozen import ContractRule

__all__ = ["CHARGED", "charged_items"]

CHARGED: Final[frozenset[AssetState]] = frozenset({"not_returned", "purchased"})
"""What is charged at its residual value; what came back, damaged or not, and what is to be reclaimed is not."""
_ROW: Final = re.compile(r".+\[([0-9]+)\]")


def charged_items(
    rules: Iterable[ContractRule], assets: Iterable[Asset], charged: frozenset[AssetState] = CHARGED
) -> dict[str, dict[str, object]]:
    """Give the items of these rules that are charged, each with the day on which it was placed.

    A rule and a thing belong together when they come from the same row of the contract's facts.
    """
    found: dict[str, dict[str, object]] = {}
    by_row = {row: one for one in assets if one.state in charged and (row := _row_of_asset(one)) is not None}
    for rule in rules:
        asset = by_row.get(_row_of_rule(rule) or "")
        if rule.item is not None and asset is not None:
            found[rule.item] = {} if asset.placed_on is None else {"placed_on": asset.placed_on.isoformat()}
    return found


def _row_of_rule(rule: ContractRule) -> str | None:
    """Give the number of the row that a rule was made for."""
    names = [name.rpartition(".")[0] for several in rule.facts.values() for name in several]
    rows = [row[1] for name in names if (row := _ROW.fullmatch(name))]
    return rows[0] if rows else None


def _row_of_asset(asset: Asset) -> str | None:
    """Give the number of the row that names a thing; None for a thing that no contract names."""
    parts = asset.key.rsplit("/", 2)
    return parts[1] if len(parts) == 3 else None  # noqa: PLR2004 - a name, a row and a piece
