"""Prices from a list: of its rows the first that fits counts."""

import re

from akkoord_rules_tables import PriceList
from akkoord_rules_volume import PerUnit

from .facts import exact, sold
from .reading import number, numbers, only, text
from .replaying import maps

STOCK_UNIT = "kg"
"""The unit of the quantities and prices of a list, whatever unit an order is in."""

QUANTITY = re.compile(r"qty\s*>=\s*(\d+(?:\.\d+)?)")
FORMULA = re.compile(r"(\w+)\s*\*\s*(\d+(?:\.\d+)?)")


def price_list(rows, **more):
    return PriceList.read({"groups": ["goods"], "rows": rows} | more)


def row_of(written):
    """Read a row as in `variant & qty>=10: x0.8`; `else` has no condition."""
    conditions, _, price = written.partition(":")
    least = QUANTITY.search(conditions)
    products = [each.strip() for each in conditions.split("&") if not QUANTITY.search(each) and each.strip() != "else"]
    row = {"products": products, "factor": text(number(price))}
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
    breaks = sorted(case.parameters["breaks"], key=lambda each: number(each["from_"]), reverse=True)
    rows = [{"from_qty": text(number(each["from_"])), "price": text(number(each["price"]))} for each in breaks]
    rule = price_list(rows)
    return {"prices": [rule.unit_price(["goods"], each) for each in numbers(case.inputs["quantities"])]}


@maps("price.formula")
def formula(case):
    """A formula is a factor of what something costs."""
    only(case.parameters, "formula")
    read = FORMULA.fullmatch(case.parameters["formula"].strip())
    assert read, f"this formula cannot be read: {case.parameters['formula']!r}"
    named = [values for name, values in case.inputs.items() if read[1].startswith(name)]
    rules = [price_list([{"factor": read[2]}], starts_from=text(each)) for each in numbers(named[0])]
    return {"prices": [rule.unit_price(["goods"], number(1)) for rule in rules]}


@maps("price.uom")
def by_unit(case):
    """A rate without a unit is for the stock unit; every other parameter is a unit and how many of those it holds."""
    parameters = dict(case.parameters)
    rate, unit = parameters.pop("rate"), parameters.pop("rate_uom")
    assert "stock unit" in unit
    sizes = [{"name": name, "amount": text(number(held)), "of": "piece"} for name, held in parameters.items()]
    rule = PerUnit.read({"groups": ["goods"], "rate": text(number(rate)), "unit": "piece", "sizes": sizes})
    return {"prices": [exact(rule, sold(1, unit=each)) for each in case.inputs["sell"]]}
