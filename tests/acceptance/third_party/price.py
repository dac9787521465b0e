"""Prices from a list: of its rows the first that fits counts."""

import re

from akkoord_rules_tables import PriceList
from akkoord_rules_volume import PerUnit

from .facts import exact, sold
from .reading import given, number, numbers, only, text, unit_of
from .replaying import maps
from .tier import BEGINS

STOCK_UNIT = "kg"
"""The unit of the quantities and prices of a list, whatever unit an order is in."""

QUANTITY = re.compile(r"(?:qty|quantity)\s*>=\s*(\d+(?:\.\d+)?)")
FORMULA = re.compile(
    r"(?:(?P<times>[\d.]+)\s*\*\s*)?(?P<name>[a-z]\w*)(?:\s*(?P<by>[*/])\s*(?P<factor>[\d.]+))?"
    r"(?:\s*(?P<plus>[+-]\s*[\d.]+))?"
)


def price_list(rows, **more):
    return PriceList.read({"groups": ["goods"], "rows": rows} | more)


def row_of(written):
    """Read a row as in `variant & qty>=10: x0.8`; `else` has no condition, and without an `x` it is a price."""
    conditions, _, price = written.partition(":")
    least = QUANTITY.search(conditions)
    products = [each.strip() for each in conditions.split("&") if not QUANTITY.search(each) and each.strip() != "else"]
    assert not any(sign in each for sign in "<>=" for each in products), f"this row cannot be read: {written!r}"
    row = {"products": products, "factor" if price.strip().startswith(("x", "*")) else "price": text(number(price))}
    return row | ({"from_qty": least[1]} if least else {})


@maps("price.first_match")
def first_match(case):
    """The first row that fits gives the price; goods that go back have that of as many that were bought."""
    only(case.parameters, "lines", "list_price")
    start = text(number(case.parameters["list_price"]))
    rule = price_list([row_of(each) for each in case.parameters["lines"]], starts_from=start, unit=STOCK_UNIT)
    figure, _, unit = str(case.inputs["quantity"]).partition(" ")
    quantity = rule.conversion.convert(number(figure), unit or STOCK_UNIT, STOCK_UNIT)
    return {"unit_price": rule.unit_price([case.inputs["article"]], quantity)}


@maps("price.quantity_break")
def quantity_break(case):
    """The break with the highest quantity stands first, so that the first that fits is the right one."""
    only(case.parameters, "breaks")
    breaks = [(number(given(each, *BEGINS, default=0)), number(each["price"])) for each in case.parameters["breaks"]]
    rule = price_list([{"from_qty": text(least), "price": text(price)} for least, price in sorted(breaks)[::-1]])
    return {"prices": [rule.unit_price(["goods"], each) for each in numbers(case.inputs["quantities"])]}


@maps("price.formula")
def formula(case):
    """A formula is a factor of what something costs, and something on or off it."""
    only(case.parameters, "formula")
    read = FORMULA.fullmatch(case.parameters["formula"].strip())
    assert read, f"this formula cannot be read: {case.parameters['formula']!r}"
    (named,) = (values for name, values in case.inputs.items() if read["name"].startswith(name))
    by = number(read["factor"] or 1)
    factor = number(read["times"] or 1) * (1 / by if read["by"] == "/" else by)
    row = {"factor": text(factor), "plus": text(number((read["plus"] or "0").replace(" ", "")))}
    rules = [price_list([row], starts_from=text(each)) for each in numbers(named)]
    return {"prices": [rule.unit_price(["goods"], number(1)) for rule in rules]}


@maps("price.uom")
def by_unit(case):
    """A rate without a unit is for the stock unit; every other parameter is a unit and how many of those it holds."""
    parameters = dict(case.parameters)
    rate, said = parameters.pop("rate"), str(parameters.pop("rate_uom", ""))
    unit = "piece" if "stock" in said else unit_of(said)
    sizes = [{"name": name, "amount": text(number(held)), "of": "piece"} for name, held in parameters.items()]
    rule = PerUnit.read({"groups": ["goods"], "rate": text(number(rate)), "unit": unit, "sizes": sizes})
    return {"prices": [exact(rule, sold(1, unit=unit_of(each))) for each in case.inputs["sell"]]}
