"""The questions hang together, read in both languages, and refuse what cannot be."""

from decimal import Decimal

import pytest

from akkoord.facts import check_condition, unit_text
from akkoord.facts.limits import check_answer

# The same word in both languages, or a name.
SAME = {"Café", "Postcode", "Bonus per hl", "Restaurant", "Hotel", "IBAN", "Contract", *"ABCDEFG", "april", "september",
        "november", "december"}  # fmt: skip
ASKED = ("situation", "proposal", "terms", "party")


def everything(questions):
    for question in questions.values():
        yield question
        yield from question.columns


def test_every_condition_of_a_question_or_card_can_be_answered(table):
    questions = table.questions
    conditions = [question.when for question in everything(questions)] + [group.when for group in questions.groups]
    problems = [check_condition(condition, questions) for condition in conditions if condition is not None]
    assert problems
    assert not any(problems)


def test_what_a_proposal_is_set_against_is_a_fact_of_the_situation(table):
    now = {question.name: question.now for question in everything(table.questions) if question.now}
    assert now["commitment.annual_hl"] == "situation.annual_volume_hl"
    for name in now.values():
        assert table.questions[name].part == "situation"


def test_labels_and_help_are_in_both_languages(table):
    for question in everything(table.questions):
        for words in (question.label, question.help, *(question.choices or {}).values()):
            assert words is None or words.nl != words.en or words.nl in SAME, question.name


def test_help_is_a_sentence(table):
    for question in everything(table.questions):
        if question.help is not None:
            assert question.help.nl.endswith(".")
            assert question.help.en.endswith(".")


def test_labels_are_short_enough_for_a_tablet(table):
    for question in everything(table.questions):
        assert max(len(question.label.nl), len(question.label.en)) <= 48, question.name


def test_defaults_are_allowed_answers(table):
    for question in everything(table.questions):
        assert check_answer(question, question.default) is None, question.name


def test_examples_are_allowed_answers(table):
    for question in everything(table.questions):
        if question.example is not None:
            assert check_answer(question, question.example) is None, question.name


def test_nobody_is_asked_what_follows_from_other_answers(table):
    asked = {question.name for part in ASKED for group in table.questions.of(part) for question in group.questions}
    assert not asked & {"tier_bonus.scope_text", "benefit.per_year", "contract.number", "term.end"}


def test_units_read_in_dutch(table):
    units = {question.unit for question in everything(table.questions) if question.unit}
    assert {unit_text(unit, "nl", 2) for unit in units} == {"", "hl", "per hl", "%", "maanden", "weken", "dagen", "uur"}


def test_a_card_asks_for_facts_of_its_own_name_only(table):
    for group in table.questions.groups:
        assert all(question.name.startswith(f"{group.name}.") for question in group.questions)


def test_every_part_has_its_cards_and_every_card_an_icon(table):
    assert {group.part for group in table.questions.groups} == {*ASKED, "contract"}
    assert all(group.icon for group in table.questions.groups)


def test_the_situation_is_asked_card_by_card(table):
    keys = [group.key for group in table.questions.of("situation")]
    assert keys == ["outlet", "volume", "current_supply", "premises", "tap", "business", "credit", "notes"]


@pytest.mark.parametrize(
    ("facts", "shown", "hidden"),
    [
        ({"term": {"kind": "indefinite"}}, "term.notice_months", "term.months"),
        ({"term": {"kind": "fixed", "renewal": "none"}}, "term.months", "term.notice_months"),
        ({"commitment": {"mode": "annual"}}, "commitment.annual_hl", "commitment.total_hl"),
        ({"commitment": {"mode": "total"}}, "commitment.run_on", "commitment.run_on_until"),
        ({"commitment": {"mode": "total", "run_on": True}}, "commitment.run_on_until", "commitment.annual_hl"),
        ({"equipment": {"enabled": True}}, "equipment.return_days", "loan.principal"),
        ({"equipment": {"enabled": False}}, "equipment.enabled", "equipment.return_days"),
        ({"guarantee": {"enabled": True}}, "guarantee.cap", "guarantee.spouse"),
        ({"situation": {"premises": "owned"}}, "situation.premises", "situation.lease_end"),
        ({}, "situation.current_supplier", "situation.current_notice_by"),
    ],
)
def test_only_what_matters_is_asked(table, facts, shown, hidden):
    given = table.facts(facts)
    assert table.questions.is_asked(shown, given)
    assert not table.questions.is_asked(hidden, given)


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"situation": {"annual_volume_hl": "0"}}, "situation.annual_volume_hl"),
        ({"situation": {"annual_volume_hl": "10001"}}, "situation.annual_volume_hl"),
        ({"situation": {"annual_volume_hl": "100", "special_hl": "101"}}, "situation.special_hl"),
        (
            {"situation": {"annual_volume_hl": "100", "special_hl": "60", "alcohol_free_hl": "41"}},
            "situation.alcohol_free_hl",
        ),
        ({"situation": {"taps": 41}}, "situation.taps"),
        ({"situation": {"open_days": 8}}, "situation.open_days"),
        ({"situation": {"season": ["wintertime"]}}, "situation.season"),
        (
            {"situation": {"current_contract_end": "2026-06-30", "current_notice_by": "2026-07-01"}},
            "situation.current_notice_by",
        ),
        ({"outlet": {"establishment_no": "12345"}}, "outlet.establishment_no"),
        ({"outlet": {"postcode": "0000 AA"}}, "outlet.postcode"),
        ({"payment": {"days": 61}}, "payment.days"),
        (
            {"tier_bonus": {"tiers": [{"from_qty": "100", "rate": "1"}, {"from_qty": "50", "rate": "2"}]}},
            "tier_bonus.tiers",
        ),
        ({"volume_discount": {"rates": [{"group": "wine", "rate": "1"}]}}, "volume_discount.rates.1.group"),
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(table, answers, wrong):
    problems = table.questions.validate(answers)
    assert list(problems) == [wrong]
    assert problems[wrong].text("nl") != problems[wrong].text("en")


def test_at_the_limits_answers_are_taken(table):
    situation = {
        "annual_volume_hl": "100",
        "special_hl": "60",
        "alcohol_free_hl": "40",
        "taps": 40,
        "open_days": 7,
        "current_contract_end": "2026-06-30",
        "current_notice_by": "2026-06-30",
        "season": ["may"],
    }
    outlet = {"establishment_no": "0000 9001 0001"}
    assert table.questions.validate({"situation": situation, "outlet": outlet}) == {}


def test_what_is_typed_in_dutch_is_read(table):
    typed = {
        "volume_discount.enabled": "ja",
        "volume_discount.rates.1.group": "draught_lager",
        "volume_discount.rates.1.rate": "45,50",
        "situation.season.may": "on",
        "situation.season.june": "on",
    }
    reading = table.questions.read(None, typed, "nl")
    assert reading.errors == {}
    assert reading.answers["situation"] == {"season": ["may", "june"]}
    (rate,) = table.facts(reading.answers)["volume_discount.rates"]
    assert rate["rate"] == Decimal("45.50")
