"""Turn rows of a file into sales lines, or into a reason why not."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Generic, NoReturn, TypeVar

from akkoord.executing.errors import InvalidSale
from akkoord.executing.products import Product
from akkoord.executing.sales import KINDS, cents
from akkoord.executing.sales_columns import Reading
from akkoord.executing.sales_mapping import LABELS, SaleField, SalesMapping
from akkoord.executing.sales_readers import Cell
from akkoord.executing.units import GRAINS, grains
from akkoord.language import Message
from akkoord.store import SaleRow
from akkoord.values import InvalidDate, moment_of

if TYPE_CHECKING:
    from fractions import Fraction

_THOUSANDTHS: Final = 1_000
_LONGEST: Final = 200
_MOST: Final = 10**15
_MOMENT: Final = re.compile(r"[12]\d{3}-\d\d-\d\d[T ]\d\d:\d\d.{0,16}", re.ASCII)
_MOST_OF_A_LINE: Final = 10**9
"""What a line is less than, in its unit, packages or euros: sums of millions of such lines are kept exactly."""
_FEWEST_EXPONENT, _MOST_EXPONENT = -30, 15
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
"""Days outside of these years are what a program writes where it knows none: 1899, 1900, 9999."""
_MOST_KNOWN: Final = 500_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace knows: ids of customers by number, (id, customer) of contracts by number, products by id."""

    customers: Mapping[str, str]
    contracts: Mapping[str, tuple[str, str]]
    products: Mapping[str, Product]


class _Once(Generic[T]):
    """A column of which every different cell is read once: most cells of a file were there before."""

    __slots__ = ("_known", "_make", "_place")

    def __init__(self, place: int | None, make: Callable[[Cell], T]) -> None:
        self._place, self._make = place, make
        self._known: dict[Cell, T] = {}

    def __call__(self, cells: Sequence[Cell]) -> T:
        cell = cells[self._place] if self._place is not None and self._place < len(cells) else None
        try:
            return self._known[cell]
        except KeyError:
            made = self._make(cell)
        if len(self._known) < _MOST_KNOWN:
            self._known[cell] = made
        return made


class Lines:
    """Reads rows with the columns of one file; `readings` says how each column of figures or days is written."""

    def __init__(
        self,
        known: Known,
        mapping: SalesMapping,
        places: Mapping[SaleField, int],
        readings: Mapping[SaleField, Reading],
    ) -> None:
        """Prepare every column once."""
        self._known, self._mapping, self._readings = known, mapping, readings
        self._id_place = places["id"]
        self._customer = _Once(places.get("customer"), self._customer_of)
        self._contract = _Once(places.get("contract"), self._contract_of)
        self._product = _Once(places.get("product"), self._product_of)
        self._kind = _Once(places.get("kind"), self._kind_of)
        self._group = _Once(places.get("group"), lambda cell: _text(cell, "group"))
        self._unit = _Once(places.get("unit"), lambda cell: _text(cell, "unit"))
        self._day = _Once(places.get("day"), lambda cell: self._iso(cell, "day") or _missing("day"))
        self._paid_on = _Once(places.get("paid_on"), lambda cell: self._iso(cell, "paid_on"))
        self._ordered_on = _Once(places.get("ordered_on"), self._ordered)
        self._packages = _Once(places.get("packages"), lambda cell: self._whole(cell, "packages"))
        self._revision = _Once(places.get("revision"), lambda cell: self._whole(cell, "revision") or 0)
        self._turnover = _Once(places.get("turnover"), lambda cell: cents(self._number(cell, "turnover") or Decimal(0)))
        self._quantity = _Once(places.get("quantity"), lambda cell: self._number(cell, "quantity"))
        self._grains: dict[tuple[Decimal, str], int] = {}

    def line(self, cells: Sequence[Cell]) -> SaleRow:
        """Make a sales line of a row. Raises InvalidSale with the reason why it is none."""
        customer, product = self._customer(cells), self._product(cells)
        unit = self._unit(cells) or (product.unit if product else self._mapping.unit)
        group = self._group(cells) or (product.group if product else self._mapping.group)
        if not unit or not group:
            raise InvalidSale(Message("It is not known in which group and unit this counts."))
        number, contract, of = self._contract(cells)
        if number and of != customer:
            raise InvalidSale(Message("This customer has no contract {number}.", {"number": number}))
        packages = self._packages(cells)
        return SaleRow(
            _text(cells[self._id_place] if self._id_place < len(cells) else None, "id") or _missing("id"),
            self._kind(cells),
            customer,
            contract,
            product.id if product else "",
            group,
            unit,
            self._day(cells),
            self._paid_on(cells),
            packages,
            self._kept_quantity(cells, unit, product, packages),
            self._turnover(cells),
            self._revision(cells),
            self._ordered_on(cells),
        )

    def _customer_of(self, cell: Cell) -> str:
        number = _text(cell, "customer") or _missing("customer")
        found = self._known.customers.get(number)
        if found is None:
            raise InvalidSale(Message("There is no customer {number}.", {"number": number}))
        return found

    def _contract_of(self, cell: Cell) -> tuple[str, str, str]:
        number = _text(cell, "contract")
        return (number, *self._known.contracts.get(number, ("", "")))

    def _product_of(self, cell: Cell) -> Product | None:
        name = _text(cell, "product")
        found = self._known.products.get(name)
        if name and found is None:
            raise InvalidSale(Message("There is no product {product}.", {"product": name}))
        return found

    def _kind_of(self, cell: Cell) -> str:
        kind = _text(cell, "kind") or self._mapping.kind
        if kind not in KINDS:
            values = {"kind": kind, "known": KINDS}
            raise InvalidSale(Message("{kind!r} is no kind of sale; known are {known}.", values))
        return kind

    def _value(self, cell: Cell, name: SaleField) -> Decimal | date | None:
        if not isinstance(cell, str):
            return cell
        typed = cell.strip()
        value = self._readings[name](typed) if typed else None
        if typed and value is None:
            raise InvalidSale(_unreadable(name, typed))
        return value

    def _iso(self, cell: Cell, name: SaleField) -> str:
        found = self._value(cell, name)
        if isinstance(found, Decimal):
            raise InvalidSale(_unreadable(name, str(found)))
        return _of_our_time(found, name).isoformat() if found else ""

    def _ordered(self, cell: Cell) -> str:
        """Take a day as days are written in the column, or a moment as 2026-03-01T10:30."""
        if isinstance(cell, str) and _MOMENT.fullmatch(cell.strip()):
            try:
                moment = moment_of(cell)
            except InvalidDate:
                raise InvalidSale(_unreadable("ordered_on", cell.strip())) from None
            return _of_our_time(moment, "ordered_on").isoformat()
        return self._iso(cell, "ordered_on")

    def _number(self, cell: Cell, name: SaleField) -> Decimal | None:
        found = self._value(cell, name)
        if found is not None and not (isinstance(found, Decimal) and _is_ordinary(found)):
            raise InvalidSale(_unreadable(name, str(found)))
        if found is not None and name != "revision" and found.copy_abs() >= _MOST_OF_A_LINE:
            raise InvalidSale(Message("{field} is too large: {figure}.", {"field": LABELS[name], "figure": found}))
        return found

    def _whole(self, cell: Cell, name: SaleField) -> int | None:
        found = self._number(cell, name)
        if found is None:
            return None
        if found != int(found):
            raise InvalidSale(
                Message("{field} is a whole number, not {figure}.", {"field": LABELS[name], "figure": found})
            )
        return int(found)

    def _kept_quantity(self, cells: Sequence[Cell], unit: str, product: Product | None, packages: int | None) -> int:
        found = self._quantity(cells)
        if found is not None:
            kept = self._grains.get((found, unit))
            if kept is None:
                kept = self._grains[found, unit] = grains(found, unit)
            return kept
        if product is None or packages is None:
            raise InvalidSale(Message("There is no quantity, and no product with packages to reckon it from."))
        exact: Fraction = packages * product.of_package * GRAINS.get(unit, _THOUSANDTHS)
        if exact.denominator != 1 or unit != product.unit:
            values = {"packages": packages, "unit": unit}
            raise InvalidSale(Message("{packages} packages are no exact quantity in {unit}.", values))
        return int(exact)


def _text(cell: Cell, name: SaleField) -> str:
    if isinstance(cell, Decimal):
        cell = f"{cell.normalize():f}" if _is_ordinary(cell) else str(cell)
    found = "" if cell is None else str(cell).strip()
    if len(found) > _LONGEST or not found.isprintable():
        values = {"field": LABELS[name]}
        raise InvalidSale(Message("The {field} is too long, or has characters that cannot be shown.", values))
    return found


def _of_our_time(found: date, name: SaleField) -> date:
    """Refuse a day that no sale can have."""
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        values = {"day": found.isoformat(), "field": LABELS[name]}
        raise InvalidSale(Message("{day} cannot be the {field}; leave the cell empty if it is not known.", values))
    return found


def _missing(name: SaleField) -> NoReturn:
    raise InvalidSale(Message("There is no {field}.", {"field": LABELS[name]}))


def _unreadable(name: SaleField, found: str) -> Message:
    return Message("{found!r} cannot be read as {field}.", {"found": found[:_LONGEST], "field": LABELS[name]})


def _is_ordinary(number: Decimal) -> bool:
    """Tell whether a number can be written out: a few characters such as 1e-999999999 stand for a billion digits."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and _FEWEST_EXPONENT <= exponent <= _MOST_EXPONENT and number.copy_abs() < _MOST
