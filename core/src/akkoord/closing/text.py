"""Write a composed contract out: evaluate its clauses, number its paragraphs, resolve its references."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from akkoord.closing.answers import Answer
from akkoord.closing.clauses import Clause
from akkoord.closing.compose import Composition, Issue, Placed
from akkoord.closing.document import Document, MissingValue, NumberedParagraph, Section
from akkoord.closing.helpers import Helpers, Slot, gap
from akkoord.closing.own_text import clean_line, to_paragraphs
from akkoord.closing.paragraphs import Paragraph, marker, read_paragraphs
from akkoord.closing.pieces import Pieces, put_back
from akkoord.closing.references import BrokenReference, Pending, Place, Reference, element_id, joined, resolve
from akkoord.closing.template import ANCHOR_NAME, read_template
from akkoord.facts import Questions
from akkoord.language import AkkoordError, Language, Message, Words

_EMPTY = re.compile(r"<p>\s*</p>")
_ALPHABET: Final = 26


class ClauseTextError(AkkoordError):
    """The text of a clause could not be evaluated: the clause is at fault, not an answer."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A part of the contract, evaluated but not yet resolved: its paragraphs, their labels, what its clause noted."""

    placed: Placed
    paragraphs: tuple[Paragraph, ...]
    labels: tuple[str | None, ...]
    anchors: tuple[str | None, ...]
    helpers: Helpers | None = None


def write_out(composition: Composition) -> Document:
    """Write a composition out as a document in the language of its clause set.

    It never fails for want of an answer: what is missing shows as a gap and is listed. Raises `ClauseTextError` when
    a clause of the set is at fault.
    """
    language = composition.clause_set.language
    written = list(_evaluated(composition))
    places = {part.placed.id: _place(part) for part in written}
    references: dict[Reference, None] = {}
    issues: list[Issue] = []
    sections = []
    framing = _framing([part.placed for part in written], language)
    for part in written:
        resolving = _Resolving(part.placed.id, places, language, references, issues)
        sections.append(_section(part, resolving, framing.get(part.placed.id, _Frame())))
    helpers = [part.helpers for part in written if part.helpers is not None]
    return Document(
        language=language,
        title=next((placed.title for placed in composition.placed if placed.kind == "preamble"), ""),
        number=_number(composition),
        sections=tuple(sections),
        references=tuple(references),
        slots=tuple(slot for part in helpers[-1:] for slot in part.slots),
        missing=_missing(helpers, composition.facts.questions),
        issues=tuple(issues) + tuple(_unprintable(part, wrong) for part in helpers for wrong in part.wrong),
    )


def _number(composition: Composition) -> str | None:
    """Give the contract's number, once it has one."""
    number = composition.facts["contract.number"]
    return clean_line(number) if isinstance(number, str) and number else None


def _evaluated(composition: Composition) -> Iterator[_Written]:
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
        yield _Written(placed, paragraphs, labels, anchors, helpers)


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


def _place(part: _Written) -> Place:
    """Show a part to the references of the others."""
    anchors = {
        anchor: (label, _element(part, index))
        for index, (anchor, label) in enumerate(zip(part.anchors, part.labels, strict=True))
        if anchor is not None
    }
    return Place(part.placed.kind, part.placed.label, anchors)


def _element(part: _Written, index: int) -> str:
    """Give the id of a paragraph in the page: by its anchor, or else by its place."""
    return element_id(part.placed.id, part.anchors[index] or str(index + 1))


@dataclass(frozen=True, slots=True)
class _Resolving:
    """Resolves the references of one part, and keeps them and what is broken about them."""

    part: str
    places: Mapping[str, Place]
    language: Language
    references: dict[Reference, None]
    issues: list[Issue]

    def html(self, pending: Pending) -> Markup:
        """Give the HTML of a reference: links to where it points; a gap when there is nothing there."""
        try:
            links = resolve(pending, self.part, self.places, self.language)
        except BrokenReference as error:
            targets = tuple(target.part for target in pending.targets)
            self.issues.append(Issue("BROKEN_REFERENCE", "error", error.message, (self.part, *targets)))
            return gap(targets[0])
        self.references[Reference(self.part, joined([link.text for link in links], self.language))] = None
        anchors = [f'<a href="#{link.element}">{escape(link.text)}</a>' for link in links]
        return Markup(joined(anchors, self.language))  # noqa: S704 - ids are checked, texts are escaped


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words of the form around a part: its heading, and what leads over to the next part."""

    heading: str = ""
    closing: str = ""


def _framing(parts: Sequence[Placed], language: Language) -> Mapping[str, _Frame]:
    """Frame every part as a contract is (DOMAIN 2.1): the recitals are introduced, and so are the articles."""
    kinds = [placed.kind for placed in parts]
    first_recital = kinds.index("recital") if "recital" in kinds else -1
    before_articles = kinds.index("article") - 1 if "article" in kinds else -1
    agreed = _connective(Message("have agreed as follows:"), language)
    frames = {}
    for index, placed in enumerate(parts):
        heading = _heading(placed, language)
        if placed.kind == "recital":
            considering = _connective(Message("take into consideration that:"), language)
            heading = considering if index == first_recital else ""
        frames[placed.id] = _Frame(heading, agreed if index == before_articles else "")
    return frames


def _connective(words: Message, language: Language) -> str:
    """Set words of the form itself between two parts."""
    return f'<p class="connective">{escape(words.text(language))}</p>'


def _section(part: _Written, resolving: _Resolving, frame: _Frame) -> Section:
    """Put the values back, and make the section of a part with its heading."""
    characters = part.helpers.pieces.characters(resolving.html) if part.helpers else {}
    paragraphs = tuple(_paragraph(part, index, characters) for index in range(len(part.paragraphs)))
    placed, is_own_text = part.placed, part.placed.own_text is not None
    title = clean_line(placed.title)
    classes = f"{placed.kind} own-text" if is_own_text else placed.kind
    pieces = [frame.heading, *(str(paragraph.html) for paragraph in paragraphs), frame.closing]
    inner = "\n".join(piece for piece in pieces if piece)
    # Ids of clauses and own texts are checked, the rest was escaped piece by piece.
    html = Markup(f'<section class="{classes}" id="{element_id(placed.id)}">{inner}</section>')  # noqa: S704
    return Section(placed.id, placed.label, placed.kind, title, html, paragraphs, is_own_text)


def _paragraph(part: _Written, index: int, characters: Mapping[str, str]) -> NumberedParagraph:
    """Put the values back in one paragraph, and its number in front."""
    paragraph, label = part.paragraphs[index], part.labels[index]
    html = put_back(paragraph.html, characters)
    is_own_text = False
    pieces = part.helpers.pieces if part.helpers else Pieces()
    for character in paragraph.blocks:
        block = pieces.block_at(character)
        is_own_text |= block.is_own_text
        html = html.replace(character, _opened(str(block.html)))
    html = _EMPTY.sub("", html)
    if label is not None:
        number = f"{label}." if part.placed.kind == "recital" else label
        html = html if html.startswith("<p>") else f"<p></p>{html}"
        html = html.replace("<p>", f"<p>{marker(number)}", 1)
    element = _element(part, index)
    classes = "paragraph own-text" if is_own_text else "paragraph"
    # Made of our own tags and of values that Pieces escaped.
    wrapped = Markup(f'<div class="{classes}" id="{element}">{html}</div>')  # noqa: S704
    return NumberedParagraph(label, part.anchors[index], element, wrapped, is_own_text)


def _opened(block: str) -> str:
    """Let a block end the paragraph it is printed in and begin a new one; its own first and last paragraph merge."""
    begin = block.removeprefix("<p>") if block.startswith("<p>") else f"</p>{block}"
    return begin.removesuffix("</p>") if block.endswith("</p>") else f"{begin}<p>"


def _heading(placed: Placed, language: Language) -> str:
    """Make the heading of a section: the title of the contract, that of an article or annex with its label."""
    title = escape(clean_line(placed.title))
    if placed.kind == "preamble":
        return f"<h1>{title}</h1>"
    if placed.label is None:
        return f"<h2>{title}</h2>"
    article = Message("Article {label}", {"label": placed.label}).text(language)
    label = escape(article if placed.kind == "article" else placed.label)
    return f'<h2><span class="label">{label}</span> {title}</h2>'


def _missing(helpers: Sequence[Helpers], questions: Questions) -> tuple[MissingValue, ...]:
    """List what is missing, each fact once, with the clauses that need it."""
    clauses: dict[str, dict[str, None]] = {}
    for part in helpers:
        for name in part.missing:
            clauses.setdefault(name, {})[part.clause] = None
    return tuple(_missing_value(name, tuple(needing), questions) for name, needing in clauses.items())


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
