"""The conformance kit passes what is sound and says what is not."""

import sys

import pytest

from akkoord.testing.conformance import demands
from akkoord_rules_measures import RatioPct, RemainingMonths

HOOK = "from akkoord import hookimpl\n\n@hookimpl\ndef theme():\n    return None\n\n"


def met(package, **given):
    """Check every demand; give the names of those that are not met, with what was said."""
    failed = {}
    for demand in demands(package, **given):
        try:
            demand.met()
        except AssertionError as error:
            failed[demand.name] = str(error)
    return failed


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Write a plugin of one module, and give its name."""

    def written(name, source):
        (tmp_path / f"{name}.py").write_text(source, "utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, name, raising=False)
        return name

    return written


def test_a_sound_plugin_meets_everything():
    rules = [RatioPct.read({"numerator": "141.10", "denominator": "120"}), RemainingMonths(contract_end="2029-03-31")]
    assert met("akkoord_rules_measures", rules=rules) == {}


def test_a_kind_of_rule_without_an_example_is_named():
    said = met("akkoord_rules_measures", rules=[RemainingMonths(contract_end="2029-03-31")])
    assert "no example of ratio_pct" in said["every kind of rule is tried with an example"]


def test_a_misspelt_hook_is_named(package):
    source = "from akkoord import hookimpl\n\n@hookimpl\ndef clause_set():\n    return []\n"
    said = met(package("misspelt_kit", source))
    assert "clause_set" in said["it loads alone, with its hooks spelt right"]


@pytest.mark.parametrize(
    ("line", "demand"),
    [
        ("import sqlite3", "it goes past no store"),
        ("from pysqlite3 import connect", "it goes past no store"),
        ("import urllib.request", "it opens no connection"),
    ],
)
def test_a_plugin_that_goes_round_akkoord_is_refused(package, line, demand):
    name = "round_kit_" + line.split()[1].partition(".")[0]
    source = HOOK + f"def later():\n    {line}\n"
    assert list(met(package(name, source))) == [demand]


def test_the_module_of_an_entry_point_may_be_the_package_itself(package):
    assert met(package("alone_kit", HOOK)) == {}
