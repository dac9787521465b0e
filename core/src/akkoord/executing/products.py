"""Keep the products that sales lines name: their group, unit, content and VAT."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from akkoord.executing.errors import InvalidSale
from akkoord.language import Message
from akkoord.store import PRODUCT, Row, Store, text, whole
from akkoord.values.exact import EXACT

_THOUSANDTHS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Product:
    """Something that is sold: `content` of one package (litres, say), of which `per` go in the `unit` it counts in.

    A keg of 30 litres that counts in hectolitres has content 30 and per 100 (RULES 0.2). `vat` in basis points.
    """

    id: str
    name: str
    group: str
    unit: str
    content: Decimal = Decimal(1)
    per: int = 1
    vat: int = 2_100

    def __post_init__(self) -> None:
        """Refuse a product that counts for nothing."""
        if not (self.id and self.group and self.unit) or self.content <= 0 or self.per <= 0 or self.vat < 0:
            raise InvalidSale(
                Message("Product {id!r} needs a group, a unit and a content above zero.", {"id": self.id})
            )

    @property
    def of_package(self) -> Fraction:
        """What one package counts for, in the unit."""
        return Fraction(self.content) / self.per


class Products:
    """The products of a store."""

    def __init__(self, store: Store) -> None:
        """Work with this store."""
        self._store = store

    def put(self, product: Product) -> None:
        """Keep a product, new or changed; lines that were read already keep what they counted for."""
        kept = EXACT.multiply(product.content, Decimal(_THOUSANDTHS))
        if kept != int(kept):
            raise InvalidSale(Message("{amount} has more decimals than are kept.", {"amount": product.content}))
        row: Row = {
            "id": product.id, "name": product.name, "product_group": product.group, "unit": product.unit,
            "content": int(kept), "per": product.per, "vat": product.vat,
        }  # fmt: skip
        self._store.put(PRODUCT, row)

    def all(self) -> Mapping[str, Product]:
        """Give all products by id."""
        return {text(row, "id"): _product(row) for row in self._store.find(PRODUCT)}


def _product(row: Row) -> Product:
    return Product(
        text(row, "id"),
        text(row, "name"),
        text(row, "product_group"),
        text(row, "unit"),
        EXACT.divide(Decimal(whole(row, "content")), Decimal(_THOUSANDTHS)),
        whole(row, "per"),
        whole(row, "vat"),
    )
