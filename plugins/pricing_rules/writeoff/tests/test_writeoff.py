"""What is left: examples from the conventions, and what holds for any day and any events."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, Events, InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord_rules_writeoff import LinearClawback, PerUnitWriteoff, ResidualValue

CLAWBACK = LinearClawback.read({"amount": "36000.00", "months": 60, "contract_end": "2029-03-31"})
LOAN = PerUnitWriteoff.read(
    {
        "principal": "50000",
        "basis": "delivered_and_paid",
        "rates": [{"group": "beer", "rate": "120"}, {"group": "wine", "rate": "50"}],
    }
)
ASSET = ResidualValue.read({"new_value": "2950.00", "placed_on": "2024-04-10", "life_months": 60, "floor_pct": "15"})
RULES = [CLAWBACK, LOAN, ASSET]
DAYS = st.dates(date(2024, 5, 1), date(2031, 1, 1))


def left(rule, at, facts=None):
    (line,) = rule.residual(at, facts or counted())
    return line.amount


TestConformance = conformance("akkoord_rules_writeoff", rules=RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_a_rule_keeps_to_what_every_rule_keeps_to(rule):
    check_rule(rule, [counted(), counted(event()).ending(YEAR.last)])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_nothing_is_due_while_the_contract_runs(rule):
    assert list(rule.lines(counted(event()))) == []


@pytest.mark.parametrize("rule", [CLAWBACK, ASSET], ids=lambda rule: rule.kind)
@given(day=DAYS, days=st.integers(0, 900))
def test_what_is_left_never_grows(rule, day, days):
    assert left(rule, day) >= left(rule, day + timedelta(days=days)) >= 0


@pytest.mark.parametrize(
    ("after", "months", "expected"),
    [
        pytest.param("2026-09-30", 30, 18000, id="whole months"),
        pytest.param("2026-10-01", 29, 17400, id="a part of a month favours the customer"),
        pytest.param("2029-03-31", 0, 0, id="at the end"),
    ],
)
def test_a_clawback_is_the_part_that_remains(after, months, expected):
    line = only_line(LinearClawback.read(CLAWBACK.parameters() | {"after": after}), counted())
    assert (line.months, line.amount) == (months, expected)


def test_the_contract_that_ends_gives_the_day():
    assert only_line(CLAWBACK, counted().ending(date(2026, 9, 30))).amount == 18000


def test_more_months_than_the_write_off_are_warned_of():
    rule = LinearClawback.read(CLAWBACK.parameters() | {"after": "2024-01-31"})
    (warning,) = rule.warnings()
    assert (warning.parameter, warning.at_stake) == ("months", 1200)
    assert "62 months remain" in warning.text("en")
    assert tuple(CLAWBACK.warnings()) == ()


def test_a_write_off_without_months_is_refused():
    with pytest.raises(InvalidRule, match="months must be at least 1"):
        LinearClawback.read(CLAWBACK.parameters() | {"months": 0})


def test_a_loan_is_written_off_per_group_and_rounded_per_group():
    rates = [{"group": "beer", "rate": "0.005"}, {"group": "wine", "rate": "0.005"}]
    rule = PerUnitWriteoff.read({"principal": "1", "rates": rates})
    facts = counted(event(), event(group="wine")).ending(YEAR.last)
    assert amount(rule, facts) == "0.98"


@pytest.mark.parametrize(
    ("bought", "expected"),
    [("0", "50000.00"), ("416.66", "0.80"), ("416.67", "0.00"), ("9999", "0.00")],
)
def test_a_loan_is_written_off_down_to_nothing(bought, expected):
    assert amount(LOAN, counted(event(quantity=bought)).ending(YEAR.last)) == expected


def test_a_loan_counts_everything_since_commencement_through_the_day():
    facts = Counted(
        YEAR,
        YEAR.last,
        Events([event(date(2024, 1, 1), "10"), event(date(2025, 1, 1), "10"), event(date(2026, 11, 1), "10")]),
        commencement=date(2025, 1, 1),
    )
    assert left(LOAN, date(2026, 10, 31), facts) == 50000 - 1200
    assert left(LOAN, date(2026, 12, 31), facts) == 50000 - 2400


def test_what_is_written_off_and_what_is_left_are_the_whole_loan():
    for bought, off in (("100", 12000), ("9999", 50000)):
        facts = counted(event(quantity=bought))
        assert LOAN.written_off(YEAR.last, facts) == off
        assert left(LOAN, YEAR.last, facts) == 50000 - off


def test_a_loan_says_how_much_and_how_long_it_takes():
    assert LOAN.needed("wine") == 1000
    assert LOAN.years("beer", Fraction(250)) == Fraction(5, 3)


@pytest.mark.parametrize(("group", "a_year", "said"), [("milk", 1, "by milk"), ("beer", 0, "Without purchases")])
def test_a_loan_that_nothing_writes_off_takes_for_ever(group, a_year, said):
    with pytest.raises(InvalidRule, match=said):
        LOAN.years(group, Fraction(a_year))


@given(found=events(returns=False), more=st.integers(0, 300), random=st.randoms(use_true_random=False))
def test_buying_more_leaves_less_in_whatever_order(found, more, random):
    before = left(LOAN, YEAR.last, Counted.of(found, YEAR))
    assert before == left(LOAN, YEAR.last, Counted.of(random.sample(found, len(found)), YEAR))
    assert 0 <= left(LOAN, YEAR.last, Counted.of([*found, event(quantity=more)], YEAR)) <= before


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        pytest.param("2026-09-30", 29, "1524.17", id="whole months only"),
        pytest.param("2026-10-09", 30, "1475.00", id="the day a month is full"),
        pytest.param("2024-04-10", 0, "2950.00", id="on the day of placing"),
        pytest.param("2028-07-09", 51, "442.50", id="at the floor"),
        pytest.param("2040-01-01", 188, "442.50", id="long after its life"),
    ],
)
def test_an_asset_loses_value_by_full_months_down_to_a_floor(at, months, expected):
    rule = ResidualValue.read(ASSET.parameters() | {"at": at})
    assert only_line(rule, counted()).months == months
    assert amount(rule, counted()) == expected


def test_the_floor_is_said_when_it_counts():
    line = only_line(ASSET, counted().ending(date(2030, 1, 1)))
    assert "at least 15%: €442.50" in line.working("en")
    assert "at least" not in only_line(ASSET, counted().ending(date(2026, 9, 30))).working("en")
