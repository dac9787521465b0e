"""Turn rows of a file into sales lines, or into a reason why not: by its columns, each different cell once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

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
_MOST_KNOWN: Final = 100_000


_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace knows: ids of customers by number, (id, customer) of contracts by number, products by id."""

    customers: Mapping[str, str]
    contracts: Mapping[str, tuple[str, str]]
    products: Mapping[str, Product]


class _Part:
    """A part of a sales line, made of the cells of some columns: the same cells are read once, most come again.

    Cells that make no such part give the reason why.
    """

    __slots__ = ("_known", "_make", "_most", "_places", "may_fail")

    def __init__(self, places: Sequence[int | None], make: Callable[..., object], *, most: int = _MOST_KNOWN) -> None:
        self._places, self._make, self._most = places, make, most
        self._known: dict[object, object] = {}
        self.may_fail = False

    def of(self, columns: Sequence[Sequence[Cell]], count: int) -> Sequence[object]:
        """Give this part of so many rows."""
        there = [None if place is None or place >= len(columns) else columns[place] for place in self._places]
        if not any(there):
            return (self._read((None,) * len(there)),) * count
        if len(there) == 1 and there[0] is not None:
            return self._of_column(there[0])
        cells = [(None,) * count if each is None else each for each in there]
        # A zip that is used up at once makes no tuple for what is known already.
        self._learn(set(zip(*cells, strict=True)), self._read)
        return list(map(self._known.__getitem__, zip(*cells, strict=True)))

    def _of_column(self, cells: Sequence[Cell]) -> Sequence[object]:
        if not self._most:
            return [self._read((cell,)) for cell in cells]
        self._learn(set(cells), lambda cell: self._read((cell,)))
        return list(map(self._known.__getitem__, cells))

    def _learn(self, keys: set[_Key], read: Callable[[_Key], object]) -> None:
        new = keys.difference(self._known)
        if len(self._known) + len(new) > self._most:
            self._known.clear()
            new = keys
        for key in new:
            self._known[key] = read(key)

    def _read(self, cells: tuple[Cell, ...]) -> object:
        try:
            return self._make(*cells)
        except InvalidSale as error:
            self.may_fail = True
            return error.with_traceback(None)


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
        made: dict[str, tuple[tuple[SaleField, ...], Callable[..., object]]] = {
            "customer": (("customer",), self._customer_of),
            "product": (("product",), self._product_id),
            "unit": (("unit", "group", "product"), self._unit_of),
            "product_group": (("group", "product"), self._group_of),
            "contract": (("contract", "customer"), self._contract_of),
            "packages": (("packages",), lambda cell: self._whole(cell, "packages")),
            "id": (("id",), lambda cell: _text(cell, "id") or _missing("id")),
            "kind": (("kind",), self._kind_of),
            "day": (("day",), lambda cell: self._iso(cell, "day") or _missing("day")),
            "paid_on": (("paid_on",), lambda cell: self._iso(cell, "paid_on")),
            "quantity": (("quantity", "packages", "unit", "group", "product"), self._quantity_of),
            "turnover": (("turnover",), lambda cell: cents(self._number(cell, "turnover") or Decimal(0))),
            "revision": (("revision",), lambda cell: self._whole(cell, "revision") or 0),
            "ordered_on": (("ordered_on",), self._ordered),
        }
        # In this order: of a row with several faults the first is said.
        self._parts = {
            name: _Part([places.get(field) for field in fields], make, most=0 if name == "id" else _MOST_KNOWN)
            for name, (fields, make) in made.items()
        }

    def lines(self, rows: Sequence[Sequence[Cell]]) -> list[SaleRow | InvalidSale]:
        """Make a sales line of each row, or the reason why it is none."""
        # A row that is too short has nothing in its last columns.
        columns = list(zip_longest(*rows))
        found = {name: part.of(columns, len(rows)) for name, part in self._parts.items()}
        parts = zip(*(found[name] for name in SaleRow._fields), strict=True)
        made: list[SaleRow | InvalidSale] = list(map(SaleRow._make, parts))
        for name in reversed(self._parts):
            if self._parts[name].may_fail:
                for place, value in enumerate(found[name]):
                    if isinstance(value, InvalidSale):
                        made[place] = value
        return made

    def _customer_of(self, cell: Cell) -> str:
        number = _text(cell, "customer") or _missing("customer")
        found = self._known.customers.get(number)
        if found is None:
            raise InvalidSale(Message("There is no customer {number}.", {"number": number}))
        return found

    def _contract_of(self, cell: Cell, customer: Cell) -> str:
        number = _text(cell, "contract")
        contract, of = self._known.contracts.get(number, ("", ""))
        if number and of != self._customer_of(customer):
            raise InvalidSale(Message("This customer has no contract {number}.", {"number": number}))
        return contract

    def _product_of(self, cell: Cell) -> Product | None:
        name = _text(cell, "product")
        found = self._known.products.get(name)
        if name and found is None:
            raise InvalidSale(Message("There is no product {product}.", {"product": name}))
        return found

    def _product_id(self, cell: Cell) -> str:
        product = self._product_of(cell)
        return product.id if product else ""

    def _unit_of(self, cell: Cell, group: Cell, product_cell: Cell) -> str:
        product = self._product_of(product_cell)
        unit = _text(cell, "unit") or (product.unit if product else self._mapping.unit)
        if not self._group_of(group, product_cell) or not unit:
            raise InvalidSale(Message("It is not known in which group and unit this counts."))
        return unit

    def _group_of(self, cell: Cell, product_cell: Cell) -> str:
        product = self._product_of(product_cell)
        return _text(cell, "group") or (product.group if product else self._mapping.group)

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

    def _quantity_of(self, cell: Cell, packages_cell: Cell, unit_cell: Cell, group: Cell, product_cell: Cell) -> int:
        found, unit = self._number(cell, "quantity"), self._unit_of(unit_cell, group, product_cell)
        if found is not None:
            return grains(found, unit)
        product, packages = self._product_of(product_cell), self._whole(packages_cell, "packages")
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
