"""What the brewery sells: products with their group, content and VAT, as data."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from akkoord.executing.products import Product

_PER_HECTOLITRE = 100


@cache
def products() -> tuple[Product, ...]:
    """Give the products, in the order of the file."""
    return tuple(
        Product(
            str(row["id"]), str(row["name"]), str(row["group"]), "hl", Decimal(str(row["content"])), _PER_HECTOLITRE,
            int(str(row["vat"])),
        )
        for row in _rows()
    )  # fmt: skip


@cache
def prices() -> Mapping[str, int]:
    """Give the net price of a package in cents, by product."""
    return MappingProxyType({str(row["id"]): int(str(row["price"])) for row in _rows()})


def _rows() -> list[dict[str, object]]:
    text = files("akkoord_clauses_brewery").joinpath("products.toml").read_text(encoding="utf-8")
    rows: list[dict[str, object]] = tomllib.loads(text)["product"]
    return rows
