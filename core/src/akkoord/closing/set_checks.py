"""Check the clauses of a set against each other and against the questions: everything wrong is said at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from akkoord.closing.clauses import Clause, Variable
from akkoord.closing.order import find_cycle
from akkoord.closing.rule_uses import check_rules
from akkoord.closing.template import ClauseTemplate, TemplateError, read_template
from akkoord.facts import Place, Problem, Question, Questions, check_condition
from akkoord.language import Message

_DANGLING = "dangling-reference"
_ANCHOR = re.compile(r"\{#([a-z0-9][a-z0-9_-]*)\}")
_COMPUTED_ANCHOR = re.compile(r"\{#[a-z0-9_-]*\$\{")
_TEXTS = frozenset({"text", "longtext", "enum", "kvk", "vat_id", "iban", "postcode"})


def check_clauses(clauses: Sequence[Clause], questions: Questions) -> tuple[Problem, ...]:
    """Find everything wrong with clauses that were read one by one, sorted by file and line."""
    found = chain(
        _twins(clauses),
        _links(clauses),
        _circle(clauses),
        _clients(clauses),
        chain.from_iterable(_facts(clause, questions) for clause in clauses),
        _texts(clauses, questions),
    )
    return tuple(sorted(found, key=where))


def where(problem: Problem) -> Place:
    """Tell where a problem is, for sorting; one without a place comes first."""
    return problem.place or Place("")


def _at(clause: Clause, key: str) -> Place:
    """Tell where a key of a clause's front matter stands."""
    return Place(clause.file, clause.line(key))


def _twins(clauses: Sequence[Clause]) -> Iterator[Problem]:
    """Find two clauses with the same id."""
    first: dict[str, Clause] = {}
    for clause in clauses:
        other = first.setdefault(clause.id, clause)
        if other is not clause:
            values = {"id": clause.id, "file": other.file}
            yield Problem(_at(clause, "id"), Message("Clause {id!r} is also in {file}; ids must differ.", values))


def _links(clauses: Sequence[Clause]) -> Iterator[Problem]:
    """Find names in `after`, `requires` and `conflicts` of clauses that are not there, or that make no sense."""
    known = {clause.id for clause in clauses}
    for clause in clauses:
        links = {"after": clause.after, "requires": clause.requires, "conflicts": clause.conflicts}
        for key, ids in links.items():
            for other in ids:
                values = {"key": key, "id": other}
                if other == clause.id:
                    yield Problem(_at(clause, key), Message("{key!r} names the clause itself; remove it.", values))
                elif other not in known:
                    yield Problem(
                        _at(clause, key),
                        Message("{key!r} names {id!r}; there is no such clause.", values),
                        "absent-clause",
                    )
        for other in sorted(set(clause.requires) & set(clause.conflicts)):
            message = Message("{id!r} is both required and in conflict; it cannot be both.", {"id": other})
            yield Problem(_at(clause, "conflicts"), message)


def _circle(clauses: Sequence[Clause]) -> Iterator[Problem]:
    """Find clauses that each must come after the other."""
    known = {clause.id: clause for clause in clauses}
    after = {clause.id: {other for other in clause.after if other in known} - {clause.id} for clause in clauses}
    circle = find_cycle(after)
    if circle:
        message = Message(
            "These clauses each must come after the next: {circle}. Remove one of these from 'after'.",
            {"circle": " > ".join(circle)},
        )
        yield Problem(_at(known[circle[0]], "after"), message, "cycle")


def _clients(clauses: Sequence[Clause]) -> Iterator[Problem]:
    """Find clauses of another client among these."""
    named = [clause for clause in clauses if clause.client is not None]
    for clause in named[1:]:
        if clause.client != named[0].client:
            values = {"client": clause.client, "other": named[0].client, "file": named[0].file}
            message = Message("This is a clause of client {client!r}, but {file} is of client {other!r}.", values)
            yield Problem(_at(clause, "client"), message)


def _facts(clause: Clause, questions: Questions) -> Iterator[Problem]:
    """Check the condition, the variables, the due rules and the rules of one clause against the questions."""
    yield from check_condition(clause.when, questions)
    for variable in clause.variables:
        yield from _variable(clause, variable, questions)
    for obligation in clause.obligations:
        place = Place(clause.file, obligation.line)
        for name in sorted(obligation.due.facts):
            yield from _due_fact(place, name, "date" if name in obligation.due.anchors else "int", questions)
    yield from check_rules(clause, questions)


def _variable(clause: Clause, variable: Variable, questions: Questions) -> Iterator[Problem]:
    """Check one declared variable: it exists, and is what the question says it is."""
    place = Place(clause.file, variable.line)
    if variable.type == "party":
        if not _is_group(variable.name, questions):
            yield Problem(place, Message("{fact!r} is no group of facts.", {"fact": variable.name}))
        return
    if variable.name not in questions:
        yield Problem(place, Message("There is no fact {fact!r}.", {"fact": variable.name}))
        return
    question = questions[variable.name]
    if variable.type and not _same_kind(variable.type, question.type):
        values = {"fact": variable.name, "type": variable.type, "asked": question.type}
        yield Problem(place, Message("{fact!r} is declared as {type}, but it is asked as {asked}.", values))
    yield from _choices(place, variable, question)


def _choices(place: Place, variable: Variable, question: Question) -> Iterator[Problem]:
    """Check the choices that an enumeration lists in its unit."""
    if variable.type != "enum" or variable.unit is None or not question.choices:
        return
    for choice in variable.unit.split("|"):
        if choice not in question.choices:
            values = {"fact": variable.name, "choice": choice, "choices": ", ".join(question.choices)}
            yield Problem(place, Message("{fact!r} has no choice {choice!r}; its choices are {choices}.", values))


def _same_kind(declared: str, asked: str) -> bool:
    """Tell whether a declared type fits the type of the question; every kind of text may be called text."""
    return declared == asked or (declared == "text" and asked in _TEXTS)


def _is_group(name: str, questions: Questions) -> bool:
    """Tell whether facts are grouped under this name."""
    return any(question.group == name for question in questions.values())


def _due_fact(place: Place, name: str, wanted: str, questions: Questions) -> Iterator[Problem]:
    """Check a fact that a due rule counts from (a date) or with (a whole number)."""
    if name not in questions:
        yield Problem(place, Message("A due rule names {fact!r}; there is no such fact.", {"fact": name}))
    elif questions[name].type != wanted:
        values = {"fact": name, "type": questions[name].type, "wanted": wanted}
        yield Problem(place, Message("A due rule needs {fact!r} to be {wanted}, but it is {type}.", values))


def _texts(clauses: Sequence[Clause], questions: Questions) -> Iterator[Problem]:
    """Check what the texts use: facts that are declared, and clauses and anchors that exist."""
    # An anchor that a loop computes is known only when the text is written out; of such a clause none are checked.
    plain = [clause for clause in clauses if not _COMPUTED_ANCHOR.search(clause.body)]
    anchors = {clause.id: set(_ANCHOR.findall(clause.body)) for clause in plain}
    kinds = {clause.id: clause.kind for clause in clauses}
    for clause in clauses:
        try:
            template = read_template(clause.body, file=clause.file, first_line=clause.body_line)
        except TemplateError as error:
            yield from (Problem(Place(clause.file, found.line), found.message) for found in error.problems)
            continue
        yield from _uses(clause, template, questions)
        yield from _references(clause, template, anchors, kinds)


def _uses(clause: Clause, template: ClauseTemplate, questions: Questions) -> Iterator[Problem]:
    """Find facts in the text that the clause does not declare, and columns that a list does not have."""
    declared = {variable.name for variable in clause.variables}
    for use in template.uses:
        place = Place(clause.file, use.line)
        if use.name not in declared and use.name.partition(".")[0] not in declared:
            message = Message("The text uses {fact!r}; declare it among the variables.", {"fact": use.name})
            yield Problem(place, message)
        elif use.column is not None and use.name in questions:
            columns = {column.name.rpartition(".")[2] for column in questions[use.name].columns}
            if columns and use.column not in columns:
                values = {"list": use.name, "column": use.column, "columns": ", ".join(sorted(columns))}
                yield Problem(place, Message("{list!r} has no column {column!r}; it has {columns}.", values))


def _references(
    clause: Clause, template: ClauseTemplate, anchors: Mapping[str, set[str]], kinds: Mapping[str, str]
) -> Iterator[Problem]:
    """Find references to clauses that are not in the set, of a kind without label, or to an anchor they lack."""
    needed = {"ref": "article", "refs_or": "article", "annex": "annex"}
    for reference in template.cross_references:
        place = Place(clause.file, reference.line)
        values = {"id": reference.clause, "anchor": reference.anchor}
        if reference.clause not in kinds:
            yield Problem(place, Message("The text names clause {id!r}; there is no such clause.", values), _DANGLING)
        elif kinds[reference.clause] != needed.get(reference.function, kinds[reference.clause]):
            values |= {"function": reference.function, "kind": kinds[reference.clause]}
            yield Problem(place, Message("{function}({id!r}): that clause is of kind {kind}.", values))
        elif reference.anchor is not None and reference.anchor not in anchors.get(reference.clause, {reference.anchor}):
            yield Problem(place, Message("Clause {id!r} has no paragraph {{#{anchor}}}.", values), _DANGLING)
