"""Fold texts for searching and sorting, and find back in the original what matched."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from akkoord.store.records import Piece

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i"})
_WORD = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\b(\d{4}) ?([a-z]{2})\b")
_JOINED = re.compile(r"[^\W_]+(?:[.'\u2019&/-][^\W_]+)+")


def fold(text: str) -> str:
    """Fold a text to lower case without diacritics, ĳ as ij, for sorting and comparing.

    >>> fold("Café d'Ĳsselhuys")
    "cafe d'ijsselhuys"
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def sort_key(name: str) -> str:
    """Return what a name is sorted by: folded, and without a leading apostrophe or other mark.

    >>> sort_key("'t Hoekje")
    't hoekje'
    """
    return " ".join(words_of(name))


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded.

    >>> words_of("Eetcafé d'Oude Mol, 1234 AB")
    ['eetcafe', 'd', 'oude', 'mol', '1234', 'ab']
    """
    return _WORD.findall(fold(text))


def other_spellings(text: str) -> list[str]:
    """Return what a text may also be looked for as: ij written y and back, a postcode or initials in one piece.

    >>> other_spellings("B.V. Dijkzicht, 1234 AB")
    ['1234ab', 'bv', 'dykzicht']
    """
    folded = fold(text)
    words = _WORD.findall(folded)
    joined = ["".join(_WORD.findall(match)) for match in _JOINED.findall(folded)]
    postcodes = [digits + letters for digits, letters in _POSTCODE.findall(folded)]
    swapped = [word.replace("ij", "y") for word in words if "ij" in word]
    swapped += [word.replace("y", "ij") for word in words if "y" in word]
    return sorted({*joined, *postcodes, *swapped})


def pieces(text: str, wanted: Sequence[str]) -> tuple[Piece, ...]:
    """Cut a text into pieces, marking the beginnings of words that were asked for.

    >>> [piece.text for piece in pieces("Café Caféolé", ["caf"]) if piece.is_hit]
    ['Caf', 'Caf']
    """
    composed = unicodedata.normalize("NFC", text)
    found, done = [], 0
    for start, end in _hits(composed, wanted):
        found += [Piece(composed[done:start]), Piece(composed[start:end], is_hit=True)]
        done = end
    found.append(Piece(composed[done:]))
    return tuple(piece for piece in found if piece.text)


def _hits(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        folded = fold(match[0])
        lengths = [len(word) for word in wanted if folded.startswith(word)]
        if lengths:
            yield match.start(), match.start() + _original_length(match[0], max(lengths))


def _original_length(word: str, folded_length: int) -> int:
    length, folded = 0, 0
    while length < len(word) and (folded < folded_length or unicodedata.combining(word[length])):
        folded += len(fold(word[length]))
        length += 1
    return length
