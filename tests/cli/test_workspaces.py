"""`init`, `verify`, `backup`, `demo`, `account`, `plugins`, `cases`."""

import io
import json
import re
from pathlib import Path

import pytest

from akkoord.access import CONSOLE
from akkoord.dossier import Party
from akkoord.settings import read_settings
from akkoord.testing import NOON
from akkoord.workspace import Workspace

LONG = "a long password 1"


def test_init_makes_a_workspace_and_says_what_comes_next(run, folder):
    ran = run("init", "shop", "--clause-set", "cleaning", "--name", "Helder")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "shop is a workspace now, with the clause set “Window cleaning agreement”."
    assert "akkoord account add LOGIN --name NAME --role administrator -w shop" in ran.out
    settings = read_settings(folder / "shop" / "akkoord.toml")
    assert (settings.name, settings.clause_set, settings.language) == ("Helder", "cleaning", "en")


def test_init_names_the_workspace_after_its_folder(run, folder):
    run("init", "shop", "--clause-set", "cleaning", "--language", "nl")
    settings = read_settings(folder / "shop" / "akkoord.toml")
    assert (settings.name, settings.language) == ("shop", "nl")


def test_init_does_not_overwrite(run, made):
    ran = run("init", ".", "--clause-set", "cleaning")
    assert ran.code == 2
    assert "already holds a workspace" in ran.err


@pytest.mark.parametrize("how", ["option before", "option after", "environment", "current folder"])
def test_the_workspace_is_found_in_four_ways(run, made, folder, monkeypatch, how):
    monkeypatch.chdir(folder if how == "current folder" else folder.parent)
    if how == "environment":
        monkeypatch.setenv("AKKOORD_WORKSPACE", str(folder))
    before = ["-w", folder] if how == "option before" else []
    after = ["-w", folder] if how == "option after" else []
    assert run(*before, "verify", *after).out == "Everything is as it was written.\n"


def test_outside_a_workspace_it_says_so(run, folder):
    ran = run("verify")
    assert ran.code == 2
    assert f"{folder} is not a workspace: it has no akkoord.toml." in ran.err


@pytest.mark.parametrize("command", ["verify", "plugins", "clauses list"])
def test_a_workspace_that_is_not_there_is_named(run, command):
    ran = run("-w", "nowhere", *command.split())
    assert (ran.code, ran.err) == (2, "There is no folder nowhere.\n")


def test_verify_finds_what_was_changed_behind_its_back(run, made, folder, clock):
    with Workspace.open(folder, clock=clock) as workspace:
        workspace.customers.add(Party(name="Crumb"), None, by=CONSOLE, at=NOON)
        with workspace.store.write():
            # Behind the journal's back: the row moves on without an event.
            from akkoord.store import CUSTOMER

            workspace.store.change("UPDATE customer SET version = 9", (), CUSTOMER)
    ran = run("verify")
    assert ran.code == 1
    assert "1 problem was found." in ran.out
    assert "the row is at version 9, its journal at 1" in ran.out
    assert len(run("verify", "--json").json["problems"]) == 1


def test_a_backup_is_a_store_of_its_own(run, made, folder):
    assert run("backup", "copy.sqlite").out == "copy.sqlite holds the store as it is now.\n"
    assert (folder / "copy.sqlite").stat().st_size > 0


def test_a_backup_does_not_overwrite(run, made, folder):
    (folder / "copy.sqlite").write_text("mine")
    assert run("backup", "copy.sqlite").code == 2
    assert (folder / "copy.sqlite").read_text() == "mine"


def test_a_backup_into_nowhere_is_refused(run, made):
    assert run("backup", "nowhere/copy.sqlite").err == "There is no folder nowhere.\n"


def give(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_accounts_are_put_in_teams(run, made, monkeypatch):
    give(monkeypatch, f"{LONG}\n")
    run("account", "add", "anna", "--name", "Anna", "--team", "Noord", "--password-stdin")
    assert "anna          Anna  account manager  active  Noord" in run("account", "list").out
    assert run("account", "change", "anna", "--team", "Zuid", "--role", "manager").out == "anna was changed.\n"
    (anna,) = run("account", "list", "--json").json["accounts"]
    assert (anna["team"], anna["role"]) == ("Zuid", "manager")
    run("account", "change", "anna", "--team", "")
    assert "Team" not in run("account", "list").out


def test_accounts_are_added_listed_and_switched_off_and_on(run, made, monkeypatch):
    assert run("account", "list").out == "There is no account yet. Add one with akkoord account add.\n"
    give(monkeypatch, f"{LONG}\n")
    added = run("account", "add", "Anna", "--name", "Anna Bos", "--role", "administrator", "--password-stdin")
    assert added.out == "Anna Bos can sign in as anna.\n"
    give(monkeypatch, f"{LONG}\n")
    run("account", "add", "bram", "--name", "Bram", "--password-stdin")
    assert run("account", "disable", "bram").out == "bram cannot sign in any more.\n"
    listed = run("account", "list").out
    assert "anna          Anna Bos  administrator    active" in listed
    assert "bram          Bram      account manager  disabled" in listed
    assert run("account", "enable", "bram").code == 0
    states = {account["login"]: account["state"] for account in run("account", "list", "--json").json["accounts"]}
    assert states == {"anna": "active", "bram": "active"}


def test_a_password_is_changed(run, made, monkeypatch, folder, clock):
    give(monkeypatch, f"{LONG}\n")
    run("account", "add", "anna", "--name", "Anna", "--password-stdin")
    give(monkeypatch, "another long password 2\n")
    assert "anna has a new password." in run("account", "password", "anna", "--password-stdin").out
    with Workspace.open(folder, clock=clock) as workspace:
        assert workspace.accounts.sign_in("anna", "another long password 2", "test", NOON).login == "anna"


def test_no_password_ever_comes_out(run, made, monkeypatch):
    give(monkeypatch, f"{LONG}\n")
    ran = run("account", "add", "anna", "--name", "Anna", "--password-stdin", "--debug")
    assert LONG not in ran.out + ran.err
    assert "password" not in json.dumps(run("account", "list", "--json").json)


@pytest.mark.parametrize("typed", ["short\n", "\n", ""])
def test_a_weak_password_is_refused(run, made, monkeypatch, typed):
    give(monkeypatch, typed)
    ran = run("account", "add", "anna", "--name", "Anna", "--password-stdin")
    assert ran.code == 2
    assert ran.err.startswith("This password cannot be used. ")
    assert run("account", "list", "--json").json == {"accounts": []}


def test_where_nobody_can_type_it_says_how_to_give_a_password(run, made, monkeypatch):
    give(monkeypatch, "")
    assert "with --password-stdin" in run("account", "add", "anna", "--name", "Anna").err


@pytest.mark.parametrize(("again", "code"), [(LONG, 0), ("something else", 2)])
def test_a_typed_password_is_asked_twice(run, made, monkeypatch, again, code):
    answers = iter([LONG, again])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    assert run("account", "add", "anna", "--name", "Anna").code == code


def test_an_unknown_account_names_the_known_ones(run, made, monkeypatch):
    assert "there is none yet" in run("account", "disable", "chris").err
    give(monkeypatch, f"{LONG}\n")
    run("account", "add", "anna", "--name", "Anna", "--password-stdin")
    assert run("account", "disable", "chris").err == "There is no account 'chris'. Known are: anna.\n"


def test_plugins_are_listed_with_what_they_offer(run):
    ran = run("plugins")
    assert ran.code == 0
    assert re.search(r"^cleaning +1\.0 +window-cleaning +working", ran.out, re.MULTILINE)
    assert re.search(
        r"^rules_volume +\S+ +akkoord-rules-volume +working +pricing_rules: growth_per_unit", ran.out, re.MULTILINE
    )
    assert "clause_sets: cleaning (10 clauses)" in ran.out


@pytest.fixture
def broken(folder):
    """Install a plugin that cannot be imported."""
    site = folder.parent / "site"
    (site / "broken_one.py").write_text("import no_such_module")
    info = site / "broken_one-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: broken-one\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[akkoord]\nbroken = broken_one\n")


def test_a_failed_plugin_is_a_sentence_and_ends_with_1(run, broken):
    ran = run("plugins")
    assert ran.code == 1
    assert "Plugin broken is not in use: it cannot be imported." in ran.out
    assert ran.err == ""


def test_hooks_that_need_no_data_are_tried(run, broken, folder):
    source = "from akkoord import hookimpl\n@hookimpl\ndef theme():\n    return 'green'\n"
    (folder.parent / "site" / "broken_one.py").write_text(source)
    ran = run("plugins")
    assert ran.code == 1
    assert "Plugin broken failed in theme: a Theme was asked for, and a str came." in ran.out


def test_plugins_are_listed_for_programs(run, broken):
    listed = {plugin["name"]: plugin for plugin in run("plugins", "--json").json["plugins"]}
    assert listed["cleaning"]["offers"] == {"clause_sets": ["cleaning (10 clauses)"]}
    assert listed["cleaning"]["state"] == "working"
    (failure,) = listed["broken"]["failures"]
    assert (failure["kind"], failure["hook"]) == ("load", None)


def test_a_failed_plugin_is_mentioned_at_every_command_that_uses_plugins(run, broken):
    ran = run("clauses", "list", "cleaning")
    assert ran.code == 0
    assert "Plugin broken is not in use" in ran.err


def test_a_plugin_that_the_settings_switch_off_does_not_fail(run, made, broken, folder):
    settings = folder / "akkoord.toml"
    settings.write_text(settings.read_text().replace("disabled = []", 'disabled = ["broken"]'))
    ran = run("plugins")
    assert ran.code == 0
    assert "switched off" in ran.out


@pytest.fixture
def case_file(folder, facts):
    """Write a file with one worked case."""

    def written(**expected):
        case = {
            "id": "W1",
            "client": "W",
            "customer": facts["customer"],
            "compositions": [
                {
                    "version": 1,
                    "based_on": None,
                    "facts": {name: group for name, group in facts.items() if name != "customer"},
                    "own_texts": [],
                    "expected": {"ok": True, "term_end": "2028-06-30", **expected},
                }
            ],
            "termination": {"reason": "end_of_term"},
        }
        other = {"id": "X1", "client": "X", "customer": {}, "compositions": case["compositions"]}
        (folder / "cases.json").write_text(json.dumps({"defaults": {}, "cases": [case, other]}))
        return "cases.json"

    return written


def test_cases_that_are_as_expected(run, case_file):
    ran = run("cases", case_file())
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "W1: 3 checks as expected"
    assert "1 of 2 cases was run." in ran.out
    assert "clause set not installed for client X" in ran.out


def test_a_difference_ends_with_1_and_is_shown_below_its_case(run, case_file):
    ran = run("cases", case_file(term_end="2028-07-01"))
    assert ran.code == 1
    assert ran.out.splitlines()[:2] == [
        "W1: 1 of 3 checks differ",
        '    compositions[0].expected.term_end: expected "2028-07-01", computed "2028-06-30"',
    ]


def test_cases_speak_to_programs(run, case_file):
    ran = run("cases", case_file(term_end="2028-07-01"), "--json")
    assert ran.code == 1
    first = ran.json[0]
    assert first["id"] == "W1"
    assert {"path": "compositions[0].expected.term_end", "ok": False, "actual": "2028-06-30"} in first["checks"]
    assert [item["section"] for item in first["not_run"]] == ["termination.effects"]


def test_a_demo_is_filled_whole_or_not_at_all(run, folder):
    ran = run("demo", "shop", "--client", "brewery")
    assert ran.code == 0
    assert ran.out.startswith("shop is filled. Sign in with:\n")
    assert run("-w", "shop", "verify").code == 0
    assert "\nSigned by " in run("-w", "shop", "contract", "show", "ZB-2021-0001").out
    assert not list(folder.glob(".*.filling"))


def test_an_interrupted_demo_does_not_pass_for_a_whole_one(run, folder, monkeypatch):
    def interrupted(place, clock):
        Path(place).mkdir()
        (Path(place) / "akkoord.toml").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr("akkoord_clauses_brewery.demo.fill", interrupted)
    assert run("demo", "shop", "--client", "brewery").code == 130
    assert not (folder / "shop").exists()


def test_a_demo_never_overwrites(run, folder, made):
    ran = run("demo", ".", "--client", "brewery")
    assert (ran.code, ran.err) == (2, ". is not empty. Choose a new folder.\n")


def test_an_unknown_client_names_the_known_ones(run):
    assert run("demo", "x", "--client", "bakery").err == (
        "There is no demo of 'bakery'. There are demos of: brewery, coffee and waste.\n"
    )


def test_a_snapshot_is_a_workspace_of_its_own_without_anybody_in_it(run, made, folder):
    with Workspace.open(folder, clock=lambda: NOON) as workspace:
        workspace.customers.add(Party("Glazenwasserij Helder"), None, by=CONSOLE, at=NOON)
    ran = run("snapshot", "work.sqlite")
    assert ran.code == 0
    assert "its settings are in work.toml" in ran.out
    assert b"Glazenwasserij" not in (folder / "work.sqlite").read_bytes()
    assert run("verify", "-w", "work.sqlite").out == "Everything is as it was written.\n"


@pytest.mark.parametrize("there", ["work.sqlite", "work.toml"])
def test_a_snapshot_overwrites_neither_a_store_nor_settings(run, made, folder, there):
    (folder / there).write_text("dear")
    ran = run("snapshot", "work.sqlite")
    assert ran.code == 2
    assert there in ran.err
    assert (folder / there).read_text() == "dear"


def test_a_snapshot_into_a_folder_that_is_not_there_says_so(run, made):
    ran = run("snapshot", "nowhere/work.sqlite")
    assert ran.code == 2
    assert "There is no folder nowhere" in ran.err
