"""Reports are built ahead of whoever opens them: after a night and after an import, and never in the way of one."""

import time
from datetime import date

import pytest

from akkoord import Words
from akkoord.reporting import Report
from akkoord.reporting.warming import Warming

TODAY, TOMORROW = date(2026, 11, 2), date(2026, 11, 3)


class Sold:
    """Sales that change, on a day that goes by."""

    def __init__(self):
        self.changes, self.today = 1, TODAY


@pytest.fixture
def built():
    return []


@pytest.fixture
def sold():
    return Sold()


@pytest.fixture
def warming(built, sold):
    class Broken(Report, name="broken", title=Words(nl="Stuk", en="Broken"), about=Words(nl="Stuk", en="Broken")):
        def build(self, reading):
            raise ValueError(reading.today.isoformat())

    class Counted(Report, name="counted", title=Words(nl="Geteld", en="Counted"), about=Words(nl="Iets", en="Some")):
        def build(self, reading):
            built.append((reading.today, reading.owner))
            return ()

    reports = {"broken": Broken, "counted": Counted}
    return Warming(object(), lambda: reports, changes=lambda: sold.changes, today=lambda: sold.today)


def test_they_are_built_once_for_a_day_and_what_was_sold(warming, built, caplog):
    assert [warming.look() for _ in range(4)] == [False, True, False, False]
    assert built == [(TODAY, None)]
    assert "broken" in caplog.text


def test_they_are_built_again_on_another_day_and_after_an_import_that_is_over(warming, built, sold):
    warming.look(), warming.look()
    sold.changes += 1
    assert warming.look() is False
    sold.changes += 1
    assert warming.look() is False
    assert warming.look() is True
    sold.today = TOMORROW
    assert [warming.look(), warming.look()] == [False, True]
    assert [day for day, _ in built] == [TODAY, TODAY, TOMORROW]


def test_a_thread_looks_until_it_is_stopped(warming, built):
    warming.start()
    deadline = time.monotonic() + 20
    while not built and time.monotonic() < deadline:
        time.sleep(0.01)
    warming.stop()
    assert built == [(TODAY, None)]
