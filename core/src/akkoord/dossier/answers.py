"""Compare answers to questions by name, for the journal tells which changed and never what they say."""

import json
from collections.abc import Iterator, Mapping

from akkoord.language import AkkoordError, Message
from akkoord.store import Json, canonical_json

Answers = Mapping[str, Json]
"""Answers by group and question, as JSON: amounts are text, dates ISO text."""

NO_ANSWERS: Answers = {}
MOST_CHARACTERS = 200_000


class AnswersTooLong(AkkoordError):
    """More was filled in than fits in one record."""

    def __init__(self, length: int) -> None:
        super().__init__(
            Message(
                "This is too much text: {count} characters, at most {most} fit. Shorten the notes and save again.",
                {"count": length, "most": MOST_CHARACTERS},
            )
        )
        self.length = length


def kept(answers: Answers) -> Answers:
    """Return answers as they are kept, apart from what the caller holds. Raises AnswersTooLong."""
    text = canonical_json(answers)
    if len(text) > MOST_CHARACTERS:
        raise AnswersTooLong(len(text))
    copy: Answers = json.loads(text)
    return copy


def changed_names(before: Answers, after: Answers) -> list[str]:
    """Return the names of the answers that differ, sorted.

    >>> changed_names({"term": {"kind": "fixed"}}, {"term": {"kind": "fixed", "months": 36}})
    ['term.months']
    """
    old, new = dict(_flat(before)), dict(_flat(after))
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _flat(answers: Answers, prefix: str = "") -> Iterator[tuple[str, Json]]:
    for name, value in answers.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
