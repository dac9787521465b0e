"""Demands on a clause set: sound over all answers, in every language, and contracts that read as they were agreed."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from akkoord.closing import ClauseSet
from akkoord.closing.text import write_out
from akkoord.executing import RuleKinds
from akkoord.facts import Question
from akkoord.language import LANGUAGES
from akkoord.plugins import Plugins
from akkoord.testing import NOON, FakeClock
from akkoord.testing.contracts import faults, readable
from akkoord.testing.demands.demand import Demand, none_of

if TYPE_CHECKING:
    from akkoord.testing.contracts import Table

__all__ = ["of_clause_set", "of_contracts"]

OnTable = Callable[["Table"], None]


def of_clause_set(clause_set: ClauseSet, kinds: RuleKinds) -> Iterator[Demand]:
    """Demand that a set is proved sound and speaks every language; `kinds` are the rule kinds that come with it."""
    name = clause_set.name
    yield Demand(f"{name} is sound over all answers, and says what it pays", lambda: _sound(clause_set, kinds))
    yield Demand(f"{name} asks in every language", lambda: none_of(_silent(clause_set)))


def of_contracts(golden: Path) -> Mapping[str, OnTable]:
    """Demand of the contracts of a folder that each fact file gives exactly the text beside it, and of any other too.

    After a wanted change of a clause run with `AKKOORD_WRITE_GOLDEN=1`, read the differences as the customer and
    the lawyer would, and commit them.
    """
    names = sorted(path.stem for path in golden.glob("*.json"))
    found: dict[str, OnTable] = {}
    for name in names:
        found[f"{name} reads as it was agreed"] = _reads(name)
        found[f"{name} can be signed"] = _signable(name)
        found[f"{name} is made of answers"] = _answers(name)
    found["every clause stands in a contract that is read"] = _all_are_read(names)
    found["whatever is chosen, a contract that is complete can be signed"] = _whatever(names)
    return found


def _sound(clause_set: ClauseSet, own: RuleKinds) -> None:
    pytest.importorskip("z3", reason="the check needs the extra akkoord[check]")
    from akkoord.closing.check import check_whole  # noqa: PLC0415 - only here is the solver needed
    from akkoord.executing.printed import said_and_paid  # noqa: PLC0415 - as above

    installed = Plugins.load(clock=FakeClock(NOON)).rule_kinds
    report = check_whole(clause_set, also=[said_and_paid(RuleKinds([*installed.values(), *own.values()]))])
    none_of(finding.text() for finding in report.findings)


def _silent(clause_set: ClauseSet) -> Iterator[str]:
    questions = [question for group in clause_set.questions.groups for question in group.questions]
    texts = [clause_set.title, *(check.message for check in clause_set.validations)]
    texts += [group.label for group in clause_set.questions.groups]
    texts += [highlight.label for highlight in clause_set.highlights]
    texts += [question.label for question in questions] + [question.help for question in questions if question.help]
    texts += [label for question in questions for label in (question.choices or {}).values()]
    for text in texts:
        if not all(text.text(language).strip() for language in LANGUAGES):
            yield f"without words in some language: {text}"
    for check in clause_set.validations:
        if check.message.nl == check.message.en:
            yield f"{check.code}: says the same in both languages"


def _reads(name: str) -> OnTable:
    def met(table: "Table") -> None:
        file, text = table.folder / f"{name}.txt", readable(write_out(table.golden(name)).html)
        if os.environ.get("AKKOORD_WRITE_GOLDEN"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")
        assert text == readable(write_out(table.golden(name)).html), "a second time it reads differently"

    return met


def _signable(name: str) -> OnTable:
    def met(table: "Table") -> None:
        composition = table.golden(name)
        none_of(issue.message.text("en") for issue in composition.issues if issue.severity == "error")
        none_of(faults(write_out(composition)))

    return met


def _answers(name: str) -> OnTable:
    def met(table: "Table") -> None:
        kept = _kept(table, name)
        none_of(f"{fact}: {message.text('en')}" for fact, message in table.questions.validate(kept).items())
        none_of(f"nothing asks for {fact}" for fact in table.questions.unknown(kept))

    return met


def _all_are_read(names: list[str]) -> OnTable:
    def met(table: "Table") -> None:
        read = {part.id for name in names for part in table.golden(name).placed}
        none_of(f"no golden contract has {clause.id}" for clause in table.clause_set.clauses if clause.id not in read)

    return met


def _whatever(names: list[str]) -> OnTable:
    """Turn every switch and choice of the golden contracts at random; what is then complete must be whole."""

    def met(table: "Table") -> None:
        pytest.importorskip("hypothesis", reason="trying any answers needs hypothesis")
        from hypothesis import given, settings  # noqa: PLC0415 - a plugin may be tested without it
        from hypothesis import strategies as st  # noqa: PLC0415 - as above

        kept = [_kept(table, name) for name in names]
        asked = [question for group in table.questions.of("proposal") for question in group.questions]
        choices = {one.name: st.sampled_from(values) for one in asked if (values := _choices(one))}

        @given(base=st.sampled_from(kept), chosen=st.fixed_dictionaries({}, optional=choices))
        @settings(max_examples=60, deadline=None)
        def whole(base: Mapping[str, object], chosen: Mapping[str, object]) -> None:
            composition = table.composed(base, *(_nested(name, value) for name, value in chosen.items()))
            document = write_out(composition)
            if composition.ok and not document.missing:
                none_of(faults(document))

        whole()

    return met


def _kept(table: "Table", name: str) -> Mapping[str, object]:
    kept: dict[str, object] = json.loads((table.folder / f"{name}.json").read_text(encoding="utf-8"))
    kept.pop("own_texts", None)
    return kept


def _choices(question: Question) -> list[object]:
    if question.type == "bool":
        return [True, False]
    return [*sorted(question.choices or ())] if question.type == "enum" else []


def _nested(name: str, value: object) -> Mapping[str, object]:
    group, _, key = name.partition(".")
    return {group: {key: value}}
