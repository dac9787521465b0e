"""The log: one line an event, in UTC, with what belongs to it and nothing about people."""

import io
import logging
import re

import pytest

from akkoord.logs import write_log


@pytest.fixture
def log():
    """A logger of Akkoord, and what it wrote."""
    logger = logging.getLogger("akkoord")
    before = (logger.handlers, logger.level, logger.propagate)
    stream = io.StringIO()
    write_log(stream)
    yield logging.getLogger("akkoord.plugins"), stream
    logger.handlers, logger.level, logger.propagate = before


def test_an_event_is_one_line_with_its_moment_in_utc(log):
    logger, stream = log
    logger.warning("it\nbroke", extra={"plugin": "crm", "hook": "on_event", "count": 2})
    line = stream.getvalue()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warning akkoord\.plugins it broke plugin=crm hook=on_event count=2\n",
        line,
    )


def test_what_is_not_on_the_list_is_not_written(log):
    logger, stream = log
    logger.warning("it broke", extra={"customer": "Jansen"})
    assert "Jansen" not in stream.getvalue()


def test_of_an_exception_its_kind_and_places_are_written_but_not_what_it_says(log):
    logger, stream = log
    try:
        int("Jansen owes 300")
    except ValueError:
        logger.exception("it broke")
    assert " it broke error=ValueError trace=test_logs.py:" in stream.getvalue()
    assert "Jansen" not in stream.getvalue()


def test_setting_it_up_twice_does_not_write_twice(log):
    logger, stream = log
    write_log(stream)
    logger.warning("once")
    assert stream.getvalue().count("once") == 1


def test_other_packages_write_to_it_when_asked(log):
    _, stream = log
    web = logging.getLogger("akkoord_web")
    before = (web.handlers, web.level, web.propagate)
    write_log(stream, packages=("akkoord", "akkoord_web"))
    web.info("served")
    web.handlers, web.level, web.propagate = before
    assert " info akkoord_web served\n" in stream.getvalue()
