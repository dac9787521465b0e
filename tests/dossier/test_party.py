import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.dossier import FIELDS, LEGAL_FORMS, InvalidParty, Party, Person
from akkoord.dossier.party import fields_changed, party_of

TEXTS = st.text(max_size=60)


def test_only_the_name_must_be_known():
    assert Party("De Zwaan").facts("nl") == {"name": "De Zwaan"}


def test_numbers_are_kept_in_their_normal_form():
    party = Party(
        " Café  De Zwaan ", postcode="7411br", kvk=" 9001 0001", vat_id="nl861111126b01", iban="nl85 test 0000 0001 01"
    )
    assert (party.name, party.postcode, party.kvk, party.vat_id, party.iban) == (
        "Café De Zwaan", "7411 BR", "90010001", "NL861111126B01", "NL85TEST0000000101",
    )  # fmt: skip


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_form():
    with pytest.raises(InvalidParty) as refused:
        Party("", legal_form="gmbh", postcode="74", kvk="123", vat_id="NL1", iban="NL00", email="nobody")
    assert list(refused.value.errors) == ["name", "legal_form", "postcode", "kvk", "vat_id", "iban", "email"]
    assert all(message.text("nl") and message.text("en") for message in refused.value.errors.values())


@pytest.mark.parametrize("email", ["a@b", "a b@c.nl", "@c.nl", "a@.nl.", "a@"])
def test_what_is_no_address_is_refused(email):
    with pytest.raises(InvalidParty) as refused:
        Party("De Zwaan", email=email)
    assert list(refused.value.errors) == ["email"]


def test_endless_text_is_refused():
    with pytest.raises(InvalidParty) as refused:
        Party("x" * 201, city="y" * 201)
    assert list(refused.value.errors) == ["name", "city"]


@pytest.mark.parametrize("form", LEGAL_FORMS)
def test_a_contract_names_every_legal_form(form):
    party = Party("De Zwaan", legal_form=form)
    assert party.facts("nl")["legal_form_text"].startswith("de ")
    assert party.facts("en")["legal_form_text"].startswith("the ")


def test_the_legal_form_is_written_in_full_in_dutch(party):
    assert party.facts("nl")["legal_form_text"] == "de vennootschap onder firma"


def test_facts_hold_what_is_known_and_not_who_signs(party):
    facts = party.facts("nl")
    assert "seat" not in facts
    assert "signatories" not in facts
    assert facts["kvk"] == "90010001"


def test_someone_without_a_name_signs_nothing():
    assert Party("De Zwaan", signatories=(Person(" "), Person("A. Bos"))).signatories == (Person("A. Bos"),)


def test_joint_authority_needs_a_second_person():
    alone = Party("De Zwaan", signatories=(Person("A. Bos", "vennoot", "joint"),))
    assert alone.needs_another_signatory
    assert not replace(alone, signatories=(*alone.signatories, Person("B. Jansen"))).needs_another_signatory
    assert not replace(alone, signatories=(Person("A. Bos"),)).needs_another_signatory


def test_changed_fields_are_named(party):
    changed = replace(party, city="Zwolle", signatories=())
    assert fields_changed(party, changed) == ["city", "signatories"]
    assert fields_changed(party, replace(party, city=" Deventer ")) == []


@given(
    name=st.text(min_size=1, max_size=60).filter(str.strip),
    address=TEXTS,
    phone=TEXTS,
    people=st.lists(TEXTS, max_size=3),
)
def test_a_party_survives_the_store(name, address, phone, people):
    party = Party(name, address=address, phone=phone, signatories=tuple(Person(one, "r") for one in people))
    assert party_of(json.loads(json.dumps(party.to_json()))) == party


@given(st.text(max_size=300), st.sampled_from(["name", "postcode", "kvk", "vat_id", "iban", "email", "phone", "city"]))
def test_any_text_is_kept_or_refused_with_words(text, field):
    try:
        party = Party(**({"name": "De Zwaan"} | {field: text}))
    except InvalidParty as refused:
        assert refused.errors[field].text("nl")  # noqa: PT017 - both outcomes are right, each in its own way
    else:
        assert Party(**{name: getattr(party, name) for name in FIELDS}) == party
