"""Prices in another currency: converted at the rate of the day of the order, and then discounted."""

import re

from akkoord.executing import settle
from akkoord_rules_indexation import ForeignPrice

from .facts import YEAR, agreed, counted, net, sold
from .reading import number, only, text
from .replaying import maps
from .stacking import in_order, off, on_lines

STATED = re.compile(r"(?P<rate>[\d.]+) (?P<into>[A-Z]{3}) per (?P<currency>[A-Z]{3})")


@maps("currency.convert")
def convert(case):
    """The price says its currency; a rate the other way round is that of the other currency."""
    only(case.parameters, "percent", "rate", "pack")
    ((name, price),) = case.inputs.items()
    currency = name.removeprefix("price_").upper()
    stated = STATED.fullmatch(case.parameters["rate"])
    assert stated, f"this rate of exchange cannot be read: {case.parameters['rate']!r}"
    assert {currency, "EUR"} == {stated["into"], stated["currency"]}, "statements are in euros"
    rate = number(stated["rate"]) if stated["currency"] == currency else 1 / number(stated["rate"])
    assert currency != "EUR", "statements are in euros"
    foreign = ForeignPrice.read(
        {
            "groups": ["goods"],
            "currency": currency,
            "price": text(number(price)),
            "rates": [{"on": YEAR.first, "rate": text(rate)}],
        }
    )
    percent = in_order([case.parameters.get("percent", 0)], "left")
    rules = [agreed(foreign, "goods"), off(on_lines(percent, "goods"))]
    pack = number(case.parameters.get("pack", 1))
    found = {name: net(settle(rules, counted([sold(many)])).position) for name, many in (("unit", 1), ("pack", pack))}
    return {"unit": found["unit"], f"pack_of_{pack}": found["pack"]}
