"""All answers at once: the questions, clauses and validations of a set as one problem for the solver."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import z3

from akkoord.closing.check import symbols
from akkoord.closing.check.claims import TRUE, Claim, Has, both, claim_names, clauses_named, holds, no, of_node
from akkoord.closing.check.derivation import Derivation, given_by, read_by
from akkoord.closing.check.encoding import GIVEN, Encoding
from akkoord.closing.check.model import Model
from akkoord.closing.check.selecting import conflicts
from akkoord.closing.check.symbols import Known
from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.select import select
from akkoord.facts import Facts, FactValue

__all__ = ["Witness", "World"]

MOST_TRIES: Final = 200
"""How often the derived facts may correct the solver in one search."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers that show something; `answers` are those that matter, `facts` all of them with the derived ones."""

    answers: Mapping[str, FactValue]
    facts: Facts


class World:
    """Everything that a person could answer to the questions of a set.

    What is found is never only the solver's word: the answers are put through the derived facts and the selection of
    clauses as a real contract is, and what does not come out there teaches the solver better. What could not be
    decided in a bounded number of tries is kept in `undecided`: nobody may take it for sound.
    """

    def __init__(self, clause_set: ClauseSet) -> None:
        self.clause_set = clause_set
        self.undecided: list[Claim] = []
        self._questions = clause_set.questions
        gives = given_by(clause_set)
        self._encoding = Encoding(clause_set, lambda name: any(name in given for given in gives.values()))
        self._derivation = Derivation(clause_set, self._encoding, gives)
        self._allowed = both(
            *(no(of_node(check.when.tree)) for check in clause_set.validations if check.severity == "error")
        )
        self._may_be_made = both(
            self._allowed, *(no(both(Has(one), Has(other))) for one, other in conflicts(clause_set))
        )

    def find(self, claim: Claim, *, makeable: bool = True, conflicting: bool = False) -> Witness | None:
        """Find the smallest set of answers for which a claim holds.

        With `makeable` no error may block the contract; with `conflicting` none but a conflict of clauses.
        """
        wanted = both(claim, self._allowed if conflicting else self._may_be_made) if makeable else claim
        return self._smallest(wanted, claim) if self._model([], wanted, claim) else None

    def facts_for(self, claim: Claim) -> Facts | None:
        """Give some facts of a contract that may be made for which a claim holds; not the smallest, but soon."""
        model = self._model([], both(claim, self._may_be_made), claim)
        return self._derivation.facts(model)[0] if model else None

    def can_be(self, claim: Claim, *, makeable: bool = True) -> bool:
        """Tell whether there are answers for which a claim holds."""
        wanted = both(claim, self._may_be_made) if makeable else claim
        return self._model([], wanted, claim) is not None

    def always(self, claim: Claim) -> bool:
        """Tell whether a claim holds whatever is answered, errors or not."""
        return not self.can_be(no(claim), makeable=False)

    def agrees(self, claim: Claim, facts: Facts) -> bool:
        """Tell whether the solver decides a claim over known facts as the evaluator does; for tests."""
        goal = self._encoding.of(claim)
        known = self._encoding.known
        found = z3.Solver()
        found.add(*(symbols.equals(symbol, facts[name]) for name, symbol in known.items()))
        found.add(*(limit for symbol in known.values() for limit in symbol.limits()))
        return bool(found.check(goal) == z3.sat) == holds(claim, facts.comparable.get, bool, bool)

    def read_by_derived(self) -> frozenset[str]:
        """Name the facts that derived facts are made of, as far as samples of answers show."""
        read = [read_by(function, self._questions) for function in self.clause_set.derived]
        return frozenset(name for names in read for name in names)

    def _model(self, kept: Sequence[z3.BoolRef], wanted: Claim, claim: Claim) -> Model | None:
        """Find answers for which what is wanted for a claim really holds, and what is kept too."""
        goal = self._encoding.of(wanted)
        for _ in range(MOST_TRIES):
            found = self._encoding.solver.check(goal, *kept)
            if found == z3.unsat:
                return None
            if found != z3.sat:
                break
            model = Model(self._encoding)
            if self._confirmed(model, wanted):
                return model
        if not kept:
            self.undecided.append(claim)
        return None

    def _confirmed(self, model: Model, claim: Claim) -> bool:
        """Put the answers of a model through the real thing; what comes out otherwise is remembered."""
        facts, is_taught = self._derivation.facts(model)
        if is_taught:
            return False
        selection = select(self.clause_set, facts)
        values = {**facts.comparable, **model.columns()}
        if holds(claim, values.get, lambda one: one in selection, model.guesses):
            return True
        self._encoding.solver.add(z3.Not(model.same()))
        return False

    def _smallest(self, wanted: Claim, claim: Claim) -> Witness | None:
        """Give as few answers other than the usual ones as will do."""
        goal = self._encoding.of(wanted)
        kept: list[z3.BoolRef] = []
        for name, symbol in self._encoding.known.items():
            for usual in self._usual(name, symbol):
                if self._encoding.solver.check(goal, *kept, usual) == z3.sat:
                    kept.append(usual)
                    break
        model = self._model(kept, wanted, claim) or self._model([], wanted, claim)
        return self._witness(model, claim) if model else None

    def _usual(self, name: str, symbol: Known) -> Iterator[z3.BoolRef]:
        """Say which answers are no news: the default, and else none."""
        default = self._questions[name].default if name in self._questions else None
        if default is not None:
            yield symbols.equals(symbol, default)
        yield symbol.missing

    def _witness(self, model: Model, claim: Claim) -> Witness:
        facts, _ = self._derivation.facts(model)
        answers = {
            name: facts[name]
            for name in sorted(self._matter(claim))
            if name in self._questions and name not in GIVEN and facts[name] not in (self._questions[name].default, ())
        }
        return Witness(MappingProxyType(answers), facts)

    def _matter(self, claim: Claim) -> set[str]:
        """Name the facts that bear on a claim: those it speaks of, and those that its clauses and questions hang on."""
        names: set[str] = set()
        waiting = [claim, *(self._encoding.called_for.get(clause, TRUE) for clause in clauses_named(claim))]
        while waiting:
            for name in claim_names(waiting.pop()) - names:
                names.add(name)
                if name in self._questions:
                    waiting.append(self._encoding.asked(name))
        return names
