"""What stands at a customer, and what is kept with it: things on loan, notes, files, the journal, finding it all."""

import io
from datetime import date

import pytest

from akkoord.store.device import from_device
from akkoord_web.testing import forms_of

EQUIPMENT = {
    "equipment": {
        "enabled": True,
        "assets": [
            {"description": "Tapinstallatie 6 kranen", "serial": "TP-6-0042", "placed_on": "2026-07-01",
             "new_value": "8500.00", "life_months": 84},
            {"description": "Kelderkoeler", "new_value": "3200.00", "life_months": 120},
        ],
    }
}  # fmt: skip


@pytest.fixture
def running(table):
    return table.signed(table.contract(EQUIPMENT))


def test_what_the_contract_names_stands_at_the_customer_once_it_is_signed(workspace, running):
    cooler, tap = workspace.assets.of(running.customer)
    assert (tap.serial_number, tap.placed_on, tap.new_value.minor) == ("TP-6-0042", date(2026, 7, 1), 850_000)
    assert (cooler.serial_number, cooler.placed_on, cooler.life_months) == (None, running.commencement, 120)


def test_an_amendment_adds_only_what_is_new(workspace, running, table, clock):
    begun = workspace.amendments.start(running, by=table.by, at=clock.at)
    more = [
        *EQUIPMENT["equipment"]["assets"],
        {"description": "Glazenkoeler", "new_value": "900.00", "life_months": 60},
    ]
    answers = {"equipment": {"assets": more}}
    changed = workspace.amendments.change(begun, answers, running.commencement, by=table.by, at=clock.at).contract
    table.signed(workspace.contracts.freeze(changed, by=table.by, at=clock.at))
    workspace.daily(clock.at.replace(year=2026, month=7, day=2))
    assert [one.description for one in workspace.assets.of(running.customer)] == [
        "Glazenkoeler",
        "Kelderkoeler",
        "Tapinstallatie 6 kranen",
    ]


def test_the_serial_number_is_filled_in_when_it_is_placed(anna, workspace, running):
    cooler = workspace.assets.of(running.customer)[0]
    form = anna.form(f"/c/{running.customer}/assets/{cooler.id}")
    anna.send(form, {"serial_number": "KK-7", "state": "returned"})
    kept = workspace.assets.get(cooler.id)
    assert (kept.serial_number, kept.state) == ("KK-7", "returned")
    assert anna.send(form, {"serial_number": "KK-8"}).status_code in {409, 422}


def test_a_thing_without_a_name_is_not_kept(anna, workspace, running):
    cooler = workspace.assets.of(running.customer)[0]
    answer = anna.send(anna.form(f"/c/{running.customer}/assets/{cooler.id}"), {"description": " "})
    assert answer.status_code == 422


def test_a_note_is_kept_and_taken_away_and_brought_back(anna, workspace, customer):
    anna.send(anna.form(f"/c/{customer.id}", "/notes/new"), {"text": "Vraagt om bokbier"})
    (note,) = workspace.notes.of(customer.id)
    page = anna.get(anna.send(anna.form(f"/c/{customer.id}/notes", f"{note.id}/drop")).location)
    assert workspace.notes.of(customer.id) == []
    anna.send(next(one for one in forms_of(page) if one.action.endswith(f"{note.id}/keep")))
    assert workspace.notes.of(customer.id) == [workspace.notes.get(note.id)]


def test_an_empty_note_says_what_to_do(anna, customer):
    answer = anna.send(anna.form(f"/c/{customer.id}", "/notes/new"), {"text": " "})
    assert answer.status_code == 422
    assert "Schrijf iets op" in answer.text


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        pytest.param("kaart.pdf", b"%PDF-1.7 ...", 303, id="a PDF"),
        pytest.param("kaart.pdf", b"<script>", 422, id="only called a PDF"),
        pytest.param("leeg.pdf", b"", 422, id="empty"),
    ],
)
def test_a_file_is_kept_by_what_it_is(anna, customer, workspace, name, data, status):
    form = anna.form(f"/c/{customer.id}", "/files/new")
    values = {**dict(form.values), "file": (io.BytesIO(data), name)}
    answer = anna.client.post(
        form.action, data=values, headers={"Sec-Fetch-Site": "same-origin"}, content_type="multipart/form-data"
    )
    assert answer.status_code == status
    for kept in workspace.files.of(customer.id):
        given = anna.get(f"/c/{customer.id}/files/{kept.id}/content")
        assert (given.data, given.content_type) == (data, "application/pdf")
        assert given.headers["Content-Disposition"].startswith("attachment")


def test_a_contract_is_found_by_a_word_of_its_text(anna, running):
    page = anna.get("/find?q=statiegeld").text
    assert "<mark>statiegeld</mark>" in page
    assert running.number in page


def test_an_agreement_is_found_by_a_word_in_it(anna, workspace, customer, table, clock):
    workspace.agreements.add(customer.id, "Parasols met ons merk", by=table.by, at=clock.at)
    page = anna.get("/find?q=paras").text
    assert "<mark>Paras</mark>ols met ons merk" in page
    assert f"/c/{customer.id}/agreements" in page


def test_nobody_finds_words_of_someone_elses_customers(browser, running):
    assert running.number not in browser("bram").get("/find?q=statiegeld").text


def test_the_journal_says_who_did_what_when_and_from_which_device(anna, workspace, customer, clock):
    with from_device("iPad, Safari"):
        workspace.notes.add(customer.id, "Vraagt om bokbier", by=workspace.accounts.by_login("anna"), at=clock.at)
    page = anna.get(f"/c/{customer.id}/journal").text
    assert "Notitie toegevoegd" in page
    assert "iPad, Safari" in page
    assert "Anna Bos" in page
    assert workspace.store.verify_journal() == []


@pytest.mark.parametrize("name", ["assets", "notes", "files", "people", "journal", "obligations"])
def test_each_section_has_its_own_address_also_when_it_is_empty(anna, customer, name):
    assert anna.get(f"/c/{customer.id}/{name}").status_code == 200
