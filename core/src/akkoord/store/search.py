"""Find things by the beginnings of their words, with SQLite's full-text index."""

from collections.abc import Iterable, Iterator

from akkoord.store import sql
from akkoord.store.operations import Operations
from akkoord.store.records import Hit, SearchEntry
from akkoord.store.schema import SEARCH, Row, Value
from akkoord.store.words import fold, other_spellings, pieces, sort_key, words_of

_MOST_WORDS = 8
_SHOWN = '"seq", "kind", "id", "customer", "title", "detail", "title_key"'


class Search(Operations):
    """The verbs for search; `Store` says what each promises."""

    def index(self, entry: SearchEntry) -> None:
        """Make a thing findable, replacing what was known of it."""
        row = _row(entry)
        key: dict[str, Value | tuple[Value, ...]] = {"kind": entry.kind, "id": entry.id}
        with self.write():
            if self.rows(*sql.count(SEARCH, key))[0]["n"]:
                self.change(*sql.update(SEARCH, row, key), SEARCH)
            else:
                self.change(*sql.insert(SEARCH, row), SEARCH)

    def unindex(self, kind: str, thing_id: str) -> None:
        """Make a thing no longer findable."""
        with self.write():
            self.change(*sql.delete(SEARCH, {"kind": kind, "id": thing_id}), SEARCH)

    def search(
        self,
        words: str,
        *,
        kinds: Iterable[str] | None = None,
        owner: str | None = None,
        tags: Iterable[str] = (),
        limit: int = 20,
    ) -> list[Hit]:
        """Find things whose words begin with all the given words; titles that begin so come first."""
        wanted = words_of(words)[:_MOST_WORDS]
        if not wanted or limit < 1:
            return []
        asked = _filters(kinds, owner, tags)
        found: dict[Value, Row] = {}
        with self.read():
            for query in _queries(wanted):
                matched = self._matching(asked + query, limit)
                for row in sorted(matched, key=lambda row: str(row["title_key"])):
                    found.setdefault(row["seq"], row)
                if len(found) >= limit:
                    break
        return [_hit(row, wanted) for row in list(found.values())[:limit]]

    def _matching(self, query: str, limit: int) -> list[Row]:
        return self.rows(
            f"SELECT {_SHOWN} FROM search WHERE seq IN (SELECT rowid FROM search_words WHERE search_words MATCH ? LIMIT ?)",
            [query, limit],
        )


def _queries(wanted: list[str]) -> Iterator[str]:
    prefixes = " AND ".join(f'"{word}" *' for word in wanted)
    yield f'title_words : (^ "{wanted[0]}" *) AND ({prefixes})'
    yield f"title_words : ({prefixes})"
    yield f"{{title_words other_words}} : ({prefixes})"


def _filters(kinds: Iterable[str] | None, owner: str | None, tags: Iterable[str]) -> str:
    parts = []
    if kinds is not None:
        names = [_tag("kind", kind) for kind in kinds]
        parts.append("(" + " OR ".join(f'"{name}"' for name in names or ["none"]) + ")")
    if owner is not None:
        parts.append(f'"{_tag("owner", owner)}"')
    parts += [f'"{_tag("tag", tag)}"' for tag in tags]
    return "".join(f"tags : {part} AND " for part in parts)


def _tag(family: str, value: str) -> str:
    # One token whatever the value holds: the tokenizer would cut an id at its dashes and fold its capitals.
    return f"{family}x{value.encode().hex()}"


def _row(entry: SearchEntry) -> Row:
    tags = [_tag("kind", entry.kind), *(_tag("tag", tag) for tag in entry.tags)]
    if entry.owner is not None:
        tags.append(_tag("owner", entry.owner))
    text = f"{entry.detail}\n{entry.words}"
    return {
        "kind": entry.kind,
        "id": entry.id,
        "owner": entry.owner,
        "customer": entry.customer,
        "title": entry.title,
        "detail": entry.detail,
        "title_key": sort_key(entry.title),
        "title_words": " ".join(words_of(entry.title)),
        "other_words": fold(" ".join([*words_of(text), *other_spellings(f"{entry.title}\n{text}")])),
        "tags": " ".join(tags),
    }


def _hit(row: Row, wanted: list[str]) -> Hit:
    customer = row["customer"]
    return Hit(
        kind=str(row["kind"]),
        id=str(row["id"]),
        title=pieces(str(row["title"]), wanted),
        detail=pieces(str(row["detail"]), wanted),
        customer=None if customer is None else str(customer),
    )
