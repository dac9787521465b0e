"""Name the languages Akkoord speaks, and hold a text that a plugin gives in each of them."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol, runtime_checkable

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")


@runtime_checkable
class Speaks(Protocol):
    """Anything that can say itself in a language: words, messages, money."""

    def text(self, language: Language) -> str:
        """Say this in `language`."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A text in every language, for the labels that a plugin brings along.

    >>> Words(nl="Looptijd", en="Term").text("nl")
    'Looptijd'
    """

    nl: str
    en: str

    def __post_init__(self) -> None:
        if not (self.nl.strip() and self.en.strip()):
            raise ValueError(f"a text needs words in every language: {self.nl!r}, {self.en!r}")

    def text(self, language: Language) -> str:
        """Give the text in `language`."""
        return self.nl if language == "nl" else self.en

    def __str__(self) -> str:
        return self.en
