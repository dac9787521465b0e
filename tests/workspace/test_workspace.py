"""A workspace: made, opened, used from threads, and what is said when it cannot be opened."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from akkoord import hookimpl
from akkoord.access import CONSOLE, NotAllowed
from akkoord.closing import ClauseSetError
from akkoord.dossier import Party
from akkoord.facts import Place, Problem
from akkoord.language import Message
from akkoord.plugins import Plugins
from akkoord.settings import InvalidSettings, Settings
from akkoord.store import ACCOUNT, Answer, Operation, StoreMissing, StoreTooNew
from akkoord.testing import NOON, cleaning
from akkoord.workspace import ClauseSetMissing, NotAWorkspace, Workspace, WorkspaceExists

SETTINGS = Settings(name="Helder", clause_set="cleaning", language="en")


@pytest.fixture
def plugins(clock):
    return Plugins.of({"cleaning": cleaning}, clock=clock)


@pytest.fixture
def make(tmp_path, clock, plugins):
    """Make a workspace and close it."""

    def made(settings=SETTINGS, name="made"):
        Workspace.create(tmp_path / name, settings, clock=clock, plugins=plugins).close()
        return tmp_path / name

    return made


@pytest.fixture
def open_(clock, plugins):
    return lambda folder, **other: Workspace.open(folder, **{"clock": clock, "plugins": plugins, **other})


def test_what_is_made_can_be_opened_again(make, open_):
    with open_(make()) as workspace:
        assert workspace.settings == SETTINGS
        assert workspace.clause_set.name == "cleaning"
        assert workspace.accounts.all() == []


def test_it_makes_the_folders_that_it_needs(make, tmp_path):
    assert (make(name="a/b/c") / "akkoord.toml").is_file()


def test_a_workspace_is_never_made_over_another(make):
    make()
    with pytest.raises(WorkspaceExists, match="already holds a workspace"):
        make()


def test_a_store_without_settings_is_not_overwritten_either(make):
    folder = make()
    (folder / "akkoord.toml").unlink()
    with pytest.raises(WorkspaceExists):
        make()


def test_a_workspace_that_cannot_be_made_leaves_nothing_behind(make, tmp_path):
    with pytest.raises(ClauseSetMissing):
        make(SETTINGS.model_copy(update={"clause_set": "brewerij"}))
    assert not (tmp_path / "made").exists()


def test_a_missing_folder_is_named(open_, tmp_path):
    with pytest.raises(NotAWorkspace, match=f"There is no folder {tmp_path}/nowhere"):
        open_(tmp_path / "nowhere")


def test_a_folder_that_is_no_workspace_says_how_to_make_one(open_, tmp_path):
    with pytest.raises(NotAWorkspace, match=r"has no akkoord\.toml\. Make one with akkoord init"):
        open_(tmp_path)


def test_a_missing_store_is_named(open_, make):
    folder = make()
    (folder / "akkoord.sqlite").unlink()
    with pytest.raises(StoreMissing, match=r"akkoord\.sqlite"):
        open_(folder)


def test_a_store_of_a_newer_akkoord_is_refused(open_, make):
    folder = make()
    with open_(folder) as workspace, workspace.store.write():
        # What a newer version leaves behind: a step that this one does not know.
        workspace.store.change(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('akkoord', '0099_moon', '2030')",
            (),
            ACCOUNT,
        )
    with pytest.raises(StoreTooNew, match="0099_moon"):
        open_(folder)


def test_a_missing_clause_set_names_the_installed_ones(open_, make, clock):
    folder = make()
    other = replace(cleaning.clause_set(), name="gardening")

    class Plugin:
        clause_sets = staticmethod(hookimpl(lambda: [other]))

    with pytest.raises(ClauseSetMissing) as caught:
        open_(folder, plugins=Plugins.of({"gardens": Plugin}, clock=clock))
    assert caught.value.text("en") == "The clause set 'cleaning' is not installed. Installed are: gardening."


def test_without_any_clause_set_it_says_what_to_do(open_, make, clock):
    with pytest.raises(ClauseSetMissing, match=r"none is\. Install a plugin that brings it"):
        open_(make(), plugins=Plugins.of({}, clock=clock))


def test_a_clause_set_that_cannot_be_read_is_named_with_file_and_line(open_, make, clock):
    broken = ClauseSetError("cleaning", [Problem(Place("w-payment.md", 7), Message("there is no fact x.y"))])

    class Plugin:
        @staticmethod
        @hookimpl
        def clause_sets():
            raise broken

    with pytest.raises(ClauseSetMissing) as caught:
        open_(make(), plugins=Plugins.of({"broken": Plugin}, clock=clock))
    assert "Plugin broken failed in clause_sets" in caught.value.text("en")
    assert "w-payment.md:7: there is no fact x.y" in caught.value.text("en")


def test_terms_that_the_clause_set_cannot_take_stop_the_opening(open_, make):
    folder = make()
    with (folder / "akkoord.toml").open("a") as file:
        file.write("\n[terms.payment]\ndays = 1000\n")
    with pytest.raises(InvalidSettings, match=r"At terms\.payment\.days"):
        open_(folder)


def test_one_workspace_serves_several_threads(workspace):
    def add(number):
        workspace.customers.add(Party(name=f"Customer {number}"), None, by=CONSOLE, at=NOON)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(workspace.customers.page().items) == 8


def test_searching_shows_an_account_manager_only_what_is_theirs(workspace):
    by = {
        name: workspace.accounts.add(name, name.title(), role, "a long password 1", by=CONSOLE, at=NOON)
        for name, role in (("anna", "account_manager"), ("bram", "account_manager"), ("chef", "manager"))
    }
    workspace.customers.add(Party(name="Bakery Anna"), by["anna"].id, by=CONSOLE, at=NOON)
    workspace.customers.add(Party(name="Bakery Bram"), by["bram"].id, by=CONSOLE, at=NOON)
    found = {name: len(workspace.search("bak", by=account)) for name, account in by.items()}
    assert found == {"anna": 1, "bram": 1, "chef": 2}


def test_who_only_administers_finds_no_customers(workspace):
    boss = workspace.accounts.add("boss", "Boss", "administrator", "a long password 1", by=CONSOLE, at=NOON)
    with pytest.raises(NotAllowed):
        workspace.search("bak", by=boss)


def test_contracts_bear_the_numbers_of_the_settings(open_, make):
    with open_(make(SETTINGS.model_copy(update={"contract_numbers": "H{n}"}))) as workspace:
        assert workspace.house.number(2026, 3) == "H3"


def test_the_public_names_are_found_where_they_are_promised():
    import akkoord

    assert akkoord.Workspace is Workspace
    assert akkoord.__all__ == sorted(akkoord.__all__)
    assert all(getattr(akkoord, name) is not None for name in akkoord.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Werkmap'"):
        _ = akkoord.Werkmap


def test_tidying_forgets_answers_and_sessions_of_more_than_thirty_days_ago(workspace):
    anna = workspace.accounts.add("anna", "Anna", "account_manager", "twelve blue kegs", by=CONSOLE, at=NOON)
    old, recent = NOON - timedelta(days=31), NOON - timedelta(days=29)
    operations = {at: Operation(at.isoformat(), anna.id, "/c", "fingerprint") for at in (old, recent)}
    tokens = {at: workspace.sessions.open(anna, "tablet", at) for at in (old, recent)}
    with workspace.store.write():
        for at, operation in operations.items():
            workspace.store.answer(operation, Answer(303, "/c/1"), at)

    workspace.tidy(NOON)

    assert workspace.store.replay(operations[old]) is None
    assert workspace.store.replay(operations[recent]) == Answer(303, "/c/1")
    assert workspace.sessions.find(tokens[old], old) is None
    assert workspace.sessions.find(tokens[recent], recent) is not None
