"""Prices by the package, packages in tiers, and free goods."""

from akkoord_rules_packages.free_goods import FreeGoods
from akkoord_rules_packages.per_package import PerPackage
from akkoord_rules_packages.tiers import PackageTier, PackageTiers

__all__ = ["FreeGoods", "PackageTier", "PackageTiers", "PerPackage"]
