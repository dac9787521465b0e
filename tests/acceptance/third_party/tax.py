"""Discounts and VAT: on one basis, and every rate of VAT a line of its own."""

import re

from akkoord.executing import settle
from akkoord_rules_discounts import Discounts
from akkoord_rules_packages import FreeGoods
from akkoord_rules_volume import PerUnit

from .facts import NO_VAT, agreed, counted, exact, net, sold
from .reading import number, numbers, only, text
from .replaying import maps
from .stacking import goods, in_order, off, on_lines
from .vat import rate

FREE = re.compile(r"\(\+\s*(\d+) free\)")
CHARGED = re.compile(r"@\s*(\d+(?:\.\d+)?)\s*%")


@maps("tax.mixed_basis")
def mixed_basis(case):
    """The rate of VAT is what the price with it is more; a promotion says on which of both prices it is."""
    net_price, gross = (number(case.inputs[name]) for name in ("net", "gross"))
    vat = text((gross / net_price - 1) * 100)
    rows = []
    for place, written in enumerate(case.parameters.values(), 1):
        size = text(number(written))
        if "%" in written:
            rows.append({"order": place, "pct": size, "base": "start"})
        else:
            rows.append({"order": place, "amount": size, "vat": vat if "inclusive" in written else "0"})
    rule = Discounts.read({"groups": ["goods"], "discounts": rows, "gives": "price", "price": text(net_price)})
    return {"taxable_base_min": exact(rule, sold(1))}


def vat_of(written):
    """Read what is charged on goods, as in `@15%`; what is untaxed says so."""
    found = CHARGED.search(written)
    return rate(found[1]) if found else NO_VAT


def charged(name, written):
    """Charge goods as in `8 x 320 @15% (+2 free)`: what is free stands as a line that goes to the customer."""
    quantity, price = numbers(written)[:2]
    vat, free = vat_of(written), FREE.search(written)
    yield agreed(PerUnit.read({"groups": [name], "rate": text(price)}), name, vat=vat)
    if free:
        given = {"groups": [name], "free": free[1], "from_qty": text(quantity), "worth": text(price)}
        yield agreed(FreeGoods.read(given), f"{name} free", "payable", vat)


def delivered(name, written):
    free = FREE.search(written)
    return [sold(numbers(written)[0], group=name), *([sold(number(free[1]), group=name)] if free else [])]


@maps("tax.discount_line")
def discount_line(case):
    """A discount on the goods that it names, or on all, after what is free among them, at the VAT of these goods."""
    only(case.parameters, "percent")
    rules = [rule for name, written in case.inputs.items() for rule in charged(name, written)]
    named = [name for name in case.inputs if name in str(case.parameters["percent"])] or list(case.inputs)
    for name in named:
        lines = [rule.id for rule in rules if rule.id in {name, f"{name} free"}]
        percent = in_order([case.parameters["percent"]], "left")
        rules.append(off(on_lines(percent, *lines), f"{name} off", vat_of(case.inputs[name])))
    made = settle(
        rules, counted([event for name, written in case.inputs.items() for event in delivered(name, written)])
    )
    return {"untaxed": net(made.position), "total": made.balance.amount.amount}


@maps("tax.discount_per_rate")
def discount_per_rate(case):
    """Goods of one rate are a line with a discount of its own; taxes on the same goods are one rate together."""
    only(case.parameters, "percent", "taxes")
    rates = [rate(sum(numbers(each))) if numbers(each) else NO_VAT for each in case.parameters["taxes"]]
    names = [f"goods {place}" for place, _ in enumerate(rates)]
    lines = [goods(name, vat) for name, vat in zip(names, rates, strict=True)]
    percent = in_order([case.parameters["percent"]], "left")
    discounts = [off(on_lines(percent, name), f"{name} off", vat) for name, vat in zip(names, rates, strict=True)]
    worth = zip(names, numbers(case.inputs["lines_net"]), strict=True)
    facts = counted([sold(turnover=each, group=name) for name, each in worth])
    before, after = settle(lines, facts), settle([*lines, *discounts], facts)
    return {
        name: [net(made.position), made.balance.amount.amount] for name, made in (("before", before), ("after", after))
    }
