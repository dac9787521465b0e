"""Decide what a thing is found by, and in which order hits are shown; pure, whatever engine keeps the index."""

from collections.abc import Iterable

from akkoord.store.records import Hit, SearchEntry
from akkoord.store.schema import Row, optional_text, text
from akkoord.store.words import other_spellings, pieces, sort_key, words_of

MOST_WORDS = 8
"""How many of the words that someone typed count; nobody needs more to find a customer."""


def wanted_words(typed: str) -> list[str]:
    """Return the folded words to look for; whatever else was typed, quotes and operators included, is no word.

    >>> wanted_words('Café "OR* x')
    ['cafe', 'or', 'x']
    """
    return words_of(typed)[:MOST_WORDS]


def search_row(entry: SearchEntry) -> Row:
    """Return the row of the search table for a thing."""
    found_by = f"{entry.detail}\n{entry.words}"
    return {
        "kind": entry.kind,
        "id": entry.id,
        "customer": entry.customer,
        "title": entry.title,
        "detail": entry.detail,
        "title_key": sort_key(entry.title),
        "title_words": " ".join(words_of(entry.title)),
        "other_words": " ".join([*words_of(found_by), *other_spellings(f"{entry.title}\n{found_by}")]),
        "tags": " ".join(entry_tokens(entry)),
    }


def entry_tokens(entry: SearchEntry) -> list[str]:
    """Return the exact filters that an entry answers to, each as one token."""
    owner = [] if entry.owner is None else [token("owner", entry.owner)]
    return [token("kind", entry.kind), *owner, *(token("tag", tag) for tag in entry.tags)]


def token(family: str, value: str) -> str:
    """Write a filter as one word, which no index cuts at a dash or folds at a capital."""
    return f"{family}x{value.encode().hex()}"


def in_order(rows: Iterable[Row], wanted: list[str]) -> list[Row]:
    """Put the rows first whose title begins so, then those whose title has the words, whole before only begun."""

    def place(row: Row) -> tuple[int, int, str]:
        title = text(row, "title_words").split()
        words = {*title, *text(row, "other_words").split()}
        return _distance(title, wanted), sum(word not in words for word in wanted), text(row, "title_key")

    return sorted(rows, key=place)


def _distance(title: list[str], wanted: list[str]) -> int:
    """Tell how far from the beginning of the title the words were found: 0, in the title 1, elsewhere 2."""
    if not all(any(word.startswith(begin) for word in title) for begin in wanted):
        return 2
    return 0 if title[0].startswith(wanted[0]) else 1


def hit(row: Row, wanted: list[str]) -> Hit:
    """Return what is shown of a row, in pieces that matched and pieces that did not."""
    return Hit(
        kind=text(row, "kind"),
        id=text(row, "id"),
        title=pieces(text(row, "title"), wanted),
        detail=pieces(text(row, "detail"), wanted),
        customer=optional_text(row, "customer"),
    )
