"""Check a clause set over all answers: what is found, less what its authors accept with a reason."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from akkoord.closing.check.claims import Has, Some, both, claim_names, clauses_named, no
from akkoord.closing.check.findings import Finding
from akkoord.closing.check.literals import literals
from akkoord.closing.check.over_answers import over_answers, parameters_of
from akkoord.closing.check.questions import question_allowances, unused_questions
from akkoord.closing.check.terms import Definition, TermUse, candidates, definitions, uses
from akkoord.closing.check.wording import Wording, read_wording
from akkoord.closing.check.world import World
from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.clauses import Allowance, Clause
from akkoord.facts import Place, Problem
from akkoord.language import Message

__all__ = ["Accepted", "Report", "check_terms", "check_whole"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that the author of the set accepts, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: what must be mended, sorted by place, and what was accepted."""

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing needs mending."""
        return not self.findings


Beside = Callable[[Clause], Collection[str]]
"""Names the clauses that a clause is read with, itself among them."""
Also = Callable[[World, Beside], Iterable[Finding]]
"""What a room above this one finds in the same world of answers."""


def check_whole(
    clause_set: ClauseSet, problems: Sequence[Problem] = (), used: Collection[str] = (), also: Sequence[Also] = ()
) -> Report:
    """Check a clause set over all answers.

    `problems` are what reading the set found wrong, when it could be read in part; `used` are facts that others than
    the set itself use, such as reports; `also` are more checks over the same answers, of a set that could be read.
    """
    clause_set = _within(clause_set)
    world = World(clause_set)
    wordings = {clause.id: read_wording(clause) for clause in clause_set.clauses}
    found = [_read(problem) for problem in problems]
    found += over_answers(world, wordings)
    found += check_terms(world, wordings)
    found += unused_questions(world, wordings, used)
    for clause in clause_set.clauses:
        found += _unprinted(clause, [wordings[one] for one in _beside(clause, clause_set, wordings)])
        found += _literals(clause, wordings[clause.id], clause_set)
    for more in also if not problems else ():
        found += more(world, lambda clause: _beside(clause, clause_set, wordings))
    found += _undecided(world)
    return _sifted(clause_set, found)


def _undecided(world: World) -> Iterator[Finding]:
    """Say of which clauses something could not be decided: a proof that gave up is none."""
    named = {min(clauses_named(claim) & world.clause_set.by_id.keys(), default="") for claim in world.undecided}
    for clause in sorted(named):
        place = Place(world.clause_set.by_id[clause].file if clause else world.clause_set.name)
        yield Finding("undecided", place, Message("Not everything about these answers could be decided."), about=clause)


def _within(clause_set: ClauseSet) -> ClauseSet:
    """Leave out links to clauses that the set does not have, which were found when it was read."""
    known = clause_set.by_id.keys()
    clauses = (
        replace(
            clause,
            requires=tuple(one for one in clause.requires if one in known),
            conflicts=tuple(one for one in clause.conflicts if one in known),
        )
        for clause in clause_set.clauses
    )
    return replace(clause_set, clauses=tuple(clauses))


def check_terms(world: World, wordings: Mapping[str, Wording]) -> Iterator[Finding]:
    """Find defined terms that are used without definition, never used, or defined twice in one contract."""
    files = {clause.id: clause for clause in world.clause_set.clauses}
    defined: dict[str, list[Definition]] = {}
    for definition in definitions(wordings):
        defined.setdefault(definition.term, []).append(definition)
    used: dict[str, list[TermUse]] = {term: [] for term in defined}
    unknown = list(candidates(wordings, defined))
    # What nothing defines is a term too where it is longer than one that is: "Agreement Date" does not use "Agreement".
    for use in uses(wordings, [*defined, *(one.term for one in unknown)]):
        if use.term in used:
            used[use.term].append(use)
    for term, places in defined.items():
        yield from _twice(world, files, term, places)
        if not used[term]:
            message = Message("The term {term!r} is defined, but no clause uses it.", {"term": term})
            yield Finding("unused-term", _at(files, places[0]), message, about=term)
        yield from _undefined(world, files, term, places, used[term])
    seen: set[tuple[str, str]] = set()
    for use in unknown:
        if (use.term, use.clause) not in seen:
            seen.add((use.term, use.clause))
            message = Message("{term!r} reads like a defined term, but nothing defines it.", {"term": use.term})
            yield Finding("undefined-term", _at(files, use), message, about=use.term)


def _at(files: Mapping[str, Clause], one: Definition | TermUse) -> Place:
    return Place(files[one.clause].file, one.line)


def _twice(world: World, files: Mapping[str, Clause], term: str, places: Sequence[Definition]) -> Iterator[Finding]:
    """Find a definition that may stand in one contract with an earlier one."""
    for number, later in enumerate(places):
        for earlier in places[:number]:
            both_there = both(Has(earlier.clause), earlier.path, Has(later.clause), later.path)
            witness = world.find(both_there)
            if witness is not None:
                values = {"term": term, "place": str(_at(files, earlier))}
                message = Message("The term {term!r} is also defined at {place}.", values)
                yield Finding("term-twice", _at(files, later), message, witness.answers, term)
                break


def _undefined(
    world: World, files: Mapping[str, Clause], term: str, places: Sequence[Definition], used: Sequence[TermUse]
) -> Iterator[Finding]:
    """Find, per clause, a use of a term in a contract without its definition."""
    defined = Some(tuple(both(Has(one.clause), one.path) for one in places))
    done: set[str] = set()
    for use in used:
        if use.clause not in done:
            witness = world.find(both(Has(use.clause), use.path, no(defined)))
            if witness is not None:
                done.add(use.clause)
                values = {"term": term, "clause": use.clause}
                message = Message("Clause {clause!r} uses {term!r}, which this contract does not define.", values)
                yield Finding("undefined-term", _at(files, use), message, witness.answers, term)


def _read(problem: Problem) -> Finding:
    return Finding(problem.code, problem.place or Place(""), problem.message)


def _unprinted(clause: Clause, read_with: Sequence[Wording]) -> Iterator[Finding]:
    """Find facts that a rule counts with and that neither its clause nor one that goes with it shows or decides by."""
    shown = {printed.name for wording in read_with for printed in wording.printed}
    shown |= {loop.name for wording in read_with for loop in wording.loops}
    shown |= {name for wording in read_with for test in wording.tests for name in claim_names(test[0])}
    for rule in clause.rules:
        for name in parameters_of(rule):
            if name not in shown and name.rpartition(".")[0] not in shown:
                values = {"kind": rule.kind, "fact": name, "clause": clause.id}
                message = Message("Rule {kind!r} counts with {fact!r}, which clause {clause!r} does not print.", values)
                yield Finding("unprinted-parameter", Place(clause.file, rule.line), message, about=name)


def _beside(clause: Clause, clause_set: ClauseSet, wordings: Mapping[str, Wording]) -> list[str]:
    """Name the clauses that one is read with: itself, and those it requires, refers to, or takes terms from."""
    own = wordings[clause.id]
    named = {clause.id, *clause.requires, *(one for part in own.referred for one, _ in part.targets)}
    terms = definitions(wordings)
    used = {use.term for use in uses({clause.id: own}, [one.term for one in terms])}
    named |= {one.clause for one in terms if one.term in used}
    return sorted(named & clause_set.by_id.keys())


def _literals(clause: Clause, wording: Wording, clause_set: ClauseSet) -> Iterator[Finding]:
    for text, line in literals(wording, clause_set.questions):
        message = Message("The text of clause {clause!r} spells out {text!r}.", {"clause": clause.id, "text": text})
        yield Finding("literal-value", Place(clause.file, line), message, about=text)


def _sifted(clause_set: ClauseSet, found: Sequence[Finding]) -> Report:
    """Set apart what is accepted, and name the comments that accept nothing or give no reason."""
    clauses = {clause.file: clause for clause in clause_set.clauses}
    asked = question_allowances(clause_set)
    findings: list[Finding] = []
    accepted: list[Accepted] = []
    used: set[tuple[str, int]] = set()
    for finding in found:
        clause = clauses.get(finding.place.file)
        allowed = [(finding.place.file, one) for one in (clause.allowed if clause else ()) if one.code == finding.code]
        if finding.about in asked and asked[finding.about][1].code == finding.code:
            allowed.append((asked[finding.about][0].file, asked[finding.about][1]))
        if allowed:
            used |= {(file, one.line) for file, one in allowed}
            accepted.append(Accepted(finding, allowed[0][1].reason))
        else:
            findings.append(finding)
    every = [(clause.file, one) for clause in clause_set.clauses for one in clause.allowed]
    every += [(place.file, one) for place, one in asked.values()]
    findings += _of_comments(every, used)
    return Report(tuple(sorted(findings, key=_order)), tuple(sorted(accepted, key=lambda one: _order(one.finding))))


def _of_comments(every: Sequence[tuple[str, Allowance]], used: Collection[tuple[str, int]]) -> Iterator[Finding]:
    for file, one in dict.fromkeys(every):
        if (file, one.line) not in used:
            message = Message("The comment accepts {code}, but there is no such finding.", {"code": one.code})
            yield Finding("unused-allow", Place(file, one.line), message, about=one.code)
        elif not one.reason:
            message = Message("The comment accepts {code} without a reason.", {"code": one.code})
            yield Finding("allow-without-reason", Place(file, one.line), message, about=one.code)


def _order(finding: Finding) -> tuple[str, int, str, str]:
    return finding.place.file, finding.place.line, finding.code, finding.about
