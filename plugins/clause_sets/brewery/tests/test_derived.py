"""What follows from the answers: words for the contract, and what a proposal is expected to bring."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing import legal_form
from akkoord.closing.rules import frozen_rules
from akkoord.executing import ready_rules, rules_of, worth
from akkoord.facts import term_dates
from akkoord.plugins import Plugins
from akkoord.testing import FakeClock
from akkoord_clauses_brewery.benefit import expected, expected_volumes, on_loan
from akkoord_clauses_brewery.derived import consent, names_of_beer

SITUATION = {"annual_volume_hl": "130", "special_hl": "20", "alcohol_free_hl": "10", "bottle_hl": "10"}
RATES = [{"group": "draught_lager", "rate": "45.00"}, {"group": "draught_special", "rate": "30.00"}]
DISCOUNT = {"volume_discount": {"enabled": True, "rates": RATES}}
TIERS = [{"from_qty": "0", "rate": "0"}, {"from_qty": "75", "rate": "10"}, {"from_qty": "100", "rate": "15"}]
CAFE = {"situation": SITUATION}


@pytest.fixture(scope="module")
def kinds():
    return Plugins.load(clock=FakeClock()).rule_kinds


@pytest.fixture(scope="module")
def brought(table, kinds):
    """Give a function that tells what the rules of a composed contract come to."""

    def of(*layers):
        found = table.composed(CAFE, *layers)
        clauses = [placed.clause for placed in found.placed if placed.clause]
        rules = ready_rules(rules_of(frozen_rules(clauses, found.facts, found.facts.to_json())), kinds)
        facts, term = found.facts, term_dates(found.facts)["term"]
        return worth(rules, kinds, expected(facts), commencement=facts["term.commencement"], end=term["end"]).facts()

    return of


def test_a_legal_form_is_written_out_unless_someone_did(table):
    assert legal_form(table.facts())["customer"]["legal_form_text"] == "de vennootschap onder firma"
    assert legal_form(table.facts({"customer": {"legal_form_text": "de v.o.f."}})) == {}
    assert legal_form(table.facts({"customer": {"legal_form": None}})) == {}


def test_beer_without_a_name_gets_the_usual_one(table):
    named = [{**RATES[0], "label": "ons pilsener"}, RATES[1]]
    found = names_of_beer(table.facts({"loan": {"writeoff_rates": named}}))
    assert [row["label"] for row in found["loan"]["writeoff_rates"]] == ["ons pilsener", "speciaalbier van de tap"]


def test_choosing_another_beer_takes_the_name_along(table):
    changed = [{"group": "bottled", "rate": "1", "label": "pilsener van de tap"}]
    found = names_of_beer(table.facts({"volume_discount": {"rates": changed}}))
    assert found["volume_discount"]["rates"][0]["label"] == "bier in fles of blik"


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (["draught_special", "draught_lager"], "Tapbier"),
        (["draught_lager", "draught_special", "bottled", "alcohol_free"], "Bier"),
        (["draught_lager"], "pilsener van de tap"),
        (["draught_lager", "bottled"], "pilsener van de tap en bier in fles of blik"),
    ],
)
def test_the_tier_bonus_says_over_which_beer_it_is(table, groups, words):
    found = names_of_beer(table.facts({"tier_bonus": {"enabled": True, "groups": groups}}))
    assert found == {"tier_bonus": {"scope_text": words}}


def test_who_has_no_spouse_after_all_needs_no_consent(table):
    spouse = {"guarantee": {"enabled": True, "spouse": "mevrouw A. de Wit"}}
    assert consent(table.facts(spouse, {"guarantee": {"guarantor_has_spouse": False}})) == {
        "guarantee": {"spouse": None}
    }
    assert consent(table.facts(spouse, {"guarantee": {"guarantor_has_spouse": True}})) == {}
    assert consent(table.facts(spouse)) == {}


def test_without_a_commitment_the_volume_is_that_of_now(table):
    assert expected_volumes(table.facts(CAFE)) == {
        "draught_lager": 100, "draught_special": 20, "alcohol_free": 10, "bottled": 10,
    }  # fmt: skip


def test_a_commitment_is_divided_over_the_beers_as_now(table):
    committed = {"commitment": {"mode": "annual", "annual_hl": "280"}}
    assert expected_volumes(table.facts(CAFE, committed))["draught_lager"] == 200


def test_a_total_commitment_is_divided_over_the_term(table):
    committed = {"commitment": {"mode": "total", "total_hl": "420"}, "term": {"months": 36}}
    assert sum(expected_volumes(table.facts(CAFE, committed)).values()) == 140


def test_the_discount_counts_per_beer(brought):
    found = brought(DISCOUNT)
    assert found["per_year"] == Decimal("5100.00")  # 100 x 45 + 20 x 30
    assert found["per_unit"] == Decimal("36.43")  # over all 140 hl
    assert found["over_term"] == Decimal("15300.00")  # 36 months


def test_what_is_switched_off_brings_nothing(brought):
    assert brought(DISCOUNT, {"volume_discount": {"enabled": False}})["per_year"] is None


@pytest.mark.parametrize(
    ("method", "bonus"),
    [
        pytest.param("whole", "1800.00", id="120 hl reaches 100: 120 x 15"),
        pytest.param("slice", "550.00", id="25 x 10 + 20 x 15"),
    ],
)
def test_tiers_count_over_everything_or_per_slice(brought, method, bonus):
    tiers = {"tier_bonus": {"enabled": True, "method": method, "tiers": TIERS}}
    assert brought(tiers)["per_year"] == Decimal(bonus)


def test_below_the_first_tier_there_is_no_bonus(brought):
    tiers = {"tier_bonus": {"enabled": True, "tiers": [{"from_qty": "121", "rate": "10"}]}}
    assert brought(tiers)["per_year"] is None


@pytest.mark.parametrize(("cap", "bonus"), [(None, "700.00"), ("500.00", "500.00")])
def test_growth_counts_above_the_reference_up_to_the_cap(brought, cap, bonus):
    growth = {"enabled": True, "reference_hl": "100", "min_growth_pct": "5", "rate": "20", "cap": cap}
    assert brought({"growth_bonus": growth})["per_year"] == Decimal(bonus)  # (140 - 105) x 20


def test_cooling_counts_twelve_months(brought):
    assert brought({"energy": {"enabled": True, "cooling_contribution": "12.50"}})["per_year"] == Decimal(150)


def test_without_a_fixed_term_there_is_nothing_over_the_term(brought):
    assert brought(DISCOUNT, {"term": {"kind": "indefinite"}})["over_term"] is None


def test_before_the_volume_is_known_nothing_is_promised(brought):
    unknown = {"situation": {"annual_volume_hl": None, "special_hl": None, "alcohol_free_hl": None, "bottle_hl": None}}
    assert brought(DISCOUNT, unknown) == {}


@pytest.mark.parametrize(("enabled", "value"), [(True, Decimal("8400.00")), (False, None)])
def test_what_is_lent_is_worth_what_it_is_when_new(table, enabled, value):
    assets = [{"description": "Tap", "new_value": "8400", "life_months": 84}]
    facts = table.facts({"equipment": {"enabled": enabled, "assets": assets}})
    assert on_loan(facts) == {"equipment": {"value": value}}


def test_the_headline_of_a_proposal_has_what_it_offers_in_order(table, brought):
    assets = [{"description": "Tap", "new_value": "8400", "life_months": 84}]
    offer = {"commitment": {"mode": "annual", "annual_hl": "140"}, "equipment": {"enabled": True, "assets": assets},
             "loan": {"enabled": False, "principal": "9000.00"}}  # fmt: skip
    facts = table.composed(CAFE, DISCOUNT, offer).facts
    figures = table.clause_set.figures(facts.with_({"worth": brought(DISCOUNT, offer)}))
    assert [(figure.label.nl, figure.text("nl")) for figure in figures] == [
        ("Verwacht voordeel per jaar", "€\xa05.100,00"),
        ("Volume per jaar", "140 hl"),
        ("Voordeel per hl", "€\xa036,43"),
        ("Over de hele looptijd", "€\xa015.300,00"),
        ("Looptijd", "36 maanden"),
        ("Afname per contractjaar", "140 hl"),
        ("Waarde in bruikleen", "€\xa08.400,00"),
    ]


volumes = st.integers(min_value=1, max_value=5_000)


@given(more=volumes, less=volumes, method=st.sampled_from(["whole", "slice"]))
@settings(max_examples=25, deadline=None)
def test_more_volume_never_brings_less(brought, more, less, method):
    offer = [DISCOUNT, {"tier_bonus": {"enabled": True, "method": method, "tiers": TIERS}}]
    found = [
        brought(*offer, {"commitment": {"mode": "annual", "annual_hl": str(volume)}})["per_year"]
        for volume in sorted([more, less])
    ]
    assert found[0] <= found[1]
