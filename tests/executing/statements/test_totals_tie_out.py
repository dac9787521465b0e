"""What the report on rebates adds up to is what the statements book, to the cent."""

from datetime import date
from types import SimpleNamespace

from akkoord.reporting import KeyNumber, Table
from akkoord.values import Money, Period
from akkoord_reports_rebates import Rebates

from .conftest import AT, rule, sold

YEAR, AFTER = Period(date(2026, 1, 1), date(2026, 12, 31)), date(2027, 1, 31)


def test_the_report_on_rebates_ties_out_with_the_statements(agree, known, mia):
    contract = agree(rule())
    statements = known(sold("2026-03-01", "10"), sold("2026-05-01", "2.5"))
    (made,) = statements.draft(contract, YEAR, AFTER, by=mia, at=AT)
    assert sum(total.net.minor for total in made.totals) == 562_50
    records = SimpleNamespace(statements=statements, accounts=SimpleNamespace(all=list))
    built = Rebates.made(records, {"period": "2026"}, by=mia, today=AFTER)
    assert built.sections[0].of(KeyNumber)[0].value == Money.of("562.50")
    for section in built.sections[1:]:
        (table,) = section.of(Table)
        assert Money.of("562.50") in table.total
