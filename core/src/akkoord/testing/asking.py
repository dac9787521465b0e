"""Find what is careless in the questions of a clause set: a language that lacks, an answer that cannot be given."""

from collections.abc import Collection, Iterator
from typing import Final

from akkoord.facts import Question, Questions
from akkoord.facts.limits import check_answer

__all__ = ["MOST_CHARACTERS", "careless"]

MOST_CHARACTERS: Final = 48
"""The longest label that a tablet shows on one line."""


def careless(questions: Questions, same: Collection[str] = ()) -> list[str]:
    """Say what is careless, question by question; `same` are words that both languages share."""
    asked = [question for question in questions.values() if not question.name.startswith("own_texts.")]
    found = [line for question in asked for line in _of_one(question, same)]
    columns = [column for question in asked for column in question.columns]
    return [*found, *(line for column in columns for line in _of_one(column, same)), *_of_cards(questions)]


def _of_one(question: Question, same: Collection[str]) -> Iterator[str]:
    words = [question.label, question.help, *(question.choices or {}).values()]
    for text in words:
        if text is not None and text.nl == text.en and text.nl not in same:
            yield f"{question.name}: {text.nl!r} is the same in both languages"
    if question.help is not None and not (question.help.nl.endswith(".") and question.help.en.endswith(".")):
        yield f"{question.name}: help is a sentence"
    if max(len(question.label.nl), len(question.label.en)) > MOST_CHARACTERS:
        yield f"{question.name}: its label is longer than {MOST_CHARACTERS} characters"
    for answer in (question.default, question.example):
        if answer is not None and check_answer(question, answer) is not None:
            yield f"{question.name}: {answer!r} is no answer that it takes"


def _of_cards(questions: Questions) -> Iterator[str]:
    for group in questions.groups:
        if not group.icon:
            yield f"{group.key}: the card has no icon"
        for question in group.questions:
            now = question.now
            if now is not None and (now not in questions or questions[now].part != "situation"):
                yield f"{question.name}: is set against {now}, which is no fact of the situation"
