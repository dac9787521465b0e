"""Promotions that hold for a time: both ends included, to the day or to the moment of the order."""

from datetime import date

from akkoord.executing import settle
from akkoord.values import Period, moment_of
from akkoord_rules_promotions import Promotion

from .facts import counted, net, sold
from .reading import number, only, text
from .replaying import maps
from .stacking import goods, off


def price_at(case, moment):
    """Sell something at its list price, ordered at a moment; what is left to pay is the price then."""
    starts, ends = (each.strip() for each in case.parameters["valid"].split(".."))
    promotion = Promotion.read(
        {
            "groups": ["goods"],
            "pct": text(number(case.parameters["percent"])),
            "starts": starts or None,
            "ends": ends or None,
            "decides": "ordered",
        }
    )
    at = moment_of(moment)
    year = Period(date(at.year, 1, 1), date(at.year, 12, 31))
    sale = sold(1, number(case.inputs["price"]), on=at.date(), ordered=at)
    return net(settle([goods("goods"), off(promotion)], counted([sale], year)).position)


@maps("validity.date", "validity.datetime")
def within(case):
    """Ask the price at one moment, or at several."""
    only(case.parameters, "percent", "valid")
    moments = [case.inputs["moment"]] if "moment" in case.inputs else case.inputs["moments"]
    prices = [price_at(case, each) for each in moments]
    return {"price": prices[0], "prices": prices}
