"""What a contract is composed from: the facts, the account manager's own texts, and its number."""

from dataclasses import dataclass

from akkoord.facts import Facts
from akkoord.language import AkkoordError, Message

MOST_CHARACTERS = 20_000
"""The most characters that the body of one own text may have."""


class InvalidOwnText(AkkoordError):
    """An own text that cannot be taken into a contract, and why."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text of the account manager, for this contract only: data, never a template.

    With `after`, the id of a clause, it becomes an article of its own behind that clause when the clause is in the
    contract; in every other case it becomes a paragraph of the special provisions (RULES 0.6(6)).
    """

    n: int
    title: str
    body: str
    after: str | None = None

    def __post_init__(self) -> None:
        """Refuse a number below 1, an empty text and one of more than 20,000 characters."""
        if self.n < 1:
            raise InvalidOwnText(Message("Own texts are numbered from 1; {n} is not such a number.", {"n": self.n}))
        if not self.body.strip():
            raise InvalidOwnText(Message("Own text {n} is empty. Write the text, or remove it.", {"n": self.n}))
        if len(self.body) > MOST_CHARACTERS:
            raise InvalidOwnText(
                Message(
                    "Own text {n} has {count} characters; at most {most} fit. Split it or shorten it.",
                    {"n": self.n, "count": len(self.body), "most": MOST_CHARACTERS},
                )
            )

    @property
    def id(self) -> str:
        """Its id among the parts of the contract: `own:1`, `own:2`, ..."""
        return f"own:{self.n}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A contract in the making. `facts` are the recorded ones, without derived facts; those follow in composing."""

    facts: Facts
    own_texts: tuple[OwnText, ...] = ()
    number: str | None = None

    def __post_init__(self) -> None:
        """Refuse two own texts with the same number."""
        numbers = [own_text.n for own_text in self.own_texts]
        for number in numbers:
            if numbers.count(number) > 1:
                raise InvalidOwnText(Message("There are two own texts with number {n}.", {"n": number}))
