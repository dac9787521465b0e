"""Rules over volume: examples from the conventions, and what holds for any events."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord.values import Period
from akkoord_rules_volume import GrowthPerUnit, PctPerDelivery, PerUnit, TierInUse, TierPct, TierPerUnit, TurnoverPct

TIERS = [
    {"from_qty": "0", "rate": "0.00"},
    {"from_qty": "100", "rate": "6.00"},
    {"from_qty": "125", "rate": "9.00"},
    {"from_qty": "150", "rate": "12.50"},
]
PER_UNIT = PerUnit.read({"groups": ["beer"], "basis": "delivered_and_paid", "rate": "45.00"})
PCT = TurnoverPct.read({"groups": ["beer"], "pct": "2.5"})
WHOLE = TierPerUnit.read({"groups": ["beer"], "method": "whole", "tiers": TIERS})
SLICE = TierPerUnit.read({"groups": ["beer"], "method": "slice", "tiers": TIERS})
GROWTH = GrowthPerUnit.read({"groups": ["beer"], "reference": "80", "min_growth_pct": "5", "rate": "20", "cap": "1000"})
RULES = [PER_UNIT, PCT, WHOLE, SLICE, GROWTH]
HALF = Period(YEAR.first, date(2026, 6, 30))


OF_TURNOVER = TierPct.read({"groups": ["beer"], "method": "whole", "tiers": [{"from_amount": "0", "pct": "10"}]})
PER_DELIVERY = PctPerDelivery.read({"groups": ["beer"], "pct": "2.5", "fixed": "2", "least": "5", "most": "50"})
IN_USE = TierInUse.read({"groups": ["coolers"], "tiers": [{"from_qty": "0", "rate": "10"}]})
TestConformance = conformance("akkoord_rules_volume", rules=[*RULES, OF_TURNOVER, PER_DELIVERY, IN_USE])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
@given(found=events())
def test_a_rule_keeps_to_what_every_rule_keeps_to(rule, found):
    check_rule(rule, [Counted.of(found, YEAR)])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
@given(found=events(), random=st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(rule, found, random):
    shuffled = random.sample(found, len(found))
    assert only_line(rule, Counted.of(found, YEAR)) == only_line(rule, Counted.of(shuffled, YEAR))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
@given(found=events(returns=False), more=st.integers(0, 500))
def test_more_never_pays_less_where_the_rates_rise(rule, found, more):
    less = only_line(rule, Counted.of(found, YEAR)).amount
    assert only_line(rule, Counted.of([*found, event(quantity=more, turnover=more)], YEAR)).amount >= less


@pytest.mark.parametrize("rule", [PER_UNIT, PCT], ids=lambda rule: rule.kind)
@given(one=events(), other=events())
def test_what_has_no_threshold_adds_up(rule, one, other):
    parts = [only_line(rule, Counted.of(found, YEAR)).amount for found in (one, other)]
    assert only_line(rule, Counted.of([*one, *other], YEAR)).amount == sum(parts)


def test_per_unit_is_quantity_times_rate():
    line = only_line(PER_UNIT, counted(event(quantity="23"), event(quantity="-1")))
    assert (line.amount, line.quantity, line.unit) == (990, 22, "hl")
    assert line.working("nl").replace("\N{NO-BREAK SPACE}", " ") == "22 hl × € 45,00"


def test_per_unit_has_days_of_its_own_where_it_says_so():
    rule = PerUnit.read({"groups": ["beer"], "rate": "1", "from": "2026-07-01", "to": "2026-07-31"})
    facts = counted(
        event(date(2026, 6, 30)), event(date(2026, 7, 1)), event(date(2026, 7, 31)), event(date(2026, 8, 1))
    )
    assert amount(rule, facts) == "2.00"


def test_turnover_is_taken_net_and_in_part():
    assert amount(PCT, counted(event(turnover="1000"), event(turnover="-100"))) == "22.50"


@pytest.mark.parametrize("pct", ["-1", "100.01"])
def test_a_percentage_lies_from_0_through_100(pct):
    with pytest.raises(InvalidRule, match="pct must be at"):
        TurnoverPct.read({"groups": ["beer"], "pct": pct})


@pytest.mark.parametrize(
    ("quantity", "whole", "sliced"),
    [
        pytest.param("0", "0.00", "0.00", id="nothing"),
        pytest.param("99.99", "0.00", "0.00", id="just below the first paying tier"),
        pytest.param("100", "600.00", "0.00", id="exactly at a threshold"),
        pytest.param("124.99", "749.94", "149.94", id="just below the next"),
        pytest.param("141.10", "1269.90", "294.90", id="inside a tier"),
        pytest.param("200", "2500.00", "1000.00", id="above the last threshold"),
        pytest.param("-5", "0.00", "0.00", id="more returned than bought"),
    ],
)
def test_tiers_begin_at_their_lower_bound(quantity, whole, sliced):
    facts = counted(event(quantity=quantity))
    assert amount(WHOLE, facts) == whole
    assert amount(SLICE, facts) == sliced


def test_thresholds_are_lowered_with_the_period():
    tiers = [{"from_qty": "0", "rate": "0"}, {"from_qty": "150", "rate": "10"}, {"from_qty": "200", "rate": "15"}]
    parameters = {"groups": ["beer"], "method": "slice", "tiers": tiers, "prorate": "months"}
    line = only_line(TierPerUnit.read(parameters), counted(event(quantity="86.40"), period=HALF))
    assert line.amount == 114
    assert "thresholds × 0.5: 0, 75, 100" in line.working("en")


def test_thresholds_are_lowered_by_days_of_the_full_period():
    parameters = {"groups": ["beer"], "method": "whole", "tiers": [{"from_qty": "365", "rate": "1"}], "prorate": "days"}
    rule = TierPerUnit.read(parameters | {"full_period": {"from": "2026-01-01", "to": "2026-12-31"}})
    assert amount(rule, counted(event(quantity="181"), period=HALF)) == "181.00"
    assert amount(rule, counted(event(quantity="180.99"), period=HALF)) == "0.00"


@pytest.mark.parametrize("second", ["0", "100"])
def test_tiers_that_do_not_rise_are_refused(second):
    tiers = [{"from_qty": "100", "rate": "1"}, {"from_qty": second, "rate": "2"}]
    with pytest.raises(InvalidRule, match="rising order"):
        TierPerUnit.read({"groups": ["beer"], "method": "whole", "tiers": tiers})


def test_a_cliff_is_warned_of_with_what_is_at_stake():
    tiers = [{"from_qty": "0", "rate": "2"}, {"from_qty": "100", "rate": "1.50"}]
    cliff = TierPerUnit.read({"groups": ["beer"], "method": "whole", "tiers": tiers})
    (warning,) = cliff.warnings()
    assert (warning.parameter, warning.at_stake) == ("tiers", 50)
    assert "From 100 the amount for the whole drops" in warning.text("en")
    assert tuple(WHOLE.warnings()) == ()
    assert tuple(TierPerUnit.read({"groups": ["beer"], "method": "slice", "tiers": tiers}).warnings()) == ()


@given(quantity=st.decimals(0, 400, places=2))
def test_slices_never_make_more_than_the_whole_where_rates_rise(quantity):
    facts = counted(event(quantity=quantity))
    assert 0 <= only_line(SLICE, facts).amount <= only_line(WHOLE, facts).amount


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        pytest.param("84", "0.00", id="exactly at the threshold"),
        pytest.param("85", "20.00", id="above it"),
        pytest.param("134", "1000.00", id="exactly at the cap"),
        pytest.param("400", "1000.00", id="above the cap"),
    ],
)
def test_growth_counts_above_the_threshold_up_to_the_cap(quantity, expected):
    assert amount(GROWTH, counted(event(quantity=quantity))) == expected


def test_the_reference_is_cut_down_with_the_period_and_the_cap_is_not():
    rule = GrowthPerUnit.read(GROWTH.parameters() | {"prorate": "months"})
    eight = Period(date(2026, 3, 1), date(2026, 10, 31))
    line = only_line(rule, counted(event(quantity="71.35"), period=eight))
    assert (line.amount, line.quantity) == (307, Fraction(7135, 100))
    assert amount(rule, counted(event(quantity="400"), period=eight)) == "1000.00"


def test_an_example_reads_well():
    assert WHOLE.example().text("nl").replace("\N{NO-BREAK SPACE}", " ") == (
        "Bij een afname van 225: 225 haalt de trede vanaf 150: 225 × € 12,50, dat is € 2.812,50."
    )
    assert SLICE.in_words().text("en").endswith("€12.50 from 150, per slice")
