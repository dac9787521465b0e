"""Questions are declared once, looked up by name, and asked when they apply."""

from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import Field

from akkoord.facts import Ask, Choice, ConditionError, Euro, Group, InvalidQuestions, Questions, Row, Rows, Text, Whole
from akkoord.language import Words

LABEL = Words(nl="x", en="x")


def test_a_question_knows_its_kind_its_limits_and_how_it_is_asked(questions):
    months = questions["term.months"]
    assert (months.type, months.unit, months.minimum, months.maximum, months.step) == ("int", "month", 1, 120, 12)
    assert (months.key, months.group, months.part, months.required) == ("months", "term", "proposal", True)
    assert questions["discount.rate"].above == 0
    assert questions["bonus.cap"].below == 1000
    assert questions["bonus.remark"].max_length == 40
    assert questions["discount.volume"].now == "situation.hectolitres"
    assert questions["term.kind"].default == "fixed"
    assert list(questions["term.kind"].choices) == ["fixed", "indefinite"]


def test_a_list_knows_its_columns(questions):
    tiers = questions["bonus.tiers"]
    assert [(column.key, column.type) for column in tiers.columns] == [
        ("from_qty", "decimal"),
        ("rate", "rate"),
        ("since", "date"),
        ("text", "text"),
    ]
    assert tiers.column("rate").unit == "EUR/hl"
    assert tiers.column("nothing") is None


def test_groups_keep_their_order_and_their_part(questions):
    assert [group.name for group in questions.of("proposal")] == ["term", "discount", "bonus"]
    assert questions.group("situation").icon == "store"
    assert "term.end" in questions
    assert "term.end" not in [question.name for group in questions.groups for question in group.questions]


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        pytest.param({"term": {"kind": "fixed"}}, True, id="a fixed term has a length"),
        pytest.param({"term": {"kind": "indefinite"}}, False, id="an indefinite one has not"),
        pytest.param({}, False, id="nothing known yet"),
    ],
)
def test_a_question_is_asked_when_its_condition_holds(questions, facts_of, facts, asked):
    names = [question.name for question in questions.asked(facts_of(facts), "proposal")]
    assert ("term.months" in names) is asked
    assert "term.kind" in names
    assert "customer.name" not in names


def test_a_group_is_asked_when_its_condition_holds(questions, facts_of):
    assert not questions.is_asked("bonus.cap", facts_of({}))
    assert questions.is_asked("bonus.cap", facts_of({"discount": {"enabled": True}}))


def test_what_is_required_asked_and_unanswered_is_missing(questions, facts_of):
    def missing(facts):
        return [question.name for question in questions.missing(facts_of(facts))]

    assert missing({}) == ["term.kind", "term.commencement"]
    assert missing({"term": {"kind": "fixed", "commencement": "2026-01-01"}}) == ["term.months"]
    assert missing({"term": {"kind": "indefinite", "commencement": "2026-01-01"}}) == []


def test_defaults_are_nested_answers(questions):
    assert questions.defaults("proposal") == {
        "term": {"kind": "fixed", "notice_months": 0},
        "discount": {"enabled": False},
        "bonus": {"tiers": ()},
    }


def test_the_facts_of_one_name_may_be_asked_on_two_cards():
    class Days(Group, name="payment", part="proposal", label=LABEL):
        days: Annotated[Whole, Ask(LABEL)] = 14

    class Standing(Group, name="payment", part="terms", label=LABEL, key="standing", when="payment.days > 20"):
        settlement_days: Annotated[Whole, Ask(LABEL)] = 60

    questions = Questions([Days, Standing])
    assert list(questions)[-2:] == ["payment.days", "payment.settlement_days"]
    assert [question.key for question in questions.group("standing").questions] == ["settlement_days"]
    assert questions.defaults() == {"payment": {"days": 14, "settlement_days": 60}}


def test_declarations_that_cannot_work_are_refused():
    class Plain(Group, name="plain", part="proposal", label=LABEL):
        number: int = 0

    class NoChoice(Group, name="none", part="proposal", label=LABEL):
        kind: Annotated[Choice, Ask(LABEL)] = None

    class Column(Row):
        text: Annotated[Text, Ask(LABEL, when="a.b")] = None

    class ConditionalColumn(Group, name="columns", part="proposal", label=LABEL):
        rows: Annotated[Rows[Column], Ask(LABEL)] = ()

    class Fine(Group, name="fine", part="proposal", label=LABEL):
        text: Annotated[Text, Ask(LABEL)] = None

    class Same(Group, name="fine", part="terms", label=LABEL, key="other"):
        text: Annotated[Text, Ask(LABEL)] = None

    class BadWhen(Group, name="bad", part="proposal", label=LABEL, when="a.b ="):
        text: Annotated[Text, Ask(LABEL)] = None

    with pytest.raises(InvalidQuestions, match=r"'plain\.number' needs one of the types"):
        Questions([Plain])
    with pytest.raises(InvalidQuestions, match=r"'none\.kind' offers no choices"):
        Questions([NoChoice])
    with pytest.raises(InvalidQuestions, match=r"'columns\.rows\.text' is a column"):
        Questions([ConditionalColumn])
    with pytest.raises(InvalidQuestions, match="two groups of questions named 'fine'"):
        Questions([Fine, Fine])
    with pytest.raises(InvalidQuestions, match=r"Two questions ask for 'fine\.text'"):
        Questions([Fine, Same])
    with pytest.raises(ConditionError) as refusal:
        Questions([BadWhen])
    assert "BadWhen" in str(refusal.value.place)


@pytest.mark.parametrize(
    ("answers", "name", "said"),
    [
        pytest.param(
            {"term": {"months": 0}},
            "term.months",
            "Duur moet ten minste 1 maand en ten hoogste 120 maanden zijn.",
            id="limits",
        ),
        pytest.param(
            {"term": {"months": "12.5"}},
            "term.months",
            "term.months moet een geheel getal zijn, niet '12.5'.",
            id="kind",
        ),
        pytest.param(
            {"term": {"kind": "x"}},
            "term.kind",
            "Soort: 'x' is geen van de keuzes. Kies bepaalde tijd en onbepaalde tijd.",
            id="choice",
        ),
        pytest.param(
            {"discount": {"rate": "0"}}, "discount.rate", "Korting per hl moet meer dan € 0,00 per hl zijn.", id="above"
        ),
        pytest.param(
            {"discount": {"rate": "1.23456"}},
            "discount.rate",
            "Korting per hl: hoogstens 4 decimalen, niet 1,23456.",
            id="decimals",
        ),
        pytest.param(
            {"bonus": {"cap": "1000"}},
            "bonus.cap",
            "Maximum moet ten minste € 0,00 per jaar en minder dan € 1.000,00 per jaar zijn.",
            id="below",
        ),
        pytest.param(
            {"bonus": {"remark": "x" * 41}},
            "bonus.remark",
            "Opmerking: de tekst is 41 tekens lang; er passen er hoogstens 40.",
            id="length",
        ),
        pytest.param(
            {"bonus": {"tiers": [{"from_qty": "0"}, {"from_qty": "-1"}]}},
            "bonus.tiers.2.from_qty",
            "Vanaf moet ten minste 0 hl zijn.",
            id="row",
        ),
        pytest.param(
            {"bonus": {"tiers": [{"rate": "x"}]}},
            "bonus.tiers.1.rate",
            "bonus.tiers.1.rate moet een tarief zijn, niet 'x'.",
            id="kind in a row",
        ),
        pytest.param(
            {"bonus": {"tiers": "many"}}, "bonus.tiers", "bonus.tiers moet een lijst zijn, niet 'many'.", id="no list"
        ),
        pytest.param(
            {"situation": {"streams": ["paper"]}},
            "situation.streams",
            "Stromen: 'paper' is geen van de keuzes. Kies glas en swill.",
            id="one of several",
        ),
        pytest.param(
            {"situation": {"contract_end": "2026-02-30"}},
            "situation.contract_end",
            "situation.contract_end moet een datum zijn, niet '2026-02-30'.",
            id="date",
        ),
        pytest.param(
            {"situation": {"licence": "yes"}},
            "situation.licence",
            "situation.licence moet ja of nee zijn, niet 'yes'.",
            id="yes",
        ),
        pytest.param(
            {"customer": {"kvk": "123"}},
            "customer.kvk",
            "KvK-nummer ‘123’ heeft 3 cijfers; het moeten er 8 zijn, voorloopnullen meegeteld.",
            id="identifier",
        ),
        pytest.param({"opening": {"name": "Sunday"}}, "opening.name", "niet ingevuld", id="the model's own message"),
        pytest.param(
            {"opening": {"first": 3, "last": 2}},
            "opening",
            "Dit kan niet kloppen: Value error, ends before it starts.",
            id="answers together",
        ),
    ],
)
def test_recorded_answers_are_checked_and_say_what_is_wrong(questions, answers, name, said):
    errors = questions.validate(answers)
    assert {key: message.text("nl").replace("\N{NO-BREAK SPACE}", " ") for key, message in errors.items()} == {
        name: said
    }


def test_good_answers_and_open_ones_are_not_wrong(questions):
    assert questions.validate({}) == {}
    assert questions.validate({"term": None, "other": {"x": 1}}) == {}
    good = {
        "term": {"kind": "fixed", "months": "60", "commencement": None, "unknown": 5},
        "bonus": {"tiers": [{"from_qty": "0", "rate": "4.50", "group": "draught"}], "cap": "999.99"},
        "customer": {"kvk": "90000011", "iban": "NL85TEST0000000101", "postcode": "7411 BR"},
        "situation": {"streams": ["glass"], "licence": True},
    }
    assert questions.validate(good) == {}


def test_unknown_answers_are_told(questions):
    assert questions.unknown({"term": {"kind": "fixed", "colour": "x"}, "zzz": {"a": {"b": 1}}}) == (
        "term.colour",
        "zzz.a.b",
    )


def test_a_figure_is_allowed_within_limits_and_decimals(questions):
    cap = questions["bonus.cap"]
    assert [cap.allows(Decimal(figure)) for figure in ("0", "999.99", "1000", "-0.01", "1.005")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_money_question_may_have_no_limits():
    class Free(Group, name="free", part="proposal", label=LABEL):
        amount: Annotated[Euro, Ask(LABEL), Field()] = None

    assert Questions([Free])["free.amount"].allows(Decimal("-1000000.01"))
