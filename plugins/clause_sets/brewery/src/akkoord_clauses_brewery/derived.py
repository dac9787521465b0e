"""Facts that follow from the answers: the words a contract uses for kinds of beer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from akkoord.facts import Facts, FactValue
from akkoord.values import term_end
from akkoord_clauses_brewery.questions.choices import CONTRACT_WORDS

SCOPES: Final[Mapping[frozenset[str], str]] = {
    frozenset({"draught_lager", "draught_special"}): "Tapbier",
    frozenset(CONTRACT_WORDS): "Bier",
}
"""Sets of groups for which the contract has a defined term."""


def names_of_beer(facts: Facts) -> Mapping[str, object]:
    """Name the kinds of beer in rates and in the tier bonus, where nobody gave them another name.

    The usual name of another kind counts as no name: it was derived before somebody chose this kind.
    """
    found: dict[str, object] = {}
    for group, key in (("volume_discount", "rates"), ("loan", "writeoff_rates")):
        rows = facts[f"{group}.{key}"]
        if isinstance(rows, tuple) and any(_is_nameless(row) for row in rows):
            found[group] = {key: tuple(_named(row) for row in rows)}
    groups = facts["tier_bonus.groups"]
    if facts["tier_bonus.enabled"] and not facts["tier_bonus.scope_text"] and isinstance(groups, tuple) and groups:
        found["tier_bonus"] = {"scope_text": scope_text([str(group) for group in groups])}
    return found


def writeoff(facts: Facts) -> Mapping[str, object]:
    """Tell the last day of the months over which the contribution is written off, from the first day on."""
    first, months = facts["term.commencement"], facts["investment.writeoff_months"]
    if not facts["investment.enabled"] or not isinstance(first, date) or not isinstance(months, int) or months < 1:
        return {}
    return {"investment": {"written_off_on": term_end(first, months)}}


def consent(facts: Facts) -> Mapping[str, object]:
    """Forget the spouse of a guarantor who turned out to have none: nobody signs who need not."""
    if facts["guarantee.guarantor_has_spouse"] is False and facts["guarantee.spouse"] is not None:
        return {"guarantee": {"spouse": None}}
    return {}


def scope_text(groups: Sequence[str]) -> str:
    """Say in a contract over which beer a bonus is counted.

    >>> scope_text(["draught_lager", "draught_special"]), scope_text(["draught_lager", "bottled"])
    ('Tapbier', 'pilsener van de tap en bier in fles of blik')
    """
    defined = SCOPES.get(frozenset(groups))
    if defined is not None:
        return defined
    *others, last = [CONTRACT_WORDS.get(group, group) for group in groups]
    return f"{', '.join(others)} en {last}" if others else last


def _is_nameless(row: FactValue) -> bool:
    if not isinstance(row, Mapping) or row.get("group") not in CONTRACT_WORDS:
        return False
    usual = CONTRACT_WORDS[str(row["group"])]
    return not row.get("label") or (row["label"] != usual and row["label"] in CONTRACT_WORDS.values())


def _named(row: FactValue) -> FactValue:
    if not isinstance(row, Mapping) or not _is_nameless(row):
        return row
    return {**row, "label": CONTRACT_WORDS[str(row["group"])]}
