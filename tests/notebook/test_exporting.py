"""Handing over: what was tried in a notebook becomes a plugin that computes the same."""

import json
import subprocess
import sys
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from akkoord.closing.clause_file import read_clause
from akkoord.closing.set_checks import check_clauses
from akkoord.facts import Questions
from akkoord.language import Words
from akkoord.notebook import CannotExport, backtest, export_clauses, export_plugin, export_report
from akkoord.notebook.exporting.sources import source_of
from akkoord.notebook.exporting.stubs import clause_stub, question_stub
from akkoord.plugins import Plugins
from akkoord.reporting import Note, Report, Section
from akkoord.testing import FakeClock
from akkoord_rules_volume import PerUnit
from tests.notebook.conftest import TWO_YEARS, Stepped, stepped

LONGER = "\n---\nPartijen bespreken ieder jaar de afname.\n\n"


KINDS = Plugins.load(clock=FakeClock()).rule_kinds


class Hello(Report, name="hello", title=Words(nl="Dag", en="Hello"), about=Words(nl="Groet.", en="Greets.")):
    """A report as a consultant makes it in a cell."""

    def build(self, reading):
        """Say over which days it is."""
        yield Section(self.title, (Note(Words(nl="Dag", en=f"Hello {reading.chosen.period.first}")),))


@pytest.fixture
def tested(contracts):
    return backtest(stepped((100, "6.00"), (200, "9.00")), contracts.where(rule="tier_per_unit"), TWO_YEARS)


def own_tests(exported):
    """Run the tests that a plugin brings along, from its folder and not installed."""
    code = f"import sys; sys.path.insert(0, {str(exported.folder / 'src')!r}); import pytest; sys.exit(pytest.main(["
    code += "'-q', '-p', 'no:cacheprovider', '--rootdir', '.', 'tests']))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=exported.folder, capture_output=True, text=True, check=False
    )


def test_a_rule_is_written_with_its_class_cases_and_the_kit_and_passes_its_own_tests(tested, tmp_path):
    exported = export_plugin(Stepped, tested, name="stepped-bonus", folder=tmp_path)
    assert exported.cases > 1
    rule = (exported.folder / "src/akkoord_rules_stepped_bonus/rule.py").read_text()
    assert 'class Stepped(TierPerUnit, kind="stepped"' in rule
    assert "from akkoord_rules_volume import TierPerUnit" in rule
    ran = own_tests(exported)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_cases_hold_what_the_backtest_came_to(tested, tmp_path):
    exported = export_plugin(Stepped, tested, name="stepped-bonus", folder=tmp_path)
    cases = json.loads((exported.folder / "tests/cases.json").read_text())["cases"]
    amounts = {(tested.contracts[each.contract].number.lower(), each.last.year): each.tried for each in tested.ran}
    for case in cases:
        number, _, year = case["id"].rpartition("-")
        (line,) = case["settlements"][0]["lines"]
        assert line["expected"]["amount"].replace(".", "") == str(amounts[(number, int(year))]).zfill(3)


def test_without_a_case_nothing_is_handed_over(contracts, tested, tmp_path):
    with pytest.raises(CannotExport, match="at least one case"):
        export_plugin(PerUnit, tested, name="other", folder=tmp_path)
    with pytest.raises(CannotExport, match="at least one case"):
        export_clauses(_clauses(contracts), name="other", folder=tmp_path)
    with pytest.raises(CannotExport, match="at least one case"):
        export_report(Hello, None, name="other", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def _clauses(contracts):
    from akkoord.notebook.clause_views import Clauses

    return Clauses(contracts.session)


@pytest.mark.parametrize("name", ["Stepped", "a b", "-", ""])
def test_a_name_that_is_none_is_refused(tested, tmp_path, name):
    with pytest.raises(CannotExport, match="is no name"):
        export_plugin(Stepped, tested, name=name, folder=tmp_path)


def test_what_is_there_already_is_not_overwritten(tested, tmp_path):
    export_plugin(Stepped, tested, name="twice", folder=tmp_path)
    with pytest.raises(CannotExport, match="there already"):
        export_plugin(Stepped, tested, name="twice", folder=tmp_path)


def test_a_class_of_a_cell_takes_along_what_other_cells_define_and_nothing_else(shell):
    shell.run_cell("import math\nfrom fractions import Fraction as F\nUNUSED = 1", store_history=True)
    shell.run_cell("BASE = 3\ndef half(x):\n    return F(x, 2) + BASE", store_history=True)
    shell.run_cell("%time 1\nclass Tried:\n    def value(self, y):\n        return half(y)", store_history=True)
    source = source_of(shell.user_ns["Tried"], "Tried out.").text
    assert source.startswith('"""Tried out."""\n\nfrom fractions import Fraction as F\n')
    assert "BASE = 3" in source
    assert "import math" not in source
    assert "UNUSED" not in source
    made = {}
    exec(compile(source, "tried", "exec"), made)
    assert made["Tried"]().value(4) == 5


def test_a_name_that_no_cell_defines_is_named(shell):
    shell.user_ns["secret"] = 4
    shell.run_cell("class Tried:\n    def value(self):\n        return secret", store_history=True)
    with pytest.raises(CannotExport, match="secret"):
        source_of(shell.user_ns["Tried"], "")


@pytest.mark.parametrize("kind", [*KINDS.values()], ids=[*KINDS])
def test_the_clause_that_is_begun_prints_every_parameter_and_fits_its_questions(kind, tmp_path):
    (tmp_path / "questions.py").write_text(question_stub(kind))
    spec = spec_from_file_location("questions_stub", tmp_path / "questions.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    group = next(each for each in vars(module).values() if getattr(each, "about__", None) is not None)
    clause, problems = read_clause(clause_stub(kind), "stub.md")
    assert problems == ()
    assert check_clauses([clause], Questions([group])) == ()
    assert all(f"{kind.kind}.{question.key}" in clause.body for question in kind.questions())


def test_edited_clauses_are_written_as_a_set_of_their_own_that_composes_the_same(clauses, contracts, tmp_path):
    tried = clauses.compose(contracts[0])
    text = files("akkoord_clauses_brewery").joinpath("clauses", "a-term-fixed.md").read_text(encoding="utf-8")
    clauses.edit(text.replace("\n---\n", LONGER, 1))
    exported = export_clauses(clauses, tried, name="brewery-yearly", folder=tmp_path)
    written = exported.folder / "src/akkoord_clauses_brewery_yearly/clauses"
    assert [file.name for file in written.iterdir()] == ["a-term-fixed.md"]
    ran = own_tests(exported)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_set_without_an_edited_clause_is_not_handed_over(clauses, contracts, tmp_path):
    with pytest.raises(CannotExport, match="No clause was edited"):
        export_clauses(clauses, clauses.compose(contracts[0]), name="same", folder=tmp_path)


def test_a_report_is_written_and_made_of_what_was_chosen(named, tmp_path):
    exported = export_report(Hello, named["reports"], {"period": "2026-Q3"}, name="hello", folder=tmp_path)
    ran = own_tests(exported)
    assert ran.returncode == 0, ran.stdout + ran.stderr
