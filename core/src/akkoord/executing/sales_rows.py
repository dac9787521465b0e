"""Turn rows of a file into sales lines, or into a reason why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from akkoord.executing.errors import InvalidSale
from akkoord.executing.products import Product
from akkoord.executing.sales import KINDS, cents
from akkoord.executing.sales_columns import Reading
from akkoord.executing.sales_mapping import SaleField, SalesMapping
from akkoord.executing.sales_readers import Cell
from akkoord.executing.units import GRAINS, grains
from akkoord.language import Message
from akkoord.store import SaleRow

if TYPE_CHECKING:
    from fractions import Fraction

_THOUSANDTHS: Final = 1_000
_LONGEST: Final = 200
_MOST: Final = 10**15


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace knows: ids of customers by number, (id, customer) of contracts by number, products by id."""

    customers: Mapping[str, str]
    contracts: Mapping[str, tuple[str, str]]
    products: Mapping[str, Product]


@dataclass(slots=True)
class Lines:
    """Reads rows with the columns of one file; `readings` says how each column of figures or days is written."""

    known: Known
    mapping: SalesMapping
    places: Mapping[SaleField, int]
    readings: Mapping[SaleField, Reading]
    _read: dict[tuple[SaleField, Cell], Decimal | date | None] = field(default_factory=dict)
    _grains: dict[tuple[Cell, str], int] = field(default_factory=dict)
    _cents: dict[Cell, int] = field(default_factory=dict)

    def line(self, cells: Sequence[Cell]) -> SaleRow:
        """Make a sales line of a row. Raises InvalidSale with the reason why it is none."""
        customer = self._customer(cells)
        product = self._product(cells)
        unit = self._text(cells, "unit") or (product.unit if product else self.mapping.unit)
        group = self._text(cells, "group") or (product.group if product else self.mapping.group)
        if not unit or not group:
            raise InvalidSale(Message("It is not known in which group and unit this counts."))
        paid_on = self._day(cells, "paid_on")
        packages = self._whole(cells, "packages")
        return SaleRow(
            self._needed(cells, "id"),
            self._kind(cells),
            customer,
            self._contract(cells, customer),
            product.id if product else "",
            group,
            unit,
            self._needed_day(cells).isoformat(),
            paid_on.isoformat() if paid_on else "",
            packages,
            self._quantity(cells, unit, product, packages),
            self._turnover(cells),
            self._whole(cells, "revision") or 0,
        )

    def _cell(self, cells: Sequence[Cell], name: SaleField) -> Cell:
        place = self.places.get(name)
        if place is None or place >= len(cells):
            return None
        found = cells[place]
        return found.strip() or None if isinstance(found, str) else found

    def _text(self, cells: Sequence[Cell], name: SaleField) -> str:
        found = self._cell(cells, name)
        if isinstance(found, Decimal):
            found = f"{found.normalize():f}"
        found = "" if found is None else str(found)
        if len(found) > _LONGEST or not found.isprintable():
            raise InvalidSale(
                Message("The {field} is too long, or has characters that cannot be shown.", {"field": name})
            )
        return found

    def _needed(self, cells: Sequence[Cell], name: SaleField) -> str:
        found = self._text(cells, name)
        if not found:
            raise InvalidSale(Message("There is no {field}.", {"field": name}))
        return found

    def _customer(self, cells: Sequence[Cell]) -> str:
        number = self._needed(cells, "customer")
        found = self.known.customers.get(number)
        if found is None:
            raise InvalidSale(Message("There is no customer {number}.", {"number": number}))
        return found

    def _contract(self, cells: Sequence[Cell], customer: str) -> str:
        number = self._text(cells, "contract")
        if not number:
            return ""
        found, of = self.known.contracts.get(number, ("", ""))
        if of != customer:
            raise InvalidSale(Message("This customer has no contract {number}.", {"number": number}))
        return found

    def _product(self, cells: Sequence[Cell]) -> Product | None:
        name = self._text(cells, "product")
        if not name:
            return None
        found = self.known.products.get(name)
        if found is None:
            raise InvalidSale(Message("There is no product {product}.", {"product": name}))
        return found

    def _kind(self, cells: Sequence[Cell]) -> str:
        kind = self._text(cells, "kind") or self.mapping.kind
        if kind not in KINDS:
            raise InvalidSale(
                Message("{kind!r} is no kind of sale; known are {known}.", {"kind": kind, "known": KINDS})
            )
        return kind

    def _value(self, cells: Sequence[Cell], name: SaleField) -> Decimal | date | None:
        found = self._cell(cells, name)
        if not isinstance(found, str):
            return found
        key = (name, found)
        if key not in self._read:
            value = self.readings[name](found)
            if value is None:
                raise InvalidSale(_unreadable(name, found))
            if len(self._read) > 1_000_000:  # noqa: PLR2004 - a cache, not a store
                self._read.clear()
            self._read[key] = value
        return self._read[key]

    def _day(self, cells: Sequence[Cell], name: SaleField) -> date | None:
        found = self._value(cells, name)
        if isinstance(found, Decimal):
            raise InvalidSale(_unreadable(name, str(found)))
        return found

    def _needed_day(self, cells: Sequence[Cell]) -> date:
        found = self._day(cells, "day")
        if found is None:
            raise InvalidSale(Message("There is no {field}.", {"field": "day"}))
        return found

    def _number(self, cells: Sequence[Cell], name: SaleField) -> Decimal | None:
        found = self._value(cells, name)
        if found is not None and (not isinstance(found, Decimal) or not found.is_finite() or abs(found) >= _MOST):
            raise InvalidSale(_unreadable(name, str(found)))
        return found

    def _whole(self, cells: Sequence[Cell], name: SaleField) -> int | None:
        found = self._number(cells, name)
        if found is None:
            return None
        if found != int(found):
            raise InvalidSale(Message("{field} is a whole number, not {figure}.", {"field": name, "figure": found}))
        return int(found)

    def _turnover(self, cells: Sequence[Cell]) -> int:
        found = self._number(cells, "turnover")
        if found is None:
            return 0
        if found not in self._cents:
            self._cents[found] = cents(found)
        return self._cents[found]

    def _quantity(self, cells: Sequence[Cell], unit: str, product: Product | None, packages: int | None) -> int:
        found = self._number(cells, "quantity")
        if found is not None:
            key = (found, unit)
            if key not in self._grains:
                self._grains[key] = grains(found, unit)
            return self._grains[key]
        if product is None or packages is None:
            raise InvalidSale(Message("There is no quantity, and no product with packages to reckon it from."))
        exact: Fraction = packages * product.of_package * GRAINS.get(unit, _THOUSANDTHS)
        if exact.denominator != 1 or unit != product.unit:
            raise InvalidSale(
                Message("{packages} packages are no exact quantity in {unit}.", {"packages": packages, "unit": unit})
            )
        return int(exact)


def _unreadable(name: SaleField, found: str) -> Message:
    return Message("{found!r} cannot be read as {field}.", {"found": found[:_LONGEST], "field": name})
