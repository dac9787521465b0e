"""What reports add up to is what statements, contracts and the journal hold, one by one, whatever happened.

It is asked of every demonstration and of workspaces made up by chance; what it is compared with is read from the rows
themselves, without anything that reports use.
"""

import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from importlib.metadata import entry_points

import pytest

from akkoord.access import CONSOLE
from akkoord.reporting import Figure, KeyNumber, Table
from akkoord.store import STATEMENT, TERMINATION, Span
from akkoord.testing import FakeClock
from akkoord.values import Money, Period, total
from akkoord.workspace import Workspace
from tests.reporting.made_up import make_up

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
TODAY, YEAR = NOW.date(), Period(date(2026, 1, 1), date(2026, 12, 31))
DEMOS = {point.name for point in entry_points(group="akkoord.demos")}
FEW, MANY = 10, 150
NOTHING = Money.of(0)
OPPOSITE = {"payable": "receivable", "receivable": "payable"}


@pytest.fixture(
    scope="module",
    params=[
        *sorted(DEMOS),
        *(pytest.param(seed, id=f"made up {seed}", marks=() if seed < FEW else pytest.mark.slow)
          for seed in range(MANY)),
    ],
)  # fmt: skip
def lived(request, tmp_path_factory, demonstration):
    """A demonstration, or a workspace made up by chance."""
    if request.param in DEMOS:
        folder = demonstration(request.param, NOW)
    else:
        folder = tmp_path_factory.mktemp("every") / "lived"
        make_up(folder, request.param, NOW)
    with Workspace.open(folder, clock=FakeClock(NOW)) as opened:
        yield opened
    shutil.rmtree(folder)


@pytest.fixture
def numbers(lived):
    """Give the key numbers of a report by label, and its tables by title."""

    def of(name, period="2026", **typed):
        built = lived.plugins.reports[name].made(lived, {"period": period, **typed}, by=CONSOLE, today=TODAY)
        parts = [part for section in built.sections for part in section.parts]
        keys = {part.label.nl: part.value for part in parts if isinstance(part, KeyNumber)}
        return keys, {part.title.nl: part for part in parts if isinstance(part, Table | Figure)}

    return of


def journalled(workspace, table, kind):
    """Count the entries of a kind in the journal of one sort of thing, from the first to the last."""
    found, seq = [], 0
    while entries := workspace.store.since(seq, limit=1_000):
        found += [entry for entry in entries if entry.kind == kind and entry.stream.startswith(f"{table}:")]
        seq = entries[-1].seq
    return found


def settled(workspace, table=STATEMENT):
    """Read the rows of the statements over periods that end in the year."""
    days = Span(YEAR.first.isoformat(), YEAR.last.isoformat())
    return list(workspace.store.find(table, where={"last": days}))


def sums(rows):
    """Add up what statements book: a group of lines that comes to less than nothing goes the other way."""
    added = Counter(dict.fromkeys(OPPOSITE, 0))
    for row in rows:
        body, groups = json.loads(row["body"]), Counter()
        for sign, position in ((1, body["full"]), (-1, body["booked"])):
            for way, treatment, rate, net, _ in position["groups"]:
                groups[way, treatment, rate] += sign * net
        for (way, *_), net in groups.items():
            added[way if net >= 0 else OPPOSITE[way]] += abs(net)
    return added


def test_rebates_are_the_sum_of_the_statements(lived, numbers):
    rows = settled(lived)
    keys, tables = numbers("rebates")
    by = sums(rows)
    assert (keys.get("Aan klanten", NOTHING).minor, keys.get("Van klanten", NOTHING).minor) == (
        by["payable"],
        by["receivable"],
    )
    if rows:
        both = [by["payable"], by["receivable"]]
        assert [amount.minor for amount in tables["Naar regel"].total[1:3]] == both
        for title, places in (("Naar regel", (1, 2)), ("Afrekeningen", (4, 5))):
            columns = [[getattr(row[place], "value", row[place]) for row in tables[title].rows] for place in places]
            assert [total(column).minor for column in columns] == both, title


def test_what_is_posted_is_what_the_journal_says_was_posted(lived, numbers):
    keys, tables = numbers("rebates")
    posted = {entry.stream.partition(":")[2] for entry in journalled(lived, "statement", "posted")}
    within = [row for row in settled(lived) if row["id"] in posted]
    assert keys.get("Geboekt", 0) == len(within)
    if within:
        series = {each.name.nl: each.values for each in tables["Verwacht aan klanten, naar accountmanager"].series}
        assert total(series["Geboekt"]).minor == sums(within)["payable"]


def test_what_is_forecast_is_what_was_settled_and_what_running_periods_come_to(lived, numbers):
    statements = [row for row in settled(lived) if row["state"] != "accrued"]
    done = {(row["contract"], row["settled"], date.fromisoformat(row["first"])) for row in statements}
    contracts = [contract for contract, _ in lived.contracts.all()]
    ahead = [each for some in lived.forecasts.coming(contracts, YEAR, TODAY).values() for each in some]
    lines = [line for each in ahead if (each.contract, each.settled, each.period.first) not in done
             for line in each.lines if line.charged and line.direction == "payable"]  # fmt: skip
    expected = sums(statements)["payable"] + total(line.amount for line in lines).minor
    keys, tables = numbers("rebates")
    assert keys.get("Verwacht aan klanten", NOTHING).minor == expected
    if keys:
        assert tables["Naar regel"].total[3].minor == expected


def test_a_shortfall_in_utilisation_is_the_line_that_its_statement_will_have(lived, numbers):
    contracts = [contract for contract, _ in lived.contracts.all()]
    standing = lived.forecasts.progress(contracts, TODAY)
    found = [each for some in standing.values() for each in some]
    keys, tables = numbers("utilisation")
    assert keys.get("Verwacht tekort", NOTHING) == total(each.shortfall for each in found)
    assert keys.get("Blijft liggen", NOTHING) == total(each.unclaimed for each in found)
    for title, place in (("Toezeggingen", "Verwacht tekort"), ("Bonussen", "Blijft liggen")):
        if title in tables:
            assert total(row[-1].value for row in tables[title].rows) == tables[title].total[-1] == keys[place]
    for key, some in standing.items():
        for each in some:
            ends = Period(each.period.last, each.period.last)
            (contract,) = [one for one in contracts if one.id == key]
            ahead = lived.forecasts.coming([contract], ends, TODAY).get(key, ())
            lines = [line for one in ahead if one.period == each.period for line in one.lines]
            ours = [line.amount for line in lines if line.id.partition(":")[0] == each.rule.line]
            assert not ours or total(ours) == each.at_end


def test_the_portfolio_counts_every_contract_once(lived, numbers):
    found = [contract for contract, _ in lived.contracts.all()]
    keys, tables = numbers("portfolio")
    if not found:
        assert not keys
        return
    assert keys["Lopende contracten"] == sum(1 for one in found if one.is_binding)
    assert sum(tables["Contracten naar stand"].series[0].values) == len(found)
    begun = [one for one in found if one.commencement in YEAR and not one.is_changeable]
    assert keys["Ingegaan in de periode"] == len(begun)


def test_deviations_count_the_contracts_that_the_journal_saw_made(lived, numbers):
    made = {entry.stream.partition(":")[2] for entry in journalled(lived, "contract", "made")}
    found = [one for one, _ in lived.contracts.all() if one.made_on in YEAR and one.state != "withdrawn"]
    keys, _ = numbers("deviations")
    assert keys.get("Contracten gemaakt", 0) == len(found)
    assert {one.id for one in found if one.amends is None} <= made
    assert keys.get("Met eigen tekst", 0) == sum(1 for one in found if one.own_texts)


def test_deadlines_are_those_of_the_dossiers(lived, numbers):
    found = lived.deadlines.near(TODAY, 90, by=CONSOLE)
    keys, tables = numbers("deadlines")
    assert keys.get("Te laat", 0) + keys.get("Binnen 90 dagen", 0) == len(found)
    assert sum(len(tables[name].rows) for name in ("Te laat", "Komt eraan") if name in tables) == len(found)


def test_terminations_are_those_that_the_journal_saw_take_effect(lived, numbers):
    done = Counter(entry.stream for entry in journalled(lived, "termination", "termination_effective"))
    days = Span(YEAR.first.isoformat(), YEAR.last.isoformat())
    rows = lived.store.find(TERMINATION, where={"effective": days})
    effective = [row for row in rows if row["state"] == "effective"]
    keys, tables = numbers("terminations")
    assert keys.get("Beëindigd", 0) == len(effective)
    assert all(done[f"termination:{row['id']}"] == 1 for row in effective)
    assert keys.get("Gepland", 0) == sum(1 for row in rows if row["state"] in {"planned", "waiting"})
    if keys:
        ended = {row["statement"] for row in effective}
        by = sums([row for row in lived.store.find(STATEMENT) if row["id"] in ended])
        assert {keys["Aan klanten"].minor, *tables["Redenen"].total[4:]} == {by["payable"], keys["Aan klanten"]}
        assert {keys["Van klanten"].minor, *tables["Redenen"].total[3:4]} == {by["receivable"], keys["Van klanten"]}
        assert sum(row[1] for row in tables["Redenen"].rows) == len(tables["Beëindigingen"].rows)


def test_the_parts_of_account_managers_add_up_to_the_whole(lived):
    people = [one for one in lived.accounts.all() if one.role == "account_manager"]
    parts = [lived.booked.ending(YEAR.first, YEAR.last, owner=one.id) for one in people]
    whole = [pair for pair in lived.booked.ending(YEAR.first, YEAR.last) if pair[1].owner is not None]
    assert total(each.to for part in parts for each, _ in part) == total(each.to for each, _ in whole)
    assert sorted(each.id for part in parts for each, _ in part) == sorted(each.id for each, _ in whole)


@pytest.mark.parametrize(
    ("report", "label"),
    [
        pytest.param("rebates", "Aan klanten", id="rebates"),
        pytest.param("portfolio", "Lopende contracten", id="portfolio"),
        pytest.param("utilisation", "Verwacht tekort", id="utilisation"),
        pytest.param("deadlines", "Binnen 90 dagen", id="deadlines"),
        pytest.param("terminations", "Beëindigd", id="terminations"),
        pytest.param("deviations", "Contracten gemaakt", id="deviations"),
    ],
)
def test_a_team_is_its_account_managers(lived, numbers, report, label):
    for team in lived.accounts.teams():
        (login,) = (one.login for one in lived.accounts.all() if one.team == team)
        of_team, own = (numbers(report, **typed)[0] for typed in ({"team": team}, {"account_manager": login}))
        assert of_team == own
        if own:
            assert label in own
