"""Discounts on goods for who buys enough of others with them."""

import re
from fractions import Fraction

from akkoord.executing import settle
from akkoord_rules_promotions import BasketDiscount

from .facts import counted, net, sold
from .reading import number, only, text
from .replaying import maps
from .stacking import goods, off

TRIGGER = re.compile(r"item (?P<group>\w+) (?P<measure>amount|quantity|qty) (?P<sign>>=?) (?P<least>[\d.]+)")
PERCENT = re.compile(r"(?P<pct>[\d.]+)% on item (?P<group>\w+)")
FREE = re.compile(r"(?P<group>\w+) free")
MORE = {"amount": Fraction(1, 100), "quantity": Fraction(1), "qty": Fraction(1)}
"""How much more than a figure is the least that is above it: a cent, or one whole unit."""
LEAST = {"amount": "from_turnover", "quantity": "from_qty", "qty": "from_qty"}


def bought(basket, price):
    """Buy a basket: so many of each at the same price."""
    each = number(price)
    return counted([sold(number(many), number(many) * each, group=group) for group, many in basket.items()])


def benefit(written, groups):
    """Read who gets what: a percentage on some goods, or goods that become free."""
    found = PERCENT.search(written) or FREE.search(written)
    if found is None:
        return {"groups": groups, "pct": text(number(written))}
    return {"groups": [found["group"]], "pct": found.groupdict().get("pct", "100")}


@maps("basket.condition")
def condition(case):
    only(case.parameters, "trigger", "benefit", "price")
    trigger = TRIGGER.search(case.parameters["trigger"])
    assert trigger, f"this condition cannot be read: {case.parameters['trigger']!r}"
    least = number(trigger["least"]) + (MORE[trigger["measure"]] if trigger["sign"] == ">" else 0)
    terms = {"with_groups": [trigger["group"]], LEAST[trigger["measure"]]: text(least)}
    groups = list(dict.fromkeys(group for basket in case.inputs["baskets"] for group in basket))
    rule = BasketDiscount.read(benefit(case.parameters["benefit"], groups) | terms)
    facts = [bought(basket, case.parameters["price"]) for basket in case.inputs["baskets"]]
    return {f"discount_{group}": [rule.discount(each, group) for each in facts] for group in groups}


def to_pay(rule, facts):
    """Charge everything, less the discount."""
    names = facts.events.groups
    return net(settle([*(goods(name) for name in names), off(rule)], facts).position)


@maps("basket.amount_threshold")
def amount_threshold(case):
    """Everything in the order counts towards the amount."""
    only(case.parameters, "min_amount", "benefit", "price")
    found = []
    for order in case.inputs["orders"]:
        terms = {"with_groups": list(order), "from_turnover": text(number(case.parameters["min_amount"]))}
        rule = BasketDiscount.read(benefit(case.parameters["benefit"], list(order)) | terms)
        found.append(to_pay(rule, bought(order, case.parameters["price"])))
    return {"after": found}


@maps("basket.quantity_threshold")
def quantity_threshold(case):
    """Goods that match count together and get what is agreed; which ones, and what, may stand with the source."""
    only(case.parameters, "min_qty", "price", "benefit", "percent", "products")
    known = case.inputs | case.parameters
    terms = {"with_groups": known["products"], "from_qty": text(number(case.parameters["min_qty"]))}
    rule = BasketDiscount.read(benefit(str(known.get("benefit", known.get("percent"))), known["products"]) | terms)
    return {"after": to_pay(rule, bought(case.inputs["quantities"], case.parameters["price"]))}
