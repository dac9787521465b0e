"""The brewery's set is sound; a copy with a fault of every kind yields each of them, and nothing else."""

import shutil
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import pytest

from akkoord.closing import ClauseSet, ClauseSetError
from akkoord.closing.check import ADVICE, check_whole
from akkoord.facts import Ask, Group, Text
from akkoord.language import LANGUAGES, Words
from akkoord_clauses_brewery.plugin import clause_sets
from akkoord_clauses_brewery.questions import GROUPS

(BREWERY,) = clause_sets()
CLAUSE = """---
id: {id}
client: a
kind: article
title: Proef
order: {order}
after: []
when: "{when}"
requires: []
conflicts: []
variables:
  - {{name: energy.enabled, type: bool, unit: null, source: proposal}}
version: 1
{more}---
{body}
"""
EDITS = {
    "a-final": [("{#law}", "Zie ${ref('a-exclusivity')}, en toon de Vergunning.\n\n{#law}")],
    "a-loan": [("requires: [", "requires: [a-nowhere, "), ('due: "loan.payout_date"', 'due: "guarantee.birth_date"')],
    "a-prices": [("after: []", "after: [a-tier-bonus]"), ("{#change}", "{#change} Nu € 25,00.")],
    "a-energy": [("conflicts: []", "conflicts: [a-loan]")],
    "a-range-rebate": [('when: "range_rebate.enabled"', 'when: "range_rebate.enabled and range_rebate.pct > 60"')],
    "a-transfer": [('when: "', "when: \"term.kind == 'fixed' or term.kind == 'indefinite' or ")],
    "a-commitment-annual": [("% if commitment.tolerance_pct:\n", "% if commitment.annual_hl:\n")],
    "a-growth-bonus": [(", required: false}\n  - {name: growth_bonus.rate", "}\n  - {name: growth_bonus.rate"),
                       ("% if growth_bonus.cap:\n", "% if growth_bonus.rate > 999:\n"),
                       ("${eur(growth_bonus.cap)}", "veel")],
    "a-guarantee": [("version: 2\n", "version: 2\n# akkoord: allow empty-section nothing is empty here\n")],
    "a-payment": [(" without a bank account there is no mandate; the contract asks for it", "")],
}  # fmt: skip
FAULTS = {
    ("dangling-reference", "a-exclusivity"), ("undefined-term", "Vergunning"), ("absent-clause", ""),
    ("due-without-anchor", "guarantee.birth_date"), ("cycle", ""), ("literal-value", "€ 25,00"),
    ("clause-conflict", "a-energy a-loan"), ("never-selected", "a-range-rebate"), ("always-true", "a-transfer"),
    ("missing-print", "commitment.tolerance_pct"), ("missing-rule", "growth_bonus.min_growth_pct"),
    ("unprinted-parameter", "growth_bonus.cap"), ("same-condition", "a-extra"), ("unused-term", "Reserve"),
    ("term-twice", "Horecalocatie"), ("empty-section", "a-hollow"), ("missing-condition", "growth_bonus.cap"),
    ("unused-question", "extra.remark"), ("unused-allow", "empty-section"),
}  # fmt: skip


class Extra(Group, name="extra", part="proposal", label=Words("Extra", "Extra")):
    """A question that nothing uses."""

    remark: Annotated[Text, Ask(Words("Opmerking", "Remark"))] = None


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """Check a copy of the brewery in which every kind of fault was sown."""
    folder = tmp_path_factory.mktemp("broken") / "clauses"
    shutil.copytree(str(files("akkoord_clauses_brewery") / "clauses"), folder)
    for name, edits in EDITS.items():
        sow(folder / f"{name}.md", edits)
    body = 'Er is een reserve (hierna: "**de Reserve**") voor wie er komt (hierna: "**de Horecalocatie**").'
    write(folder, "a-extra", when="loan.enabled == true", body=body, order=421)
    write(folder, "a-hollow", when="growth_bonus.cap > 5", body="% if energy.enabled:\nTekst.\n% endif", order=422)
    with pytest.raises(ClauseSetError) as raised:
        ClauseSet.read(
            name="broken",
            title=BREWERY.title,
            folder=folder,
            groups=(*GROUPS, Extra),
            validations=BREWERY.validations,
            derived=BREWERY.derived,
            highlights=BREWERY.highlights,
        )
    return check_whole(raised.value.partial, raised.value.problems)


def sow(file: Path, edits):
    text = file.read_text("utf-8")
    for old, new in edits:
        if old != new:
            assert old in text, f"{file.name}: {old}"
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def write(folder, name, *, when, body, order, more=""):
    (folder / f"{name}.md").write_text(CLAUSE.format(id=name, when=when, body=body, order=order, more=more), "utf-8")


def test_the_brewery_is_sound():
    report = check_whole(BREWERY)
    assert [finding.text() for finding in report.findings] == []
    assert all(one.reason for one in report.accepted)


def test_every_fault_is_found_and_nothing_else(broken):
    found = {(finding.code, finding.about) for finding in broken.findings}
    assert found - {("allow-without-reason", "missing-print")} == FAULTS
    assert ("allow-without-reason", "missing-print") in found
    assert len({finding.code for finding in broken.findings}) >= 12


def test_every_finding_says_where_and_what_to_do(broken):
    for finding in broken.findings:
        assert finding.place.file.endswith((".md", ".py")), finding
        assert finding.place.line >= 1
        for language in LANGUAGES:
            assert finding.message.text(language)
            assert finding.advice.text(language)


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("clause-conflict", {"energy.enabled": True, "loan.enabled": True}),
        ("empty-section", {"growth_bonus.cap": None}),
        ("dangling-reference", {}),
        ("missing-print", {"commitment.mode": "annual", "commitment.tolerance_pct": None}),
    ],
)
def test_a_finding_comes_with_the_smallest_answers_that_show_it(broken, code, answers):
    (finding,) = [one for one in broken.findings if one.code == code]
    for name, value in answers.items():
        assert name in finding.answers
        assert value is None or finding.answers[name] == value
    assert len(finding.answers) <= 4


def test_every_kind_of_finding_can_be_looked_up():
    page = (Path(__file__).parents[3] / "docs" / "check.md").read_text("utf-8")
    assert all(f"`{code}`" in page for code in ADVICE)
