"""Which of several discounts goes before the others: a tie is refused, never decided in silence."""

import re
from dataclasses import replace

from .facts import counted, refusal, sold
from .reading import given, number, only
from .replaying import maps
from .stacking import in_order, on_goods

LOWEST = re.compile(r"\b(low|small|ascend|first|1 )", re.IGNORECASE)
CUSTOMER = re.compile(r"customer (\w+)")


def prioritised(case, price=1):
    """Make the rule: the discount with the highest priority wins, and the first in a sequence."""
    only(case.parameters, "rules", "applies", "direction")
    said = case.parameters["rules"]
    rows = [
        row | {"priority": priority_of(each), "customers": customers_of(each)}
        for row, each in zip(in_order([each["percent"] for each in said], "start"), said, strict=True)
    ]
    sequence = any("sequence" in each for each in said) or LOWEST.search(str(case.parameters.get("direction", "")))
    return on_goods(rows, price, choose="lowest" if sequence else "highest")


def priority_of(rule):
    found = given(rule, "priority", "sequence")
    return None if found is None else int(number(found))


def customers_of(rule):
    return CUSTOMER.findall(str(rule.get("scope", "")))


@maps("priority.exclusive", "priority.conflict")
def exclusive(case):
    def found():
        stack = prioritised(case, case.inputs["price"]).stack(counted([sold(1)]))
        return {"percent": stack.pct, "net": stack.left}

    assert number(case.inputs["price"]) > 0
    return refusal(found)


@maps("priority.specificity")
def specificity(case):
    """Where no rule has a priority, one for some customers goes before one for all of them."""
    said = case.parameters["rules"]
    if all(priority_of(each) is None for each in said):
        said = [each | {"priority": int(bool(customers_of(each)))} for each in said]
    rule = prioritised(replace(case, parameters=case.parameters | {"rules": said}))
    facts = [counted([sold(1, customer=customer)]) for customer in case.inputs["customers"]]
    return {"percents": [rule.stack(each).pct for each in facts]}
