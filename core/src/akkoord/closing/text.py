"""Write a composed contract out: evaluate its clauses, number their paragraphs, and list what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from akkoord.closing.answers import Answer
from akkoord.closing.clauses import Clause
from akkoord.closing.compose import Composition, Issue, Placed
from akkoord.closing.document import Document, MissingValue
from akkoord.closing.helpers import Helpers, Slot
from akkoord.closing.own_text import clean_line, to_paragraphs
from akkoord.closing.paragraphs import Paragraph, read_paragraphs
from akkoord.closing.pieces import Pieces
from akkoord.closing.sections import Findings, Frame, Resolving, Written, framing, place_of, section_of
from akkoord.closing.template import ANCHOR_NAME, read_template
from akkoord.facts import Questions
from akkoord.language import AkkoordError, Message, Words

_ALPHABET: Final = 26


class ClauseTextError(AkkoordError):
    """The text of a clause could not be evaluated: the clause is at fault, not an answer."""


def write_out(composition: Composition) -> Document:
    """Write a composition out as a document in the language of its clause set.

    It never fails for want of an answer: what is missing shows as a gap and is listed. Raises `ClauseTextError` when
    a clause of the set is at fault.
    """
    language = composition.clause_set.language
    written = list(_evaluated(composition))
    places = {part.placed.id: place_of(part) for part in written}
    findings = Findings()
    sections = []
    frames = framing([part.placed for part in written], language)
    for part in written:
        resolving = Resolving(part.placed.id, places, language, findings)
        sections.append(section_of(part, resolving, frames.get(part.placed.id, Frame())))
    helpers = [part.helpers for part in written if part.helpers is not None]
    return Document(
        language=language,
        title=next((placed.title for placed in composition.placed if placed.kind == "preamble"), ""),
        number=_number(composition),
        sections=tuple(sections),
        references=tuple(findings.references),
        slots=tuple(slot for part in helpers[-1:] for slot in part.slots),
        missing=_missing(helpers, composition.facts.questions),
        issues=tuple(findings.issues) + tuple(_unprintable(part, wrong) for part in helpers for wrong in part.wrong),
    )


def _number(composition: Composition) -> str | None:
    """Give the contract's number, once it has one."""
    number = composition.facts["contract.number"]
    return clean_line(number) if isinstance(number, str) and number else None


def _evaluated(composition: Composition) -> Iterator[Written]:
    """Evaluate every part in order; recitals are lettered on from one to the next."""
    parts = {placed.id: placed.label for placed in composition.placed}
    slots: list[Slot] = []
    lettered = 0
    for placed in composition.placed:
        helpers = None
        if placed.clause is not None:
            helpers = _helpers(placed.clause, composition, parts, slots)
            paragraphs = _evaluate(placed.clause, composition, helpers)
        else:
            body = placed.own_text.body if placed.own_text else ""
            paragraphs = tuple(Paragraph(None, str(html)) for html in to_paragraphs(body))
        labels = _labels(placed, paragraphs, lettered)
        lettered += len(paragraphs) if placed.kind == "recital" else 0
        anchors = _anchors(placed, paragraphs, helpers.pieces if helpers else Pieces())
        yield Written(placed, paragraphs, labels, anchors, helpers)


def _helpers(clause: Clause, composition: Composition, parts: Mapping[str, str | None], slots: list[Slot]) -> Helpers:
    """Make the functions that a clause may call."""
    optional = frozenset(variable.name for variable in clause.variables if not variable.required)
    language, questions = composition.clause_set.language, composition.facts.questions
    return Helpers(clause.id, language, questions, parts, optional, slots)


def _evaluate(clause: Clause, composition: Composition, helpers: Helpers) -> tuple[Paragraph, ...]:
    """Evaluate a clause: with its functions, and the facts it names."""
    template = read_template(clause.body, file=clause.file, first_line=clause.body_line)
    nested = composition.facts.nested
    groups = {name: Answer(name, nested.get(name), helpers.listed) for name in template.groups}
    try:
        text = template.render({**helpers.functions(), **groups})
    except Exception as error:
        raise ClauseTextError(
            Message(
                "Clause {clause!r} ({file}) could not be written out: {error}",
                {"clause": clause.id, "file": clause.file, "error": str(error)},
            )
        ) from error
    return read_paragraphs(text, numbered_parties=clause.kind == "preamble")


def _labels(placed: Placed, paragraphs: Sequence[Paragraph], lettered: int) -> tuple[str | None, ...]:
    """Give the paragraphs of an article numbers (7.1, 7.2), those of a recital letters (A, B), tables nothing."""
    labels: list[str | None] = []
    count = 0
    for paragraph in paragraphs:
        count += not paragraph.is_table
        if paragraph.is_table or placed.kind not in {"article", "recital"}:
            labels.append(None)
        elif placed.kind == "recital":
            labels.append(_capital(lettered + count - 1))
        else:
            labels.append(f"{placed.label}.{count}")
    return tuple(labels)


def _capital(number: int) -> str:
    """Give the letter of a recital: A to Z, then AA to AZ.

    >>> _capital(1), _capital(26)
    ('B', 'AA')
    """
    rest, last = divmod(number, _ALPHABET)
    return (_capital(rest - 1) if rest else "") + chr(ord("A") + last)


def _anchors(placed: Placed, paragraphs: Sequence[Paragraph], pieces: Pieces) -> tuple[str | None, ...]:
    """Give the anchors of the paragraphs, also those that the clause computes; of two that are the same, the first."""
    anchors: list[str | None] = []
    for paragraph in paragraphs:
        anchor = None if paragraph.anchor is None else pieces.spelled(paragraph.anchor)
        if anchor is not None and not ANCHOR_NAME.fullmatch(anchor):
            raise ClauseTextError(
                Message(
                    "Clause {clause!r} has the anchor {anchor!r}; write lower-case letters, digits and hyphens.",
                    {"clause": placed.id, "anchor": anchor},
                )
            )
        anchors.append(None if anchor in anchors else anchor)
    return tuple(anchors)


def _missing(helpers: Sequence[Helpers], questions: Questions) -> tuple[MissingValue, ...]:
    """List what is missing, each fact once, with the clauses that need it.

    What is computed from answers, such as the last day, is left out while an answer is missing: nobody can fill it in.
    """
    clauses: dict[str, dict[str, None]] = {}
    for part in helpers:
        for name in part.missing:
            clauses.setdefault(name, {})[part.clause] = None
    found = tuple(_missing_value(name, tuple(needing), questions) for name, needing in clauses.items())
    computed = {question.name for question in questions.derived}
    return tuple(value for value in found if value.question not in computed) or found


def _missing_value(name: str, clauses: tuple[str, ...], questions: Questions) -> MissingValue:
    """Find the question that asks for a fact, and how it reads; a column of a list by its own label."""
    group, *keys = name.split(".")
    question = ".".join([group, *keys[:1]])
    label: Words | None = None
    if question in questions:
        label = questions[question].label
        columns = {column.name: column.label for column in questions[question].columns}
        label = columns.get(".".join([question, *keys[2:]]), label)
    return MissingValue(name, question, label, clauses)


def _unprintable(part: Helpers, wrong: Message) -> Issue:
    """Say that a clause cannot print a fact."""
    return Issue("UNPRINTABLE_VALUE", "error", wrong, (part.clause,))
