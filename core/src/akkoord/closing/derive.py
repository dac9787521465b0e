"""Derive facts from facts: the dates that follow from the term, and the own texts without a place of their own."""

from collections.abc import Mapping, Sequence

from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.draft import OwnText
from akkoord.facts import Facts


def derive(clause_set: ClauseSet, facts: Facts) -> Facts:
    """Add the derived facts, each function seeing what the ones before it derived."""
    for derived in clause_set.derived:
        facts = facts.with_(derived(facts))
    return facts


def own_text_facts(unplaced: Sequence[OwnText]) -> Mapping[str, object]:
    """Give the facts of the group `own_texts`: how many have no place of their own, and which."""
    items = tuple({"n": text.n, "title": text.title, "text": text.body} for text in unplaced)
    return {"unplaced": len(items), "unplaced_items": items}
