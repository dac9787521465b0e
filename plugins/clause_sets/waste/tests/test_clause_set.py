"""The clause set reads without a problem, and keeps the names and numbers that others count on."""

import pytest

from akkoord.closing import OwnText
from akkoord.testing.contracts import readable
from akkoord_clauses_waste.plugin import clause_sets

ALWAYS = [
    "c-parties", "c-recitals", "c-definitions", "c-services", "c-acceptance", "c-prices", "c-statutory-levies",
    "c-payment", "c-early-termination", "c-liability", "c-final", "c-signature", "c-annex-streams",
    "c-annex-general-terms", "c-term-tacit", "c-collection-schedule", "c-containers", "c-container-retrieval",
]  # fmt: skip


def stream(kind, eural="20 03 01"):
    row = {"kind": kind, "eural": eural, "container": "240 l", "count": 1, "lifts": "weekly", "price": "8.00"}
    return {"streams": {"list": [row]}}


WITH_ANSWERS = {
    "c-term-once": {"term": {"renewal": "none"}},
    "c-on-call": {"services": {"on_call": True}},
    "c-own-containers": {"containers": {"owner": "customer"}},
    "c-swill": stream("swill"),
    "c-hazardous": stream("hazardous"),
    "c-annex-hazardous": stream("hazardous"),
    "c-waste-registration": stream("hazardous"),
    "c-paper-rebate": {"paper_rebate": {"enabled": True}},
    "c-exclusivity": {"exclusivity": {"enabled": True}},
    "c-minimum-fee": {"minimum_fee": {"enabled": True}},
    "c-weight": {"weight": {"enabled": True}},
    "c-fuel": {"fuel": {"enabled": True}},
    "c-indexation": {"indexation": {"enabled": True}},
    "c-zero-emission": {"ze_zone": {"enabled": True}},
    "c-service-levels": {"sla": {"enabled": True}},
    "c-reporting": {"reporting": {"enabled": True}},
}


def test_these_are_all_clauses(table):
    tried = {*ALWAYS, *WITH_ANSWERS, "c-special-provisions"}
    assert tried == {clause.id for clause in table.clause_set.clauses}
    assert len(tried) == 35


def test_it_is_read_only_once_and_case_files_call_it_client_c(table):
    (first,), (second,) = clause_sets(), clause_sets()
    assert first is second
    assert table.clause_set.client == "C"


@pytest.mark.parametrize("clause", ALWAYS)
def test_the_plainest_contract_has_it(table, clause):
    assert clause in table.composed()


@pytest.mark.parametrize("clause", WITH_ANSWERS)
def test_answers_bring_it_in(table, clause):
    assert clause not in table.composed()
    composition = table.composed(WITH_ANSWERS[clause])
    assert clause in composition
    assert composition.ok


def test_containers_of_the_customer_are_not_fetched_in_the_end(table):
    assert "c-container-retrieval" not in table.composed({"containers": {"owner": "customer"}})


def test_an_own_text_without_a_place_brings_in_the_special_provisions(table):
    assert "c-special-provisions" not in table.composed()
    assert "c-special-provisions" in table.composed(own_texts=(OwnText(1, "Sleutel", "Bij de portier."),))


def test_a_choice_in_a_row_is_printed_in_words(table):
    assert "a) restafval: 3 × 1100 l, iedere week;" in readable(table.written().html)


def test_both_parties_keep_the_waybills(table):
    (registration,) = [one for one in table.clause_set.clauses if one.id == "c-waste-registration"]
    assert [(one.id, one.party) for one in registration.obligations] == [("keep-waybills", "both")]


def test_what_is_not_filled_in_yet_is_named_and_not_printed(table):
    document = table.written({"minimum_fee": {"enabled": True}, "streams": {"list": []}})
    assert {"minimum_fee.amount", "streams.list"} <= {missing.name for missing in document.missing}
    assert "None" not in document.html
