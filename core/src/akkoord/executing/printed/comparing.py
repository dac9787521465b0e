"""Compare what the printed clauses of a set say with what their rules pay."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from akkoord.closing import ClauseSet
from akkoord.closing.check import Finding
from akkoord.closing.check.world import World
from akkoord.closing.clauses import Clause, RuleUse
from akkoord.closing.redline import blocks_of
from akkoord.closing.rules import frozen_rules
from akkoord.closing.text import write_out
from akkoord.executing.concerns import ready_rules
from akkoord.executing.frozen import ContractRule, UnusableRule, rules_of
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.printed.bounds import Unlike, unlike_bounds, unlimited
from akkoord.executing.printed.figures import Figure, figures_of, is_printed
from akkoord.executing.printed.probing import Probe
from akkoord.executing.printed.worlds import Contract, contract_with
from akkoord.facts import Place
from akkoord.language import Language, Message

__all__ = ["said_and_paid"]

CODE: Final = "text-unlike-rule"
Beside = Callable[[Clause], Collection[str]]
"""Names the clauses that a clause is read with, itself among them."""


@dataclass(frozen=True, slots=True)
class _Text:
    """The printed lines of a contract, and those that a rule is read with: of its own clause, and near it."""

    lines: Sequence[str]
    near: Sequence[str]
    own: Sequence[str]
    clause_set: ClauseSet

    @property
    def language(self) -> Language:
        """The language of the contract."""
        return self.clause_set.language

    def needs(self, figure: Figure, names: Sequence[str]) -> bool:
        """Tell whether a figure must be printed: a day that follows from other facts need not be, when these are."""
        questions = self.clause_set.questions
        return (
            figure.type != "date"
            or not names
            or any(name in questions and questions[name].part != "contract" for name in names)
        )

    def holds(self, *figures: Figure) -> bool:
        """Tell whether some line prints all these figures."""
        return any(all(is_printed(figure, line, self.language) for figure in figures) for line in self.lines)


def said_and_paid(kinds: RuleKinds) -> Callable[[World, Beside], Iterator[Finding]]:
    """Make the part of a check that compares the texts of a set with rules of these kinds."""
    return partial(_compared, kinds)


def _compared(kinds: RuleKinds, world: World, beside: Beside) -> Iterator[Finding]:
    for clause in world.clause_set.clauses:
        for use in clause.rules:
            made = contract_with(world, clause, use)
            if made is not None:
                text = _text(made, clause, beside(clause))
                unlike = [*_unlike(_rules(clause, [use], made), kinds, text), *_unlimited(clause, made, kinds, text)]
                for message, about in unlike:
                    yield Finding(CODE, Place(clause.file, use.line), message, made.answers, about)


def _text(made: Contract, clause: Clause, beside: Collection[str]) -> _Text:
    lines = [(section.id, line) for section in write_out(made.composition).sections for line in blocks_of(section.html)]
    near = [line for one, line in lines if one in beside]
    own = [line for one, line in lines if one == clause.id]
    return _Text([line for _, line in lines], near, own, made.composition.clause_set)


def _rules(clause: Clause, uses: Sequence[RuleUse], made: Contract) -> Sequence[ContractRule]:
    """Give what a contract makes of rules: each once, or once for every row."""
    facts = made.composition.facts
    return rules_of(frozen_rules([replace(clause, rules=tuple(uses))], facts, facts.to_json()))


def _unlimited(clause: Clause, made: Contract, kinds: RuleKinds, text: _Text) -> Iterator[Unlike]:
    """Find a limit that the clause states and that none of its rules keeps to."""
    rules = ready_rules(_rules(clause, clause.rules, made), kinds)
    with suppress(Exception):  # what a rule raises is found where it is looked at by itself
        probes = [Probe.of(frozen.agreed(kinds).rule) for frozen in rules]
        yield from unlimited([probe for probe in probes if probe], "\n".join(text.own))


def _unlike(rules: Sequence[ContractRule], kinds: RuleKinds, text: _Text) -> Iterator[Unlike]:
    """Give what differs between a text and the rules of its rows, each thing once."""
    seen: set[str] = set()
    for frozen in rules:
        for message, about in _unlike_one(frozen, kinds, text):
            if about not in seen:
                seen.add(about)
                yield message, about


def _unlike_one(frozen: ContractRule, kinds: RuleKinds, text: _Text) -> Iterator[Unlike]:
    try:
        rule = frozen.agreed(kinds).rule
    except UnusableRule as error:
        yield error.message, frozen.kind
        return
    figures = list(figures_of(kinds[frozen.kind].questions(), frozen.parameters))
    yield from _unprinted(frozen, figures, text)
    yield from _apart(frozen, figures, text)
    try:
        probe = Probe.of(rule)
        yield from unlike_bounds(probe, figures, "\n".join(text.near), text.language) if probe else ()
    except Exception as error:  # noqa: BLE001 - a plugin's rule may raise anything; that is a finding, no reason to stop
        values = {"kind": frozen.kind, "error": f"{type(error).__name__}: {error}"}
        yield Message("Rule {kind!r} cannot compute its own example: {error}", values), frozen.kind


def _unprinted(frozen: ContractRule, figures: Sequence[Figure], text: _Text) -> Iterator[Unlike]:
    """Find figures that are not printed, or in the form of something else."""
    for figure in figures:
        if text.needs(figure, frozen.facts.get(figure.name, ())) and not text.holds(figure):
            values = {"kind": frozen.kind, "figure": figure.forms(text.language)[0], "name": figure.name}
            yield (
                Message("Rule {kind!r} counts with {figure} ({name}), which the contract does not print.", values),
                figure.name,
            )


def _apart(frozen: ContractRule, figures: Sequence[Figure], text: _Text) -> Iterator[Unlike]:
    """Find rows whose figures are printed, but not on one line."""
    for number in sorted({figure.row for figure in figures if figure.row is not None}):
        row = [figure for figure in figures if figure.row == number]
        if all(text.holds(figure) for figure in row) and not text.holds(*row):
            values = {"kind": frozen.kind, "figures": tuple(figure.forms(text.language)[0] for figure in row)}
            message = Message(
                "Rule {kind!r} counts with {figures} together, which no line of the contract prints together.", values
            )
            yield message, f"{row[0].name.partition('.')[0]}, row by row"
