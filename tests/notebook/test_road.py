"""The whole road: notebook, backtest, export, pip install, a proposal of the demonstration, the same settlement."""

import json
import shutil
import subprocess
import sys
import sysconfig
from importlib.resources import files
from pathlib import Path

import pytest

CELLS = (
    "%load_ext akkoord",
    """
from datetime import date
from akkoord.language import Words
from akkoord.notebook import backtest, export_clauses, export_plugin
from akkoord.values import Period
from akkoord_rules_volume import TierPerUnit
""",
    """
class Stepped(TierPerUnit, kind="stepped", label=Words(nl="Getrapte bonus", en="Stepped bonus")):
    '''A bonus in steps that is rounded up to whole units of the quantity.'''

    def lines(self, counted):
        '''Give five euros on top of what the tiers make.'''
        for line in super().lines(counted):
            yield replace(line, amount=line.amount + EXTRA)
""",
    "from dataclasses import replace\nEXTRA = 5",
    """
by_id = {each.contract: each for each in contracts.agreements}
with_tiers = contracts.where(rule="tier_per_unit")

def same_tiers(contract):
    rule = next(one for one in by_id[contract.id].rules if one.kind == "tier_per_unit")
    return Stepped.read(rule.parameters)

tested = backtest(same_tiers, with_tiers, Period(date(2024, 11, 1), date(2026, 10, 31)))
""",
)


@pytest.fixture
def fresh(tmp_path):
    """A new environment in which what is installed here can be imported, and nothing of the notebook."""
    environment = tmp_path / "fresh"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    site = next((environment / "lib").iterdir()) / "site-packages"
    (site / "here.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")
    return environment / "bin" / "python"


def run(python, *arguments):
    done = subprocess.run([python, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_a_notebook_found_is_what_the_installed_plugin_settles(shell, demo, tmp_path, fresh, monkeypatch):
    folder = tmp_path / "client"
    shutil.copytree(demo, folder)
    monkeypatch.chdir(folder)
    for cell in CELLS:
        shell.run_cell(cell, store_history=True).raise_error()
    tested = shell.user_ns["tested"]
    best = max(tested.done, key=lambda each: each.tried)
    assert best.tried > best.in_force > 0
    contract = tested.contracts[best.contract]

    shell.user_ns["clauses"].compose(contract)
    text = files("akkoord_clauses_brewery").joinpath("clauses", "a-tier-bonus.md").read_text(encoding="utf-8")
    shell.run_cell_magic("clause", "", text.replace("kind: tier_per_unit", "kind: stepped"))
    shell.run_cell("tried = clauses.compose(contracts[0])").raise_error()
    for call in (
        f"rule = export_plugin(Stepped, tested, name='stepped', folder={str(tmp_path)!r})",
        f"texts = export_clauses(clauses, tried, name='brewery-stepped', folder={str(tmp_path)!r})",
    ):
        shell.run_cell(call).raise_error()
    exported = [shell.user_ns["rule"].folder, shell.user_ns["texts"].folder]
    shell.run_line_magic("unload_ext", "akkoord")

    run(fresh, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", *exported)
    settings = folder / "akkoord.toml"
    settings.write_text(settings.read_text().replace('clause_set = "brewery"', 'clause_set = "brewery-stepped"'))
    told = json.loads(run(fresh, Path(__file__).with_name("road.py"), folder, contract.number, best.first, best.last))
    assert told["set"] == "brewery-stepped"
    assert [amount.replace(".", "") for amount in told["amounts"]] == [str(best.tried)]
