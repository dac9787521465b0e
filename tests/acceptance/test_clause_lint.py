"""What a linter of Common Form finds of the kinds that we have too, our check finds on the same contracts."""

import json
import re
from collections import Counter

import pytest

from akkoord.closing.check import check_whole
from akkoord.closing.check.terms import definitions, uses
from akkoord.closing.check.wording import read_wording
from akkoord.closing.set_checks import check_clauses

from .common_form import clause_set
from .conftest import SAMPLES

KINDS = {
    "dangling-reference": re.compile(r'^The heading "(.+)" is referenced, but not used\.$'),
    "term-twice": re.compile(r'^The term "(.+)" is defined more than once\.$'),
    "undefined-term": re.compile(r'^The term "(.+)" is used, but not defined\.$'),
    "unused-term": re.compile(r'^The term "(.+)" is defined, but not used\.$'),
}
"""Their messages of the kinds that we have in common. Ours speaks once a clause, and of twins once fewer."""


def pytest_generate_tests(metafunc):
    given = metafunc.config.getoption("--cases", default=None)
    path = given or SAMPLES / "clause_lint.json"
    cases = json.loads(path.read_text("utf-8"))
    cases = cases["cases"] if isinstance(cases, dict) and isinstance(cases.get("cases"), dict) else {}
    for name in ("lint", "analyze"):
        if f"{name}_input" in metafunc.fixturenames:
            metafunc.parametrize(f"{name}_input", cases.get(name, []), ids=lambda case: case.get("message") or "plain")


def common(messages):
    """Give the kinds of finding in common, each with what it is about."""
    return {(kind, found[1]) for text in messages for kind, form in KINDS.items() if (found := form.match(text))}


def test_clause_lint_finds_what_the_linter_found(lint_input):
    made, imported = clause_set(lint_input["input"])
    findings = check_whole(made, check_clauses(made.clauses, made.questions)).findings
    found = {(one.code, about(one, imported)) for one in findings if one.code in KINDS}
    assert found == common(one["message"] for one in lint_input["expected"])


def about(finding, imported):
    """Name what a finding is about as the contract does: its term, or the heading that is missing."""
    if finding.code == "dangling-reference":
        return imported.missing[finding.message.values["id"]]
    return imported.terms.get(finding.about, finding.about)


def test_clause_lint_counts_terms_and_references_as_the_analysis_does(analyze_input):
    if analyze_input["select"] not in {"definitions", "uses", "references"}:
        pytest.skip(f"our clauses are not counted by {analyze_input['select']!r}")
    made, imported = clause_set(analyze_input["input"])
    wordings = {clause.id: read_wording(clause) for clause in made.clauses}
    expected = {name: len(places) for name, places in analyze_input["expected"].items()}
    if analyze_input["select"] == "references":
        assert sum(len(wording.referred) for wording in wordings.values()) == sum(expected.values())
    elif analyze_input["select"] == "definitions":
        assert Counter(imported.terms[one.term] for one in definitions(wordings)) == expected
    else:
        assert Counter(imported.terms[one.term] for one in uses(wordings, imported.terms)) == expected
