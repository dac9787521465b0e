"""Labels: numbered at first, frozen after signing, and never given to another part."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing.labels import Labels, assign_labels


def articles(*names):
    return [(name, "article") for name in names]


def labels_of(parts, frozen=None):
    labels = assign_labels(parts, "nl", frozen)
    return [labels.by_id.get(part) for part, _ in parts]


def test_articles_are_numbered_and_annexes_named():
    parts = [
        ("parties", "preamble"),
        ("why", "recital"),
        ("a", "article"),
        ("b", "article"),
        ("sign", "signature"),
        ("x", "annex"),
        ("y", "annex"),
    ]
    assert labels_of(parts) == [None, None, "1", "2", None, "Bijlage 1", "Bijlage 2"]


def test_an_annex_is_named_in_the_language_of_the_contract():
    assert assign_labels([("x", "annex")], "en").by_id == {"x": "Annex 1"}


def test_new_articles_take_the_number_before_them_and_a_letter():
    signed = assign_labels(articles("a", "b", "c"), "nl")
    assert labels_of(articles("a", "b", "new", "newer", "c"), signed) == ["1", "2", "2A", "2B", "3"]


def test_existing_articles_keep_their_number_when_one_goes():
    signed = assign_labels(articles("a", "b", "c"), "nl")
    amended = assign_labels(articles("a", "c"), "nl", signed)
    assert amended.by_id == {"a": "1", "c": "3"}
    assert amended.retired == {"2"}


def test_the_label_of_an_article_that_went_is_not_given_again():
    signed = assign_labels(articles("a", "b"), "nl")
    second = assign_labels(articles("a", "new", "b"), "nl", signed)
    third = assign_labels(articles("a", "b"), "nl", second)
    fourth = assign_labels(articles("a", "other", "b"), "nl", third)
    assert fourth.by_id == {"a": "1", "other": "1B", "b": "2"}
    assert fourth.retired == {"1A"}


def test_a_second_amendment_goes_on_with_the_next_letter():
    signed = assign_labels(articles("a", "b"), "nl")
    second = assign_labels(articles("a", "new", "b"), "nl", signed)
    assert labels_of(articles("a", "new", "newer", "b"), second) == ["1", "1A", "1B", "2"]


def test_an_article_between_two_lettered_ones_gets_a_second_letter():
    signed = assign_labels(articles("a", "b"), "nl")
    second = assign_labels(articles("a", "new", "newer", "b"), "nl", signed)
    between = articles("a", "new", "between", "newer", "b")
    assert labels_of(between, second) == ["1", "1A", "1AA", "1B", "2"]


def test_an_article_before_all_others_is_0a():
    signed = assign_labels(articles("a"), "nl")
    assert labels_of(articles("new", "a"), signed) == ["0A", "1"]


def test_an_article_behind_the_last_takes_its_number():
    signed = assign_labels(articles("a", "b"), "nl")
    assert labels_of(articles("a", "b", "new"), signed) == ["1", "2", "2A"]


def test_after_z_comes_za():
    signed = assign_labels(articles("a"), "nl")
    many = articles("a", *(f"n{number}" for number in range(28)))
    assert labels_of(many, signed)[-3:] == ["1Z", "1ZA", "1ZB"]


@pytest.mark.parametrize("gone", [("x",), ("y",), ("x", "y")])
def test_a_new_annex_gets_the_next_number_that_was_never_used(gone):
    signed = assign_labels([("x", "annex"), ("y", "annex")], "nl")
    left = [(part, "annex") for part in ("x", "y") if part not in gone]
    amended = assign_labels([("new", "annex"), *left], "nl", signed)
    assert amended.by_id["new"] == "Bijlage 3"
    again = assign_labels([("new", "annex"), ("newer", "annex")], "nl", amended)
    assert again.by_id == {"new": "Bijlage 3", "newer": "Bijlage 4"}


contracts = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8).map(sorted)


@given(st.lists(contracts, min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_over_any_amendments_a_label_never_means_two_things(versions):
    labels, meaning = None, {}
    for version in versions:
        labels = assign_labels(articles(*version), "nl", labels)
        assert len(set(labels.by_id.values())) == len(version)
        for part, label in labels.by_id.items():
            assert meaning.setdefault(label, part) == part


@given(contracts, contracts)
@settings(max_examples=60, deadline=None)
def test_labels_of_one_amendment_rise_through_the_contract(first, second):
    signed = assign_labels(articles(*first), "nl")
    amended = assign_labels(articles(*second), "nl", signed)

    def position(label):
        digits = label.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return int(digits), label[len(digits) :]

    labels = [amended.by_id[part] for part in second]
    assert labels == sorted(labels, key=position)


def test_without_labels_nothing_is_used():
    assert Labels().used == frozenset()
