"""Settings: what stands in akkoord.toml, and the sentence for everything that cannot stand there."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from akkoord.settings import InvalidSettings, Settings, read_settings, write_settings, wrong_terms
from akkoord.testing import cleaning

LEAST = 'name = "Helder"\nclause_set = "cleaning"\n'


@pytest.fixture
def file(tmp_path):
    return tmp_path / "akkoord.toml"


@pytest.fixture
def read(file):
    def read_text(text):
        file.write_text(text, encoding="utf-8")
        return read_settings(file)

    return read_text


@pytest.fixture
def problems(read):
    """Read settings that are wrong, and return what is said of them."""

    def said(text, language="en"):
        with pytest.raises(InvalidSettings) as caught:
            read(text)
        return [problem.text(language) for problem in caught.value.problems]

    return said


def test_a_name_and_a_clause_set_are_enough(read):
    settings = read(LEAST)
    assert (settings.language, settings.zone, settings.contract_numbers) == ("nl", "Europe/Amsterdam", "{year}-{n:04}")
    assert dict(settings.defaults) == {}


def test_terms_and_supplier_become_the_facts_that_contracts_start_from(read):
    settings = read(LEAST + '[supplier]\nname = "Helder B.V."\n[terms.payment]\ndays = 14\n')
    assert settings.defaults == {"supplier": {"name": "Helder B.V."}, "payment": {"days": 14}}


def test_an_amount_with_a_point_stays_exact_text(read):
    settings = read(LEAST + "[terms.cleaning]\nprice = 12.10\nmore = [0.1, {deep = 1e3}]\n")
    assert settings.terms["cleaning"] == {"price": "12.10", "more": ["0.1", {"deep": "1e3"}]}


@pytest.mark.parametrize("value", [0.1, [0.1], {"a": {"b": [1, 0.1]}}])
def test_a_binary_fraction_is_refused_where_settings_are_made_in_code(value):
    with pytest.raises(ValidationError):
        Settings(name="H", clause_set="x", terms={"cleaning": {"price": value}})


def test_a_date_becomes_iso_text(read):
    assert read(LEAST + "[terms.prices]\nlist_date = 2026-01-01\n").terms["prices"] == {"list_date": "2026-01-01"}


def test_contract_numbers_follow_their_pattern(read):
    assert read(LEAST + 'contract_numbers = "ZB-{year}-{n:04}"\n').contract_number(2026, 7) == "ZB-2026-0007"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('clause_set = "x"', "name is missing; expected is a name in quotes.", id="missing"),
        pytest.param(
            LEAST + 'language = "de"', 'At language stands "de"; expected is "nl" or "en".', id="other language"
        ),
        pytest.param('name = 3\nclause_set = "x"', "At name stands 3; expected is a name in quotes.", id="number"),
        pytest.param('name = "  "\nclause_set = "x"', 'At name stands "  "; expected is a name in quotes.', id="empty"),
        pytest.param(LEAST + 'langauge = "nl"', "langauge is not a setting; the nearest is language.", id="misspelt"),
        pytest.param(
            LEAST + 'zone = "Europe/Amsterdm"',
            'At zone stands "Europe/Amsterdm"; expected is a time zone such as "Europe/Amsterdam".',
            id="no such zone",
        ),
        pytest.param(
            LEAST + 'contract_numbers = "ZB"',
            'At contract_numbers stands "ZB"; expected is a pattern with {n}, and {year} if wanted, '
            'such as "ZB-{year}-{n:04}".',
            id="numbers that do not count",
        ),
        pytest.param(
            LEAST + 'accent = "green"',
            'At accent stands "green"; expected is a colour such as "#1f6f54".',
            id="no colour",
        ),
        pytest.param(
            LEAST + 'plugins = {disabled = "brewery"}',
            'At plugins.disabled stands "brewery"; expected is a list of names of plugins, such as ["brewery"].',
            id="no list",
        ),
        pytest.param(
            LEAST + "[plugins]\nenabled = []", "plugins.enabled is not a setting; the nearest is plugins.disabled.",
            id="misspelt in a section",
        ),
        pytest.param(
            LEAST + "terms = 3",
            "At terms stands 3; expected is sections such as [terms.payment] with texts, whole numbers, dates, "
            "true or false.",
            id="no sections",
        ),
        pytest.param(
            LEAST + "[terms]\npayment = 14",
            "At terms.payment stands 14; expected is sections such as [terms.payment] with texts, whole numbers, "
            "dates, true or false.",
            id="a value for a section",
        ),
        pytest.param(
            "name = Zilverbeek\n",
            "Line 1, column 8 is not TOML: 'name = Zilverbeek'. Texts stand in quotes.",
            id="no quotes",
        ),
        pytest.param('name = """Zilver', "It ends too early: a quote or bracket is not closed.", id="not closed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_key_what_stands_there_and_what_is_expected(problems, text, said):
    assert problems(text) == [said]


@pytest.mark.parametrize("pattern", ["{n", "{x}-{n}", "{n!z}", "{n:q}", "{}", "{n[0]}", "{year}"])
def test_a_pattern_that_cannot_count_is_refused(problems, pattern):
    (said,) = problems(LEAST + f'contract_numbers = "{pattern}"')
    assert said.startswith("At contract_numbers stands ")


def test_everything_that_is_wrong_is_said_at_once(problems):
    assert len(problems('language = "de"\naccent = "red"')) == 4


def test_the_error_names_the_file(read, file):
    with pytest.raises(InvalidSettings) as caught:
        read("")
    assert str(caught.value).startswith(f"{file} cannot be used. name is missing")


def test_it_is_said_in_dutch(problems):
    assert problems('clause_set = "x"', "nl") == ["name ontbreekt; verwacht wordt een naam tussen aanhalingstekens."]


def test_a_file_that_is_not_text_is_refused(file):
    file.write_bytes(b"name = '\xff'")
    with pytest.raises(InvalidSettings, match="It is not UTF-8 text"):
        read_settings(file)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(InvalidSettings, match="cannot be used: it is a folder"):
        read_settings(tmp_path)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_written_is_read_back(file, language):
    settings = Settings(
        name='Hel"der',
        clause_set="cleaning",
        language=language,
        contract_numbers="H-{n}",
        accent="#1f6f54",
        supplier={"name": "Helder B.V."},
        terms={"payment": {"days": 14}},
        plugins={"disabled": ["brewery"]},
    )
    write_settings(file, settings, cleaning.clause_set().questions)
    assert read_settings(file) == settings


def test_what_is_still_to_be_filled_in_stands_as_a_comment_that_only_needs_its_hash_removed(file):
    write_settings(file, Settings(name="H", clause_set="cleaning", language="en"), cleaning.clause_set().questions)
    text = file.read_text()
    assert "# [terms.payment]  # Payment\n# days = 30  # Pay within\n" in text
    filled = text.replace("# [terms.payment]", "[terms.payment]").replace("# days = 30", "days = 14")
    file.write_text(filled)
    assert read_settings(file).terms == {"payment": {"days": 14}}


def test_terms_that_the_clause_set_cannot_take_are_said_with_their_key():
    settings = Settings(
        name="H",
        clause_set="cleaning",
        supplier={"name": "Helder", "motto": "kept as it is"},
        terms={"payment": {"days": "soon", "dayz": 3}, "cleaning": {"times": 99}},
    )
    said = [problem.text("en") for problem in wrong_terms(settings, cleaning.clause_set().questions)]
    assert len(said) == 3
    assert said[0].startswith("At terms.cleaning.times: ")
    assert said[1].startswith("At terms.payment.days: ")
    assert said[2] == "terms.payment.dayz is not a term of this clause set; the nearest is terms.payment.days."


def test_the_zone_decides_which_day_it_is():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert late.astimezone(Settings(name="H", clause_set="x").time_zone).date().isoformat() == "2026-07-01"
