"""The questions hang together, read in both languages, and refuse what cannot be; what follows is computed exactly."""

from decimal import Decimal

import pytest

from akkoord.testing.asking import careless
from akkoord_clauses_waste.derived import lines, streams
from akkoord_clauses_waste.expected import expected

SAME = {"IBAN", "Postcode", "Contract", "Container"}
ROW = {"kind": "residual", "container": "240 l", "count": 1, "lifts": "weekly", "price": "8.00"}


def test_nothing_about_them_is_careless(table):
    assert careless(table.questions, SAME) == []


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"situation": {"sbi_code": "551"}}, "situation.sbi_code"),
        ({"situation": {"sbi_code": "horeca"}}, "situation.sbi_code"),
        ({"situation": {"current_contract_end": "2026-06-30", "current_notice_by": "2026-07-01"}},
         "situation.current_notice_by"),
        ({"streams": {"list": [{**ROW, "eural": "20 03"}]}}, "streams.list"),
        ({"streams": {"list": [{**ROW, "kind": "plutonium"}]}}, "streams.list.1.kind"),
        ({"sla": {"credit_fixed": "10", "credit_cap": "9"}}, "sla.credit_cap"),
        ({"minimum_fee": {"amount": "0"}}, "minimum_fee.amount"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_both_languages(table, answers, wrong):
    problems = table.questions.validate(answers)
    assert list(problems) == [wrong]
    assert problems[wrong].text("nl") != problems[wrong].text("en")


@pytest.mark.parametrize(
    ("facts", "shown", "hidden"),
    [
        ({"term": {"renewal": "none"}}, "term.months", "term.notice_months"),
        ({"services": {"on_call": True}}, "services.on_call_surcharge", "weight.rate"),
        ({"services": {"scheduled": False}}, "services.scheduled", "services.window"),
        ({"containers": {"owner": "customer"}}, "containers.owner", "containers.rents"),
        ({"containers": {"owner": "customer"}}, "acceptance.surcharge", "ending.retrieval_fee"),
        ({"sla": {"credit_fixed": "10"}}, "sla.credit_cap", "fuel.step"),
    ],
)
def test_only_what_matters_is_asked(table, facts, shown, hidden):
    given = table.facts(facts)
    assert table.questions.is_asked(shown, given)
    assert not table.questions.is_asked(hidden, given)


def test_kinds_and_codes_follow_from_the_streams(table):
    found = streams(table.facts({"streams": {"list": [ROW, {**ROW, "eural": "20 03 01"}]}}))
    assert found == {"streams": {"kinds": ("residual",), "all_have_eural": False}}
    assert streams(table.facts({"streams": {"list": []}})) == {}


def test_two_streams_of_a_kind_are_counted_apart(table):
    found = lines(table.facts({"streams": {"list": [ROW, {**ROW, "container": "1100 l"}]}}))
    assert found["streams"]["ids"] == ("residual", "residual-2")
    assert found["streams"]["lift_lines"] == ("lift-residual", "lift-residual-2")
    assert found["containers"]["number"] == 5
    assert [row["monthly"] for row in found["containers"]["lines"]] == [Decimal("19.50"), Decimal("10.50")]


def test_a_month_is_lifts_and_rent(table):
    found = expected(table.facts())["expected"]
    # 3 x 52/12 = 13 and 2 x 26/12 = 4.33 lifts; 13 x 21.85 + 4.333 x 9.40 = 324.78; rent 3 x 6.50 + 2 x 5.25 = 30.
    assert found["lifts_per_month"] == Decimal("17.3")
    assert found["collection_per_month"] == Decimal("324.78")
    assert found["rent_per_month"] == Decimal("30.00")
    assert found["per_month"] == Decimal("354.78")


def test_with_nothing_known_nothing_is_expected(table):
    nothing = {"streams": {"list": []}, "containers": {"rents": []}}
    assert set(expected(table.facts(nothing))["expected"].values()) == {None}


def test_the_highlights_are_facts_with_labels_in_both_languages(table):
    for highlight in table.clause_set.highlights:
        assert highlight.fact in table.questions
        assert highlight.label.nl != highlight.label.en


@pytest.mark.parametrize(("enabled", "period"), [(True, "quarter"), (False, "month")])
def test_with_a_minimum_per_quarter_is_invoiced_per_quarter(table, enabled, period):
    assert lines(table.facts({"minimum_fee": {"enabled": enabled}}))["payment"] == {"period": period}
