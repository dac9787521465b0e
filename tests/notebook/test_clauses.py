"""Trying clauses: the contract that comes of answers, why a clause is in it, and what an edited clause changes."""

from importlib.resources import files

import pytest

from akkoord.notebook.clause_views import ClauseRefused
from akkoord.notebook.trying import NoClause


def file_of(name):
    return files("akkoord_clauses_brewery").joinpath("clauses", f"{name}.md").read_text(encoding="utf-8")


@pytest.fixture
def tried(clauses, contracts):
    return clauses.compose(contracts[0])


def test_a_contract_composed_from_the_answers_of_another_reads_as_that_one(tried, session, contracts):
    version = session.workspace.contracts.version(contracts[0])
    assert set(tried.clauses) == {part["id"] for part in version.data["parts"]}
    assert tried.missing == ()
    assert '<article class="contract"' in tried._repr_html_()


def test_answers_are_keyword_arguments_by_group(clauses, contracts):
    longer = clauses.compose(contracts[0], term={"months": 60})
    assert longer.preview.composition.facts["term.months"] == 60


def test_without_a_contract_to_go_by_what_lacks_is_named(clauses):
    assert "term.commencement" in clauses.compose(term={"kind": "fixed"}).missing


def test_it_says_why_a_clause_is_in_and_why_another_is_not(tried):
    assert tried.why("a-parties").why.selected
    reasons = tried.why("a-guarantee")
    assert not reasons.why.selected
    assert len(reasons.sentences) == 2
    assert "Borgtocht" in reasons._repr_html_()


def test_a_clause_that_is_not_there_is_named(tried):
    with pytest.raises(NoClause, match="a-moon"):
        tried.why("a-moon")


def test_another_answer_shows_what_comes_in_goes_out_and_reads_otherwise(tried):
    found = tried.diff(tier_bonus={"enabled": False})
    gone = [one.id for one in found.changes if not one.after]
    assert gone == ["a-tier-bonus"]
    assert "<del>" in found._repr_html_()
    assert len(tried.diff()) == 0


def test_an_edited_clause_shows_what_changes_in_the_contract(clauses, tried, shell):
    text = file_of("a-term-fixed")
    found = clauses.edit(text.replace("\n---\n", "\n---\nPartijen evalueren ieder kwartaal.\n\n", 1))
    assert [one.id for one in found.changes] == ["a-term-fixed"]
    assert "<ins>Partijen evalueren" in found._repr_html_()
    assert [clause.id for clause in clauses.edited] == ["a-term-fixed"]
    clauses.forget()
    assert clauses.edited == ()


def test_a_clause_with_a_fault_is_refused_with_its_line_and_changes_nothing(clauses, tried):
    with pytest.raises(ClauseRefused) as refused:
        clauses.edit(file_of("a-term-fixed").replace("term.kind", "term.kinds"))
    assert any("term.kinds" in problem.text("en") for problem in refused.value.problems)
    assert clauses.edited == ()


def test_the_magic_edits_a_clause_in_a_cell(shell, demo, monkeypatch, capsys):
    monkeypatch.chdir(demo)
    shell.run_line_magic("load_ext", "akkoord")
    contract = shell.user_ns["contracts"][0]
    shell.user_ns["clauses"].compose(contract)
    text = file_of("a-term-fixed").replace("\n---\n", "\n---\nNieuwe zin.\n\n", 1)
    found = shell.run_cell_magic("clause", "", text)
    assert [one.id for one in found.changes] == ["a-term-fixed"]
    assert shell.run_cell_magic("clause", "", "no clause") is None
    assert "cell.md" in capsys.readouterr().out
    shell.run_line_magic("unload_ext", "akkoord")
