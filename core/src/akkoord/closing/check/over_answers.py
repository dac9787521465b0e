"""What can go wrong over all answers: selection, references, missing values, empty sections, due dates."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from akkoord.closing.check.claims import FALSE, TRUE, Claim, Has, Said, Some, both, either, is_missing, no, of_node
from akkoord.closing.check.findings import Finding
from akkoord.closing.check.selecting import conflicts
from akkoord.closing.check.wording import Printed, Referred, Wording
from akkoord.closing.check.world import Witness, World
from akkoord.closing.clauses import Clause, Obligation, RuleUse
from akkoord.closing.rule_uses import FACT, ROW
from akkoord.facts import Condition, Place
from akkoord.facts.nodes import Both, Comparison, Either, Fact, Node, Not, Truth, leaf_names
from akkoord.language import Message

__all__ = ["over_answers", "parameters_of"]

Wordings = Mapping[str, Wording]
_ORDER = frozenset({"<", "<=", ">", ">="})


def over_answers(world: World, wordings: Wordings) -> Iterator[Finding]:
    """Find what some set of answers shows to be wrong."""
    clauses = world.clause_set.clauses
    reachable = [clause for clause in clauses if world.can_be(Has(clause.id))]
    yield from (_never(clause) for clause in clauses if clause not in reachable)
    yield from _always(world, clauses)
    yield from _same(world, reachable)
    yield from _conflicts(world, clauses)
    yield from _conditions(world)
    for clause in reachable:
        wording = wordings[clause.id]
        yield from _empty(world, clause, wording)
        yield from _references(world, clause, wordings)
        yield from _printed(world, clause, wording)
        yield from _rules(world, clause)
        yield from _due(world, clause)


def _place(clause: Clause, key: str) -> Place:
    return Place(clause.file, clause.line(key))


def _never(clause: Clause) -> Finding:
    message = Message("No answers bring clause {clause!r} into a contract.", {"clause": clause.id})
    return Finding("never-selected", _place(clause, "when"), message, about=clause.id)


def _always(world: World, clauses: Sequence[Clause]) -> Iterator[Finding]:
    for clause in clauses:
        claim = of_node(clause.when.tree)
        if claim not in (TRUE, FALSE) and world.always(claim):
            message = Message("The condition of clause {clause!r} holds whatever is answered.", {"clause": clause.id})
            yield Finding("always-true", _place(clause, "when"), message, about=clause.id)


def _same(world: World, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Find conditions that always hold together; the later clause is named."""
    claims = {clause.id: of_node(clause.when.tree) for clause in clauses}
    varying = [clause for clause in clauses if claims[clause.id] not in (TRUE, FALSE)]
    found: set[str] = set()
    for first, second in combinations(varying, 2):
        if second.id in found or not _may_be_alike(first, second):
            continue
        one, other = claims[first.id], claims[second.id]
        if not world.can_be(either(both(one, no(other)), both(other, no(one))), makeable=False):
            found.add(second.id)
            values = {"clause": second.id, "other": first.id}
            message = Message("The condition of clause {clause!r} holds exactly when that of {other!r} does.", values)
            yield Finding("same-condition", _place(second, "when"), message, about=second.id)


def _may_be_alike(first: Clause, second: Clause) -> bool:
    return bool(set(first.when.names) & set(second.when.names))


def _conflicts(world: World, clauses: Sequence[Clause]) -> Iterator[Finding]:
    known = {clause.id: clause for clause in clauses}
    for first, second in conflicts(world.clause_set):
        naming = known[first] if second in known[first].conflicts else known[second]
        witness = world.find(both(Has(first), Has(second)), conflicting=True)
        if witness is not None:
            values = {"first": first, "second": second}
            message = Message(
                "Clauses {first!r} and {second!r} exclude each other, but these answers select both.", values
            )
            yield _shown("clause-conflict", _place(naming, "conflicts"), message, witness, f"{first} {second}")


def _conditions(world: World) -> Iterator[Finding]:
    """Find order comparisons that a missing answer silently decides."""
    asked: list[tuple[Condition, Place | None]] = [
        *((clause.when, _place(clause, "when")) for clause in world.clause_set.clauses),
        *((validation.when, validation.when.place) for validation in world.clause_set.validations),
    ]
    for condition, place in asked:
        for name, reached in _compared(condition.tree, TRUE):
            witness = world.find(both(reached, is_missing(name)), makeable=False)
            if witness is not None and place is not None:
                values = {"fact": name, "condition": condition.source}
                message = Message("The condition compares {fact!r}, which may be missing: {condition}", values)
                yield _shown("missing-condition", place, message, witness, name)


def _compared(tree: Node, reached: Claim) -> Iterator[tuple[str, Claim]]:
    """Give the facts that are compared by order, each with what must hold before the comparison is made."""
    match tree:
        case Not(inner):
            yield from _compared(inner, reached)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _compared(part, reached)
                claim = of_node(part)
                reached = both(reached, claim if isinstance(tree, Both) else no(claim))
        case Comparison(operator=operator) if operator in _ORDER:
            for name in leaf_names(tree):
                yield name, reached


def _empty(world: World, clause: Clause, wording: Wording) -> Iterator[Finding]:
    witness = world.find(both(Has(clause.id), no(wording.something())))
    if witness is not None:
        message = Message("Clause {clause!r} has nothing to say.", {"clause": clause.id})
        yield _shown("empty-section", Place(clause.file, clause.body_line), message, witness, clause.id)


def _references(world: World, clause: Clause, wordings: Wordings) -> Iterator[Finding]:
    for reference in wordings[clause.id].referred:
        if all(target in wordings for target, _ in reference.targets):
            claim = both(Has(clause.id), reference.path, no(_resolves(reference, wordings)))
            witness = world.find(claim)
            if witness is not None:
                targets = ", ".join(f"{one}#{anchor}" if anchor else one for one, anchor in reference.targets)
                values = {"clause": clause.id, "target": targets}
                message = Message("Clause {clause!r} refers to {target}, which is not in the contract.", values)
                place = Place(clause.file, reference.line)
                yield _shown("dangling-reference", place, message, witness, reference.targets[0][0])


def _resolves(reference: Referred, wordings: Wordings) -> Claim:
    """Claim that a reference reads well: some target is there, and every target that is there has its paragraph."""
    there: list[Claim] = []
    whole: list[Claim] = []
    for target, anchor in reference.targets:
        there.append(Has(target))
        if anchor is not None:
            whole.append(either(no(Has(target)), wordings[target].anchor(anchor)))
    return both(Some(tuple(there)), *whole)


def _printed(world: World, clause: Clause, wording: Wording) -> Iterator[Finding]:
    optional = {variable.name for variable in clause.variables if not variable.required}
    loops = [Printed(loop.name, loop.line, loop.path) for loop in wording.loops if loop.name not in optional]
    by_name: dict[str, list[Printed]] = {}
    for printed in (*wording.printed, *loops):
        by_name.setdefault(printed.name, []).append(printed)
    for name, places in by_name.items():
        if not world.can_be(both(Has(clause.id), Some(tuple(both(one.path, _absent(world, name)) for one in places)))):
            continue
        for printed in places:
            witness = world.find(both(Has(clause.id), printed.path, _absent(world, name)))
            if witness is not None:
                values = {"clause": clause.id, "fact": name}
                message = Message("Clause {clause!r} prints {fact!r}, which may be missing.", values)
                yield _shown("missing-print", Place(clause.file, printed.line), message, witness, name)
                break


def _absent(world: World, name: str) -> Claim:
    """Claim that a fact is missing, or that a list has nothing in it."""
    questions = world.clause_set.questions
    if name in questions and questions[name].type == "list":
        return no(Said(Truth(Fact(name), name)))
    return is_missing(name)


def parameters_of(rule: RuleUse) -> tuple[str, ...]:
    """Name the facts that a rule counts with; a column of the row that it is about as `list.column`."""
    return tuple(dict.fromkeys(_facts_in(rule.each, rule.parameters)))


def _facts_in(each: str | None, value: object) -> Iterator[str]:
    if isinstance(value, str) and FACT.fullmatch(value):
        yield f"{each}.{value.removeprefix(ROW)}" if each and value.startswith(ROW) else value
    elif isinstance(value, Mapping):
        rows = value.get("each")
        for one in value.values():
            yield from _facts_in(rows if isinstance(rows, str) else each, one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _facts_in(each, one)


def _rules(world: World, clause: Clause) -> Iterator[Finding]:
    optional = {variable.name for variable in clause.variables if not variable.required}
    for rule in clause.rules:
        when = TRUE if rule.when is None or rule.each else of_node(rule.when.tree)
        for name in parameters_of(rule):
            if name in optional or name.partition(".")[0] == "own_texts":
                continue
            witness = world.find(both(Has(clause.id), when, _absent(world, name)))
            if witness is not None:
                values = {"kind": rule.kind, "fact": name}
                message = Message("Rule {kind!r} counts with {fact!r}, which may be missing.", values)
                yield _shown("missing-rule", Place(clause.file, rule.line), message, witness, name)


def _due(world: World, clause: Clause) -> Iterator[Finding]:
    for obligation in clause.obligations:
        for code, name in _counted_from(obligation):
            witness = world.find(both(Has(clause.id), is_missing(name)))
            if witness is not None:
                values = {"obligation": obligation.id, "due": obligation.due.source, "fact": name}
                message = Message("Obligation {obligation!r} is due {due!r}, but {fact!r} may be missing.", values)
                place = Place(clause.file, obligation.line)
                yield _shown(code, place, message, witness, name)


def _counted_from(obligation: Obligation) -> Iterator[tuple[str, str]]:
    """Name the facts of a due rule: those that it counts from, and those that it counts with."""
    if "notice deadline" in obligation.due.anchors:
        yield "due-without-anchor", "term.notice_deadline"
    for name in sorted(obligation.due.facts):
        is_anchor = name in obligation.due.anchors
        yield ("due-without-anchor" if is_anchor else "missing-obligation"), name


def _shown(code: str, place: Place, message: Message, witness: Witness, about: str) -> Finding:
    return Finding(code, place, message, witness.answers, about)
