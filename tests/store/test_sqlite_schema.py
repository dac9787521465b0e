import pytest
import sqlite_utils

from akkoord.store import (
    ACCOUNT,
    CONTRACT,
    CUSTOMER,
    EVENT,
    OPERATION,
    PROPOSAL,
    SESSION,
    SIDE_AGREEMENT,
    SITUATION,
    TABLES,
    Span,
    open_store,
    sql,
)
from akkoord.store.sqlite import migrations


@pytest.fixture
def database(engine):
    """The file as anyone opens it."""
    opened = sqlite_utils.Database(engine.path)
    yield opened
    opened.close()


def test_the_file_has_the_tables_that_are_declared_and_no_others(database):
    of_search = {name for name in database.table_names() if name.startswith("search_words")}
    others = {"_sqlite_migrations", "sqlite_sequence"}
    assert set(database.table_names()) - of_search - others == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_has_the_columns_that_are_declared(database, table):
    live = database.table(table.name)
    assert live.strict
    assert live.pks == list(table.keys)
    assert [(column.name, column.type) for column in live.columns] == [
        (column.name, column.type) for column in table.columns
    ]
    filled = {column.name for column in live.columns if column.notnull or column.is_pk}
    assert filled == {column.name for column in table.columns if not column.null}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_has_the_references_that_are_declared(database, table):
    keys = {other.name: other.key for other in TABLES}
    live = {(key.column, key.other_table, key.other_column) for key in database.table(table.name).foreign_keys}
    assert live == {
        (column.name, column.references, keys[column.references]) for column in table.columns if column.references
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_has_the_indexes_that_are_declared(database, table):
    made = [index for index in database.table(table.name).indexes if index.origin == "c"]
    assert {(tuple(index.columns), bool(index.unique)) for index in made} == {
        (index.columns, index.unique) for index in table.indexes
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_reference_has_an_index_so_that_nothing_is_searched_row_by_row(table):
    first = {table.key, *(index.columns[0] for index in table.indexes)}
    assert {column.name for column in table.columns if column.references} <= first


def test_connections_are_set_for_safety(store):
    settings = {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1}
    for name, value in settings.items():
        assert store.rows(f"PRAGMA {name}") == [{name: value}]
    assert store.rows("PRAGMA journal_mode") == [{"journal_mode": "wal"}]


def test_a_new_file_is_for_its_owner_only(engine):
    assert engine.path.stat().st_mode & 0o777 == 0o600


def test_the_file_opens_in_sqlite_utils_as_it_is(store, save, database):
    save()
    assert database.table("customer").get("c1")["name"] == "Café 't Hoekje"
    assert [row["kind"] for row in database.table("event").rows] == ["saved"]
    assert database.table("search").detect_fts() == "search_words"


PAGES = [
    pytest.param(CUSTOMER, {}, ["name_key"], id="customers"),
    pytest.param(CUSTOMER, {"owner": "anna"}, ["name_key"], id="customers of an owner"),
    pytest.param(CUSTOMER, {"state": "active"}, ["name_key"], id="customers in a state"),
    pytest.param(CUSTOMER, {"owner": "anna", "state": "active"}, ["name_key"], id="customers of an owner in a state"),
    pytest.param(CUSTOMER, {}, ["-updated_at"], id="customers last changed"),
    pytest.param(CUSTOMER, {"owner": "anna"}, ["-updated_at"], id="customers last changed of an owner"),
    pytest.param(SITUATION, {"customer": "c1"}, ["-recorded_on"], id="situations of a customer"),
    pytest.param(PROPOSAL, {"customer": "c1"}, ["letter"], id="proposals of a customer"),
    pytest.param(PROPOSAL, {"state": "draft"}, ["-updated_at"], id="drafts"),
    pytest.param(CONTRACT, {"customer": "c1"}, ["-updated_at"], id="contracts of a customer"),
    pytest.param(CONTRACT, {"state": "in_force", "notice_by": Span("a", "b")}, ["notice_by"], id="notice deadlines"),
    pytest.param(CONTRACT, {"state": "in_force", "ends_on": Span("a", "b")}, ["ends_on"], id="contracts that end"),
    pytest.param(SIDE_AGREEMENT, {"state": "open", "due": Span(last="b")}, ["due"], id="agreements that are due"),
    pytest.param(SESSION, {"account": "anna"}, ["-seen_at"], id="sessions of an account"),
    pytest.param(EVENT, {"stream": "customer:c1"}, ["version"], id="the journal of a stream"),
    pytest.param(EVENT, {}, ["-seq"], id="the journal, newest first"),
    pytest.param(EVENT, {"kind": "signed"}, ["-seq"], id="the journal of a kind"),
    pytest.param(EVENT, {"actor": "anna"}, ["-seq"], id="the journal of an actor"),
    pytest.param(ACCOUNT, {"login": "anna"}, [], id="an account by its sign-in name"),
    pytest.param(OPERATION, {"at": Span(last="b")}, ["at"], id="old operations"),
]


@pytest.mark.parametrize(("table", "where", "order"), PAGES)
@pytest.mark.parametrize("later", [False, True], ids=["first page", "later page"])
def test_a_page_is_read_from_an_index_without_sorting(store, table, where, order, later):
    after = tuple("x" for _ in sql.full_order(table, order)) if later else None
    plan = explain(store, *sql.select(table, where, order, 50, after))
    assert "TEMP B-TREE" not in plan
    if where or later:
        assert "SCAN" not in plan
        assert "SEARCH" in plan
    else:
        assert "USING" in plan or table.key == "seq"


def test_a_count_is_read_from_an_index_only(store):
    for where in ({"owner": "anna"}, {"state": "active"}, {"owner": "anna", "state": "active"}):
        assert "COVERING INDEX" in explain(store, *sql.count(CUSTOMER, where))


def test_a_search_reads_the_word_index_and_then_only_the_rows_it_shows(store):
    from akkoord.store.sqlite import search

    plan = explain(store, search._MATCHES, ['"caf" *', 100])
    assert "SCAN search_words VIRTUAL TABLE" in plan
    assert "SEARCH search USING INTEGER PRIMARY KEY" in plan


def explain(store, statement, values):
    return "\n".join(str(row["detail"]) for row in store.rows(f"EXPLAIN QUERY PLAN {statement}", values))


def test_a_file_from_before_gets_its_rules_and_months_read_for_settling(tmp_path, monkeypatch):
    path, steps = tmp_path / "old.sqlite", migrations.NAMES
    monkeypatch.setattr(migrations, "NAMES", tuple(name for name in steps if name < "0005"))
    open_store(path, create=True).close()
    old = sqlite_utils.Database(path)
    old.execute("PRAGMA foreign_keys = OFF")
    body = '{"parts":[],"rules":[{"line":"discount","kind":"each"},{"kind":"from before"}]}'
    with old.conn:
        old.execute(f"INSERT INTO contract_version VALUES ('v1', 'k1', 1, 1, 's', 't', 'b', '{body}')")
        contract = "'k1', 1, 'in_force', 'c1', NULL, '1', NULL, NULL, NULL, 'v1', 't', '{}', NULL"
        old.execute(f"INSERT INTO contract VALUES ({contract})")
        old.execute("INSERT INTO customer VALUES ('c1', 1, 'active', '1', 'n', 'n', NULL, NULL, 't', '{}')")
        for seq, (paid_on, quantity) in enumerate((("", 3), ("2026-08-01", 5), ("2026-08-09", 7))):
            values = f"{seq}, 'c1', '2026-07', '', 'beer', 'hl', '{paid_on}', {quantity}, {quantity * 10}, 1"
            old.execute(f"INSERT INTO sale_month VALUES ({values})")
    old.close()
    monkeypatch.setattr(migrations, "NAMES", steps)
    store = open_store(path)
    assert store.rules_of(["v1"]) == {"v1": ('{"line":"discount","kind":"each"}',)}
    (months,) = store.sales_over(["c1"], "2026-07", "2026-07", "2026-08-01")
    assert months == ("c1", "", "beer", "hl", 15, 150, 3, 5, 50, 1)
    assert store.sales_over(["c1"], "2026-07", "2026-07", "2026-08-09")[0].paid_lines == 2
    store.close()
