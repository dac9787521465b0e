"""Cases that others wrote down, replayed on Akkoord: `--cases FILE`, else the samples that stand beside the tests."""

import json
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"
SHAPES = {"third_party": "rule_kind"}
"""What the cases of a kind have, and those of other kinds do not."""


def pytest_addoption(parser):
    parser.addoption("--cases", type=Path, help="a file of cases to replay instead of the samples of its kind")


def cases_of(config, kind):
    """Give the cases of the file that was asked for, else of the sample of this kind."""
    given = config.getoption("--cases", default=None)
    path = given or SAMPLES / f"{kind}.json"
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    cases = found["cases"] if isinstance(found, dict) else found
    # A file may be of another kind, whose cases have another shape; they are for other tests.
    is_ours = isinstance(cases, list) and any(SHAPES.get(kind, "id") in case for case in cases)
    return cases if is_ours else []


def pytest_generate_tests(metafunc):
    """Give a test with an argument `<kind>_case` every case of its kind, by id."""
    for name in metafunc.fixturenames:
        if name.endswith("_case"):
            kind = name.removesuffix("_case")
            cases = cases_of(metafunc.config, kind)
            metafunc.parametrize(name, [pytest.param(case, id=str(case.get("id", n))) for n, case in enumerate(cases)])
