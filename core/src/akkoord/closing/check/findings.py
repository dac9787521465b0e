"""What the check can find: the kinds, each with what to do about it, and a finding at its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from akkoord.facts import FactValue, Place
from akkoord.language import Language, Message

__all__ = ["ADVICE", "Finding"]

ADVICE: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "absent-clause": Message("Correct the id, or add the clause."),
        "allow-without-reason": Message("Write why this is accepted behind its code."),
        "always-true": Message(
            "Write 'true' if the clause belongs in every contract, or correct the condition."
        ),
        "broken-set": Message("Correct the file; until then the clause set cannot be used."),
        "clause-conflict": Message(
            "Add a validation of severity error that refuses these answers, or change a condition."
        ),
        "cycle": Message("Remove one of these clauses from 'after'."),
        "dangling-reference": Message("Refer on the condition that the other clause is there, or require it."),
        "due-without-anchor": Message("Count from something that is always known, or require the answer."),
        "empty-section": Message("Leave the clause out in this case, or give it something to say."),
        "literal-value": Message("Print the fact, so that the text and what is agreed cannot differ."),
        "missing-condition": Message(
            "Make the question required, or say what holds without an answer (x != None and ...)."
        ),
        "missing-obligation": Message("Make the question required where the obligation is agreed."),
        "missing-print": Message("Make the question required, or print it only when it is there."),
        "missing-rule": Message("Make the question required, or declare the variable with required: false."),
        "never-selected": Message("Correct the condition, or remove the clause."),
        "same-condition": Message("Join the clauses, let one require the other, or correct one of the conditions."),
        "term-twice": Message("Define the term once, or in clauses that never stand in one contract."),
        "text-unlike-rule": Message("Let the text and the rule say the same; what is paid must be read there."),
        "undecided": Message(
            "Let fewer answers decide on what is derived, or write simpler conditions; it may be sound or not."
        ),
        "undefined-term": Message("Define the term in every contract that uses it, or use another word."),
        "unprinted-parameter": Message("Print the fact in the text of the clause: what is paid must be read there."),
        "unused-allow": Message("Remove the comment; nothing is found here any more."),
        "unused-question": Message("Use the answer in a clause, rule or report, or ask for nothing that nobody needs."),
        "unused-term": Message("Remove the definition, or use the term."),
    }
)  # fmt: skip
"""The codes of findings, each with what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a clause set: which kind, where, what, and the smallest set of answers that shows it.

    `about` names what it is about: a term, a fact, a clause.
    """

    code: str
    place: Place
    message: Message
    answers: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    about: str = ""

    def __post_init__(self) -> None:
        """Refuse a code that nobody can look up."""
        if self.code not in ADVICE:
            raise ValueError(f"there is no kind of finding {self.code!r}")

    @property
    def advice(self) -> Message:
        """What to do about it."""
        return ADVICE[self.code]

    def text(self, language: Language = "en") -> str:
        """Say it on one line, as compilers do."""
        return f"{self.place}: {self.code}: {self.message.text(language)}"
