"""A snapshot: nobody can be found in it, and everything still counts."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlite_utils import Database

from akkoord import Workspace
from akkoord.access import CONSOLE
from akkoord.dossier.customers import customer_of
from akkoord.executing.agreements import agreements
from akkoord.executing.runs import Run, settle_all
from akkoord.plugins import Plugins
from akkoord.reporting import output
from akkoord.snapshot import take
from akkoord.snapshot.leaves import Leaves
from akkoord.snapshot.pseudonyms import Pseudonyms
from akkoord.snapshot.tables import AS_THEY_ARE, rewriters
from akkoord.snapshot.versions import Versions
from akkoord.store import ACCOUNT, BLOB, CONTRACT_VERSION, CUSTOMER, SIGNATURE, TABLES, StoreExists
from akkoord.store.words import sort_key
from akkoord.values import Period

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
TYPED = {"text", "longtext", "kvk", "vat_id", "iban", "postcode"}
NOTE = "Bellen na de vakantie van Truus van Gelderen."


@pytest.fixture(scope="module")
def original(demonstration):
    """The brewery's demonstration, with a quarter settled, and a note and a file besides."""
    with Workspace.open(demonstration("brewery", NOW), clock=lambda: NOW) as workspace:
        customer = customer_of(workspace.store.find(CUSTOMER, limit=1)[0])
        workspace.notes.add(customer.id, NOTE, by=CONSOLE, at=NOW)
        workspace.files.add(customer.id, "paspoort-truus.pdf", b"%PDF-1.4 Truus", by=CONSOLE, at=NOW)
        run = Run(QUARTER, NOW.date(), CONSOLE, NOW, post=True)
        outcomes = list(settle_all(workspace.statements, agreements(workspace.store, QUARTER.last), run))
        assert outcomes
        assert not [outcome for outcome in outcomes if outcome.did == "failed"]
        yield workspace


@pytest.fixture(scope="module")
def taken(original, tmp_path_factory):
    return take(original, tmp_path_factory.mktemp("taken") / "copy.sqlite", nobody="nobody")


@pytest.fixture(scope="module")
def copy(taken):
    with Workspace.open(taken.store, clock=lambda: NOW) as workspace:
        yield workspace


def originals(workspace):
    """Everything that says who somebody is, read from the records themselves and not from what was replaced."""
    found = {workspace.settings.name, NOTE, "paspoort-truus.pdf", "Truus"}
    for row in workspace.store.find(CUSTOMER):
        party = customer_of(row).party
        found |= {value for value in party.to_json().values() if isinstance(value, str)} - {party.legal_form}
        found |= {person.name for person in party.signatories}
    for account in workspace.accounts.all():
        found |= {account.name, account.email or "", account.login}
    for table in ("situation", "proposal"):
        for (body,) in raw(workspace, f"SELECT body FROM {table}"):
            found |= set(typed(workspace, json.loads(body)["answers"])) | {json.loads(body).get("title", "")}
    for (body,) in raw(workspace, "SELECT body FROM contract"):
        own = json.loads(body)["own_texts"]
        found |= {one["title"] for one in own} | {one["body"] for one in own}
    for table, key in (("visit", "subject"), ("side_agreement", "text")):
        found |= {json.loads(body)[key] for (body,) in raw(workspace, f"SELECT body FROM {table}")}
    return {each for each in found if each}


def raw(workspace, query):
    return Database(workspace.folder / "akkoord.sqlite").execute(query).fetchall()


def typed(workspace, answers):
    """The answers that are somebody's words or numbers."""
    for group, fields in answers.items():
        for key, value in fields.items():
            question = workspace.clause_set.questions.get(f"{group}.{key}")
            if question is not None and question.type in TYPED and isinstance(value, str):
                yield value
            for row in value if isinstance(value, list) else ():
                for column in question.columns if isinstance(row, dict) else ():
                    if column.type in TYPED and isinstance(row.get(column.key), str):
                        yield row[column.key]


def said_by_clauses(workspace):
    """What the clause files say themselves: a word of theirs tells nothing about a customer."""
    return "\n".join(f"{clause.title}\n{clause.body}" for clause in workspace.clause_set.clauses)


def test_no_original_is_in_the_file_in_whatever_form(original, taken):
    clauses = said_by_clauses(original)
    sought = {each for each in originals(original) if each not in clauses}
    assert len(sought) > 300
    forms = {each.encode(): each for each in sought} | {json.dumps(each)[1:-1].encode(): each for each in sought}
    data = taken.store.read_bytes()
    assert {each for form, each in forms.items() if form in data} == set()
    names = {sort_key(str(row["name"])).encode() for row in original.store.find(CUSTOMER)}
    folded = data.lower()
    assert {name for name in names if name in folded} == set()


def test_no_original_is_in_the_settings_either(original, taken):
    settings = taken.settings.read_text(encoding="utf-8")
    supplier = original.settings.supplier
    assert supplier["name"] not in settings
    assert supplier["signatories"][0]["name"] not in settings
    assert original.settings.name not in settings


def test_neither_the_texts_of_contracts_nor_who_drew_which_signature_can_be_read(original, copy):
    names = {person.name for row in original.store.find(CUSTOMER) for person in customer_of(row).party.signatories}
    texts = "".join(str(row["body"]) for row in copy.store.find(CONTRACT_VERSION))
    assert not [name for name in names if name in texts]
    assert len({json.dumps(json.loads(str(row["body"]))["strokes"]) for row in copy.store.find(SIGNATURE)}) == 1


@pytest.mark.parametrize("name", list(Plugins.load(clock=lambda: NOW).reports))
def test_every_report_adds_up_to_the_same(original, copy, name):
    def figures(workspace):
        report = workspace.plugins.reports[name]
        built = report.made(workspace, {"period": "2026-Q3"}, by=CONSOLE, today=NOW.date())
        cells = json.loads(output(built, "json", "en"))
        return sorted(json.dumps(each) for each in numbers(cells["sections"]))

    def numbers(tree):
        if isinstance(tree, dict):
            if "unit" in tree or isinstance(tree.get("value"), int):
                yield [tree["value"], tree.get("unit")]
            for value in tree.values():
                yield from numbers(value)
        elif isinstance(tree, list):
            for value in tree:
                yield from numbers(value)

    assert figures(copy) == figures(original)
    assert len(figures(copy)) >= 3


def test_settling_the_copy_again_finds_nothing_new(copy):
    run = Run(QUARTER, NOW.date(), CONSOLE, NOW + timedelta(hours=1))
    outcomes = list(settle_all(copy.statements, agreements(copy.store, QUARTER.last), run))
    assert {outcome.did for outcome in outcomes} == {"same"}


def test_the_copy_is_whole_and_its_journal_holds_together(copy):
    assert copy.store.check() == []


def test_of_every_table_it_is_decided_how_its_rows_read(original):
    leaves = Leaves(Pseudonyms("nl"), original.clause_set.questions)
    decided = rewriters(leaves, Versions(original.store, original.clause_set, leaves), "nobody")
    assert {table.name for table in TABLES} == {table.name for table in (*decided, *AS_THEY_ARE)}
    assert not set(decided) & set(AS_THEY_ARE)


def test_what_was_the_same_is_the_same_in_the_copy(original, copy):
    cities = {row["id"]: row["city"] for row in original.store.find(CUSTOMER)}
    copied = {row["id"]: row["city"] for row in copy.store.find(CUSTOMER)}
    pairs = {(cities[each], copied[each]) for each in cities}
    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})


def test_nobody_can_sign_in_with_a_password_of_before(copy):
    assert {json.loads(str(row["body"]))["password"] for row in copy.store.find(ACCOUNT)} == {"nobody"}


def test_files_and_prints_are_left_out(copy):
    assert copy.store.find(BLOB) == []


def test_customers_are_found_by_what_they_are_called_now(copy):
    customer = customer_of(copy.store.find(CUSTOMER, limit=1)[0])
    assert customer.id in {hit.id for hit in copy.search(customer.name, by=CONSOLE)}
    assert copy.search("Truus", by=CONSOLE) == []


def test_it_opens_in_sqlite_utils(taken):
    assert Database(taken.store)["contract"].count > 20


def test_it_overwrites_nothing(original, taken):
    with pytest.raises(StoreExists):
        take(original, taken.store, nobody="nobody")


def test_a_pseudonym_is_put_in_the_place_of_an_original_within_a_text():
    pseudonyms = Pseudonyms("nl")
    pseudonyms.of("Café 't Hoekje", "name")
    pseudonyms.of("Hoek")
    assert pseudonyms.within("Aan Café 't Hoekje, op de Hoek van de Hoekstraat") == (
        "Aan Bedrijf 1, op de Tekst 1 van de Hoekstraat"
    )


def test_numbers_have_the_form_of_what_they_stand_for():
    pseudonyms = Pseudonyms("nl")
    assert pseudonyms.of("NL57TEST0000020005", "iban") == "NL43TEST0000520001"
    assert pseudonyms.of("90020005", "kvk") == "90520001"
    assert pseudonyms.of("7201 LD", "postcode") == "1001 AA"


@pytest.mark.parametrize("rule", ["1 January", "end of contract year", "2027-01-05"])
def test_what_makes_an_obligation_due_stays(original, rule):
    leaves = Leaves(Pseudonyms("nl"), original.clause_set.questions)
    due = {"due": f"every {rule}", "rule": {"anchors": [rule], "every": rule, "days": {rule: "2027-01-05"}}}
    assert leaves.record(due) == due
