"""`make bench` works: every group measures and finds what it measures right. How long it took is nobody's concern."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main

ROOT = Path(__file__).parents[2]


def slow(*groups):
    return [pytest.param(group, marks=pytest.mark.slow) for group in groups]


QUICK = ["contract", "customers", "sales", "settling", "reports"]


@pytest.mark.parametrize("group", [*QUICK, *slow("backtesting", "printing", "writing")])
def test_a_group_measures_and_prints_its_figures(tmp_path, group, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--small", "--cache", str(tmp_path), group])
    main()
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if re.search(r" (within|OVER|busy)$", line)], said


def test_a_group_that_is_not_there_is_refused(tmp_path):
    command = [sys.executable, "-m", "tests.benchmarks", "--cache", str(tmp_path), "speed"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    known = "contract, printing, writing, customers, sales, settling, backtesting, reports"
    assert f"there is no group speed; there are {known}" in done.stderr
