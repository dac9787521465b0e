"""Tables of conditions: every figure of a case is what was counted in a group of that name."""

import re

from akkoord_rules_tables import DecisionTable, PctMatrix, read_condition

from .facts import counted, exact, refusal, sold
from .reading import NUMBER, number, numbers, only, text
from .replaying import maps

HITS = {
    "collect_sum": "sum",
    "collect_min": "lowest",
    "collect_max": "highest",
    "collect_count": "count",
    "first": "first",
    "unique": "only",
}
RANGE = re.compile(r"([\[\](])\s*(-?[\d.]+?)\s*\.\.\s*(-?[\d.]+)\s*([\])\[])")
ALWAYS = ("", "-", "else", "otherwise")
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
    """Rows such as `>1: 100`: conditions on the one figure that there is, and an amount.

    Where no row holds others say that there is no result; with us nothing is due.
    """
    ((name, _),) = case.inputs.items()
    rows = []
    for written in only(case.parameters, "rules")["rules"]:
        conditions, _, amount = written.partition(":")
        rows.append({"conditions": conditions_of(conditions, name), "amount": text(number(amount or 0))})
    rule = DecisionTable.read({"hit": HITS[case.words[1]], "rows": rows, "rate": "1"})
    facts = measured(case.inputs)
    nothing = rule.hit != "count" and not rule.counting(counted(facts))
    return {"result": None if nothing else exact(rule, *facts)}


def conditions_of(written, name=""):
    """Read the conditions of a row: of the figure of that name where they do not say of what they are."""
    found = []
    for each in (part.strip() for part in re.split(r"&|\band\b", written)):
        between = RANGE.fullmatch(each.removeprefix(name).strip()) if name else RANGE.search(each)
        if between:
            of = name or each[: between.start()].replace(" in ", "").strip()
            found.append(f"{of} {'>=' if between[1] == '[' else '>'} {between[2]}")
            found.append(f"{of} {'<=' if between[4] == ']' else '<'} {between[3]}")
        elif each not in ALWAYS:
            found.append(f"{name} {each}" if name and each.startswith(("<", ">", "=")) else each)
    return [each.replace("==", "=") for each in found]


@maps("decision_table.first", "decision_table.unique")
def first(case):
    """Rows such as `age>=18 & Medium -> Best`, of which the first or the only one counts; or a formula with such a row.

    A word in the inputs is something there is one of, in the group of that word. Words of which the inputs say
    nothing are true of every one of these cases.
    """
    if "band" in case.parameters:
        return formula(case)
    rows = [row_of(each) for each in only(case.parameters, "rules")["rules"]]
    rule = DecisionTable.read({"hit": HITS[case.words[1]], "rows": rows})
    groups = {read_condition(each).group for row in rows for each in row["conditions"]}

    def found():
        names = [next((row.name for row in rule.counting(counted(each))), None) for each in asked(case.inputs, groups)]
        return {"rates": names, "rate": names[0], "results": names, "result": names[0]}

    return refusal(found)


def asked(inputs, groups):
    """Give what there is each time that the table is asked; several values of an input are as many times."""
    times = max(len(values) if isinstance(values, list) else 1 for values in inputs.values())
    known = {name: values if isinstance(values, list) else [values] * times for name, values in inputs.items()}
    words = {str(each) for values in known.values() for each in values if isinstance(each, str | bool)}
    figures = {name: next((group for group in groups if name.startswith(group)), name) for name in known}
    unsaid = groups - set(figures.values()) if all(NUMBER.fullmatch(word) for word in words) else set()
    for place in range(times):
        facts = [sold(1, group=each) for each in unsaid]
        for name, values in known.items():
            facts += fact(figures[name], values[place])
        yield facts


def fact(name, value):
    """Give what an input says: a figure, a word that stands for itself, or whether something is so."""
    if isinstance(value, bool):
        return [sold(1, group=name)] if value else []
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        return [sold(1, group=value)]
    return [sold(number(value), group=name)]


def row_of(written):
    conditions, _, name = written.partition("->")
    return {"conditions": conditions_of(conditions), "name": name.strip()}


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
