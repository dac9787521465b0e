"""What statements book is added up as their totals say, and read anew only when a statement changed."""

from datetime import date

import pytest

from akkoord.executing.booked import BookedSums, added_up
from akkoord.values import Period

from .conftest import AT, rule, sold

YEAR, AFTER = Period(date(2026, 1, 1), date(2026, 12, 31)), date(2027, 1, 31)
LATER = date(2027, 3, 1)


@pytest.fixture
def found(store):
    sums = BookedSums(store)

    def booked(owner=None):
        return [each for each, _ in sums.ending(YEAR.first, YEAR.last, owner=owner)]

    return booked


def nets(statement):
    return {way: sum(one.net.minor for one in statement.totals if one.direction == way)
            for way in ("payable", "receivable")}  # fmt: skip


def test_each_direction_comes_to_what_the_totals_of_the_statement_say(agree, known, mia, found):
    contract = agree(rule(), rule("rent", "each", direction="receivable", parameters={"groups": ["beer"], "rate": "2"}))
    (made,) = known(sold("2026-03-01", "10")).draft(contract, YEAR, AFTER, by=mia, at=AT)
    (each,) = found()
    assert {"payable": each.to.minor, "receivable": each.back.minor} == nets(made)
    assert added_up([each]) == {("each", "payable"): each.to.minor, ("each", "receivable"): each.back.minor}


def test_a_correction_that_takes_back_goes_the_other_way(agree, known, mia, max_, found):
    contract = agree(rule())
    first = known(sold("2026-03-01", "10"))
    (made,) = first.draft(contract, YEAR, AFTER, by=mia, at=AT)
    posted = first.post(first.approve(made, by=max_, at=AT), by=max_, at=AT)
    returned = known(sold("2026-03-01", "10"), sold("2026-12-30", "-4", line="r"))
    correction = returned.correct(posted, LATER, by=mia, at=AT)
    last = next(each for each in found() if not each.is_booked)
    assert (last.to.minor, last.back.minor) == (0, nets(correction)["receivable"])
    assert last.back.minor == 180_00


def test_what_changes_is_read_anew(agree, known, mia, found):
    contract = agree(rule())
    known(sold("2026-03-01", "10")).draft(contract, YEAR, AFTER, by=mia, at=AT)
    before = found()
    assert found()[0] is before[0]
    known(sold("2026-03-01", "12")).draft(contract, YEAR, AFTER, by=mia, at=AT)
    assert found()[0].to.minor == before[0].to.minor + 90_00


def test_an_account_manager_gets_the_own_ones(agree, known, mia, found):
    contract = agree(rule())
    known(sold("2026-03-01", "10")).draft(contract, YEAR, AFTER, by=mia, at=AT)
    assert found("anna") == found()
    assert found("bram") == []
