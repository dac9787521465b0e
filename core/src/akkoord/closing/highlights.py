"""Name the facts that are the headline of a proposal: what the result panel shows, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from akkoord.facts import Facts, FactValue, Place, Problem, Question, Questions, value_text
from akkoord.language import Language, Message, Words


@dataclass(frozen=True, slots=True)
class Highlight:
    """One figure of the result panel: the fact, what it is called there, and its unit if not that of the question."""

    label: Words
    fact: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A highlight with its value in one proposal; `question` holds the type, and the unit that the panel shows."""

    label: Words
    question: Question
    value: FactValue

    def text(self, language: Language) -> str:
        """Write the value with its unit."""
        return value_text(self.question, self.value, language)


def figures(highlights: Sequence[Highlight], facts: Facts, questions: Questions) -> tuple[Figure, ...]:
    """Give the highlights that these facts have a value for, in their order.

    An answer to a question that is not asked any more (the loan of a proposal without a loan) is left out.
    """
    found = []
    for highlight in highlights:
        value = facts[highlight.fact]
        if value in (None, ()) or not questions.is_asked(highlight.fact, facts):
            continue
        question = questions[highlight.fact]
        found.append(Figure(highlight.label, replace(question, unit=highlight.unit or question.unit), value))
    return tuple(found)


def check_highlights(highlights: Sequence[Highlight], questions: Questions, file: str) -> Iterator[Problem]:
    """Find highlights of facts that do not exist."""
    for highlight in highlights:
        if highlight.fact not in questions:
            message = Message("The highlight {fact!r} is no fact of this clause set.", {"fact": highlight.fact})
            yield Problem(Place(file), message)
