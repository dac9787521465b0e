"""Configuring: every setting shown, changed and validated at once, kept with the comments and order of the file."""

import shutil

import pytest

from akkoord.executing import InvalidRule
from akkoord.notebook import configure, parameters
from akkoord.notebook.entries import NoSetting
from akkoord.notebook.session import open_apart
from akkoord.settings import InvalidSettings, read_settings
from tests.notebook.conftest import TODAY, stepped


@pytest.fixture
def configuration(demo, tmp_path):
    folder = tmp_path / "client"
    folder.mkdir()
    for name in ("akkoord.toml", "akkoord.sqlite"):
        shutil.copy(demo / name, folder)
    session = open_apart(folder, TODAY)
    yield configure(session)
    session.workspace.close()


def test_every_setting_says_what_it_is_where_it_comes_from_and_what_it_may_be(configuration):
    entry = configuration["terms.payment.settlement_days"]
    assert (entry.value, entry.origin) == (60, "file")
    assert entry.limits.text("en").startswith("int day")
    assert "Europe/Amsterdam" in configuration._repr_html_()
    assert configuration["accent"].origin == "Akkoord"


def test_what_is_changed_is_kept_by_saving_with_comments_and_order(configuration):
    before = configuration.file.read_text(encoding="utf-8").splitlines()
    configuration["terms.payment.settlement_days"] = 45
    configuration["approve_alone_up_to"] = "500.00"
    assert read_settings(configuration.file).approve_alone_up_to == "1000.00"
    assert {row[0] for row in configuration.diff().rows} == {"terms.payment.settlement_days", "approve_alone_up_to"}
    configuration.save()
    after = configuration.file.read_text(encoding="utf-8").splitlines()
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert [other for _, other in changed] == [
        'approve_alone_up_to = "500.00" # een bedrag tussen aanhalingstekens, zoals "1000.00"',
        "settlement_days = 45",
    ]
    assert configuration.diff().rows == ()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        pytest.param("language", "fr", "expected is", id="a choice that is none"),
        pytest.param("terms.payment.settlement_days", "soon", "settlement_days", id="text for a number"),
        pytest.param("contract_numbers", "ZB", "contract_numbers", id="a pattern without a number"),
    ],
)
def test_what_is_wrong_is_refused_at_once_and_changes_nothing(configuration, key, value, said):
    before = configuration[key].value
    with pytest.raises(InvalidSettings, match=said):
        configuration[key] = value
    assert configuration[key].value == before
    assert configuration.diff().rows == ()


def test_a_setting_that_is_not_there_is_named(configuration):
    with pytest.raises(NoSetting, match="no setting"):
        configuration["terms.moon"] = 1


def test_a_file_that_was_changed_in_the_meantime_is_not_overwritten(configuration):
    configuration["approve_alone_up_to"] = "500.00"
    configuration.file.write_text(configuration.file.read_text() + "\n# mine\n")
    with pytest.raises(InvalidSettings, match="in the meantime"):
        configuration.save()
    assert configuration.file.read_text().endswith("# mine\n")


def test_a_form_validates_what_is_typed_and_saves_by_its_button(configuration):
    form = configuration.form("terms.payment.settlement_days", "language")
    row, _, foot = form.children
    _, box, told = row.children
    box.value = "soon"
    assert "settlement_days" in told.value
    box.value = "40"
    assert configuration["terms.payment.settlement_days"].value == 40
    button, said = foot.children
    button.click()
    assert said.value == str(configuration.file)
    assert read_settings(configuration.file).terms["payment"]["settlement_days"] == 40


def test_questions_and_validations_are_there_to_look_at(configuration):
    assert configuration.questions["term.months"].type == "int"
    assert "term.months" in configuration.questions._repr_html_()
    assert configuration.session.clause_set.validations[0].code in configuration.validations._repr_html_()
    with pytest.raises(NoSetting, match="no question"):
        configuration.questions["term.moon"]


def test_the_parameters_of_a_rule_are_shown_changed_and_validated():
    shown = parameters(stepped((100, "6.00")), "en")
    assert "In a shorter period" in repr(shown)
    assert shown.with_(prorate="none").prorate == "none"
    with pytest.raises(InvalidRule, match="prorate"):
        shown.with_(prorate="sometimes")


def test_a_form_for_a_rule_gives_the_rule_as_it_stands_in_it():
    form = parameters(stepped((100, "6.00")), "en").form()
    basis = next(row for row in form.children if row.children[0].value == "What counts")
    basis.children[1].value = "delivered"
    assert form.rule.basis == "delivered"
