"""Take in text that is data: strip what deceives the eye, and turn own texts into safe HTML that reads as typed."""

import re
import unicodedata
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token
from markupsafe import Markup

TAGS: Final = frozenset({"p", "br", "ul", "li", "strong"})
"""The only tags that an own text can ever produce; none of them with an attribute."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs"})
_DEEPEST: Final = 6


def _is_hidden(character: str) -> bool:
    """Tell whether a character shows nothing, or shows text otherwise than it reads.

    That is: control and format characters (bidirectional overrides, zero widths, soft hyphens, tags), private use,
    lone surrogates and noncharacters. The two joiners stay: names in several scripts need them.
    """
    if character in _JOINERS:
        return False
    code = ord(character)
    is_noncharacter = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE  # noqa: PLR2004 - fixed by Unicode
    return unicodedata.category(character) in _HIDDEN or is_noncharacter


def clean(text: str) -> str:
    r"""Normalise to NFC with plain line ends, without a character that hides or reorders text; tabs become spaces.

    >>> clean("Prijs\u202e 01\tper hl\r\n")
    'Prijs 01 per hl\n'
    """
    if text.isprintable():  # nothing hidden, no line end, no tab: nearly every value
        return unicodedata.normalize("NFC", text)
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", "".join(c for c in lines if c == "\n" or not _is_hidden(c)))


def clean_line(text: str) -> str:
    r"""Clean a text that is one line: a name, a title.

    >>> clean_line("Café\n De  Zwaan ")
    'Café De Zwaan'
    """
    return " ".join(clean(text).split())


def to_html(body: str) -> Markup:
    """Turn an own text into HTML: paragraphs, lines as typed, lists of lines that start with `- `, `**bold**`.

    Everything else comes out as it was typed, for a contract may not lose a character: `*x*`, `# x`, `1. x`, `[x](y)`,
    `<x>`, `&amp;`, `${x}`, `{#x}` and backslashes included.
    """
    return Markup("\n").join(to_paragraphs(body))


def to_paragraphs(body: str) -> tuple[Markup, ...]:
    """Turn an own text into HTML as `to_html` does, one piece a paragraph; a list joins the paragraph before it."""
    pieces: list[list[Token]] = []
    for token in _MARKDOWN.parse(clean(body)):
        if not pieces or (token.type == "paragraph_open" and token.level == 0):
            pieces.append([])
        pieces[-1].append(token)
    return tuple(_render(piece) for piece in pieces)


def _render(tokens: list[Token]) -> Markup:
    """Write tokens as HTML, and let no other tag through than `TAGS`."""
    for token in tokens:
        for child in token.children or ():
            _keep_literal(child)
    html: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Markup(nh3.clean(html, tags=set(TAGS), attributes={}).strip())  # noqa: S704 - cleaned on this very line


def _keep_literal(token: Token) -> None:
    """Turn emphasis other than `**` back into the characters that were typed."""
    is_emphasis = token.type in {"em_open", "em_close", "strong_open", "strong_close"}
    if is_emphasis and token.markup != "**":
        token.type, token.tag, token.nesting, token.content = "text", "", 0, token.markup


def _dash_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a list of `- ` lines; numbers and other bullets stay text, since a list would renumber or replace them.

    So do dashes nested deeper than anyone means: the parser drops what it finds too deep.
    """
    is_dash = state.src.startswith("-", state.bMarks[start] + state.tShift[start])
    return is_dash and state.level < 2 * _DEEPEST and list_block(state, start, end, silent)


def _markdown() -> MarkdownIt:
    """Build the parser of own texts: from nothing, only what `to_html` names."""
    parser = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True, "maxNesting": 20})
    parser.enable(["list", "newline", "emphasis"])
    parser.block.ruler.at("list", _dash_list, {"alt": ["paragraph", "reference", "blockquote"]})
    return parser


_MARKDOWN: Final = _markdown()
