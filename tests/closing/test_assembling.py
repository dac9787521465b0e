"""What is recorded becomes facts: only what is asked for counts."""

from typing import Annotated

from akkoord.closing.assembling import asked_facts
from akkoord.facts import Ask, Choice, Facts, Group, Questions, Whole, YesNo
from akkoord.language import Words


def label(text):
    return Words(nl=text, en=text)


class Renewal(Group, name="renewal", part="proposal", label=label("Renewal")):
    mode: Annotated[Choice, Ask(label("Mode"), choices={"none": label("none"), "tacit": label("tacit")})] = "none"
    notice_months: Annotated[Whole, Ask(label("Notice"), when="renewal.mode == 'tacit'")] = 3
    reminder: Annotated[YesNo, Ask(label("Reminder"), when="renewal.notice_months > 1")] = None


QUESTIONS = Questions([Renewal])


def facts(**renewal):
    return asked_facts(QUESTIONS, Facts.merge(QUESTIONS, QUESTIONS.defaults(), {"renewal": renewal}))


def test_an_answer_that_is_asked_for_stays():
    assert facts(mode="tacit", notice_months=2)["renewal.notice_months"] == 2


def test_an_answer_that_is_kept_but_not_asked_for_any_more_is_no_fact():
    assert facts(mode="none", notice_months=2)["renewal.notice_months"] is None


def test_a_default_of_a_question_that_is_not_asked_is_no_fact():
    assert facts()["renewal.notice_months"] is None


def test_an_answer_falls_away_with_the_answer_that_asked_for_it():
    assert facts(mode="tacit", notice_months=2, reminder=True)["renewal.reminder"] is True
    assert facts(mode="none", notice_months=2, reminder=True)["renewal.reminder"] is None


def test_facts_that_no_question_asks_for_stay():
    merged = Facts.merge(QUESTIONS, {"renewal": {"mode": "none"}, "other": {"thing": "x"}})
    assert asked_facts(QUESTIONS, merged)["other.thing"] == "x"
