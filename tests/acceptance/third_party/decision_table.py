"""Tables of conditions: every figure of a case is what was counted in a group of that name."""

from akkoord_rules_tables import DecisionTable, PctMatrix, read_condition

from .facts import counted, exact, sold
from .reading import number, numbers, only, text
from .replaying import maps

HITS = {
    "collect_sum": "sum",
    "collect_min": "lowest",
    "collect_max": "highest",
    "collect_count": "count",
    "first": "first",
}
PER_HUNDRED = 100


def measured(inputs):
    """Count every figure in the group of its name."""
    return [sold(number(value), group=name) for name, value in inputs.items()]


@maps(
    "decision_table.collect_sum",
    "decision_table.collect_min",
    "decision_table.collect_max",
    "decision_table.collect_count",
)
def collected(case):
    """Rows such as `>1: 100`: a condition on the one figure that there is, and an amount.

    Where no row holds others say that there is no result; with us nothing is due.
    """
    ((name, _),) = case.inputs.items()
    rows = []
    for written in only(case.parameters, "rules")["rules"]:
        condition, _, amount = written.partition(":")
        rows.append({"conditions": [f"{name} {condition.strip()}"], "amount": text(number(amount or 0))})
    rule = DecisionTable.read({"hit": HITS[case.words[1]], "rows": rows, "rate": "1"})
    facts = measured(case.inputs)
    nothing = rule.hit != "count" and not rule.counting(counted(facts))
    return {"result": None if nothing else exact(rule, *facts)}


@maps("decision_table.first")
def first(case):
    """Rows such as `age>=18 & Medium -> Best`, of which the first that holds counts; or a formula with such a row."""
    if "band" in case.parameters:
        return formula(case)
    rows = [row_of(each) for each in only(case.parameters, "rules")["rules"]]
    rule = DecisionTable.read({"hit": "first", "rows": rows})
    conditions = [read_condition(each) for row in rows for each in row["conditions"]]
    ((plural, values),) = case.inputs.items()
    (name,) = {each.group for each in conditions if plural.startswith(each.group)}
    # Words that stand by themselves are true of every one of these cases: there is one of each.
    given = [sold(1, group=each) for each in {condition.group for condition in conditions} - {name}]
    return {"rates": [rule.counting(counted([*given, sold(each, group=name)]))[0].name for each in numbers(values)]}


def row_of(written):
    conditions, _, name = written.partition("->")
    return {"conditions": [each.strip() for each in conditions.split("&")], "name": name.strip()}


def formula(case):
    """Read (base + share × most) × multiplier × promotion, where a band gives the share and the multiplier."""
    only(case.parameters, "base", "volume_bonus_max", "band", "promo")
    row = row_of(case.parameters["band"])
    share, factor = numbers(row.pop("name"))
    rule = PctMatrix.read(
        {
            "groups": ["goods"],
            "base_pct": per_hundred(case.parameters["base"]),
            "extra_pct": per_hundred(case.parameters["volume_bonus_max"]),
            "rows": [row | {"share": per_hundred(share), "factor": text(factor)}],
            "campaign": text(number(case.parameters["promo"])),
        }
    )
    sale = sold(turnover=number(case.inputs["sale"]))
    figures = measured({name: value for name, value in case.inputs.items() if name != "sale"})
    return {
        "rate": rule.pct(counted([sale, *figures])) / PER_HUNDRED,
        "amount": exact(rule, sale, *figures),
    }


def per_hundred(fraction):
    """Write a part of one as our percentages are written."""
    return text(number(fraction) * PER_HUNDRED)
