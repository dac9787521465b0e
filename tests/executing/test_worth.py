"""What a proposal is worth is what its rules would settle on what is expected."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from akkoord.closing import Expected
from akkoord.executing import ContractRule, Event, Events, GoodsVat, RuleKinds, Vat, concerns_of, ready_rules, worth
from akkoord.executing.errors import RuleFailed
from akkoord.executing.history import expected_from, last_year
from akkoord.values import InvalidValue, Money
from akkoord_rules_commitment.per_period import ShortfallPerUnit
from akkoord_rules_fees.fixed import FixedPerMonth
from akkoord_rules_volume.per_unit import PerUnit
from akkoord_rules_volume.tiers import TierPerUnit

KINDS = RuleKinds((ShortfallPerUnit, FixedPerMonth, PerUnit, TierPerUnit))
BEER = (Expected("lager", Fraction(100), "hl"), Expected("special", Fraction(20), "hl"))
START = date(2027, 1, 1)
TIERS = [{"from_qty": "0", "rate": "0"}, {"from_qty": "100", "rate": "15"}]


def rule(kind, settle="contract_year", direction="payable", line=None, facts=None, **parameters):
    return ContractRule(
        clause=f"z-{kind}",
        line=line or kind,
        kind=kind,
        direction=direction,
        vat=Vat.of("standard", 21),
        settle=settle,
        parameters=parameters,
        facts=facts or {},
    )


DISCOUNT = rule("per_unit", settle="month", groups=["lager"], rate="45.005")
BONUS = rule("tier_per_unit", groups=["lager", "special"], method="whole", tiers=TIERS, prorate="months")


def found(*rules, expected=BEER, end=None):
    return worth(rules, KINDS, expected, commencement=START, end=end)


def test_a_year_is_the_sum_of_its_settlements_each_rounded_once():
    # 4 months of 8.334 hl x 45.005 = 375.07167 and 8 of 8.333 = 375.02667, each rounded to cents.
    assert found(DISCOUNT).per_year == Money.of("375.07") * 4 + Money.of("375.03") * 8


def test_tiers_are_reached_by_all_that_is_expected_together():
    assert found(BONUS).per_year == Money.of("1800.00")


def test_a_rule_that_gives_several_lines_is_worth_what_they_come_to_together():
    parts = rule("tier_per_unit", groups=["lager", "special"], method="slice", tiers=TIERS, in_parts=True)
    goods = (GoodsVat(("special",), Vat.of("reduced", "9")),)
    assert found(parts).per_year == Money.of("300.00")
    assert found(replace(BONUS, goods=goods)).per_year == Money.of("1800.00")


def test_what_the_customer_would_owe_is_below_zero():
    short = rule("shortfall_per_unit", direction="receivable", groups=["lager"], commitment="120", rate="30")
    assert found(short).per_year == Money.of("-600.00")
    assert found(BONUS, short).per_year == Money.of("1200.00")


def test_a_fixed_term_is_added_up_with_its_last_year_cut_short():
    fee = rule("fixed_per_month", settle="quarter", amount="12.50")
    assert found(fee, end=date(2029, 6, 30)).over_term == Money.of("375.00")
    assert found(fee).over_term is None


def test_thresholds_are_lowered_in_a_year_that_is_cut_short():
    even = (Expected("lager", Fraction(96), "hl"), Expected("special", Fraction(24), "hl"))
    whole, half = Money.of("1800.00"), Money.of("900.00")
    assert found(BONUS, expected=even, end=date(2028, 6, 30)).over_term == whole + half


def test_what_is_settled_at_the_end_only_brings_nothing_before():
    assert found(rule("per_unit", settle="end", groups=["lager"], rate="45")).shares == ()


def test_shares_say_what_each_rule_brings_in_the_order_of_the_contract():
    shares = found(BONUS, DISCOUNT).shares
    assert [share.line for share in shares] == ["tier_per_unit", "per_unit"]
    assert "15" in shares[0].words.text("nl")


def test_the_figures_are_facts_once_something_is_expected():
    assert found(BONUS).facts() == {
        "per_year": Decimal("1800.00"), "over_term": None, "volume": Decimal("120.000"), "per_unit": Decimal("15.00"),
    }  # fmt: skip
    assert found(BONUS, expected=()).facts() == {}


def test_different_units_are_not_added_up():
    mixed = (*BEER, Expected("coffee", Fraction(10), "kg"))
    assert found(DISCOUNT, expected=mixed).volume is None


def test_less_than_nothing_cannot_be_expected():
    with pytest.raises(InvalidValue, match="Less than nothing"):
        Expected("lager", Fraction(-1))


def test_a_rule_that_lacks_an_answer_waits_and_is_no_concern():
    open_one = rule(
        "tier_per_unit",
        groups=["lager"],
        method="whole",
        tiers=[{"from_qty": "0", "rate": None}],
        facts={"tiers": ("bonus.tiers",)},
    )
    assert ready_rules([open_one, DISCOUNT], KINDS) == (DISCOUNT,)
    assert list(concerns_of([open_one], KINDS)) == []


def test_a_rule_that_cannot_be_right_is_refused_with_the_answers_it_comes_from():
    falling = [{"from_qty": "100", "rate": "15"}, {"from_qty": "50", "rate": "20"}]
    wrong = rule("tier_per_unit", groups=["lager"], method="whole", tiers=falling, facts={"tiers": ("bonus.tiers",)})
    (concern,) = concerns_of([wrong], KINDS)
    assert concern.refused
    assert concern.facts == ("bonus.tiers",)
    assert "rising order" in concern.said.text("en")


def test_a_rule_that_fails_is_refused_and_cannot_be_reckoned_with(make):
    kinds, broken = RuleKinds([make.Broken]), rule("broken")
    (concern,) = concerns_of([broken], kinds)
    assert concern.refused
    for term in (None, date(2027, 12, 31)):
        with pytest.raises(RuleFailed, match="The rule 'broken' of line 'broken' failed: KeyError at conftest"):
            worth([broken], kinds, BEER, commencement=START, end=term)


def test_a_cliff_is_odd_and_says_what_is_at_stake():
    cliff = [{"from_qty": "50", "rate": "20"}, {"from_qty": "100", "rate": "15"}]
    (concern,) = concerns_of([rule("tier_per_unit", groups=["lager"], method="whole", tiers=cliff)], KINDS)
    assert not concern.refused
    assert "500" in concern.said.text("en")


def test_a_kind_that_is_not_installed_is_refused_also_when_answers_lack():
    unknown = rule("magic", facts={"rate": ("bonus.rate",)})
    (concern,) = concerns_of([unknown], KINDS)
    assert concern.refused
    assert "magic" in concern.said.text("en")


SEASON = (0, 0, 0, 0, 0, 30, 40, 30, 0, 0, 0, 0)


def test_what_is_expected_falls_in_its_season():
    summer = Expected("lager", Fraction(100), "hl", by_month=tuple(Fraction(month) for month in SEASON))
    by_quarter = rule(
        "tier_per_unit",
        settle="quarter",
        groups=["lager"],
        method="whole",
        tiers=[*TIERS[:1], {"from_qty": "60", "rate": "10"}],
    )
    assert found(by_quarter, expected=(summer,)).per_year == Money.of("700.00")  # 70 hl from July through September
    assert found(by_quarter).per_year == Money.of("0.00")


@pytest.mark.parametrize("months", [(1,) * 11, (0,) * 12, (-1, *(1,) * 11)])
def test_a_year_has_twelve_months_and_something_in_them(months):
    with pytest.raises(InvalidValue, match="twelve months"):
        Expected("lager", Fraction(1), by_month=tuple(Fraction(month) for month in months))


def delivered(day, quantity, group="lager"):
    return Event(day, group, Decimal(quantity), "hl", Decimal(quantity) * 100)


def test_history_is_what_was_delivered_in_the_twelve_full_months_before_today():
    year = last_year(date(2026, 11, 26))
    assert (year.first, year.last) == (date(2025, 11, 1), date(2026, 10, 31))
    events = Events([
        delivered(date(2025, 10, 31), 7), delivered(date(2025, 11, 1), 10), delivered(date(2026, 7, 4), 30),
        delivered(date(2026, 8, 1), -2), delivered(date(2026, 11, 1), 5), delivered(date(2026, 3, 1), -4, "keg"),
    ])  # fmt: skip
    (lager,) = expected_from(events, year)
    assert (lager.group, lager.unit, lager.quantity, lager.turnover) == ("lager", "hl", 38, 3800)
    assert [number for number, month in enumerate(lager.by_month, start=1) if month] == [7, 11]


def test_who_bought_nothing_has_no_history():
    assert expected_from(Events(), last_year(date(2026, 11, 26))) == ()
