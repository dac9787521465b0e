"""`akkoord clauses`: a set, what facts select from it, and why."""

import pytest


def test_a_set_is_listed_with_when_each_clause_applies(run):
    ran = run("clauses", "list", "cleaning")
    assert ran.code == 0
    assert "Window cleaning agreement: 10 clauses" in ran.out
    assert "w-insurance  Broken glass\n  article, order 400, when: cleaning.insured\n" in ran.out
    assert "w-payment  Payment\n  article, order 300, when: always\n" in ran.out
    assert "w-annex-insurance  Conditions of the insurance\n  annex, order 990, when: only when another" in ran.out


def test_a_set_is_listed_for_programs(run):
    listed = run("clauses", "list", "cleaning", "--json").json
    assert listed["clause_set"] == "cleaning"
    (insurance,) = [clause for clause in listed["clauses"] if clause["id"] == "w-insurance"]
    assert insurance["requires"] == ["w-annex-insurance"]
    assert insurance["when"] == "cleaning.insured"


def test_an_unknown_set_names_the_known_ones(run):
    ran = run("clauses", "list", "bakery")
    assert (ran.code, ran.err) == (
        2,
        "The clause set 'bakery' is not installed. Installed are: brewery, cleaning, coffee and waste.\n",
    )


def test_with_several_sets_one_must_be_named(run):
    ran = run("clauses", "list")
    assert (ran.code, ran.err) == (
        2,
        "Name a clause set with --clause-set. Installed are: brewery, cleaning, coffee and waste.\n",
    )


def test_in_a_workspace_its_set_is_meant(run, made):
    assert "Window cleaning agreement" in run("clauses", "list").out


def test_why_tells_what_is_in_what_is_out_and_what_is_wrong(run, facts_file):
    ran = run("clauses", "why", facts_file(), "--clause-set", "cleaning")
    assert ran.code == 0
    inside, _, rest = ran.out.partition("Not in the contract (2)")
    assert "In the contract (8)" in inside
    assert "  4  Broken glass\n    w-insurance: Glass insurance: yes." in inside
    assert "w-annex-insurance: Belongs to “Broken glass”" in inside
    assert "w-term-indefinite: Kind: Fixed term." in rest
    assert "Nothing stands in the way of this contract." in rest


def test_issues_stand_in_a_section_of_their_own_the_worst_first_and_an_error_ends_with_1(run, facts_file):
    facts = facts_file(term={"months": 72}, cleaning={"price": "10.00", "times": 2})
    ran = run("clauses", "why", facts, "--clause-set", "cleaning")
    assert ran.code == 1
    issues = ran.out.partition("To know or to solve (3)\n")[2].splitlines()
    assert issues == [
        "  error: Longer than five years is not allowed.",
        "    TOO_LONG",
        "  needs approval: Below €20 another person must agree.",
        "    CHEAP",
        "  warning: Less than four times a year is little.",
        "    RARE",
    ]


def test_what_only_needs_approval_does_not_end_with_1(run, facts_file):
    assert run("clauses", "why", facts_file(cleaning={"price": "10.00"}), "--clause-set", "cleaning").code == 0


def test_one_clause_is_explained_with_what_would_turn_it(run, facts_file):
    ran = run("clauses", "why", facts_file(), "w-insurance", "--clause-set", "cleaning")
    assert ran.out.splitlines() == [
        "Broken glass is in the contract: 4.",
        "  Glass insurance: yes.",
        "  It would drop out with: Glass insurance: no",
        "",
        "Condition: cleaning.insured",
        "Written in: w-insurance.md",
        "  cleaning.insured = true",
    ]


def test_a_clause_that_is_out_is_explained_too(run, facts_file):
    out = run("clauses", "why", facts_file(), "w-term-indefinite", "--clause-set", "cleaning").out
    assert out.startswith("Term and notice is not in the contract.\n")
    assert "It would come in with: Kind: Indefinite" in out


def test_it_is_explained_in_dutch(run, facts_file):
    out = run("clauses", "why", facts_file(), "w-insurance", "--clause-set", "cleaning", "--language", "nl").out
    assert out.startswith("Broken glass staat in het contract: 4.\n  Glasverzekering: ja.\n")


def test_why_speaks_to_programs(run, facts_file):
    told = run("clauses", "why", facts_file(), "--clause-set", "cleaning", "--json").json
    assert told["ok"] is True
    assert told["issues"] == []
    (insurance,) = [clause for clause in told["clauses"] if clause["id"] == "w-insurance"]
    assert (insurance["selected"], insurance["label"], insurance["ground"]) == (True, "4", "holds")
    assert insurance["answers"] == {"cleaning.insured": True}
    assert insurance["flips"] == [{"name": "cleaning.insured", "value": False}]


def test_an_unknown_clause_names_the_nearest(run, facts_file):
    ran = run("clauses", "why", facts_file(), "w-insurence", "--clause-set", "cleaning")
    assert ran.code == 2
    assert "“Window cleaning agreement” has no clause 'w-insurence'. Did you mean w-insurance?" in ran.err


def test_the_terms_of_the_workspace_lie_under_the_facts(run, made, facts_file, folder):
    with (folder / "akkoord.toml").open("a") as file:
        file.write("\n[terms.cleaning]\ntimes = 2\ninsured = true\n")
    facts = facts_file(cleaning={"times": 12})
    assert "RARE" not in run("clauses", "why", facts).out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"{", "facts.json is not JSON: look at line 1, column 2", id="no json"),
        pytest.param(b"[]", "facts.json holds no facts. Expected are groups of answers", id="a list"),
        pytest.param(b'{"term": 3}', "facts.json holds no facts", id="no groups"),
        pytest.param(b"\xff", "facts.json is not UTF-8 text; save it as such.", id="no text"),
        pytest.param(b"[" * 100_000, "facts.json is nested too deeply to hold facts.", id="too deep"),
        pytest.param(b'{"term": {"months": "many"}}', "term.months should be", id="wrong type"),
    ],
)
def test_facts_that_cannot_be_read_are_refused_in_a_sentence(run, folder, content, said):
    (folder / "facts.json").write_bytes(content)
    ran = run("clauses", "why", "facts.json", "--clause-set", "cleaning")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_file_that_is_not_there_is_named(run):
    ran = run("clauses", "why", "nowhere.json", "--clause-set", "cleaning")
    assert (ran.code, ran.err) == (2, "nowhere.json cannot be used: it is not there.\n")


def test_a_file_that_is_far_too_large_is_not_read(run, folder, monkeypatch):
    monkeypatch.setattr("akkoord.cli.drafts.MOST_BYTES", 10)
    (folder / "facts.json").write_text('{"term": {"months": 12}}')
    assert "facts.json is too large" in run("clauses", "why", "facts.json", "--clause-set", "cleaning").err


def test_a_fact_that_no_question_asks_for_is_mentioned(run, facts_file):
    ran = run("clauses", "why", facts_file(term={"monthz": 3}), "--clause-set", "cleaning")
    assert ran.code == 0
    assert ran.err == "No question asks for term.monthz; it is kept as it is.\n"


def test_an_amount_with_a_point_is_taken_exactly(run, folder, facts_file):
    file = folder / facts_file()
    file.write_text(file.read_text().replace('"45.00"', "19.99"))
    issues = run("clauses", "why", "facts.json", "--clause-set", "cleaning", "--json").json["issues"]
    assert [issue["code"] for issue in issues] == ["CHEAP"]
