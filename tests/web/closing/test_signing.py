"""Signing on the glass: the right text, one person after another, and what is said when something is not right."""

import json

import pytest

from akkoord_web.testing import forms_of


def url_of(contract, *more):
    return "/".join((f"/k/{contract.id}", *more))


@pytest.fixture
def contract(table):
    return table.contract()


def sign(person, table, contract, **changes):
    form, typed = table.drawing(person, contract, **changes)
    return person.send(form, typed)


def test_the_customer_signs_first_then_we_and_then_it_is_in_force(anna, table, contract):
    page = anna.get(url_of(contract, "sign")).text
    assert "0 van 2 getekend" in page
    assert 'name="slot" value="customer-1"' in page
    assert 'value="mevrouw J. de Vries"' in page
    first = sign(anna, table, contract, place="Utrecht")
    assert first.location == url_of(contract, "sign")
    page = anna.get(first.location).text
    assert "1 van 2 getekend" in page
    assert 'name="slot" value="supplier-1"' in page
    assert 'name="place" type="text" value="Utrecht"' in page, "the place is the same for who signs next"
    last = sign(anna, table, contract)
    assert last.location == url_of(contract, "signed")
    assert table.again(contract).state == "in_force"


def test_what_is_signed_is_kept_with_name_role_place_and_device(anna, table, contract, workspace):
    sign(anna, table, contract, name="mevrouw J. de Vries-Bos", role="eigenaar", place="Zeist")
    (kept,) = workspace.contracts.signatures(contract)
    signature = kept.signature
    assert (signature.name, signature.role, signature.place) == ("mevrouw J. de Vries-Bos", "eigenaar", "Zeist")
    assert signature.strokes.to_json() == table.lines
    assert signature.sha256 == contract.sha256
    assert (
        signature.consent.text == "Ik heb dit contract gelezen, ga ermee akkoord en mijn tekening is mijn handtekening."
    )


def test_another_person_can_go_first(anna, table, contract):
    page = anna.get(url_of(contract, "sign") + "?slot=supplier-1").text
    assert 'name="slot" value="supplier-1"' in page
    form = next(one for one in forms_of(page) if one.action == url_of(contract, "sign"))
    anna.send(form, {"agreed": "yes", "strokes": json.dumps(table.lines)})
    assert list(table.workspace.contracts.progress(table.again(contract)).signed) == ["supplier-1"]


def test_the_customer_sees_no_navigation_and_nothing_internal(anna, contract):
    page = anna.get(url_of(contract, "sign")).text
    assert 'class="rail"' not in page
    assert "Klanten" not in page
    assert "/why" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"agreed": None}, "Vink aan dat u het contract hebt gelezen"),
        ({"strokes": ""}, "nog geen handtekening"),
        ({"strokes": '{"lines": []}'}, "nog geen handtekening"),
        ({"strokes": "no json"}, "niet worden gelezen"),
        ({"strokes": "[" * 300_000}, "niet worden gelezen"),
        ({"strokes": '{"lines": [[[1, 2], [1e400, 9]]]}'}, "niet worden gelezen"),
        ({"strokes": '{"lines": [[[0, 0], [99, 99]]], "pressure": [1]}'}, "alleen de lijnen"),
        ({"strokes": '{"lines": [[{"x": 1, "y": 2, "time": 3}]]}'}, "alleen de lijnen"),
        ({"strokes": "[" * 400_001}, "te groot"),
        ({"name": "  "}, "naam"),
        ({"name": "x" * 201}, "hoogstens 200"),
        ({"sha256": ""}, "Open"),
        ({"sha256": "zz"}, "Open"),
    ],
)
def test_what_is_no_signature_is_refused_with_words(anna, table, contract, workspace, changes, words):
    refused = sign(anna, table, contract, **changes)
    assert refused.status_code == 422
    assert words in refused.text
    assert workspace.contracts.signatures(contract) == []


def test_a_place_to_sign_that_is_not_there_is_not_found(anna, table, contract):
    assert sign(anna, table, contract, slot="customer-9").status_code == 404


def test_what_was_typed_and_ticked_stays_when_the_drawing_is_refused(anna, table, contract):
    refused = sign(anna, table, contract, name="mevrouw De Vries", place="Zeist", strokes="")
    assert 'value="mevrouw De Vries"' in refused.text
    assert 'value="Zeist"' in refused.text
    assert 'name="agreed" value="yes" required checked' in refused.text


def test_a_place_that_is_signed_already_is_not_signed_again(anna, table, contract, workspace):
    form, typed = table.drawing(anna, contract)
    sign(anna, table, contract)
    refused = anna.send(form, {**typed, "op": "another"})
    assert refused.status_code == 422
    assert "heeft hier al getekend" in refused.text
    assert len(workspace.contracts.signatures(contract)) == 1


def test_a_text_that_changed_and_is_ready_again_is_shown_anew_and_the_drawing_is_kept(anna, table, contract, clock):
    form, typed = table.drawing(anna, contract)
    contracts = table.workspace.contracts
    changed = contracts.put_own_text(contract, "Terras", "Van ons.", by=table.by, at=clock.at).contract
    frozen = contracts.freeze(changed, by=table.by, at=clock.at)
    refused = anna.send(form, typed)
    assert refused.status_code == 409
    assert "Het contract is intussen gewijzigd" in refused.text
    assert "Van ons." in refused.text
    assert f'name="sha256" value="{frozen.sha256}"' in refused.text
    assert "required checked" not in refused.text, "the new text must be read"
    assert contracts.signatures(frozen) == []
    assert drawings(table, contract) == [table.lines]


def test_a_text_that_is_being_changed_is_not_signed_and_the_drawing_is_kept(anna, table, contract, clock):
    form, typed = table.drawing(anna, contract)
    table.workspace.contracts.put_own_text(contract, "Terras", "Van ons.", by=table.by, at=clock.at)
    refused = anna.send(form, typed)
    assert refused.status_code == 409
    assert "Het contract is intussen gewijzigd" in refused.text
    assert "dus er is niets te tekenen" in refused.text
    assert 'class="rail"' not in refused.text
    assert drawings(table, contract) == [table.lines]
    assert anna.send(form, typed).status_code == 409
    assert drawings(table, contract) == [table.lines], "sent twice it is kept once"


def drawings(table, contract):
    """The drawings that were kept as evidence, though they do not count."""
    store = table.workspace.store
    refused = [entry for entry in store.history(f"contract:{contract.id}") if entry.kind == "signature_refused"]
    return [json.loads(store.blob(entry.body["blob"]).data)["strokes"] for entry in refused]


def test_what_is_in_force_or_withdrawn_is_not_signed(anna, table, contract, workspace, clock):
    form, typed = table.drawing(anna, contract)
    workspace.contracts.withdraw(contract, "Te duur", by=table.by, at=clock.at)
    refused = anna.send(form, typed)
    assert refused.status_code == 422
    assert "verandert niet meer" in refused.text
    assert workspace.contracts.signatures(contract) == []


def test_what_needs_approval_shows_no_glass_and_takes_no_signature(anna, table):
    contract = table.unapproved()
    page = anna.get(url_of(contract, "sign")).text
    assert 'id="pad"' not in page
    assert "Een manager moet dit contract goedkeuren" in page
    data = {
        "op": "a", "slot": "customer-1", "name": "mevrouw J. de Vries", "agreed": "yes", "sha256": contract.sha256,
        "strokes": json.dumps(table.lines),
    }  # fmt: skip
    refused = anna.post(url_of(contract, "sign"), data)
    assert refused.status_code == 422
    assert "goedkeuring" in refused.text


@pytest.mark.parametrize(("state", "leads_to"), [("draft", ""), ("in_force", "/signed"), ("withdrawn", "/signed")])
def test_the_glass_leads_on_when_there_is_nothing_to_sign(anna, table, contract, workspace, clock, state, leads_to):
    if state == "draft":
        workspace.contracts.put_own_text(contract, "Terras", "Van ons.", by=table.by, at=clock.at)
    elif state == "in_force":
        table.signed(contract)
    else:
        workspace.contracts.withdraw(contract, "Te duur", by=table.by, at=clock.at)
    answer = anna.get(url_of(contract, "sign"))
    assert (answer.status_code, answer.location) == (303, url_of(contract) + leads_to)


def test_signed_shows_who_signed_and_what_comes_next(anna, table, contract):
    table.signed(contract)
    page = anna.get(url_of(contract, "signed")).text
    assert f"Contract {contract.number} is getekend" in page
    assert page.count('class="drawing"') == 2
    assert "30 juni 2029" in page or "30 jun 2029" in page
    assert "/dossier" in page or table.url in page


def test_signed_leads_to_the_contract_while_it_is_not_in_force(anna, contract):
    answer = anna.get(url_of(contract, "signed"))
    assert (answer.status_code, answer.location) == (303, url_of(contract))


def test_the_words_that_are_agreed_to_are_those_of_the_reader(browser, table, contract, workspace, clock):
    anna = workspace.accounts.by_login("anna")
    workspace.accounts.change_language(anna, "en", by=anna, at=clock.at)
    sign(browser("anna"), table, contract)
    (kept,) = workspace.contracts.signatures(contract)
    assert kept.signature.consent.text.startswith("I have read this contract")
