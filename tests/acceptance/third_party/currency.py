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
    only(case.parameters, "percent", "rate", "pack")
    stated = STATED.fullmatch(case.parameters["rate"])
    assert stated, f"this rate of exchange cannot be read: {case.parameters['rate']!r}"
    assert stated["into"] == "EUR", "statements are in euros"
    price = ForeignPrice.read(
        {
            "groups": ["goods"],
            "currency": stated["currency"],
            "price": text(number(case.inputs[f"price_{stated['currency'].lower()}"])),
            "rates": [{"on": YEAR.first, "rate": stated["rate"]}],
        }
    )
    percent = in_order([case.parameters["percent"]], "left")
    rules = [agreed(price, "goods"), off(on_lines(percent, "goods"))]
    pack = number(case.parameters.get("pack", 1))
    found = {name: net(settle(rules, counted([sold(many)])).position) for name, many in (("unit", 1), ("pack", pack))}
    return {"unit": found["unit"], f"pack_of_{pack}": found["pack"]}
