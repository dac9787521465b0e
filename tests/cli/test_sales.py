"""Files of sales on the command line: what is said, what is kept, what ends with 1."""

import json

import pytest

HEADINGS = "id;customer;day;group;unit;quantity;turnover\n"


@pytest.fixture
def file(made, tmp_path):
    found = tmp_path / "sales.csv"
    found.write_text(HEADINGS + "1;99;2026-07-01;beer;hl;1,5;=2,50\n")
    return found


def test_what_cannot_be_taken_is_written_with_line_and_reason_and_ends_with_1(run, file):
    done = run("sales", "import", file)
    assert done.code == 1
    assert "1 row was not taken" in done.err
    headings, row = file.with_name("sales.csv.rejects.csv").read_bytes().decode().splitlines()
    assert headings.startswith("\ufeff" + HEADINGS.strip())
    assert row == "1;99;2026-07-01;beer;hl;1,5;'=2,50;2;There is no customer 99.;"


def test_a_trial_as_json(run, file):
    done = run("sales", "import", file, "--dry-run", "--json")
    found = json.loads(done.out)
    assert (found["dry_run"], found["rejected"], found["rejects"][0]["line"]) == (True, 1, 2)


def test_an_unknown_mapping_is_named_with_those_there_are(run, file):
    done = run("sales", "import", file, "--mapping", "depot")
    assert done.code == 2
    assert "no mapping depot" in done.err


def test_what_cannot_be_read_as_a_whole_is_said_in_a_sentence(run, file):
    file.write_text("a;b\n1;2\n")
    done = run("sales", "import", file)
    assert (done.code, "no column" in done.err) == (2, True)


def test_a_file_that_is_not_there_is_said_in_a_sentence(run, file):
    done = run("sales", "import", file.with_name("depot.csv"))
    assert done.code == 2
    assert "depot.csv cannot be used: it is not there." in " ".join(done.err.split())
