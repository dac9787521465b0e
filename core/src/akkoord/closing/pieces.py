"""Keep what a clause prints out of reach: an opaque character stands for it until Mako and Markdown have run."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final

from markupsafe import Markup

from akkoord.closing.own_text import clean
from akkoord.closing.references import Pending
from akkoord.language import AkkoordError, Message

_INLINE: Final = 0xF0000
_BLOCK: Final = 0x100000
_MOST: Final = 0xFFFE
"""The two planes of private-use characters, each with room for 65,534. `clean` keeps them out of every value, and
`read_template` out of every clause, so one in the text can only be ours."""


_INLINE_CHARACTER = re.compile(f"[{chr(_INLINE + 1)}-{chr(_INLINE + _MOST)}]")


class TooManyValues(AkkoordError):
    """A clause prints more values than any contract has."""


class Printed(str):
    """Text that a clause may print as it is: an opaque character, or a letter or number that the clause counts with."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Something that takes up paragraphs of its own: an own text, or the id of a place to sign."""

    html: Markup
    is_own_text: bool = False


@dataclass(slots=True)
class Pieces:
    """What one clause prints, numbered in the order of printing."""

    inline: list[Markup | Pending] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def text(self, value: str) -> Printed:
        """Stand in for plain text: it is cleaned and escaped here, and never looked at again."""
        if not value:
            return Printed("")
        return self.html(Markup(escape(clean(value)).replace("\n", "<br>")))  # noqa: S704 - escaped on this very line

    def figure(self, value: str) -> Printed:
        """Stand in for a number with its unit, or a date, which no line end may take apart."""
        return self.html(Markup(f'<span class="figure">{escape(value)}</span>'))  # noqa: S704 - escaped

    def html(self, value: Markup | Pending) -> Printed:
        """Stand in for HTML made by Akkoord itself, or for a reference to be resolved."""
        self.inline.append(value)
        return _character(_INLINE, len(self.inline))

    def block(self, value: Block) -> Printed:
        """Stand in for something with paragraphs of its own."""
        self.blocks.append(value)
        return _character(_BLOCK, len(self.blocks))

    def characters(self, resolved: Callable[[Pending], Markup]) -> Mapping[str, str]:
        """Give the HTML behind every inline character, for `put_back`."""
        return {
            chr(_INLINE + number): resolved(piece) if isinstance(piece, Pending) else piece
            for number, piece in enumerate(self.inline, start=1)
        }

    def spelled(self, text: str) -> str:
        """Write out a short text that may hold characters of ours, such as an anchor; references are left out."""
        return text if text.isascii() else put_back(text, self.characters(lambda _: Markup("")))

    def block_at(self, character: str) -> Block:
        """Give the block that a character stands for."""
        return self.blocks[ord(character) - _BLOCK - 1]


def put_back(text: str, characters: Mapping[str, str]) -> str:
    """Replace the inline characters in a text by the HTML that they stand for."""
    return _INLINE_CHARACTER.sub(lambda found: characters[found[0]], text)


def is_block(character: str) -> bool:
    """Tell whether a character stands for a block."""
    return ord(character) > _BLOCK


def _character(plane: int, number: int) -> Printed:
    """Give the n-th character of a plane, counted from 1."""
    if number >= _MOST:
        raise TooManyValues(Message("A clause prints more than {most} values.", {"most": _MOST - 1}))
    return Printed(chr(plane + number))
