"""The fixtures that authors of plugins get."""

from datetime import timedelta

import pytest

from akkoord.closing import ClauseSetError
from akkoord.facts import Place, Problem
from akkoord.language import Message
from akkoord.testing import NOON, cleaning


def test_the_clock_stands_still_until_told(clock):
    assert clock() == clock() == NOON
    assert clock.advance(timedelta(days=1)) == clock() == NOON + timedelta(days=1)


def test_the_workspace_is_a_real_one_with_the_small_clause_set(workspace, small_clause_set):
    assert workspace.clause_set is small_clause_set
    assert workspace.store.check() == []


def test_a_sound_plugin_gives_its_clause_set(clause_set_loads, small_clause_set):
    assert clause_set_loads(cleaning) is small_clause_set
    assert clause_set_loads(cleaning, "cleaning") is small_clause_set


def test_a_name_that_is_not_offered_fails(clause_set_loads):
    with pytest.raises(AssertionError, match="the plugin offers cleaning; expected gardening"):
        clause_set_loads(cleaning, "gardening")


def test_everything_that_is_wrong_is_said_with_file_and_line(clause_set_loads):
    from akkoord import hookimpl

    class Plugin:
        @staticmethod
        @hookimpl
        def clause_sets():
            raise ClauseSetError("x", [Problem(Place("a.md", line), Message("wrong")) for line in (3, 7)])

    with pytest.raises(AssertionError, match=r"(?s)a\.md:3: wrong.*a\.md:7: wrong"):
        clause_set_loads(Plugin)


def test_pytest_loads_nothing_of_akkoord_but_the_fixtures(pytester_free_process):
    assert pytester_free_process == {"akkoord", "akkoord.testing"}


@pytest.fixture
def pytester_free_process():
    """What of Akkoord is imported when pytest has found its plugins."""
    import subprocess
    import sys

    code = "import sys, akkoord.testing; print(*(m for m in sys.modules if m.startswith('akkoord')))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
