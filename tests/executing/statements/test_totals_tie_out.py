"""What the report on rebates adds up to is what the statements book, to the cent; what comes is added to it."""

from datetime import date
from types import SimpleNamespace

import pytest

from akkoord.closing.contract_reading import ContractReading
from akkoord.executing.booked import BookedSums
from akkoord.executing.forecasts import Forecasts
from akkoord.reporting import Figure, KeyNumber, Note, Table
from akkoord.values import Money, Period
from akkoord_reports_rebates import Rebates

from .conftest import AT, rule, sold

YEAR, AFTER = Period(date(2026, 1, 1), date(2026, 12, 31)), date(2027, 1, 31)
HALF_WAY = date(2026, 6, 30)


@pytest.fixture
def build(store, mia):
    def built(statements, today):
        forecasts = Forecasts(store, statements.source, statements.kinds)
        people = SimpleNamespace(all=list)
        records = SimpleNamespace(
            booked=BookedSums(store), contracts=ContractReading(store), forecasts=forecasts, accounts=people
        )
        return Rebates.made(records, {"period": "2026"}, by=mia, today=today)

    return built


def test_the_report_on_rebates_ties_out_with_the_statements(agree, known, mia, build):
    contract = agree(rule())
    statements = known(sold("2026-03-01", "10"), sold("2026-05-01", "2.5"))
    (made,) = statements.draft(contract, YEAR, AFTER, by=mia, at=AT)
    assert sum(total.net.minor for total in made.totals) == 562_50
    built = build(statements, AFTER)
    assert built.sections[0].of(KeyNumber)[0].value == Money.of("562.50")
    for section in built.sections[1:]:
        (table,) = section.of(Table)
        assert Money.of("562.50") in table.total


def test_a_period_that_runs_is_expected_before_anything_was_settled(agree, known, build):
    agree(rule())
    built = build(known(sold("2026-03-01", "18.1")), HALF_WAY)
    glance, by_rule = built.sections
    assert [each.value for each in glance.of(KeyNumber)][:3] == [Money.of(0), Money.of(0), Money.of("1642.50")]
    assert len(glance.of(Note)) == 2
    assert by_rule.of(Table)[0].total[1:] == (Money.of(0), Money.of(0), Money.of("1642.50"), Money.of(0))


def test_what_was_accrued_is_not_expected_twice(agree, known, mia, build):
    contract = agree(rule())
    statements = known(sold("2026-03-01", "18.1"))
    (made,) = statements.draft(contract, YEAR, HALF_WAY, by=mia, at=AT)
    assert made.state == "accrued"
    glance = build(statements, HALF_WAY).sections[0]
    assert [each.value for each in glance.of(KeyNumber)][:3] == [Money.of("814.50"), Money.of(0), Money.of("1642.50")]
    (figure,) = glance.of(Figure)
    assert [each.values for each in figure.series] == [(Money.of(0),), (Money.of(0),), (Money.of("1642.50"),)]


def test_what_was_settled_is_no_longer_expected(agree, known, mia, build):
    contract = agree(rule(settle="quarter"))
    statements = known(sold("2026-03-01", "9"))
    quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
    statements.draft(contract, quarter, HALF_WAY, by=mia, at=AT)
    built = build(statements, date(2026, 3, 31))
    assert built.sections[0].of(Figure)[0].series[1].values == (Money.of("405.00"),)
