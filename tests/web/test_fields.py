"""Every kind of question becomes a field that shows what is known, keeps what was typed, and reads back the same."""

from datetime import date
from decimal import Decimal

import pytest
from flask import g, render_template_string

from akkoord.facts import Facts
from akkoord.language import LANGUAGES, Message
from akkoord_web.fields import Field, Form, Option, choice_kind, raw_answers
from akkoord_web.questions import field_of, fields_of
from akkoord_web.testing import forms_of

PAGE = """<form action="/x" id="form">
{{ ui.summary(form) }}{% for f in form.fields %}{{ ui.field(f) }}{% endfor %}
</form>"""


@pytest.fixture
def page(app):
    """Give a function that draws fields as a page does."""

    def draw(fields, language="nl"):
        with app.test_request_context():
            g.language = language
            form = Form(id="form", fields=tuple(fields))
            return render_template_string(PAGE, form=form)

    return draw


def answers_for(question):
    """Give an answer that a question accepts."""
    by_type = {
        "text": "Levering", "longtext": "Eerste regel\nTweede regel", "int": int(within(question, 3)),
        "decimal": within(question, "12.5"), "money": within(question, "1500"), "rate": within(question, "12.5"),
        "pct": within(question, 5),
        "date": date(2026, 12, 31), "bool": True, "kvk": "90001234", "iban": "NL02ABNA0123456789",
        "postcode": "3512 AB", "vat_id": "NL004495445B01",
    }  # fmt: skip
    if question.type == "enum":
        return list(question.choices)[-1]
    if question.type == "list":
        row = {column.key: answers_for(column) for column in question.columns}
        return [row, row] if question.columns else list(question.choices or ())[:1]
    return by_type[question.type]


def within(question, wanted):
    number = Decimal(wanted)
    least = number if question.minimum is None else max(number, question.minimum)
    return least if question.maximum is None else min(least, question.maximum)


def nested(name, value):
    group, _, key = name.partition(".")
    return {group: {key: value}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_the_brewery_reads_back_what_its_field_shows(app, page, workspace, language):
    questions = workspace.clause_set.questions
    asked = [question for group in questions.groups for question in group.questions]
    assert len({question.type for question in asked}) > 8
    for question in asked:
        known = Facts(nested(question.name, answers_for(question)), questions)
        with app.test_request_context():
            g.language = language
            drawn = page([field_of(question, known)], language)
        raw = raw_answers(forms_of(drawn)[0].values)
        answers, errors = questions.read(question.name, raw, language)
        assert not errors, question.name
        assert Facts(answers, questions)[question.name] == known[question.name], question.name


def test_an_empty_field_reads_back_as_no_answer(app, page, workspace):
    questions = workspace.clause_set.questions
    with app.test_request_context():
        fields = fields_of([one for group in questions.groups for one in group.questions], Facts({}, questions))
        raw = raw_answers(forms_of(page(fields))[0].values)
    answers, errors = questions.read(None, raw, "nl")
    assert not errors
    assert not [value for group in answers.values() for value in group.values() if value not in (None, [], False)]


def test_what_was_typed_goes_before_what_is_known(app, page, workspace):
    questions = workspace.clause_set.questions
    with app.test_request_context():
        field = field_of(
            questions["commitment.annual_hl"],
            Facts({"commitment": {"annual_hl": "120"}}, questions),
            typed={"commitment.annual_hl": "4.5"},
            errors={"commitment.annual_hl": Message("4.5 can be read in two ways.")},
        )
    drawn = page([field])
    assert 'value="4.5"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "1 dingen" not in drawn
    assert "Eén ding klopt nog niet" in drawn


def test_rows_keep_what_was_typed_and_where_it_went_wrong(app, page, workspace):
    questions = workspace.clause_set.questions
    question = next(one for one in questions.values() if one.columns)
    number = question.columns[-1]
    typed = {question.name: "", f"{question.name}.0.{number.key}": "veel", f"{question.name}.1.{number.key}": "5"}
    errors = {f"{question.name}.0.{number.key}": Message("not a number")}
    with app.test_request_context():
        field = field_of(question, Facts({}, questions), typed=typed, errors=errors)
    assert len(field.rows) == 2
    drawn = page([field])
    assert 'value="veel"' in drawn
    assert f'href="#f-{question.name}-0-{number.key}"'.replace(".", "-") in drawn.replace(".", "-")


def test_few_short_choices_are_segments_and_many_a_list():
    few = [Option("1", "1 jaar"), Option("3", "3 jaar")]
    assert choice_kind(few) == "segmented"
    assert choice_kind([Option(str(number), f"{number} jaar") for number in range(9)]) == "select"
    assert (
        choice_kind([Option("a", "een heel lange omschrijving"), Option("b", "nog een lange omschrijving")]) == "select"
    )


def test_a_switch_that_stands_off_answers_no(page):
    drawn = page([Field(name="loan.enabled", label="Lening", kind="bool")])
    assert raw_answers(forms_of(drawn)[0].values) == {"loan.enabled": "no"}


def test_a_field_refuses_a_kind_it_does_not_know_and_a_choice_without_options():
    with pytest.raises(ValueError, match="unknown kind"):
        Field(name="x", label="X", kind="slider")
    with pytest.raises(ValueError, match="without options"):
        Field(name="x", label="X", kind="select")


def test_typed_text_is_only_text(page):
    drawn = page([Field(name="x", label="<b>X</b>", value='"><script>alert(1)</script>', error="<i>no</i>")])
    assert "<script>" not in drawn
    assert "<i>" not in drawn
