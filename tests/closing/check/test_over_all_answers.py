"""The solver and the evaluator say the same of any condition, whatever is answered and whatever is missing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.closing import ClauseSet, Validation
from akkoord.closing.check.claims import Has, claim_names, of_node
from akkoord.closing.check.symbols import OTHERS
from akkoord.closing.check.world import World
from akkoord.closing.select import select
from akkoord.facts import Facts, Questions, parse_condition
from akkoord.language import Words
from akkoord.testing import cleaning
from akkoord_clauses_brewery.questions import GROUPS

TEXT = (*OTHERS, "0", "Zwaan")
LEAVES = (
    "term.kind == 'fixed'", "term.kind != 'indefinite'", "term.renewal in ['none', 'tacit_12']",
    "term.renewal not in ['none']", "term.months > 24", "term.months <= 60", "24 < term.months <= 36",
    "term.months == 36", "term.months != None", "term.months == '36'", "commitment.shortfall_rate > 0",
    "commitment.shortfall_rate >= 12.5", "commitment.shortfall_rate < 12.50005", "commitment.tolerance_pct",
    "term.commencement <= '2026-06-30'", "term.commencement > '2026-06'", "term.commencement == '2026-01-01'",
    "term.commencement < situation.current_contract_end", "commitment.annual_hl >= situation.annual_volume_hl",
    "investment.enabled", "not loan.enabled", "investment.enabled == loan.enabled", "investment.enabled == None",
    "investment.enabled == 1", "guarantee.guarantor == 'Zwaan'", "guarantee.guarantor == guarantee.spouse",
    "guarantee.guarantor", "guarantee.guarantor > 'A'", "'bottled' in tier_bonus.groups", "tier_bonus.groups",
    "tier_bonus.groups == None", "tier_bonus.tiers", "term.kind == term.renewal", "term.months == term.notice_months",
    "term.months < 'fixed'", "term.kind in None", "nobody.asks", "nobody.asks == None", "true",
)  # fmt: skip


@pytest.fixture(scope="session")
def brewery_questions():
    named = parse_condition("guarantee.guarantor == 'Zwaan'")
    validation = Validation("NAMED", "warning", named, Words("Genoemd", "Named"))
    return ClauseSet("questions", Words("Vragen", "Questions"), Questions(GROUPS), (), validations=(validation,))


def conditions():
    """Give conditions as deep as people write them."""
    leaves = st.sampled_from(LEAVES)
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda one: f"not ({one})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        ),
        max_leaves=5,
    )


def answers(question):
    """Give what a question may be answered with, or nothing."""
    kinds = {
        "bool": st.booleans(),
        "date": st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        "enum": st.sampled_from(sorted(question.choices or {"": ""})),
        "int": st.integers(int(question.minimum or 0), int(question.maximum or 99)),
        "text": st.sampled_from(TEXT),
    }
    if question.type == "list":
        if question.choices:
            return st.none() | st.sets(st.sampled_from(sorted(question.choices))).map(sorted)
        return st.none() | st.just([]) | st.just([{"rate": "1"}])
    figures = st.decimals(question.minimum or Decimal("0.01"), question.maximum or 100, places=2)
    return st.none() | kinds.get(question.type, figures)


@given(data=st.data(), source=conditions())
def test_the_solver_decides_as_the_evaluator_does(brewery_questions, data, source):
    world = World(brewery_questions)
    claim = of_node(parse_condition(source).tree)
    nested = {}
    for name in sorted(claim_names(claim) & brewery_questions.questions.keys()):
        group, _, key = name.partition(".")
        nested.setdefault(group, {})[key] = data.draw(answers(brewery_questions.questions[name]), label=name)
    assert world.agrees(claim, Facts.merge(brewery_questions.questions, nested))


def test_what_is_found_is_the_smallest_set_of_answers_and_comes_out_of_a_real_selection():
    clause_set = cleaning.clause_set()
    witness = World(clause_set).find(Has("w-term-indefinite"))
    assert dict(witness.answers) == {"term.kind": "indefinite"}
    assert "w-term-indefinite" in select(clause_set, witness.facts)


def test_what_no_answers_bring_about_is_not_found():
    claim = of_node(parse_condition("term.kind == 'fixed' and term.kind == 'indefinite'").tree)
    assert World(cleaning.clause_set()).find(claim) is None
