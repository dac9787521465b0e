"""From an empty folder to a plugin that is installed, seen and sound."""

import json
import os
import subprocess
import sys
from decimal import Decimal

import pytest

from akkoord.scaffold import CannotScaffold, FirstCase, scaffold

AKKOORD = "import sys; from akkoord.cli import main; sys.exit(main(sys.argv[1:]))"
CASE = FirstCase(Decimal(120), Decimal("300.00"))


def run(folder, site, *arguments):
    """Run Python where the plugin is installed."""
    given = {**os.environ, "PYTHONPATH": str(site), "AKKOORD_LANGUAGE": "en"}
    command = [sys.executable, *arguments]
    ended = subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("kind", "package", "offers"),
    [
        ("clause-set", "clauses_feed", "clause_sets"),
        ("pricing-rule", "rules_feed", "pricing_rules"),
        ("report", "reports_feed", "reports"),
    ],
)
def test_a_new_plugin_installs_is_seen_and_passes_its_own_tests_and_the_kit(tmp_path, kind, package, offers):
    made = scaffold(kind, "feed", tmp_path, CASE if kind == "pricing-rule" else None)
    site = tmp_path / "site"
    code, said = run(
        tmp_path, "", "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation",
        "--target", site, made,
    )  # fmt: skip
    assert code == 0, said
    code, said = run(tmp_path, site, "-c", AKKOORD, "plugins", "--json")
    listed = {info["name"]: info for info in json.loads(said)["plugins"]}
    assert listed[package]["state"] == "working"
    assert list(listed[package]["offers"]) == [offers]
    code, said = run(made, site, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert code == 0, said
    assert " passed" in said


@pytest.mark.parametrize("name", ["Feed", "feed_bonus", "", "-feed", "feed/../x"])
def test_a_name_that_is_none_is_refused(tmp_path, name):
    with pytest.raises(CannotScaffold):
        scaffold("clause-set", name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_overwritten(tmp_path):
    made = scaffold("pricing-rule", "feed", tmp_path, CASE)
    with pytest.raises(CannotScaffold):
        scaffold("pricing-rule", "feed", tmp_path, CASE)
    assert made.is_dir()


@pytest.mark.parametrize(("quantity", "amount"), [("3", "10.00"), ("0", "10.00"), ("10", "-1.00")])
def test_a_case_that_no_rate_explains_is_refused(quantity, amount):
    with pytest.raises(CannotScaffold):
        assert FirstCase(Decimal(quantity), Decimal(amount)).rate is None


def test_the_case_comes_first_and_its_rate_makes_it_come_out():
    assert CASE.rate * CASE.quantity == CASE.amount
