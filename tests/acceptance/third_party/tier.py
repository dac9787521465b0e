"""Tiers: `up_to` names the last quantity of a tier, so that our tiers begin above the one before."""

import re
from fractions import Fraction
from typing import NamedTuple

from akkoord_rules_volume import TierInUse, TierPct, TierPerUnit

from .facts import agreed, exact, net, parts, refusal, sold, statements
from .reading import given, number, numbers, only, says, text
from .replaying import maps

METHODS = {"graduated": "slice", "volume": "whole", "rolling": "rolling", "total": "total", "scope": "whole"}
KNOWN = ("tiers", "sections", "section", "boundary", "flat", "products", "basis", "rule", "scope", "scope_anchor")
BEGINS_WITH = re.compile(r"\b(to|upper|until|end)\b[^,;]*\bexclusive|\b(from|lower|start)\b[^,;]*\binclusive")
ENDS, BEGINS = ("up_to", "to", "until"), ("from_", "from")
GAP = Fraction(1)
"""The most that may lie between the end of a tier and the beginning of the next: a unit, where ends are whole."""


class Band(NamedTuple):
    """A tier as a case writes it: where it begins and ends, and what it is worth."""

    begin: Fraction
    end: Fraction | None
    said: dict


class Table(NamedTuple):
    """The tiers of a case in their order, and to which of two a threshold belongs unless the case says so."""

    bands: list
    boundary: str

    @property
    def until(self):
        return self.bands[-1].end


def zero(case):
    """Tell whether the case wants the flat amount of the first tier at no quantity as well."""
    flat = case.parameters.get("flat", "")
    return case.option or (says(flat, "zero", "0 ", "no usage", "nothing") and not says(flat, "not ", "never", "none"))


def table(case, method):
    """Read tiers, by their ends, by their beginnings or by both; what lies between two belongs to the next."""
    written = given(case.parameters, "tiers", "sections", default=None) or [case.parameters["section"]]
    ends = [_end(each) for each in written]
    begins = [given(each, *BEGINS) for each in written]
    previous = [Fraction(0), *ends[:-1]]
    starts = [before if begin is None else number(begin) for begin, before in zip(begins, previous, strict=True)]
    between = [start - end for start, end in zip(starts[1:], ends, strict=False) if end is not None]
    assert all(0 <= gap <= GAP for gap in between), "these tiers leave a gap, or lie over each other"
    stated = BEGINS_WITH.search(str(case.parameters.get("boundary", "")))
    apart = any(between) and method == "whole"
    if any(between) and not apart:
        starts = [starts[0], *ends[:-1]]
    begins_with = stated or apart or (not between and None not in begins)
    bands = [Band(*each) for each in zip(starts, ends, written, strict=True)]
    return Table(bands, "from" if begins_with else "above")


def _end(tier):
    found = given(tier, *ENDS)
    return None if found is None or not re.search(r"\d", str(found)) else number(found)


def tiers_of(case, method, **more):
    """Make the rule: tiers per unit, or of turnover where the tiers say percentages."""
    only(case.parameters, *KNOWN, *more.pop("besides", ()))
    read = table(case, method)
    options = {"method": method, "boundary": read.boundary, "flat_at_zero": zero(case), "groups": ["goods"]} | more
    options |= {} if read.until is None else {"until": text(read.until)}
    if any("percent" in band.said for band in read.bands):
        return TierPct.read(options | {"tiers": [row(band, "from_amount", "percent", "pct") for band in read.bands]})
    return TierPerUnit.read(options | {"tiers": [row(band, "from_qty", "unit", "rate") for band in read.bands]})


def row(band, begins, theirs, ours):
    """Write a tier as our rule has it; what it does not say is nothing."""
    worth, flat = (text(number(given(band.said, name, default=0))) for name in (theirs, "flat"))
    return {begins: text(band.begin), ours: worth, "flat": flat}


def method_of(case):
    return METHODS[case.words[1]]


@maps("tier.graduated", "tier.volume", "tier.rolling", "tier.total")
def by_quantity(case):
    if "quantity" not in case.inputs:
        return by_turnover(case)
    rule = tiers_of(case, method_of(case))
    return refusal(lambda: {"amount": exact(rule, sold(number(case.inputs["quantity"])))})


@maps(
    "tier.graduated.percent",
    "tier.graduated.percent_plus_flat",
    "tier.volume.percent",
    "tier.volume.percent_plus_flat",
    "tier.rolling.percent",
    "tier.total.percent",
)
def by_turnover(case):
    def found():
        return exact(tiers_of(case, method_of(case)), sold(turnover=turnover_of(case)))

    return refusal(lambda: dict.fromkeys(("amount", "rebate"), found()))


def turnover_of(case):
    """Read the turnover; of lines by product that of the products that count."""
    if "lines" not in case.inputs:
        return number(case.inputs["turnover"])
    lines = case.inputs["lines"]
    if not isinstance(lines, dict):
        return sum(numbers(lines))
    counting = case.parameters.get("products", lines)
    return sum(number(worth) for name, worth in lines.items() if name in counting)


@maps("tier.scope")
def over_the_period(case):
    """Every line of an invoice is a sale; what reaches the tier is the total of the period."""
    sales = [sold(turnover=each, on=place) for place, each in enumerate(numbers(case.inputs["invoice_lines"]))]
    return {"scope_period_total": exact(tiers_of(case, method_of(case)), *sales)}


@maps("tier.graduated.progressive", "tier.volume.progressive")
def progressive(case):
    """Settle what was known before, and then all that is known now."""
    rule = tiers_of(case, method_of(case), in_parts=True)
    before = sold(number(case.inputs.get("prior_quantity", 0)))
    now = sold(number(case.inputs["quantity"]), on=1)
    *_, last = statements([agreed(rule)], [[before], [before, now]])
    return {"amount": net(last.due), "lines": list(parts(last.due).values())}


@maps(
    "tier.graduated.percent_plus_flat.progressive",
    "tier.graduated.percent.progressive",
    "tier.volume.percent.progressive",
)
def per_transaction(case):
    """Settle after every transaction."""
    rule = tiers_of(case, method_of(case))
    sales = [sold(turnover=each, on=place) for place, each in enumerate(numbers(case.inputs["transactions"]))]
    made = list(statements([agreed(rule)], [sales[: place + 1] for place in range(len(sales))]))
    return {"increments": [net(each.due) for each in made], "cumulative": net(made[-1].position)}


@maps("tier.volume.prorated")
def whole_units_decide(case):
    """What is paid is a group of its own: the units by the time they were there."""
    rule = tiers_of(case, method_of(case), groups=["weighed"], reached_by=["goods"])
    full, weighed = (number(case.inputs[name]) for name in ("full_units", "prorated_units"))
    return {"amount": exact(rule, sold(full), sold(weighed, group="weighed"))}


@maps("tier.graduated.prorated")
def in_use(case):
    """Every movement has its day; what it counts for by time stands in a group of its own."""
    only(case.parameters, "tiers", "rule")
    rows = [row(band, "from_qty", "unit", "rate") for band in table(case, "slice").bands]
    rule = TierInUse.read({"groups": ["goods"], "weighed": ["weighed"], "tiers": rows})
    full, weighed = (numbers(case.inputs[name]) for name in ("full_units", "prorated_units"))
    sales = [sold(each, on=place) for place, each in enumerate(full)]
    sales += [sold(each, on=place, group="weighed") for place, each in enumerate(weighed)]
    return {"amount": exact(rule, *sales)}
