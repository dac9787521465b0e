"""Rules for a group of products hold for the groups under it."""

import re

from .price import price_list
from .reading import number, only, text
from .replaying import maps

CHILD = re.compile(r"child of (?P<parent>.+)")


def group(written):
    """Give the group that a case describes: one under another is written below it."""
    found = CHILD.fullmatch(written)
    return f"{group(found['parent'])}/child" if found else written


@maps("scope.hierarchy")
def hierarchy(case):
    """The category of the rule is named by the case, or is the one that others are under."""
    only(case.parameters, "category", "category_factor", "list_price")
    groups = [group(each) for each in case.inputs["article_category"]]
    over = [each.partition("/")[0] for each in groups if "/" in each]
    category = case.parameters.get("category") or next(iter(over), "category")
    rows = [{"products": [category], "factor": text(number(case.parameters["category_factor"]))}, {"factor": "1"}]
    rule = price_list(rows, starts_from=text(number(case.parameters["list_price"])))
    return {"prices": [rule.unit_price([each], number(1)) for each in groups]}
