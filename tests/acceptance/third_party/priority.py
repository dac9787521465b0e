"""Which of several discounts goes before the others: a tie is refused, never decided in silence."""

import re

from .facts import counted, refusal, sold
from .reading import number, only
from .replaying import maps
from .stacking import in_order, on_goods

CUSTOMER = re.compile(r"customer (\w+)")


def prioritised(case, price=1):
    """Make the rule: the discount with the highest priority wins; without one it comes last."""
    only(case.parameters, "rules", "applies")
    given = case.parameters["rules"]
    rows = [
        row | {"priority": each.get("priority"), "customers": CUSTOMER.findall(str(each.get("scope", "")))}
        for row, each in zip(in_order([each["percent"] for each in given], "start"), given, strict=True)
    ]
    return on_goods(rows, price, choose="highest")


@maps("priority.exclusive", "priority.conflict")
def exclusive(case):
    def found():
        stack = prioritised(case, case.inputs["price"]).stack(counted([sold(1)]))
        return {"percent": stack.pct, "net": stack.left}

    assert number(case.inputs["price"]) > 0
    return refusal(found)


@maps("priority.specificity")
def specificity(case):
    rule = prioritised(case)
    facts = [counted([sold(1, customer=customer)]) for customer in case.inputs["customers"]]
    return {"percents": [rule.stack(each).pct for each in facts]}
