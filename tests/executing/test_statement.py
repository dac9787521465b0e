"""A statement: all facts known at the cut-off, less what is booked; rounded once, per direction and VAT group."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import (
    Counted,
    Cumulation,
    Events,
    ExactLine,
    InvalidStatement,
    LineMissing,
    Position,
    Vat,
    said,
    settle,
)
from akkoord.executing.line import Line, rounded
from akkoord.testing.rules import YEAR, counted, event
from akkoord.testing.strategies import events
from akkoord.values import InvalidValue, Money

REDUCED = Vat.of("reduced", "9")


def totals(found):
    return [(each.direction, each.vat.treatment, each.net.plain, each.tax.plain) for each in found]


def test_a_line_is_rounded_once_half_up(make):
    rule = make.agreed(make.Each.read({"rate": "0.19"}))
    (line,) = settle([rule], counted(event(quantity="39.5", unit="kg"))).lines
    assert line.amount == Money.of("7.51")
    assert line.exact.amount == Fraction(7505, 1000)
    assert (line.kind, line.direction, line.quantity) == ("each", "payable", Fraction(79, 2))
    assert line.counted("nl") == "39,5\N{NO-BREAK SPACE}kg"
    assert line.working("en") == "39.5 times €0.19"


def test_a_line_of_nothing_stays_in_the_statement(make):
    found = settle([make.agreed(make.Each.read({"rate": "25"}), direction="receivable")], counted())
    assert [line.amount for line in found.lines] == [Money.of(0)]
    assert totals(found.totals) == [("receivable", "standard", "0.00", "0.00")]
    assert (found.balance.direction, found.balance.amount) == ("none", Money.of(0))


def test_an_amount_below_zero_goes_the_other_way(make):
    (line,) = settle([make.agreed(make.Each.read({"rate": "25"}))], counted(event(quantity="-2"))).lines
    assert (line.direction, line.amount) == ("receivable", Money.of(50))
    with pytest.raises(InvalidValue, match="the other one"):
        Line("x", "each", "payable", Money.of(-1), REDUCED, line.exact)


def test_vat_is_rounded_once_over_the_lines_of_its_group(make):
    rules = [make.agreed(make.Each.read({"rate": "0.05"}), line=name) for name in ("a", "b", "c")]
    reduced = make.agreed(make.Each.read({"rate": "1"}), line="d", vat=REDUCED, direction="receivable")
    found = settle([*rules, reduced], counted(event()))
    assert totals(found.totals) == [("receivable", "reduced", "1.00", "0.09"), ("payable", "standard", "0.15", "0.03")]
    assert (found.balance.direction, found.balance.amount) == ("receivable", Money.of("0.91"))


def test_rules_that_build_on_other_lines_use_their_rounded_amounts_in_whatever_order(make):
    each = make.agreed(make.Each.read({"rate": "0.335"}), line="lifts", direction="receivable")
    share = make.agreed(make.Share.read({"base_lines": ["lifts"], "pct": "50"}), line="fuel", direction="receivable")
    for rules in ([each, share], [share, each]):
        found = {line.id: line for line in settle(rules, counted(event())).lines}
        assert found["lifts"].amount == Money.of("0.34")
        assert found["fuel"].amount == Money.of("0.17")
    assert [line.id for line in settle([share, each], counted(event())).lines] == ["fuel", "lifts"]


def test_what_turned_around_counts_as_less_and_credits_do_not_count_as_owed(make):
    seen = {}

    class Look(make.Left):
        """Looks at another line."""

        def lines(self, counted):
            seen.update(amount=counted.amount("lifts"), receivable=counted.going("receivable", "lifts"))
            return ()

    lifts = make.agreed(make.Each.read({"rate": "2"}), line="lifts", direction="receivable")
    for quantity, amount, receivable in (("3", "6.00", "6.00"), ("-3", "-6.00", "0.00")):
        settle([lifts, make.agreed(Look(amount="0"))], counted(event(quantity=quantity)))
        assert (seen["amount"].plain, seen["receivable"].plain) == (amount, receivable)


def test_lines_that_wait_for_each_other_are_refused(make):
    one = make.agreed(make.Share.read({"base_lines": ["b"], "pct": "1"}), line="a")
    other = make.agreed(make.Share.read({"base_lines": ["a"], "pct": "1"}), line="b")
    with pytest.raises(InvalidStatement, match="a, b and a"):
        settle([one, other], counted())


def test_a_line_that_is_built_on_but_not_there_is_named(make):
    with pytest.raises(LineMissing, match="no line 'rent'"):
        settle([make.agreed(make.Share.read({"base_lines": ["rent"], "pct": "1"}))], counted())


def test_two_rules_with_one_line_are_refused(make):
    rule = make.agreed(make.Each.read({"rate": "1"}))
    with pytest.raises(InvalidStatement, match="Two rules have the line 'line'"):
        settle([rule, rule], counted())


@pytest.mark.parametrize(
    ("amounts", "mode", "charged"),
    [
        pytest.param(["18000", "15000"], "highest", [True, False], id="the highest"),
        pytest.param(["15000", "18000"], "highest", [False, True], id="the highest comes last"),
        pytest.param(["5", "5"], "highest", [True, False], id="of equals the first"),
        pytest.param(["0", "0"], "highest", [True, False], id="nothing is high enough"),
        pytest.param(["1", "2"], "sum", [True, True], id="all of them"),
    ],
)
def test_cumulation_charges_the_highest_or_all(make, amounts, mode, charged):
    rules = [
        make.agreed(make.Left.read({"amount": amount}), line=f"l{place}", direction="receivable", group="future")
        for place, amount in enumerate(amounts)
    ]
    other = make.agreed(make.Left.read({"amount": "1"}), line="other", direction="receivable")
    found = settle([*rules, other], counted().ending(YEAR.last), cumulations=[Cumulation("future", mode)])
    assert [line.charged for line in found.lines] == [*charged, True]
    expected = sum(Decimal(amount) for amount, is_charged in zip(amounts, charged, strict=True) if is_charged) + 1
    assert [total.net.amount for total in found.totals] == [expected]


def test_an_end_statement_is_the_same_function_with_a_last_day(make):
    rules = [make.agreed(make.Each.read({"rate": "2"}), line="discount"), make.agreed(make.Left.read({"amount": "9"}))]
    assert [line.id for line in settle(rules, counted(event())).lines] == ["discount"]
    assert [line.id for line in settle(rules, counted(event()).ending(YEAR.last)).lines] == ["discount", "line"]


def test_a_correction_books_the_difference_per_line_and_per_vat_group(make):
    rules = [make.agreed(make.Each.read({"rate": "0.05"}), line=name) for name in ("a", "b")]
    late = replace(event(), paid_on=date(2027, 3, 1))
    facts = Events([event(quantity="1"), late])
    first = settle(rules, Counted(YEAR, date(2027, 1, 31), facts))
    later = settle(rules, Counted(YEAR, date(2027, 4, 1), facts), booked=first.position)
    assert [amount.plain for amount in later.differences.values()] == ["0.05", "0.05"]
    assert totals(first.totals) == [("payable", "standard", "0.10", "0.02")]
    assert totals(later.totals) == [("payable", "standard", "0.20", "0.04")]
    assert totals(later.due.totals()) == [("payable", "standard", "0.10", "0.02")]


def test_the_vat_of_a_correction_is_new_less_old_and_not_that_of_the_difference():
    position = Position.of([line("0.10")])
    later = Position.of([line("0.12")])
    assert totals(later.since(position).totals()) == [("payable", "standard", "0.02", "0.01")]


def line(amount, name="l", direction="payable", vat=None):
    exact = ExactLine(Fraction(Decimal(amount)), (said("x", "x"),))
    return rounded(exact, id=name, kind="each", direction=direction, vat=vat or Vat.of("standard", "21"))


def test_what_falls_is_booked_the_other_way():
    change = Position.of([line("80")]).since(Position.of([line("150")]))
    ((key, amount),) = change.amounts().items()
    assert (key.direction, amount.plain) == ("receivable", "70.00")
    assert totals(change.totals()) == [("receivable", "standard", "70.00", "14.70")]
    assert change.balance().direction == "receivable"


def test_a_line_that_turned_around_is_booked_as_one_amount():
    change = Position.of([line("-50")]).since(Position.of([line("100")]))
    assert [(key.direction, amount.plain) for key, amount in change.amounts().items()] == [("receivable", "150.00")]


def test_a_line_whose_vat_changed_is_reversed_and_booked_anew():
    change = Position.of([line("100", vat=REDUCED)]).since(Position.of([line("100")]))
    assert totals(change.totals()) == [
        ("receivable", "standard", "100.00", "21.00"),
        ("payable", "reduced", "100.00", "9.00"),
    ]


def test_cumulative_rounding_books_what_is_missing():
    def booked_in_turn(*quantities):
        booked = Position()
        for quantity in quantities:
            due = Position.of([line(Decimal(quantity) * Decimal("0.001"))]).since(booked)
            booked = booked + due
            yield [amount.plain for amount in due.amounts().values()]

    assert list(booked_in_turn(333, 666, 666)) == [["0.33"], ["0.34"], []]


@pytest.mark.parametrize(
    ("treatment", "rate", "problem"),
    [("exempt", "21", "rate 0"), ("standard", "121", "0 through 100"), ("none", "0", "not a treatment")],
)
def test_a_vat_that_cannot_be_is_refused(treatment, rate, problem):
    with pytest.raises(InvalidValue, match=problem):
        Vat.of(treatment, rate)


def test_vat_is_named():
    assert [Vat.of("standard", "21").text("nl"), Vat.of("reverse_charge").text("nl")] == ["btw 21%", "btw verlegd"]
    assert Vat.of("standard", "21") == Vat.of("standard", "21.0")


@st.composite
def settlements(draw):
    """Events, and cut-offs in their order."""
    return draw(events()), sorted(draw(st.lists(st.dates(YEAR.first, date(2027, 6, 1)), min_size=1, max_size=4)))


RATES = {"a": ("beer", "45.00", "payable"), "b": ("wine", "0.0985", "payable"), "c": ("beer", "1.005", "receivable")}


def rules(make):
    return [
        make.agreed(make.Each.read({"rate": rate, "groups": [group]}), line=name, direction=direction)
        for name, (group, rate, direction) in RATES.items()
    ]


@given(case=settlements())
def test_whatever_is_settled_on_the_way_the_sum_is_what_one_settlement_at_the_end_gives(make, case):
    found, cutoffs = case
    booked = Position()
    for cutoff in cutoffs:
        booked = booked + settle(rules(make), Counted(YEAR, cutoff, Events(found)), booked=booked).due
    last = settle(rules(make), Counted(YEAR, cutoffs[-1], Events(found)))
    assert booked.balance() == last.balance
    assert {key: net for key, net in booked.lines.items() if net} == {
        key: net for key, net in last.position.lines.items() if net
    }


@given(case=settlements())
def test_settling_again_books_nothing(make, case):
    found, cutoffs = case
    facts = Counted(YEAR, cutoffs[-1], Events(found))
    first = settle(rules(make), facts)
    again = settle(rules(make), facts, booked=first.position)
    assert again.is_settled
    assert again.lines == first.lines


@given(found=events(), random=st.randoms(use_true_random=False))
def test_a_statement_does_not_depend_on_the_order_of_the_events(make, found, random):
    shuffled = random.sample(found, len(found))
    assert settle(rules(make), Counted.of(found, YEAR)) == settle(rules(make), Counted.of(shuffled, YEAR))


@given(found=events())
def test_lines_are_never_below_zero_and_add_up_to_the_totals(make, found):
    statement = settle(rules(make), Counted.of(found, YEAR))
    assert all(line.amount.minor >= 0 for line in statement.lines)
    for total in statement.totals:
        members = [line for line in statement.lines if (line.direction, line.vat) == (total.direction, total.vat)]
        assert sum(line.amount.minor for line in members) == total.net.minor
        assert total.tax == total.vat.on(total.net)


def test_a_direction_and_a_mode_that_is_none_is_refused(make):
    with pytest.raises(InvalidStatement, match="cannot be 'sideways'"):
        make.agreed(make.Each.read({"rate": "1"}), direction="sideways")
    with pytest.raises(InvalidStatement, match="cumulate by 'lowest'"):
        Cumulation("future", "lowest")
