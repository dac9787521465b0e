"""Thresholds and deliveries in different units: converted before they are compared, and never rounded."""

from akkoord_rules_promotions import Promotion

from .facts import exact, sold
from .price import price_list, row_of
from .reading import measured, number, only, text
from .replaying import maps

STOCK_UNIT = "kg"
"""The unit of a list that does not name one: of all masses in these sources it is the one that goods are kept in."""
PIECE = "piece"


@maps("threshold.uom")
def by_unit(case):
    if "percent" in case.parameters:
        return of_promotion(case)
    return of_rows(case) if "lines" in case.parameters else of_surcharge(case)


def of_promotion(case):
    """A discount from a quantity on applies where something comes off; other parameters say what a unit holds."""
    parameters = dict(case.parameters)
    (least, unit), percent = measured(parameters.pop("min_qty")), parameters.pop("percent")
    sizes = [{"name": name, "amount": text(number(held)), "of": PIECE} for name, held in parameters.items()]
    rule = Promotion.read(
        {"groups": ["goods"], "pct": text(number(percent)), "from_qty": text(least), "unit": unit, "sizes": sizes}
    )
    bought = [measured(each) for each in case.inputs["quantities"]]
    return {"applies": [exact(rule, sold(many, 100, unit=unit)) > 0 for many, unit in bought]}


def of_surcharge(case):
    """A price per unit of the threshold, with something on or off it from the threshold on; asked per unit bought."""
    least, unit = measured(case.parameters["min_qty"])
    only(case.parameters, "min_qty", f"surcharge_per_{unit}", f"list_per_{unit}")
    plus = text(number(case.parameters[f"surcharge_per_{unit}"]))
    rows = [{"from_qty": text(least), "factor": "1", "plus": plus}, {"factor": "1"}]
    rule = price_list(rows, starts_from=text(number(case.parameters[f"list_per_{unit}"])), unit=unit)
    many, bought = measured(case.inputs["quantity"])
    return {"unit_price": rule.price_in(bought, ["goods"], many)}


def of_rows(case):
    """A list of factors; the price is that of the unit of the list, whatever the unit that is bought."""
    only(case.parameters, "lines", "list_price")
    rows = [row_of(each) for each in case.parameters["lines"]]
    rule = price_list(rows, starts_from=text(number(case.parameters["list_price"])), unit=STOCK_UNIT)
    many, bought = measured(case.inputs["quantity"])
    converted = rule.conversion.convert(many, bought, STOCK_UNIT)
    return {"unit_price": rule.unit_price([case.inputs["article"]], converted)}
