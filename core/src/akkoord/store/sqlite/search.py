"""Find things by the beginnings of their words, with SQLite's full-text index."""

from collections.abc import Iterable, Iterator

from akkoord.language import Message
from akkoord.store import sql
from akkoord.store.errors import StoreDamaged
from akkoord.store.finding import hit, in_order, search_row, token, wanted_words
from akkoord.store.operations import Operations
from akkoord.store.records import Hit, Problem, SearchEntry
from akkoord.store.schema import SEARCH, Row, Value

_CONSIDERED = 100
"""How many matches are put in order; of more than these, the words say too little to choose from."""

_COMPARE = """INSERT INTO "search_words" ("search_words", "rank") VALUES ('integrity-check', 1)"""

_MATCHES = """
SELECT "seq", "kind", "id", "customer", "title", "detail", "title_key", "title_words", "other_words" FROM "search"
WHERE "seq" IN (SELECT "rowid" FROM "search_words" WHERE "search_words" MATCH ? LIMIT ?)
"""


class Search(Operations):
    """The verbs for search; `Store` says what each promises."""

    def index(self, entry: SearchEntry) -> None:
        """Make a thing findable, replacing what was known of it."""
        row = search_row(entry)
        key = {"kind": entry.kind, "id": entry.id}
        with self.write():
            if not self.change(*sql.update(SEARCH, row, key), SEARCH):
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
        wanted = wanted_words(words)
        if not wanted or limit < 1:
            return []
        with self.read():
            found = self._found(wanted, _filters(kinds, owner, tags), max(limit, _CONSIDERED))
        return [hit(row, wanted) for row in found[:limit]]

    def _found(self, wanted: list[str], filters: str, considered: int) -> list[Row]:
        """Match as widely as can be; only where that is more than can be put in order, look in the titles first."""
        *narrower, widest = _queries(wanted)
        matches = self.rows(_MATCHES, [filters + widest, considered + 1])
        if len(matches) <= considered:
            return in_order(matches, wanted)
        found: dict[Value, Row] = {}
        for query in narrower:
            for row in self.rows(_MATCHES, [filters + query, considered]):
                found.setdefault(row["seq"], row)
            if len(found) >= considered:
                break
        for row in matches:
            found.setdefault(row["seq"], row)
        return in_order(found.values(), wanted)

    def search_faults(self) -> Iterator[Problem]:
        """Compare the full-text index with the words it was made from."""
        try:
            with self.write():
                self.change(_COMPARE, (), SEARCH)
        except StoreDamaged:
            yield Problem("search", Message("the full-text index is not what its words say"))


def _queries(wanted: list[str]) -> Iterator[str]:
    """From the best place to match to the widest: a title that begins so, a title, anything about the thing."""
    prefixes = " AND ".join(f'"{word}" *' for word in wanted)
    yield f'title_words : (^ "{wanted[0]}" *) AND title_words : ({prefixes})'
    yield f"title_words : ({prefixes})"
    yield f"{{title_words other_words}} : ({prefixes})"


def _filters(kinds: Iterable[str] | None, owner: str | None, tags: Iterable[str]) -> str:
    wanted = [[token("owner", owner)]] if owner is not None else []
    wanted += [[token("tag", tag)] for tag in tags]
    if kinds is not None:
        wanted.append([token("kind", kind) for kind in kinds] or ["none"])
    return "".join(f"tags : ({' OR '.join(alternatives)}) AND " for alternatives in wanted)
