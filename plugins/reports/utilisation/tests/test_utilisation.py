"""Utilisation sets what was used beside the time, and adds up what is at risk and what is left."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

from akkoord.executing import Goal, said
from akkoord.executing.progress import Progress
from akkoord.reporting import Figure, KeyNumber, Reading, Table
from akkoord.reporting.parameters import Parameters
from akkoord.values import Money, Period, Quantity
from akkoord_reports_utilisation import Utilisation

YEAR, TODAY = Period(date(2026, 1, 1), date(2026, 12, 31)), date(2026, 7, 2)
GOAL = {"unit": "hl", "said": said("doel", "goal")}


def standing(target, reached, expected, direction="receivable", at_end=0, at_goal=0, unit="hl"):
    goal = Goal(Fraction(target), Fraction(reached), unit, GOAL["said"])
    rule = SimpleNamespace(direction=direction)
    money = Money.of(at_end), Money.of(at_goal)
    return Progress(rule, goal, YEAR, TODAY, Money.of(0), Fraction(expected), *money)


class Known(Reading):
    """A reading of customers of Anna, who are as far as is told."""

    def __init__(self, found):
        accounts = SimpleNamespace(all=lambda: [SimpleNamespace(id="a1", name="Anna", login="anna")])
        super().__init__(SimpleNamespace(accounts=accounts), None, TODAY, Parameters.read({"period": "2026"}))
        self.__dict__["found"] = found

    def progress(self):
        return [
            (
                each,
                SimpleNamespace(id=f"k{n}", number=f"2026-{n}"),
                SimpleNamespace(id=f"c{n}", name=f"Café {n}", owner="a1"),
            )
            for n, each in enumerate(self.__dict__["found"])
        ]


def build(*found):
    return list(Utilisation().build(Known(found)))


def test_without_a_goal_anywhere_there_is_nothing_to_show():
    assert build() == []


def test_shortfall_and_bonus_left_are_added_up():
    sections = build(
        standing(100, 40, 80, at_end=500),
        standing(100, 60, 120),
        standing(100, 40, 80, direction="payable", at_end=80, at_goal=600),
    )
    numbers = [each.value for each in sections[0].of(KeyNumber)]
    assert numbers == [2, 1, Money.of(500), Money.of(520)]
    (commitments,), (bonuses,) = sections[1].of(Table), sections[2].of(Table)
    assert commitments.total[-1] == Money.of(500)
    assert bonuses.total[-1] == Money.of(520)


def test_what_costs_most_comes_first():
    (table,) = build(standing(100, 60, 120), standing(100, 40, 80, at_end=500))[1].of(Table)
    assert [row[0].value for row in table.rows] == ["Café 1", "Café 0"]


def test_use_and_time_stand_side_by_side_for_each_account_manager():
    (figure,) = build(standing(100, 40, 80), standing(100, 60, 120))[0].of(Figure)
    assert [str(each.values[0].amount) for each in figure.series] == ["50", "50"]


def test_a_quantity_has_its_unit_when_that_is_known():
    (table,) = build(standing(100, 40, 80), standing(90, 0, 0, unit=""))[1].of(Table)
    assert table.rows[0][3] == Quantity.of("100.00", "hl")
    assert table.rows[1][3] == 90


def test_a_goal_in_turnover_is_written_as_money():
    (table,) = build(standing(50_000, 40_000, 80_000, unit="EUR"))[1].of(Table)
    assert table.rows[0][3] == Money.of("50000.00")
