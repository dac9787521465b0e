"""Reading case files: every fault is a sentence that names its place."""

import json

import pytest

from akkoord.cases import InvalidCaseFile, parse_case_file, read_case_file


def composition(**more):
    return {"version": 1, "facts": {}, "expected": {}} | more


def case(*compositions, **more):
    return {"id": "Z1", "client": "Z", "compositions": list(compositions)} | more


def content(*cases, **more):
    return json.dumps({"cases": list(cases)} | more)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[]", "at the top: expected an object, found a list"),
        ("{}", "at cases: expected a list, found nothing"),
        (content({}), "at cases[0].id: expected a text, found nothing"),
        (content(case(client=3)), "at cases[0].client: expected a text, found a number"),
        (content(case(), "Z2"), "at cases[1]: expected an object, found a text"),
        (content(case(), case()), "at cases[1].id: there is another case 'Z1' above it"),
        (content(case(), defaults=[]), "at defaults: expected an object, found a list"),
        (content(case(), defaults={"Z": True}), "at defaults.Z: expected an object, found true or false"),
        (content(case(customer="Jan")), "at cases[0].customer: expected an object, found a text"),
        (content(case(7)), "at cases[0].compositions[0]: expected an object, found a number"),
        (
            content(case(composition(facts=None))),
            "at cases[0].compositions[0].facts: expected an object, found nothing",
        ),
        (content(case(composition(version="1"))), "at cases[0].compositions[0].version: expected a whole number"),
        (content(case(composition(expected=[1]))), "at cases[0].compositions[0].expected: expected an object"),
        (content(case(composition(based_on=1))), "compositions[0].based_on: there is no version 1 above it"),
        (content(case(composition(), composition())), "compositions[1].version: there is another version 1 above it"),
        (content(case(composition(own_texts={}))), "compositions[0].own_texts: expected a list, found an object"),
        (
            content(case(composition(own_texts=[{"n": 1, "title": "x"}]))),
            "compositions[0].own_texts[0].body: expected a text, found nothing",
        ),
        (
            content(case(composition(own_texts=[{"n": 0, "title": "x", "body": "x"}]))),
            "compositions[0].own_texts[0]: Own texts are numbered from 1",
        ),
        (
            content(case(composition(own_texts=[{"n": 1, "body": "x"}, {"n": 1, "body": "y"}]))),
            "compositions[0].own_texts[1].n: there is another own text 1 above it",
        ),
        (
            content(case(composition(own_texts=[{"n": 1, "body": "x", "position": "end"}]))),
            "compositions[0].own_texts[0].position: expected an object, found a text",
        ),
    ],
)
def test_a_fault_names_its_place_in_both_languages(text, place):
    with pytest.raises(InvalidCaseFile) as refusal:
        parse_case_file(text, "mine.json")
    assert str(refusal.value).startswith("mine.json, at ")
    assert place in str(refusal.value)
    assert refusal.value.text("nl").startswith("mine.json, bij ")
    assert refusal.value.text("nl").partition(": ")[2] != str(refusal.value).partition(": ")[2]


def test_text_that_is_no_json_names_line_and_column():
    with pytest.raises(InvalidCaseFile) as refusal:
        parse_case_file('{"cases": [\n  {"id": }]}', "mine.json")
    assert "mine.json is not JSON: look at line 2, column 10" in str(refusal.value)


def test_a_file_that_is_nested_too_deeply_is_refused():
    with pytest.raises(InvalidCaseFile):
        parse_case_file("[" * 200_000, "mine.json")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.touch(mode=0) or path.unlink(),
        lambda path: path.mkdir(),
        lambda path: path.write_bytes(b"\xff\xfe{"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, make):
    path = tmp_path / "cases.json"
    make(path)
    with pytest.raises(InvalidCaseFile) as refusal:
        read_case_file(path)
    assert str(path) in str(refusal.value)


def test_numbers_with_decimals_stay_exact(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(
        '{"cases": [{"id": "Z1", "client": "Z", "compositions": [{"version": 1, "facts": {"a": {"b": 0.1}}}]}]}'
    )
    assert read_case_file(path).cases[0].compositions[0].facts == {"a": {"b": "0.1"}}


def test_an_own_text_without_a_position_and_a_case_without_compositions_are_read():
    read = parse_case_file(content(case(composition(own_texts=[{"n": 2, "body": "x"}])), case(id="Z2")), "mine.json")
    (own_text,) = read.cases[0].compositions[0].own_texts
    assert (own_text.n, own_text.title, own_text.after) == (2, "", None)
    assert read.cases[1].compositions == ()
