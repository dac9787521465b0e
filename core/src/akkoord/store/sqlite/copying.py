"""Rewrite the rows of a copy of a store, leaving no trace in the file of what they said."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from sqlite_utils import Database

from akkoord.store import sql
from akkoord.store.journal import START, chain_hash
from akkoord.store.schema import CONTRACT_VERSION, EVENT, SEARCH, Row, Table, text
from akkoord.store.sqlite import driver
from akkoord.store.sqlite.faults import translated

Rewriter = Callable[[Row], Row | None]
"""Says how a row reads in the copy; None leaves it out."""

_GUARDS = """SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'search'"""
_RULES_ANEW = (
    "DELETE FROM contract_rule",
    """
    INSERT INTO contract_rule (contract_version, place, body)
    SELECT version.id, rule.key, rule.value FROM contract_version AS version, json_each(version.body, '$.rules') AS rule
    WHERE json_extract(rule.value, '$.line') IS NOT NULL
    """,
)
_REINDEX = """INSERT INTO "search_words" ("search_words") VALUES ('rebuild')"""


def rewrite_rows(path: Path, rewriters: Mapping[Table, Rewriter], *, patience: float) -> None:
    """Rewrite the rows of these tables in a file that nobody else has open, in the order of the mapping.

    The journal is chained anew when its rows are rewritten. What was there before is gone from the file as well.
    """
    with translated(path):
        database = driver.connect(path, patience=patience)
        try:
            database.execute("PRAGMA foreign_keys = OFF")
            database.execute("BEGIN IMMEDIATE")
            _with_guards_off(database, rewriters)
            database.execute("COMMIT")
            # Deleted rows stay in free pages until the file is written anew.
            database.execute("VACUUM")
        finally:
            database.close()


def _with_guards_off(database: Database, rewriters: Mapping[Table, Rewriter]) -> None:
    """Rewrite with the triggers away that keep versions, signatures and the journal as they are."""
    guards = list(database.execute(_GUARDS))
    for name, _ in guards:
        database.execute(f'DROP TRIGGER "{name}"')
    for table, rewriter in rewriters.items():
        _rewrite(database, table, rewriter)
    if CONTRACT_VERSION in rewriters:
        for statement in _RULES_ANEW:
            database.execute(statement)
    if EVENT in rewriters:
        _chain(database)
    if SEARCH in rewriters:
        database.execute(_REINDEX)
    for _, made_by in guards:
        database.execute(made_by)


def _rewrite(database: Database, table: Table, rewriter: Rewriter) -> None:
    for row in _rows(database, table):
        key = {table.key: row[table.key]}
        after = rewriter(row)
        if after is None:
            database.execute(*sql.delete(table, key))
            continue
        changes = {name: after[name] for name in table.column_names if after[name] != row[name]}
        if changes:
            database.execute(*sql.update(table, changes, key))


def _rows(database: Database, table: Table) -> Iterator[Row]:
    """Give the rows by their keys, read before any of them changes."""
    for key in database.execute(*sql.select_only(table, (table.key,))).fetchall():
        cursor = database.execute(*sql.select(table, {table.key: key[0]}))
        names = [column[0] for column in cursor.description]
        yield dict(zip(names, cursor.fetchone(), strict=True))


def _chain(database: Database) -> None:
    """Tie every event of a stream to the one before it."""
    cursor = database.execute(*sql.select(EVENT, {}, ("stream", "version")))
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, each, strict=True)) for each in cursor.fetchall()]
    for _, chain in groupby(rows, key=lambda row: text(row, "stream")):
        prev = START
        for row in chain:
            tied = {**row, "prev": prev}
            prev = chain_hash(tied)
            database.execute(*sql.update(EVENT, {"prev": tied["prev"], "hash": prev}, {"seq": row["seq"]}))
