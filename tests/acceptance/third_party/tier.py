"""Tiers: `up_to` names the last quantity of a tier, so that our tiers begin above the one before."""

import re
from fractions import Fraction

from akkoord_rules_volume import TierInUse, TierPct, TierPerUnit

from .facts import agreed, exact, net, parts, refusal, sold, statements
from .reading import number, numbers, only, text
from .replaying import maps

METHODS = {"graduated": "slice", "volume": "whole", "rolling": "rolling", "total": "total", "scope": "whole"}
KNOWN = ("tiers", "sections", "section", "boundary", "flat", "products", "basis", "rule", "scope_anchor")
BEGINS_WITH = re.compile(r"(to|upper) exclusive|(from|lower) inclusive")
GAP = Fraction(1, 100)


def zero(case):
    """Tell whether the case wants the flat amount of the first tier at no quantity as well."""
    return case.option or "at zero" in str(case.parameters.get("flat", ""))


def boundary(case):
    """Tell to which tier a threshold belongs: the one below it, unless the case says that tiers begin with it."""
    return "from" if BEGINS_WITH.search(str(case.parameters.get("boundary", ""))) else "above"


def bounds(tiers):
    """Give where tiers begin, and where the last one ends."""
    ends = [number(tier["up_to"]) if tier["up_to"] is not None else None for tier in tiers]
    return [Fraction(0), *ends[:-1]], ends[-1]


def tiers_of(case, method, **more):
    """Make the rule: tiers per unit, or of turnover where the tiers say percentages."""
    only(case.parameters, *KNOWN, *more.pop("besides", ()))
    tiers = case.parameters["tiers"]
    begins, until = bounds(tiers)
    options = {"method": method, "boundary": boundary(case), "flat_at_zero": zero(case), "groups": ["goods"]} | more
    options |= {} if until is None else {"until": text(until)}
    if "percent" in tiers[0]:
        rows = [
            {
                "from_amount": text(begin),
                "pct": text(number(tier["percent"])),
                "flat": text(number(tier.get("flat", 0))),
            }
            for begin, tier in zip(begins, tiers, strict=True)
        ]
        return TierPct.read(options | {"tiers": rows})
    rows = [tier_row(begin, tier) for begin, tier in zip(begins, tiers, strict=True)]
    return TierPerUnit.read(options | {"tiers": rows})


def tier_row(begin, tier):
    rate, flat = (text(number(tier.get(name, 0))) for name in ("unit", "flat"))
    return {"from_qty": text(begin), "rate": rate, "flat": flat}


def sections_of(case, method):
    """Make the rule of sections, which say both of their ends: each begins a cent above the end of the one before."""
    only(case.parameters, *KNOWN)
    sections = case.parameters.get("sections") or [case.parameters["section"]]
    ends = [number(each["to"]) for each in sections]
    begins = [number(each["from_"]) for each in sections]
    assert all(begin - end == GAP for begin, end in zip(begins[1:], ends, strict=False)), "the sections leave a gap"
    sliced = method != "whole"
    rows = [
        {"from_amount": text(begin), "pct": text(number(each["percent"]))}
        for begin, each in zip([begins[0], *ends[:-1]] if sliced else begins, sections, strict=True)
    ]
    options = {"method": method, "boundary": "above" if sliced else "from", "until": text(ends[-1])}
    return TierPct.read(options | {"groups": ["goods"], "tiers": rows})


def method_of(case):
    return METHODS[case.words[1]]


@maps("tier.graduated", "tier.volume", "tier.rolling", "tier.total")
def by_quantity(case):
    rule = tiers_of(case, method_of(case))
    return {"amount": exact(rule, sold(number(case.inputs["quantity"])))}


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
        make = tiers_of if "tiers" in case.parameters else sections_of
        return exact(make(case, method_of(case)), sold(turnover=turnover_of(case)))

    return refusal(lambda: dict.fromkeys(("amount", "rebate"), found()))


def turnover_of(case):
    """Read the turnover; of lines by product that of the products that count."""
    if "lines" not in case.inputs:
        return number(case.inputs["turnover"])
    counting = case.parameters.get("products", case.inputs["lines"])
    return sum(number(worth) for name, worth in case.inputs["lines"].items() if name in counting)


@maps("tier.scope")
def over_the_period(case):
    """Every line of an invoice is a sale; what reaches the tier is the total of the period."""
    sales = [sold(turnover=each, on=place) for place, each in enumerate(numbers(case.inputs["invoice_lines"]))]
    return {"scope_period_total": exact(sections_of(case, method_of(case)), *sales)}


@maps("tier.graduated.progressive", "tier.volume.progressive")
def progressive(case):
    """Settle what was known before, and then all that is known now."""
    rule = tiers_of(case, method_of(case), in_parts=True)
    before = sold(number(case.inputs.get("prior_quantity", 0)))
    now = sold(number(case.inputs["quantity"]), on=1)
    *_, last = statements([agreed(rule)], [[before], [before, now]])
    return {"amount": net(last.due), "lines": list(parts(last.due).values())}


@maps("tier.graduated.percent_plus_flat.progressive", "tier.graduated.percent.progressive")
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
    tiers = case.parameters["tiers"]
    rows = [tier_row(begin, tier) for begin, tier in zip(bounds(tiers)[0], tiers, strict=True)]
    rule = TierInUse.read({"groups": ["goods"], "weighed": ["weighed"], "tiers": rows})
    full, weighed = (numbers(case.inputs[name]) for name in ("full_units", "prorated_units"))
    sales = [sold(each, on=place) for place, each in enumerate(full)]
    sales += [sold(each, on=place, group="weighed") for place, each in enumerate(weighed)]
    return {"amount": exact(rule, *sales)}
