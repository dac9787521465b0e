"""`akkoord contract`: made of a file of facts, read in the terminal, printed."""

import io
import json

import pypdf
import pytest

from akkoord.access import CONSOLE
from akkoord.closing.version import ContractVersion
from akkoord.dossier import Party, Person
from akkoord.testing import NOON
from akkoord.workspace import Workspace


@pytest.fixture
def make(run, facts_file):
    """Make a contract of the facts, with other answers where given."""
    return lambda *options, **groups: run(
        "contract", "make", facts_file(**groups), "--clause-set", "cleaning", *options
    )


def test_a_contract_is_written_as_canonical_json(make, folder):
    ran = make("-o", "c.json", "--number", "H-7")
    assert ran.code == 0
    version = ContractVersion.read((folder / "c.json").read_bytes())
    assert version.number == "H-7"
    assert ran.out == f"c.json holds the contract: 8 parts.\nSHA-256 {version.sha256}\n"


def test_without_a_file_it_goes_to_the_output(make):
    data = make().json
    assert data["clause_set"]["name"] == "cleaning"
    assert {"brewery", "cleaning"} <= set(data["plugins"])


def test_the_same_facts_give_the_same_bytes(make):
    assert make().out == make().out


def test_what_must_be_known_is_shown_with_it(make):
    out = make("-o", "c.json", cleaning={"price": "10.00"}).out
    assert "needs approval: Below €20 another person must agree.\n    CHEAP\n" in out


def test_a_contract_with_an_error_is_not_made(make, folder):
    ran = make("-o", "c.json", term={"months": 72})
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "No contract can be made of this yet.\n  error: Longer than five years is not allowed.\n    TOO_LONG\n"
    )
    assert not (folder / "c.json").exists()


def test_missing_answers_are_all_named_with_the_clauses_that_need_them(make):
    ran = make(term={"commencement": None}, cleaning={"price": None})
    assert ran.code == 1
    assert "Answers are missing:\n" in ran.err
    assert "  Price each time (cleaning.price): w-cleaning\n" in ran.err
    assert "(term.commencement): w-term-fixed\n" in ran.err
    assert "term.end" not in ran.err, "it follows from the answers"


def test_what_stands_in_the_way_is_told_to_programs(make):
    ran = make("--json", term={"months": 72}, cleaning={"price": None})
    assert ran.code == 1
    assert [issue["code"] for issue in ran.json["issues"]] == ["TOO_LONG"]
    assert {"name": "cleaning.price", "clauses": ["w-cleaning"]} in ran.json["missing"]


def test_an_own_text_gets_its_place_or_goes_to_the_special_provisions(make, folder):
    (folder / "ladder.md").write_text("---\nafter: w-cleaning\n---\n# Ladder\n\nThe *customer* lends a ladder.\n")
    (folder / "dog.md").write_text("The dog\n\nThe dog ${stays} in.\n")
    made = make("--own-text", "ladder.md", "--own-text", "dog.md").json
    titles = [part["title"] for part in made["parts"]]
    assert titles.index("Ladder") == titles.index("Cleaning") + 1
    assert "Special provisions" in titles
    assert "The dog ${stays} in." in json.dumps(made)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("---\nafter: w-nothing\n---\n# A\n\nB", "has no clause 'w-nothing'", id="after nothing"),
        pytest.param("---\n: :\n- x\n---\n# A\n\nB", "the lines between --- are not YAML", id="no yaml"),
        pytest.param("---\nbefore: w-x\n---\n# A\n\nB", "only a line such as “after: ID” is known", id="other key"),
        pytest.param("# Only a title", "Own text 1 is empty", id="empty"),
    ],
)
def test_an_own_text_that_cannot_be_used_is_refused(make, folder, content, said):
    (folder / "own.md").write_text(content)
    ran = make("--own-text", "own.md")
    assert ran.code == 2
    assert said in ran.err


def test_a_contract_reads_well_in_the_terminal(make, run):
    make("-o", "c.json", "--number", "H-7")
    lines = run("contract", "show", "c.json").out.splitlines()
    assert lines[0] == "Contract H-7"
    assert "Article 1 Cleaning" in lines
    assert "1.1   The cleaner cleans the windows 12 times a year, for €45.00 each time." in lines
    assert "1.2   The customer pays as article 3 says." in lines
    assert "Annex 1 Conditions of the insurance" in lines
    assert lines[lines.index("      Ms A. Crumb, owner") - 1] == f"      {'_' * 30}"
    assert not any(line.endswith(" ") for line in lines)


def test_what_was_sent_to_the_output_can_be_shown_as_well(make, run, folder):
    (folder / "c.json").write_text(make().out)
    assert run("contract", "show", "c.json").code == 0


def test_data_in_a_contract_is_never_taken_for_layout(make, run):
    make("-o", "c.json", customer={"name": "[bold]Crumb[/bold] :smile: <b>&amp;"})
    assert "[bold]Crumb[/bold] :smile: <b>&amp;" in run("contract", "show", "c.json").out


def test_a_changed_file_is_not_shown(make, run, folder):
    make("-o", "c.json")
    changed = (folder / "c.json").read_text().replace("45.00", "46.00 ")
    (folder / "c.json").write_text(changed.replace('{"', '{ "', 1))
    ran = run("contract", "show", "c.json")
    assert ran.code == 2
    assert ran.err.startswith("c.json: This is not a contract version of Akkoord, or it was changed.")


def test_a_name_that_is_neither_file_nor_number_is_refused(run, made):
    ran = run("contract", "show", "H-1")
    assert (ran.code, ran.err) == (2, "The workspace has no contract H-1, and there is no such file.\n")


def test_without_a_workspace_only_files_can_be_shown(run):
    ran = run("contract", "show", "H-1")
    assert ran.code == 2
    assert ran.err == "There is no file H-1, and no workspace here to look for a contract of that number.\n"


@pytest.fixture
def signed_number(made, folder, clock, facts):
    """A contract in the workspace of the current folder, ready to sign."""
    with (folder / "akkoord.toml").open("a") as file:
        file.write('\n[supplier]\nname = "Helder B.V."\ncity = "Zwolle"\n')
    with Workspace.open(folder, clock=clock) as workspace:
        anna = workspace.accounts.add("anna", "Anna", "account_manager", "a long password 1", by=CONSOLE, at=NOON)
        party = Party(name="Bakery Crumb", city="Kampen", signatories=(Person("Ms A. Crumb", "owner"),))
        customer = workspace.customers.add(party, anna.id, by=anna, at=NOON)
        situation = workspace.situations.for_visit(customer.id, NOON.date())
        workspace.situations.record(situation, {"situation": {"windows": 14}}, by=anna, at=NOON)
        proposal = workspace.proposals.start(customer.id, by=anna, at=NOON)
        answers = {"term": facts["term"], "cleaning": facts["cleaning"]}
        proposal = workspace.proposals.change(proposal, answers, by=anna, at=NOON)
        proposal = workspace.proposals.accept(proposal, by=anna, at=NOON)
        return workspace.contracts.make(proposal, by=anna, at=NOON).number


def test_a_contract_of_the_workspace_is_found_by_its_number(signed_number, run):
    ran = run("contract", "show", signed_number)
    assert ran.out.splitlines()[0] == "Contract 2026-0001"
    assert "Bakery Crumb" in ran.out


def test_a_contract_is_printed_with_its_data_attached(make, run, folder):
    make("-o", "c.json")
    ran = run("contract", "pdf", "c.json", "-o", "c.pdf")
    assert (ran.code, ran.out) == (0, "c.pdf is printed.\n")
    reader = pypdf.PdfReader(io.BytesIO((folder / "c.pdf").read_bytes()))
    assert "Broken glass" in "".join(page.extract_text() for page in reader.pages)
    assert reader.attachments["contract.json"] == [(folder / "c.json").read_bytes()]


def test_a_place_that_cannot_be_written_is_named(make):
    ran = make("-o", "nowhere/c.json")
    assert (ran.code, ran.err) == (2, "nowhere/c.json cannot be used: it is not there.\n")
