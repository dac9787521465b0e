"""What can be chosen of a report is declared once, and what is wrong with it is said in a sentence."""

from datetime import date
from typing import Annotated

import pytest

from akkoord.executing.parameters import Whole
from akkoord.facts import Ask
from akkoord.language import AkkoordError, Words
from akkoord.reporting import Parameters, Report, period_now
from akkoord.values import Period


class Ahead(Parameters):
    """How far to look ahead, besides what all reports ask."""

    days: Annotated[Whole, Ask(Words(nl="Dagen", en="Days"), unit="day")] = 90


def test_a_period_is_read_as_people_write_it():
    assert Parameters.read({"period": "2026-Q3"}).period == Period(date(2026, 7, 1), date(2026, 9, 30))


def test_a_report_adds_parameters_of_its_own_to_those_of_all():
    assert [question.key for question in Ahead.questions()] == ["period", "account_manager", "team", "place", "days"]
    assert Ahead.read({"period": "2026", "days": "30", "place": ""}).days == 30


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"period": "2026-Q5"}, "is geen periode", id="no quarter"),
        pytest.param({}, "period ontbreekt", id="no period"),
        pytest.param({"period": "2026", "colour": "red"}, "geen parameter colour", id="unknown"),
        pytest.param({"period": "2026", "days": "many"}, "days kan niet 'many' zijn", id="no number"),
    ],
)
def test_what_cannot_be_is_said(typed, said):
    with pytest.raises(AkkoordError) as refused:
        Ahead.read(typed)
    assert said in refused.value.text("nl")


def test_the_present_quarter_is_the_first_that_is_shown():
    assert period_now(date(2026, 1, 1)) == "2026-Q1"


def test_a_report_without_a_title_is_refused_when_it_is_written():
    with pytest.raises(TypeError, match="needs a title"):
        type("Nameless", (Report,), {}, name="nameless")
