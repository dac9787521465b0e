"""Composing: order, own texts, labels, issues and derived facts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing import Adjustment, Draft, InvalidOwnText, Issue, OwnText, compose
from akkoord.facts import term_dates
from akkoord.language import Message, Words


def ids(composition):
    return [placed.id for placed in composition.placed]


def labels(composition):
    return {placed.id: placed.label for placed in composition.placed}


def test_after_beats_order(shop):
    clauses = shop.clause_set(
        shop.clause("payment", order=600),
        shop.clause("guarantee", order=430, after=("payment",)),
        shop.clause("end", order=700),
    )
    assert ids(compose(clauses, shop.draft())) == ["payment", "guarantee", "end"]


def test_equal_orders_go_by_id(shop):
    clauses = shop.clause_set(shop.clause("b"), shop.clause("a"))
    assert ids(compose(clauses, shop.draft())) == ["a", "b"]


def test_kinds_have_their_own_labels(shop):
    clauses = shop.clause_set(
        shop.clause("parties", kind="preamble", order=1),
        shop.clause("why", kind="recital", order=2),
        shop.clause("a", order=3),
        shop.clause("sign", kind="signature", order=4),
        shop.clause("list", kind="annex", order=5),
    )
    assert labels(compose(clauses, shop.draft())) == {
        "parties": None, "why": None, "a": "1", "sign": None, "list": "Bijlage 1",
    }  # fmt: skip


def test_an_own_text_becomes_an_article_behind_its_clause(shop):
    clauses = shop.clause_set(shop.clause("a", order=10), shop.clause("b", order=11, after=("a",)))
    composition = compose(clauses, shop.draft(shop.own_text(1, "a")))
    assert labels(composition) == {"a": "1", "own:1": "2", "b": "3"}
    assert composition.placed[1].own_text == shop.own_text(1, "a")
    assert composition.unplaced == ()


def test_own_texts_behind_one_clause_go_by_their_number(shop):
    clauses = shop.clause_set(shop.clause("a", order=10), shop.clause("b", order=11))
    texts = [shop.own_text(number, "a") for number in (10, 2, 1)]
    assert ids(compose(clauses, shop.draft(*texts))) == ["a", "own:1", "own:2", "own:10", "b"]


def special(shop):
    return shop.clause("special", "own_texts.unplaced > 0", order=90)


def test_an_own_text_without_a_place_goes_to_the_special_provisions(shop):
    clauses = shop.clause_set(shop.clause("a"), special(shop))
    composition = compose(clauses, shop.draft(shop.own_text(1), shop.own_text(2, "a")))
    assert ids(composition) == ["special", "a", "own:2"]
    assert composition.unplaced == (shop.own_text(1),)
    assert composition.facts["own_texts.unplaced"] == 1
    (item,) = composition.facts["own_texts.unplaced_items"]
    assert dict(item) == {"n": 1, "title": "Title 1", "text": "Body 1."}


@pytest.mark.parametrize("after", ["absent", "unselected"])
def test_an_own_text_behind_a_clause_that_is_not_there_goes_to_the_special_provisions(shop, after):
    clauses = shop.clause_set(shop.clause("a"), shop.clause("unselected", "false"), special(shop))
    composition = compose(clauses, shop.draft(shop.own_text(1, after)))
    assert ids(composition) == ["special", "a"]
    assert [text.n for text in composition.unplaced] == [1]


def test_an_own_text_behind_the_special_provisions_does_not_call_for_them_by_itself(shop):
    clauses = shop.clause_set(shop.clause("a"), special(shop))
    alone = compose(clauses, shop.draft(shop.own_text(1, "special")))
    assert alone.facts["own_texts.unplaced"] == 1
    assert ids(alone) == ["special", "a"]
    accompanied = compose(clauses, shop.draft(shop.own_text(1, "special"), shop.own_text(2)))
    assert ids(accompanied) == ["special", "own:1", "a"]


def test_an_own_text_loses_its_place_when_its_clause_goes_because_of_another(shop):
    clauses = shop.clause_set(shop.clause("plain", "own_texts.unplaced == 0"), special(shop))
    composition = compose(clauses, shop.draft(shop.own_text(1, "plain"), shop.own_text(2)))
    assert ids(composition) == ["special"]
    assert composition.facts["own_texts.unplaced"] == 2


def test_without_own_texts_none_are_without_a_place(shop):
    facts = compose(shop.clause_set(), shop.draft()).facts
    assert facts["own_texts.unplaced"] == 0


def test_conflicts_and_validations_are_listed_by_code_and_clauses(shop):
    clauses = shop.clause_set(
        shop.clause("a", conflicts=("b", "c")),
        shop.clause("b"),
        shop.clause("c"),
        validations=[
            shop.validation("TOO_LONG", "term.months > 60"),
            shop.validation("BRAKES", "true", "warning"),
            shop.validation("NEVER", "false"),
        ],
    )
    composition = compose(clauses, shop.draft(term={"months": 61}))
    assert [(issue.code, issue.clauses) for issue in composition.issues] == [
        ("BRAKES", ()), ("CLAUSE_CONFLICT", ("a", "b")), ("CLAUSE_CONFLICT", ("a", "c")), ("TOO_LONG", ()),
    ]  # fmt: skip
    assert not composition.ok


@pytest.mark.parametrize(("severity", "ok"), [("error", False), ("approval", True), ("warning", True)])
def test_only_errors_block_a_contract(shop, severity, ok):
    clauses = shop.clause_set(validations=[shop.validation("CODE", "true", severity)])
    assert compose(clauses, shop.draft()).ok is ok


def test_an_issue_names_the_answers_that_it_follows_from(shop):
    clauses = shop.clause_set(validations=[shop.validation("CODE", "shop.brakes and shop.bikes > 1")])
    facts = shop.draft(shop={"brakes": True, "bikes": 2})
    (issue,) = compose(clauses, facts).issues
    assert set(issue.facts) == {"shop.brakes", "shop.bikes"}


def test_what_others_say_about_the_contract_is_listed_with_the_rest(shop):
    approval = Issue("MANDATE", "approval", Message("no"))
    clauses = shop.clause_set(validations=[shop.validation("Z", "true"), shop.validation("A", "true")])
    assert [issue.code for issue in compose(clauses, shop.draft(), issues=[approval]).issues] == ["A", "MANDATE", "Z"]


def test_a_plugin_that_names_an_unknown_clause_blocks_the_contract_and_is_named(shop):
    unknown = Adjustment("gone", include=True, reason=Words(nl="x", en="x"), plugin="chain")
    composition = compose(shop.clause_set(shop.clause("a")), shop.draft(), adjustments=[unknown])
    assert not composition.ok
    (issue,) = composition.issues
    assert "'chain'" in issue.message.text("en")
    assert "'gone'" in issue.message.text("nl")


def test_a_conflict_says_which_articles_in_both_languages(shop):
    clauses = shop.clause_set(shop.clause("a", conflicts=("b",)), shop.clause("b"))
    (issue,) = compose(clauses, shop.draft()).issues
    assert "“Title of a”" in issue.message.text("en")
    assert issue.message.text("nl") != issue.message.text("en")


def test_derived_facts_are_there_for_conditions_and_texts(shop):
    clauses = shop.clause_set(
        shop.clause("late", "term.end >= '2030-01-01'"),
        derived=(term_dates,),
        validations=[shop.validation("LATE", "term.end > '2030-01-01'")],
    )
    term = {"kind": "fixed", "commencement": "2026-01-01", "months": 60, "notice_months": 3}
    composition = compose(clauses, shop.draft(term=term))
    assert composition.facts["term.end"] == date(2030, 12, 31)
    assert composition.facts["term.notice_deadline"] == date(2030, 9, 30)
    assert ids(composition) == ["late"]
    assert [issue.code for issue in composition.issues] == ["LATE"]


def test_a_derived_fact_sees_the_ones_before_it(shop):
    clauses = shop.clause_set(
        derived=(lambda _: {"a": {"one": 1}}, lambda facts: {"a": {"two": Decimal(facts["a.one"]) + 1}})
    )
    assert compose(clauses, shop.draft()).facts["a.two"] == Decimal(2)


def test_the_number_of_the_contract_is_a_fact(shop):
    draft = Draft(shop.facts(contract={"number": "old"}), number="ZB-1")
    assert compose(shop.clause_set(), draft).facts["contract.number"] == "ZB-1"


def test_an_amendment_keeps_the_labels_of_what_was_signed(shop):
    clauses = shop.clause_set(
        shop.clause("a", order=1),
        shop.clause("insurance", "rent.insured", order=2, requires=("list",)),
        shop.clause("b", order=3),
        shop.clause("terms", kind="annex", order=5),
        shop.clause("list", "false", kind="annex", order=4),
    )
    signed = compose(clauses, shop.draft())
    draft = shop.draft(shop.own_text(1, "b"), rent={"insured": True})
    amended = compose(clauses, draft, frozen=signed.labels)
    assert labels(amended) == {
        "a": "1", "insurance": "1A", "b": "2", "own:1": "2A", "list": "Bijlage 2", "terms": "Bijlage 1",
    }  # fmt: skip


def test_a_composition_knows_its_parts(shop):
    composition = compose(shop.clause_set(shop.clause("a")), shop.draft(shop.own_text(1, "a")))
    assert "a" in composition
    assert "own:1" in composition
    assert "b" not in composition


@pytest.mark.parametrize("body", ["", "  \n", "x" * 20_001])
def test_an_own_text_that_is_empty_or_too_long_is_refused(body):
    with pytest.raises(InvalidOwnText) as refusal:
        OwnText(1, "Title", body)
    assert refusal.value.text("nl") != refusal.value.text("en")


def test_own_texts_have_numbers_of_their_own(shop):
    with pytest.raises(InvalidOwnText):
        OwnText(0, "Title", "Body")
    with pytest.raises(InvalidOwnText):
        shop.draft(shop.own_text(1), shop.own_text(1))


@given(places=st.lists(st.sampled_from([None, "a", "b", "c", "special", "absent"]), max_size=6))
@settings(max_examples=60, deadline=None)
def test_every_own_text_is_in_the_contract_exactly_once(shop, places):
    clauses = shop.clause_set(
        shop.clause("a", order=1),
        shop.clause("b", "own_texts.unplaced < 2", order=2),
        shop.clause("c", "false"),
        special(shop),
    )
    texts = [shop.own_text(number, place) for number, place in enumerate(places, start=1)]
    composition = compose(clauses, shop.draft(*texts))
    placed = [part.own_text for part in composition.placed if part.own_text]
    assert sorted([*placed, *composition.unplaced], key=lambda text: text.n) == texts
    assert composition.facts["own_texts.unplaced"] == len(composition.unplaced)
    assert ("special" in composition) is bool(composition.unplaced)
