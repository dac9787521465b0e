"""A rule: its parameters are exact, checked and asked in two languages; it says itself and works out an example."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from akkoord.executing import Figure, InvalidRule, Rule, RuleKinds, UnknownRuleKind, euros, percent, said
from akkoord.executing.parameters import as_text, exact
from akkoord.testing.rules import YEAR, check_rule, check_rule_kind, counted, event
from akkoord.values import Period
from akkoord_rules_volume import PerUnit


def test_parameters_are_read_exactly_and_come_back_as_they_were(make):
    rule = make.Each.read({"groups": ["beer"], "rate": "0.0985", "steps": [{"above": "10"}]})
    assert rule.rate == Fraction(985, 10000)
    assert rule.parameters()["rate"] == "0.0985"
    assert make.Each.read(rule.parameters()) == rule


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        pytest.param({}, "Parameter rate is missing", id="missing"),
        pytest.param({"rate": "1", "speed": "2"}, "no parameter speed", id="unknown"),
        pytest.param({"rate": 1.5}, "Parameter rate has a value that does not belong", id="a float"),
        pytest.param({"rate": "veel"}, "Parameter rate has a value that does not belong", id="no number"),
        pytest.param({"rate": "nan"}, "Parameter rate has a value that does not belong", id="not a number"),
        pytest.param({"rate": True}, "Parameter rate has a value that does not belong", id="a truth"),
        pytest.param({"rate": "1001"}, "Parameter rate must be at most 1000", id="beyond its limit"),
        pytest.param({"rate": "1", "groups": []}, "Parameter groups must have at least 1", id="no groups"),
        pytest.param({"rate": "1", "basis": "sold"}, "Parameter basis has a value", id="not a choice"),
        pytest.param({"rate": "1", "steps": [{}]}, "Parameter steps.0.above is missing", id="inside a row"),
        pytest.param({"rate": "-3"}, "The rate is negative. At stake: €3.00", id="what the kind itself refuses"),
    ],
)
def test_parameters_that_cannot_be_right_are_refused(make, parameters, problem):
    with pytest.raises(InvalidRule, match=problem) as refused:
        make.Each.read(parameters)
    assert "nl So much each (each)" in refused.value.text("nl")


def test_a_rule_cannot_be_changed(make):
    rule = make.Each.read({"rate": "1"})
    with pytest.raises(Exception, match="frozen"):
        rule.rate = Fraction(2)


def test_parameters_are_questions_with_labels_units_and_limits(make):
    asked = {question.name: question for question in make.Each.questions()}
    assert list(asked) == ["each.groups", "each.rate", "each.basis", "each.steps"]
    rate = asked["each.rate"]
    assert (rate.type, rate.unit, rate.maximum, rate.required) == ("rate", "EUR", Decimal(1000), True)
    assert rate.label.text("nl") == "nl Rate"
    assert asked["each.basis"].default == "delivered_and_paid"
    assert [column.name for column in asked["each.steps"].columns] == ["each.steps.above"]


def test_the_conformance_kit_accepts_a_good_rule_and_refuses_a_bad_one(make):
    check_rule(make.Each.read({"rate": "45"}), [counted(event())])
    check_rule(make.Left.read({"amount": "100"}))
    check_rule_kind(make.Each)
    with pytest.raises(AssertionError, match=r"without a label: .*base_lines"):
        check_rule_kind(make.Share)


def test_an_example_is_worked_out_by_the_rule(make):
    example = make.Each.read({"rate": "45"}).example()
    assert example.amount == 450
    assert example.text("nl") == "Bij 10 stuks: 10 keer €\N{NO-BREAK SPACE}45,00, dat is €\N{NO-BREAK SPACE}450,00."
    assert example.text("en") == "With 10 pieces: 10 times €45.00, which makes €450.00."


def test_a_kind_without_a_label_is_refused_when_it_is_written():
    with pytest.raises(TypeError, match="has no label"):
        type("Nameless", (Rule,), {}, kind="nameless")


def test_an_ending_rule_speaks_at_the_end_only(make):
    rule = make.Left.read({"amount": "100"})
    assert list(rule.lines(counted())) == []
    (line,) = rule.lines(counted().ending(date(2026, 9, 30)))
    assert line.working("en") == "on 30 September 2026"
    assert [each.amount for each in rule.residual(YEAR.last, counted())] == [100]


def test_a_rule_has_no_residual_and_needs_no_lines_unless_it_says_so(make):
    rule = make.Each.read({"rate": "1"})
    assert tuple(rule.residual(YEAR.last, counted())) == ()
    assert rule.needs() == ()


def test_kinds_are_found_by_name_and_an_unknown_one_names_those_that_are_there(make):
    kinds = RuleKinds([make.Left, make.Each])
    assert list(kinds) == ["each", "left"]
    assert len(kinds) == 2
    assert "each" in kinds
    assert kinds.get("other") is None
    assert kinds.make("each", {"rate": "2"}) == make.Each.read({"rate": "2"})
    with pytest.raises(UnknownRuleKind, match=r"'other'\. Installed are: each and left"):
        kinds.make("other", {})


@pytest.mark.parametrize(
    ("figure", "nl", "en"),
    [
        (Figure(Fraction(14400), unit="cup"), "14.400 koppen", "14,400 cups"),
        (Figure(Fraction(1), unit="lift"), "1 lediging", "1 lift"),
        (Figure(Fraction(219, 2), unit="hl"), "109,5 hl", "109.5 hl"),
        (euros(Fraction(-985, 10000)), "€ -0,0985", "-€0.0985"),
        (euros(Fraction(1, 3)), "≈ € 0,3333", "≈ €0.3333"),
        (percent(Fraction(5, 2)), "2,5%", "2.5%"),
        (said("{a} en {b}", "{a} and {b}", a=Fraction(1, 2), b=date(2026, 1, 2)), "0,5 en 2 januari 2026",
         "0.5 and 2 January 2026"),
    ],
)  # fmt: skip
def test_figures_are_said_as_people_write_them(figure, nl, en):
    assert figure.text("nl").replace("\N{NO-BREAK SPACE}", " ") == nl
    assert figure.text("en").replace("\N{NO-BREAK SPACE}", " ") == en


def test_an_exact_figure_without_an_end_in_decimals_is_kept_as_a_fraction():
    assert exact(as_text(Fraction(1, 3))) == Fraction(1, 3)


@pytest.mark.parametrize("wrong", [1.5, True, None, "1/0", "één", Period(YEAR.first, YEAR.last)])
def test_only_exact_numbers_are_parameters(wrong):
    with pytest.raises(ValueError, match="number"):
        exact(wrong)


@pytest.mark.parametrize(
    ("days", "by_day"),
    [
        ({}, False),
        ({"from": "2026-07-01", "to": "2026-07-31"}, False),
        ({"from": "2026-07-02"}, True),
        ({"to": "2026-07-30"}, True),
        ({"to": date(9999, 12, 31)}, False),
    ],
)
def test_a_rule_with_days_of_its_own_counts_by_the_day_when_they_cut_a_month(days, by_day):
    assert PerUnit.counts_by_day(days) is by_day
