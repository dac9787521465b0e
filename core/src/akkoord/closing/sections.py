"""Make the sections of a contract: values and numbers put back in their paragraphs, references resolved, headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from akkoord.closing.compose import Issue, Placed
from akkoord.closing.document import NumberedParagraph, Section
from akkoord.closing.helpers import Helpers, gap
from akkoord.closing.own_text import clean_line
from akkoord.closing.paragraphs import Paragraph, marker
from akkoord.closing.pieces import Pieces, put_back
from akkoord.closing.references import BrokenReference, Pending, Place, Reference, element_id, joined, resolve
from akkoord.language import Language, Message

_EMPTY = re.compile(r"<p>\s*</p>")


@dataclass(frozen=True, slots=True)
class Written:
    """A part of the contract, evaluated but not yet resolved: its paragraphs, their labels, what its clause noted."""

    placed: Placed
    paragraphs: tuple[Paragraph, ...]
    labels: tuple[str | None, ...]
    anchors: tuple[str | None, ...]
    helpers: Helpers | None = None


def place_of(part: Written) -> Place:
    """Show a part to the references of the others."""
    anchors = {
        anchor: (label, _element(part, index))
        for index, (anchor, label) in enumerate(zip(part.anchors, part.labels, strict=True))
        if anchor is not None
    }
    return Place(part.placed.kind, part.placed.label, anchors)


def _element(part: Written, index: int) -> str:
    """Give the id of a paragraph in the page: by its anchor, or else by its place."""
    return element_id(part.placed.id, part.anchors[index] or str(index + 1))


@dataclass(frozen=True, slots=True)
class Findings:
    """What resolving finds in a whole contract: the references, each once in order, and those that are broken."""

    references: dict[Reference, None] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Resolving:
    """Resolves the references of one part, and notes them and what is broken about them."""

    part: str
    places: Mapping[str, Place]
    language: Language
    findings: Findings

    def html(self, pending: Pending) -> Markup:
        """Give the HTML of a reference: links to where it points; a gap when there is nothing there."""
        try:
            links = resolve(pending, self.part, self.places, self.language)
        except BrokenReference as error:
            targets = tuple(target.part for target in pending.targets)
            self.findings.issues.append(Issue("BROKEN_REFERENCE", "error", error.message, (self.part, *targets)))
            return gap(targets[0])
        self.findings.references[Reference(self.part, joined([link.text for link in links], self.language))] = None
        anchors = [f'<a href="#{link.element}">{escape(link.text)}</a>' for link in links]
        return Markup(joined(anchors, self.language))  # noqa: S704 - ids are checked, texts are escaped


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of the form around a part: its heading, and what leads over to the next part."""

    heading: str = ""
    closing: str = ""


def framing(parts: Sequence[Placed], language: Language) -> Mapping[str, Frame]:
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
        frames[placed.id] = Frame(heading, agreed if index == before_articles else "")
    return frames


def _connective(words: Message, language: Language) -> str:
    """Set words of the form itself between two parts."""
    return f'<p class="connective">{escape(words.text(language))}</p>'


def section_of(part: Written, resolving: Resolving, frame: Frame) -> Section:
    """Put the values back, and make the section of a part with its heading."""
    characters = part.helpers.pieces.characters(resolving.html) if part.helpers else {}
    paragraphs = tuple(_paragraph(part, index, characters) for index in range(len(part.paragraphs)))
    placed, is_own_text = part.placed, part.placed.own_text is not None
    title = clean_line(placed.title)
    classes = f"{placed.kind} own-text" if is_own_text else placed.kind
    pieces = [frame.heading, *(str(paragraph.html) for paragraph in paragraphs), frame.closing]
    inner = "\n".join(piece for piece in pieces if piece)
    # Ids of clauses and own texts are checked, the rest was escaped piece by piece.
    html = Markup(f'<section class="{classes}" id="{element_id(placed.id)}">{inner}</section>')  # noqa: S704 - put together from what was escaped
    return Section(placed.id, placed.label, placed.kind, title, html, paragraphs, is_own_text)


def _paragraph(part: Written, index: int, characters: Mapping[str, str]) -> NumberedParagraph:
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
    wrapped = Markup(f'<div class="{classes}" id="{element}">{html}</div>')  # noqa: S704 - put together from what was escaped
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
