"""A notebook on the brewery's demonstration, at a fixed day."""

from datetime import UTC, date, datetime

import pytest
from IPython.core.interactiveshell import InteractiveShell

from akkoord.language import Words
from akkoord.notebook import open_session
from akkoord.notebook.clause_views import Clauses
from akkoord.notebook.extension import names
from akkoord.values import Period
from akkoord_rules_volume import TierPerUnit

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
TODAY = NOW.date()
TWO_YEARS = Period(date(2024, 11, 1), date(2026, 10, 31))


class Stepped(TierPerUnit, kind="stepped", label=Words(nl="Getrapte bonus", en="Stepped bonus")):
    """A rule kind as a consultant makes it in a cell: tiers under another name."""


def tiers(*pairs):
    return [{"from_qty": quantity, "rate": rate} for quantity, rate in pairs]


def stepped(*pairs, **other):
    given = {"groups": ("draught_lager", "draught_special"), "basis": "delivered_and_paid", "method": "whole"}
    return Stepped(**{**given, "prorate": "months", **other}, tiers=tiers(*pairs))


@pytest.fixture(scope="session")
def demo(demonstration):
    """The folder of the brewery's demonstration; nobody changes it."""
    return demonstration("brewery", NOW)


@pytest.fixture(scope="session")
def opened(demo):
    session = open_session(demo, TODAY)
    yield session
    session.close()


@pytest.fixture
def session(opened):
    """The session as it was opened, whatever a test tried in it."""
    yield opened
    opened.tried_kinds.clear()
    opened.tried_clauses = None
    opened.clause_texts.clear()


@pytest.fixture
def named(session):
    """What the notebook has by name."""
    return names(session)


@pytest.fixture
def contracts(named):
    return named["contracts"]


@pytest.fixture
def clauses(session):
    return Clauses(session)


@pytest.fixture
def shell(monkeypatch):
    """A shell as notebooks have, without history on disk."""
    monkeypatch.setattr("IPython.core.history.HistoryManager.enabled", False, raising=False)
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()
