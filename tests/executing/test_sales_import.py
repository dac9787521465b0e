"""Files of sales: read in any format, never guessed, and harmless to read again."""

import csv
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from akkoord.access import CONSOLE, Change
from akkoord.executing import InvalidSale
from akkoord.executing.products import Product, Products
from akkoord.executing.sales import Sales
from akkoord.executing.sales_columns import DATES, NUMBERS, Column
from akkoord.executing.sales_import import SalesImport
from akkoord.executing.sales_mapping import SalesMapping
from akkoord.executing.sales_readers import BUILT_IN, SalesReader, reader_of, refuse_bomb
from akkoord.executing.sales_rejects import rejects_csv
from akkoord.language import Words
from akkoord.store import CUSTOMER, SALE_HISTORY, SALE_LINE, SALE_MONTH, SALE_REJECT, SALE_RUN, Event, open_store

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CHANGE = Change(CONSOLE, AT)
DUTCH = SalesMapping(numbers="nl", unit="hl")
HEADINGS = ("regel", "klant", "datum", "artikel", "colli", "omzet", "betaald")
ALWAYS = ("c1", date(2026, 1, 1), date(2026, 12, 31))
KEG = ("1", "100", "2026-07-14", "keg30", "2", "123,00", "2026-08-01")
CRATE = ("2", "100", "2026-07-15", "crate", "5", "1.061,50", "")


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "sales.sqlite", create=True)
    row = {"id": "c1", "state": "active", "number": "100", "name": "n", "name_key": "n", "city": None}
    row |= {"owner": None, "updated_at": "x", "body": "{}"}
    opened.save(CUSTOMER, row, expected=0, events=[Event("added")], by="x", at=AT)
    Products(opened).put(Product("keg30", "Pils, vat 30 l", "beer", "hl", Decimal(30), 100))
    Products(opened).put(Product("crate", "Pils, krat 24 x 0,33 l", "beer", "hl", Decimal("7.92"), 100))
    yield opened
    opened.close()


@pytest.fixture
def read(store, tmp_path):
    """Import rows written as CSV, or a file of any format."""

    def imported(*rows, file=None, mapping=DUTCH, headings=HEADINGS, dry=False, readers=BUILT_IN, language="en"):
        if file is None:
            file = tmp_path / "sales.csv"
            file.write_text("\n".join(";".join(row) for row in (headings, *rows)), encoding="utf-8")
        reader = reader_of(file, readers)
        return SalesImport(store).run(file, reader, mapping, change=CHANGE, dry=dry, language=language)

    return imported


def test_packages_of_products_become_quantities_exactly(read, store):
    summary = read(KEG, CRATE)
    assert summary.loaded == (2, 0, 0, 0)
    keg, crate = Sales(store).lines_of("c1", date(2026, 7, 1), date(2026, 7, 31))
    assert (keg.quantity, keg.turnover, keg.paid_on) == (Decimal("0.6"), Decimal(123), date(2026, 8, 1))
    assert (crate.quantity, crate.turnover, crate.group) == (Decimal("0.396"), Decimal("1061.5"), "beer")


def test_when_it_was_ordered_is_a_day_or_a_moment_in_a_column_of_its_own(read, store):
    headings, days = (*HEADINGS, "besteld op"), ("13-07-2026", "2026-07-10T16:30", "2026-07-10 16:30:05+02:00", "")
    rows = [(str(place), *KEG[1:], each) for place, each in enumerate(days)]
    bad = [("8", *KEG[1:], "2026-07-10T25:30"), ("9", *KEG[1:], "morgen"), ("10", *KEG[1:], "1026-07-10T10:30")]
    summary = read(*rows, *bad, headings=headings)
    assert (summary.loaded.new, summary.rejected) == (4, 3)
    reasons = [each.reason for each in SalesImport(store).rejects(summary.run)]
    assert reasons == [
        "'2026-07-10T25:30' cannot be read as time of the order.",
        "'morgen' cannot be read as time of the order.",
        "1026-07-10T10:30:00+00:00 cannot be the time of the order; leave the cell empty if it is not known.",
    ]
    known = {line.id: line.ordered_on for line in Sales(store).lines_of("c1", date(2026, 7, 1), date(2026, 7, 31))}
    assert known == {
        "0": date(2026, 7, 13),
        "1": datetime(2026, 7, 10, 16, 30, tzinfo=UTC),
        "2": datetime(2026, 7, 10, 16, 30, 5, tzinfo=timezone(timedelta(hours=2))),
        "3": None,
    }


def test_bad_rows_are_kept_with_line_and_reason_and_the_good_ones_land(read, store):
    bad = [
        ("3", "999", *KEG[2:]),
        ("4", "100", "2026-02-30", *KEG[3:]),
        ("5", "100", KEG[2], "wine", *KEG[4:]),
        ("6", *KEG[1:4], "1,5", *KEG[5:]),
        ("", *KEG[1:]),
        ("8", *KEG[1:5], "1,005", ""),
        ("9",),
    ]
    summary = read(KEG, *bad, CRATE)
    assert (summary.loaded.new, summary.rejected) == (2, 7)
    kept = SalesImport(store).rejects(summary.run)
    assert [each.line for each in kept] == [3, 4, 5, 6, 7, 8, 9]
    assert kept[0].reason == "There is no customer 999."
    assert kept[0].cells == bad[0]
    assert store.find(SALE_RUN)[0]["state"] == "done"


WRONG = [
    ("-b", "999", "03-04-2026", "crate", "1", "1.234", ""),
    ("'=c", "100", "04-04-2026", "crate", "1,5", "-1.234", "05-05-2026", "a; b"),
    ("=d", "100", "31-04-2026", "crate", "1", "-12,50", "06-05-2026"),
]
FINE = [("a", "100", "25-04-2026", "crate", "1", "1.234,50", "30-05-2026")]


@pytest.mark.parametrize(("suffix", "between"), [("csv", ";"), ("csv", ","), ("tsv", "\t")])
def test_the_bad_rows_can_be_mended_and_sent_again_as_their_file_was_written(read, store, tmp_path, suffix, between):
    def written(name, rows):
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=between).writerows([HEADINGS, *rows])
        return read(file=tmp_path / name, mapping=SalesMapping())

    first = written(f"first.{suffix}", [*FINE, *WRONG])
    assert (first.loaded.new, first.rejected) == (1, 3)
    bad = rejects_csv(SalesImport(store).rejects(first.run), SalesImport(store).sheet(first.run)).decode("utf-8-sig")
    assert rejects_csv(first.rejects, first.sheet).decode("utf-8-sig") == bad
    once = bad.replace("999", "100").replace("1,5", "1")
    (tmp_path / "again.csv").write_text(once, encoding="utf-8-sig", newline="")
    second = read(file=tmp_path / "again.csv", mapping=SalesMapping())
    assert (second.loaded.new, second.rejected) == (2, 1)
    assert second.rejects[0].cells[:7] == WRONG[2]
    bad = rejects_csv(second.rejects, second.sheet, "nl").decode("utf-8-sig")
    assert bad.splitlines()[0].count("akkoord:") == 3
    (tmp_path / "last.csv").write_text(bad.replace("31-04-2026", "30-04-2026"), encoding="utf-8-sig", newline="")
    assert read(file=tmp_path / "last.csv", mapping=SalesMapping()).loaded.new == 1
    known = {line.id: (line.day.isoformat(), line.turnover) for line in Sales(store).lines_of(*ALWAYS)}
    assert known == {
        "a": ("2026-04-25", Decimal("1234.5")),
        "-b": ("2026-04-03", Decimal(1234)),
        "'=c": ("2026-04-04", Decimal(-1234)),
        "=d": ("2026-04-30", Decimal("-12.5")),
    }


def test_the_bad_rows_of_a_workbook_are_written_in_the_format_of_the_mapping(read, store, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(("regel", "klant", "datum", "artikel", "aantal", "betaald"))
    book.active.append((7, 999, date(2026, 7, 14), "keg30", 1.234, date(2026, 8, 1)))
    book.save(tmp_path / "a.xlsx")
    mapping = SalesMapping(numbers="nl", dates="day-month-year")
    found = read(file=tmp_path / "a.xlsx", mapping=mapping)
    bad = rejects_csv(found.rejects, found.sheet).decode("utf-8-sig")
    assert bad.splitlines()[1].startswith("7;999;14-07-2026;keg30;1,234;01-08-2026;2;")
    (tmp_path / "a.csv").write_text(bad.replace("999", "100"))
    assert read(file=tmp_path / "a.csv", mapping=SalesMapping()).loaded.new == 1
    assert Sales(store).lines_of(*ALWAYS)[0].quantity == Decimal("1.234")


def test_dates_that_a_spreadsheet_wrote_otherwise_while_mending_are_read_as_it_wrote_them(read, tmp_path):
    found = read(("1", "999", *KEG[2:]))
    bad = rejects_csv(found.rejects, found.sheet).decode("utf-8-sig").replace("999", "100")
    (tmp_path / "a.csv").write_text(bad.replace("2026-07-14", "14-7-2026").replace("2026-08-01", "1-8-2026"))
    with pytest.raises(InvalidSale, match="two ways"):
        read(file=tmp_path / "a.csv")
    (tmp_path / "a.csv").write_text(bad.replace("2026-07-14", "14-7-2026").replace("2026-08-01", "31-7-2026"))
    assert read(file=tmp_path / "a.csv").loaded.new == 1


def test_the_reason_is_in_the_words_of_the_reader(read):
    wrong = [(*KEG[:2], "31-11-2026", *KEG[3:]), (*KEG[:4], "1,5", *KEG[5:]), ("", *KEG[1:])]
    summary = read(*wrong, dry=True, language="nl")
    assert [each.reason for each in summary.rejects] == [
        "'31-11-2026' is niet te lezen als dag.",
        "Geen geheel getal voor colli: 1,5.",
        "Er ontbreekt: regelnummer.",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"packages": Decimal("1e-999999999")}, "'1E-999999999' cannot be read as packages", id="tiny"),
        pytest.param({"packages": Decimal("1e999999999")}, "'1E+999999999' cannot be read as packages", id="immense"),
        pytest.param({"quantity": Decimal("0." + "1" * 300)}, "cannot be read as quantity", id="many decimals"),
        pytest.param({"quantity": Decimal("1e9")}, "quantity is too large: 1,000,000,000.", id="a billion"),
        pytest.param({"turnover": Decimal("-1e9")}, "turnover is too large: -1,000,000,000.", id="a billion back"),
        pytest.param({"id": "S-\ud800"}, "has characters that cannot be shown", id="half a character"),
        pytest.param({"day": "9999-12-31"}, "9999-12-31 cannot be the day;", id="no day"),
        pytest.param({"paid_on": "1900-01-01"}, "1900-01-01 cannot be the day of payment;", id="no day of payment"),
    ],
)
def test_a_row_that_no_file_should_hold_is_refused_like_any_other(read, tmp_path, change, said):
    row = {"id": "1", "customer": "100", "day": "2026-07-14", "product": "keg30", "packages": 2, "turnover": 1} | change
    file = tmp_path / "odd.jsonl"
    file.write_text(re.sub(r'"#([^"]*)#"', r"\1", json.dumps(row, default=lambda number: f"#{number}#")))
    summary = read(file=file, mapping=SalesMapping())
    assert (summary.loaded.new, summary.rejected) == (0, 1)
    assert said in summary.rejects[0].reason


def test_a_revision_may_be_the_moment_of_sending(read, tmp_path):
    row = {"id": "1", "customer": "100", "day": "2026-07-14", "product": "keg30", "packages": 2}
    (tmp_path / "a.jsonl").write_text(json.dumps(row | {"revision": 20260714103059}))
    assert read(file=tmp_path / "a.jsonl", mapping=SalesMapping()).loaded.new == 1


def test_of_a_row_with_several_faults_the_first_is_said_also_where_cells_are_missing(read, store):
    good = [(str(number), *KEG[1:]) for number in range(100, 1_300)]
    rows = [*good[:600], ("1", "999", "gisteren", "?", "2,5", "1,005", ""), ("2", "100"), ("2", "100"), *good[600:]]
    summary = read(*rows)
    assert (summary.loaded.new, summary.rejected) == (1_200, 3)
    found = [(each.line, each.reason) for each in SalesImport(store).rejects(summary.run)]
    nowhere = "It is not known in which group and unit this counts."
    assert found == [(602, "There is no customer 999."), (603, nowhere), (604, nowhere)]


def test_of_a_line_that_a_file_gives_twice_the_last_holds(read, store):
    between = [(str(number), *KEG[1:]) for number in range(100, 1_300)]
    summary = read(KEG, *between, (*KEG[:4], "3", *KEG[5:]))
    assert summary.loaded == (1_201, 1, 0, 0)
    known = {line.id: line.packages for line in Sales(store).lines_of("c1", date(2026, 7, 1), date(2026, 7, 31))}
    assert (known["1"], known["100"]) == (3, 2)
    (month,) = store.find(SALE_MONTH)
    assert (month["lines"], month["quantity"]) == (1_201, 1_200 * 60_000 + 90_000)


def test_the_same_file_again_changes_nothing(read, store):
    first = read(KEG, ("3", "999", *KEG[2:]))
    assert read(KEG, ("3", "999", *KEG[2:])).loaded == (0, 0, 1, 0)
    assert (store.count(SALE_RUN), store.count(SALE_REJECT), first.rejected) == (1, 1, 1)


def test_a_trial_writes_nothing_and_tells_what_would_come_of_it(read, store):
    summary = read(KEG, CRATE, ("3", "999", *KEG[2:]), dry=True)
    assert (summary.totals.rows, summary.totals.turnover, summary.rejected) == (2, 118_450, 1)
    assert [store.count(table) for table in (SALE_LINE, SALE_MONTH, SALE_RUN, SALE_REJECT)] == [0, 0, 0, 0]


def test_the_same_sales_in_every_format_are_the_same_lines(read, tmp_path, store):
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(("1", 100, date(2026, 7, 14), "keg30", 2, 123.0, date(2026, 8, 1)))
    book.active.append(("2", 100, date(2026, 7, 15), "crate", 5, 1061.5, None))
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.tsv").write_text("\n".join("\t".join(row) for row in (HEADINGS, KEG, CRATE)))
    found = [dict(zip(HEADINGS, row, strict=True)) for row in (KEG, CRATE)]
    found[1] |= {"omzet": 1061.5}
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, found)))
    assert read(KEG, CRATE).loaded.new == 2
    for name in ("a.xlsx", "a.tsv", "a.jsonl"):
        assert read(file=tmp_path / name).loaded == (0, 0, 2, 0), name


def test_a_column_that_can_be_read_in_two_ways_is_refused_with_both_readings(read):
    with pytest.raises(InvalidSale, match=r"'1\.234' is 1,234 .*Dutch.* 1\.234 .*English") as refused:
        read((*KEG[:5], "1.234", ""), mapping=SalesMapping())
    assert "'1.234' is 1.234 als Nederlands (1.234,56), en 1,234 als Engels" in refused.value.text("nl")
    with pytest.raises(InvalidSale, match="03/04/2026"):
        read((*KEG[:2], "03/04/2026", *KEG[3:]), mapping=DUTCH)


def test_one_cell_decides_a_whole_column(read):
    summary = read((*KEG[:5], "1.234", ""), ("2", *KEG[1:5], "12,5", ""), mapping=SalesMapping())
    assert summary.formats["turnover"] == "nl"
    assert summary.totals.turnover == 124_650


def test_a_column_that_is_written_in_two_ways_is_refused():
    column = Column("omzet", dict(NUMBERS))
    column.take(["1.234,56", "1,234.56"])
    with pytest.raises(InvalidSale, match="two ways"):
        column.decided()


def test_a_cell_that_nothing_understands_says_nothing_of_its_column():
    column = Column("datum", dict(DATES))
    column.take(["onbekend", "31-12-2026"])
    assert column.decided()[0] == "day-month-year"


@pytest.mark.parametrize("name", ["sales.pdf", "sales"])
def test_an_unknown_format_is_refused_with_those_that_are_known(name):
    with pytest.raises(InvalidSale, match="csv"):
        reader_of(Path(name), BUILT_IN)


def test_a_missing_column_is_named(read):
    with pytest.raises(InvalidSale, match="klant"):
        read(("1",), headings=("regel",), mapping=SalesMapping(columns={"customer": "klant"}))


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
@pytest.mark.parametrize("place", [0, 1], ids=["in the headings", "below them"])
def test_another_encoding_is_refused_with_what_to_do(read, tmp_path, encoding, place):
    rows = [[*HEADINGS, "noot"], [*KEG, "-"]]
    rows[place][-1] = "café"
    (tmp_path / "a.csv").write_bytes("\n".join(map(";".join, rows)).encode(encoding))
    with pytest.raises(InvalidSale, match="CSV UTF-8"):
        read(file=tmp_path / "a.csv")


@pytest.mark.parametrize("cell", ['"', '"a"b', "a" * 10_001], ids=["never closed", "closed too early", "too long"])
def test_a_line_that_is_no_csv_is_refused_in_the_words_of_the_reader(read, cell):
    with pytest.raises(InvalidSale) as refused:
        read(KEG, (cell, *KEG[1:]))
    assert refused.value.text("nl").startswith("Regel 3 is niet te lezen: er ontbreekt een aanhalingsteken")


def test_headings_with_half_a_character_can_be_shown(read, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"\\ud800": 1}')
    with pytest.raises(InvalidSale, match=r"its columns are \?"):
        read(file=tmp_path / "a.jsonl", mapping=SalesMapping())


def test_a_number_that_a_sheet_computed_is_what_the_sheet_shows(read, tmp_path, store):
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(("1", 100, date(2026, 7, 14), "keg30", 2, 3 * 0.1, None))
    book.save(tmp_path / "a.xlsx")
    assert read(file=tmp_path / "a.xlsx").loaded.new == 1
    assert Sales(store).lines_of("c1", date(2026, 7, 1), date(2026, 7, 31))[0].turnover == Decimal("0.3")


def test_a_bomb_is_refused_before_it_is_opened(read, tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(InvalidSale, match="unpacks"):
        read(file=tmp_path / "bomb.xlsx")


def test_a_damaged_file_is_refused_in_a_sentence_and_nothing_lands(read, tmp_path, store):
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    whole = io.BytesIO()
    book.save(whole)
    text = "\n".join(";".join(row) for row in (HEADINGS, KEG, CRATE)).encode()
    chance = random.Random(7)
    for number in range(120):
        suffix, data = (".csv", text) if number % 3 else (".xlsx", whole.getvalue())
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        file = tmp_path / f"damaged{suffix}"
        file.write_bytes(damaged)
        with suppress(InvalidSale):  # anything else fails the test
            if suffix == ".csv":
                read(file=file, dry=True)
            else:
                refuse_bomb(file)
    assert store.count(SALE_LINE) == 0


def test_a_reader_of_a_plugin_that_fails_is_said_in_a_sentence(read, tmp_path):
    (tmp_path / "a.dlv").write_text("")
    broken = SalesReader("dlv", Words("x", "x"), (".dlv",), lambda file: [(1, ["id"]), 7][file.stat().st_size + 5])
    with pytest.raises(InvalidSale, match="IndexError"):
        read(file=tmp_path / "a.dlv", readers=(broken,))


IMPORT = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from akkoord.access import CONSOLE, Change
from akkoord.executing import sales_import
from akkoord.executing.sales_readers import BUILT_IN
from akkoord.executing.sales_mapping import SalesMapping
from akkoord.store import open_store
sales_import.AT_ONCE = 50
store = open_store(Path(sys.argv[1]))
print("on", flush=True)
sales_import.SalesImport(store).run(
    Path(sys.argv[2]), BUILT_IN[0], SalesMapping(numbers="nl"), change=Change(CONSOLE, datetime.now(UTC)))
"""


@pytest.mark.slow
def test_an_import_that_is_killed_and_run_again_loses_nothing_and_counts_nothing_twice(read, store, tmp_path):
    file = tmp_path / "many.csv"
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerows([HEADINGS, *((str(n), *KEG[1:]) for n in range(4_000))])
    chance = random.Random(1)
    for _ in range(8):
        child = subprocess.Popen(
            [sys.executable, "-c", IMPORT, str(tmp_path / "sales.sqlite"), str(file)], stdout=subprocess.PIPE
        )
        child.stdout.readline()
        try:
            child.wait(timeout=chance.random() * 0.6)
        except subprocess.TimeoutExpired:
            os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        months = store.find(SALE_MONTH)
        assert sum(int(str(row["lines"])) for row in months) == store.count(SALE_LINE)
    read(file=file)
    [month] = store.find(SALE_MONTH)
    assert (month["lines"], month["turnover"]) == (4_000, 4_000 * 12_300)
    assert (store.count(SALE_LINE), store.count(SALE_HISTORY)) == (4_000, 0)
