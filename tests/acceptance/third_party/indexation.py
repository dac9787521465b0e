"""Prices that rise by an agreed percentage: a new price from a day on, the old one stays what it was."""

from datetime import date

from akkoord.values import days_after
from akkoord_rules_indexation import Indexation

from .reading import number, only, text
from .replaying import maps


@maps("indexation.percent")
def percent(case):
    only(case.parameters, "percent", "effective")
    on = date.fromisoformat(case.parameters["effective"])
    rise = {"pct": text(number(case.parameters["percent"])), "on": on}
    rule = Indexation.read({"base": text(number(case.inputs["price"])), "steps": [rise]})
    return {"old_line_price": rule.price_on(days_after(on, -1)), "new_line_price": rule.price_on(on)}
