"""Say where in a file something is, and what is wrong there."""

from dataclasses import dataclass

from akkoord.language import Language, Message


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; lines count from 1."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a place, found without running anything; `code` names the kind of fault for programs."""

    place: Place | None
    message: Message
    code: str = "broken-set"

    def text(self, language: Language) -> str:
        """Say it with its place in front, the way compilers do."""
        said = self.message.text(language)
        return said if self.place is None else f"{self.place}: {said}"

    def __str__(self) -> str:
        return self.text("en")
