"""Measure how fast the brewery's contract is composed while somebody changes its answers."""

import copy
import json
import runpy
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

from akkoord.access import CONSOLE
from akkoord.closing import OwnText
from akkoord.closing.assembling import House, Preview, composed
from akkoord.dossier import Party, Person
from akkoord.facts import Facts
from akkoord.testing import NOON, FakeClock
from akkoord.testing.contracts import readable
from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo.cast import settings
from akkoord_web import create_app
from akkoord_web.testing import Browser
from tests.benchmarks.measuring import MILLI, Measure, Scale, each, in_turn, require

ROOT: Final = Path(__file__).parents[2]
GOLDEN: Final = ROOT / "plugins/clause_sets/brewery/tests"
RECOMPOSITION: Final = 25 * MILLI
CONDITIONS: Final = 0.3 * MILLI
CALCULATION: Final = 50 * MILLI


class Fullest:
    """The brewery's fullest golden contract: its answers, its own texts, and how it reads."""

    def __init__(self) -> None:
        kit = runpy.run_path(str(GOLDEN / "conftest.py"))
        self.clause_set = kit["BREWERY"]
        self.text = (GOLDEN / "golden/everything.txt").read_text(encoding="utf-8")
        self.readable: Callable[[str], str] = readable
        self.cafe: Mapping[str, Any] = kit["CAFE"]
        self._standing = kit["STANDING"]
        self.answers: dict[str, Any] = json.loads((GOLDEN / "golden/everything.json").read_text("utf-8"))
        self.own_texts = tuple(OwnText(**one) for one in self.answers.pop("own_texts"))

    def facts(self, answers: Mapping[str, object]) -> Facts:
        """Merge what is recorded, as a request does."""
        questions = self.clause_set.questions
        return Facts.merge(questions, questions.defaults(), self._standing, self.cafe, answers)

    def html(self, house: House, answers: Mapping[str, object]) -> str:
        """Recompose the contract: from nested facts to the HTML of the whole."""
        return str(self.composed(house, answers).document.html)

    def composed(self, house: House, answers: Mapping[str, object]) -> Preview:
        """Compose the contract of these answers."""
        return composed(house, self.facts(answers), self.own_texts)

    def changed(self) -> Sequence[Mapping[str, object]]:
        """Give the answers as they are, and as they are after each of some changes that somebody might try."""
        changes = (
            ("investment", "amount", "17500"),
            ("term", "months", 48),
            ("commitment", "annual_hl", "135.5"),
            ("tier_bonus", "enabled", False),
            ("term", "kind", "indefinite"),
            ("guarantee", "enabled", False),
            ("loan", "interest_pct", "3.25"),
        )
        return [self.answers, *(_with(self.answers, *change) for change in changes)]


def measures(scale: Scale) -> Iterator[Measure]:
    """Measure conditions, recomposition, and the same as the tablet asks for it."""
    fullest = Fullest()
    with tempfile.TemporaryDirectory() as folder, _workspace(Path(folder)) as workspace:
        yield _conditions(fullest, scale)
        yield _recomposition(fullest, workspace.house, scale)
        yield from _on_the_tablet(fullest, workspace, scale)


def _workspace(folder: Path) -> Workspace:
    return Workspace.create(folder / "workspace", settings(), clock=FakeClock())


def _conditions(fullest: Fullest, scale: Scale) -> Measure:
    """Answer every condition of the set: of its clauses and of its validations."""
    clause_set = fullest.clause_set
    conditions = [item.when for item in (*clause_set.clauses, *clause_set.validations)]
    compositions = [fullest.composed(House(clause_set), answers).composition for answers in fullest.changed()]
    variants = [composition.facts for composition in compositions]
    for composition in compositions:
        reasons = composition.selection.reasons
        holding = {clause.id for clause in clause_set.clauses if clause.when.holds(composition.facts)}
        require(holding == {one for one in reasons if reasons[one].holds}, "these conditions hold")

    def answer_all(facts: Facts) -> list[bool]:
        return [condition.holds(facts) for condition in conditions]

    # Facts that come from a form are first brought into the shape in which conditions compare: that is counted too.
    fresh = (partial(answer_all, facts.with_({})) for facts in islice(cycle(variants), scale.rounds))
    what = f"conditions: {len(clause_set.clauses)} clauses and {len(clause_set.validations)} validations"
    return Measure(what, each(fresh), CONDITIONS)


def _recomposition(fullest: Fullest, house: House, scale: Scale) -> Measure:
    """Recompose the whole contract after every change of an answer."""
    variants = fullest.changed()
    first = [fullest.html(house, answers) for answers in variants]
    require(len(set(first)) == len(first), "every change shows")
    require(fullest.readable(first[0]) == fullest.text, "it reads as the golden contract")
    acts = [partial(fullest.html, house, answers) for answers in variants]
    times = each(in_turn(acts, scale.rounds))
    require([fullest.html(house, answers) for answers in variants] == first, "the same answers give the same HTML")
    parts = len(fullest.composed(house, variants[0]).composition.placed)
    return Measure(f"recompose the fullest contract ({parts} parts): facts to HTML", times, RECOMPOSITION)


def _on_the_tablet(fullest: Fullest, workspace: Workspace, scale: Scale) -> Iterator[Measure]:
    """Ask the server for the live result as the tablet does, and for the contract as a page."""
    proposal, token = _proposal(fullest, workspace)
    browser = Browser(create_app(workspace, clock=FakeClock()), token)
    form = browser.form(f"/p/{proposal}").filled({})
    amounts = ("17.500", "18.000", "18.250")
    results = [_filled(form, {"investment.amount": amount}) for amount in amounts]

    def result(values: list[tuple[str, str]]) -> str:
        answer = browser.post(f"/p/{proposal}/result", values, htmx=True)
        require(answer.status_code == 200, "the result is shown")
        return answer.text

    shown = [result(values) for values in results]
    require(all("Boete" in text for text in shown), "the articles are in the result")
    acts = [partial(result, values) for values in results]
    yield Measure(
        "live result of that proposal, as the tablet asks", each(in_turn(acts, scale.rounds)), CALCULATION, "p95"
    )
    page = partial(browser.get, f"/p/{proposal}/preview")
    require("Terrastap" not in page().text and "Borgtocht" in page().text, "the contract is shown")
    yield Measure("the contract of that proposal, as a page", each(in_turn([page], scale.rounds)), CALCULATION, "p95")


def _proposal(fullest: Fullest, workspace: Workspace) -> tuple[str, str]:
    """Record customer, situation and proposal; give the proposal's id and a session."""
    by = workspace.accounts.add("anna", "Anna", "account_manager", "bierviltjes verzamelen", by=CONSOLE, at=NOON)
    people = tuple(Person(one["name"], one["role"]) for one in fullest.cafe["signatories"]["customer"])
    party = Party(**{**fullest.cafe["customer"], "signatories": people})
    customer = workspace.customers.add(party, by.id, by=by, at=NOON)
    situation = workspace.situations.for_visit(customer.id, NOON.date())
    seen = {name: fullest.cafe[name] for name in ("outlet", "situation")}
    workspace.situations.record(situation, seen, by=by, at=NOON)
    proposal = workspace.proposals.start(customer.id, by=by, at=NOON)
    agreed = {"term": {**fullest.cafe["term"], **fullest.answers["term"]}}
    workspace.proposals.change(proposal, {**fullest.answers, **agreed}, by=by, at=NOON)
    return proposal.id, workspace.sessions.open(by, None, NOON)


def _filled(form: list[tuple[str, str]], changes: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, changes.get(name, value)) for name, value in form]


def _with(answers: Mapping[str, Any], group: str, key: str, value: object) -> Mapping[str, object]:
    changed = copy.deepcopy(dict(answers))
    changed[group][key] = value
    return changed
