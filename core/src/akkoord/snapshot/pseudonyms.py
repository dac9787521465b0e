"""Give every name, number, address and text another one, the same wherever it stands."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from akkoord.demo import identities
from akkoord.language import Language, Message

__all__ = ["Kind", "Pseudonyms"]

Kind = str
"""What an original is: a key of `MADE`, such as `name`, `person`, `iban`; whatever else it is counts as `text`."""

FROM: Final = 500_000
"""Numbers begin here: far from those that demonstrations use, in ranges that are given out to nobody."""
FEWEST_CHARACTERS: Final = 4
"""Originals shorter than this are not looked for inside longer texts: they are words like any other."""
_LETTERS: Final = "ABCDEGHJKLMNPRTUVWXZ"

Made = Callable[[int], Message | str]

MADE: Final[Mapping[Kind, Made]] = MappingProxyType(
    {
        "name": lambda n: Message("Company {n}", {"n": str(n)}),
        "person": lambda n: Message("Person {n}", {"n": str(n)}),
        "role": lambda n: Message("Function {n}", {"n": str(n)}),
        "team": lambda n: Message("Team {n}", {"n": str(n)}),
        "address": lambda n: Message("Street {n}", {"n": str(n)}),
        "city": lambda n: Message("Town {n}", {"n": str(n)}),
        "text": lambda n: Message("Text {n}", {"n": str(n)}),
        "postcode": lambda n: f"{1000 + n % 9000} {_LETTERS[n // 9000 % 20]}{_LETTERS[n // 180_000 % 20]}",
        "kvk": lambda n: identities.kvk_number(FROM + n),
        "establishment": lambda n: identities.establishment_number(FROM + n),
        "vat_id": lambda n: identities.company_vat_id(FROM + n),
        "iban": lambda n: identities.iban(FROM + n),
        "email": lambda n: f"mail{n}@example.invalid",
        "phone": lambda n: f"000 000 {n:04}",
        "number": lambda n: f"K{n:05}",
        "login": lambda n: f"login{n}",
    }
)


class Pseudonyms:
    """Pseudonyms by original, made as originals are met. Nothing of it is kept: the copy cannot be turned back."""

    def __init__(self, language: Language) -> None:
        """Make pseudonyms in a language."""
        self._language = language
        self._by_original: dict[str, str] = {}
        self._made: dict[Kind, int] = {}
        self._by_first_word: dict[str, list[str]] = {}

    @property
    def originals(self) -> Mapping[str, str]:
        """What was replaced so far, and by what."""
        return MappingProxyType(self._by_original)

    def of(self, original: str, kind: Kind = "text") -> str:
        """Give the pseudonym of an original; what is empty stays so."""
        if not original.strip():
            return original
        if original not in self._by_original:
            n = self._made[kind] = self._made.get(kind, 0) + 1
            made = MADE.get(kind, MADE["text"])(n)
            self.replace(original, made if isinstance(made, str) else made.text(self._language))
        return self._by_original[original]

    def replace(self, original: str, pseudonym: str) -> None:
        """Replace an original by this from now on."""
        self._by_original[original] = pseudonym
        first = _WORD.search(original)
        if first and len(original) >= FEWEST_CHARACTERS and not _FIGURE.fullmatch(original):
            known = self._by_first_word.setdefault(first[0], [])
            known.append(original)
            known.sort(key=len, reverse=True)

    def known(self, original: str) -> str | None:
        """Give the pseudonym of what was replaced before; None when it was not."""
        return self._by_original.get(original)

    def within(self, text: str) -> str:
        """Replace every known original that stands in a longer text as words of its own."""
        pieces, done = [], 0
        for word in _WORD.finditer(text):
            found = self._at(text, word) if word.start() >= done else None
            if found is not None:
                start, original = found
                if start >= done:
                    pieces += [text[done:start], self._by_original[original]]
                    done = start + len(original)
        return "".join([*pieces, text[done:]])

    def _at(self, text: str, word: re.Match[str]) -> tuple[int, str] | None:
        """Find the longest original of which this is the first word, and where it begins."""
        for original in self._by_first_word.get(word[0], ()):
            first = _WORD.search(original)
            start = word.start() - (first.start() if first else 0)
            end = start + len(original)
            if start >= 0 and text[start:end] == original and not text[end : end + 1].isalnum():
                return start, original
        return None


_WORD: Final = re.compile(r"\w+")
_FIGURE: Final = re.compile(r"\d{1,7}")
