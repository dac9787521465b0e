"""The brewery's worked cases, and the example in the documentation, come out as they say."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.cases import parse_case_file, read_case_file, replay
from akkoord.closing import ClauseSet, Draft, compose, select, why
from akkoord.closing.explain import answered
from akkoord.executing import RuleKinds
from akkoord.facts import Facts, deep_merge
from akkoord_clauses_brewery.plugin import clause_sets
from akkoord_rules_volume.plugin import pricing_rules

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "worked-cases.md"
CASES = read_case_file(HERE / "brewery.json")


@pytest.fixture(scope="module")
def brewery():
    return list(clause_sets())


@pytest.mark.parametrize("case", CASES.cases, ids=lambda case: case.id)
def test_a_case_of_the_brewery_comes_out_as_expected(brewery, case):
    (result,) = [result for result in replay(CASES, brewery) if result.id == case.id]
    assert result.details("en") == ()
    assert len(result.checks) >= 10


def blocks():
    """The JSON blocks of the documentation, in their order: a case file, and the result of its replay."""
    return re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_example_in_the_documentation_gives_the_result_beside_it(brewery):
    case_file, result = blocks()
    kinds = RuleKinds(pricing_rules())
    found = [result.to_json() for result in replay(parse_case_file(case_file, "example.json"), brewery, kinds=kinds)]
    assert found == json.loads(result)


def test_the_lines_in_the_documentation_are_those_of_the_command(tmp_path):
    file = tmp_path / "example.json"
    file.write_text(blocks()[0].replace('"term_end": "2026-12-31"', '"term_end": "2027-01-01"'))
    told = re.search(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    command = [Path(sys.executable).with_name("akkoord"), "--language", "en", "cases", file]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"COLUMNS": "200"})
    assert told is not None
    assert run.stdout == told[1]
    assert run.returncode == 1


def nested(answers):
    """Answers by full name, as nested facts."""
    found = {}
    for name, value in answers.items():
        for part in reversed(name.split(".")):
            value = {part: value}  # noqa: PLW2901 - grows from the inside out
        found = deep_merge(found, value)
    return found


@st.composite
def changed_facts(draw, clause_set):
    """Facts of a worked case in which some choices were made otherwise."""
    case = draw(st.sampled_from(CASES.cases))
    composition = draw(st.sampled_from(case.compositions))
    choices = [question for question in clause_set.questions.values() if question.type in {"enum", "bool"}]
    changes = {}
    for question in draw(st.lists(st.sampled_from(choices), max_size=6, unique_by=lambda question: question.name)):
        values = list(question.choices or ()) if question.type == "enum" else [True, False]
        changes[question.name] = draw(st.sampled_from([*values, None]))
    return Facts.merge(
        clause_set.questions,
        CASES.defaults[case.client],
        {"customer": case.customer},
        composition.facts,
        nested(changes),
    )


@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_every_clause_is_explained_by_answers_that_decide_it(brewery, data):
    (clause_set,) = brewery
    facts = compose(clause_set, Draft(data.draw(changed_facts(clause_set)))).facts
    selected = select(clause_set, facts).selected
    for clause in clause_set.by_id:
        found = why(clause_set, facts, clause)
        assert found.selected is (clause in selected)
        stated = Facts.merge(clause_set.questions, nested(found.answers))
        assert (clause in select(clause_set, stated)) is found.selected
        for flip in found.flips:
            assert (clause in select(clause_set, answered(clause_set, facts, flip))) is not found.selected


@given(data=st.data(), random=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_a_contract_does_not_depend_on_the_order_of_the_clause_files(brewery, data, random):
    (clause_set,) = brewery
    draft = Draft(data.draw(changed_facts(clause_set)))
    shuffled = random.sample(clause_set.clauses, len(clause_set.clauses))
    other = ClauseSet(
        clause_set.name,
        clause_set.title,
        clause_set.questions,
        tuple(shuffled),
        clause_set.validations,
        clause_set.derived,
    )
    one, two = compose(clause_set, draft), compose(other, draft)
    assert [(part.id, part.label) for part in one.placed] == [(part.id, part.label) for part in two.placed]
    assert (one.issues, one.auto_included) == (two.issues, two.auto_included)
    for part in one.placed:
        place = one.placed.index(part)
        assert all(one.placed.index(earlier) < place for earlier in one.placed if earlier.id in part.clause.after)
