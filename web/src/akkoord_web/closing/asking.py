"""Turn the questions of a clause set into cards of fields, and what was typed back into answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, cast

from akkoord.dossier import Answers
from akkoord.facts import Facts, Part, QuestionGroup, Questions, Reading, deep_merge
from akkoord.language import Language, Message
from akkoord_web.fields import Field, Form
from akkoord_web.questions import fields_of

__all__ = ["Card", "Typed", "card_form", "cards_of", "merged", "read_part"]

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Card:
    """One subject on the screen: a group of questions that are asked now."""

    key: str
    label: str
    help: str | None
    icon: str | None
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes that could not be read, and what is wrong there."""

    raw: Mapping[str, str] = field(default_factory=lambda: _NONE)
    errors: Mapping[str, Message] = field(default_factory=lambda: MappingProxyType({}))


def read_part(questions: Questions, part: Part | Iterable[Part], raw: Mapping[str, str], language: Language) -> Reading:
    """Read the boxes of these parts that are in the form; anything else in it is left alone."""
    parts = (part,) if isinstance(part, str) else tuple(part)
    return questions.read([group.key for one in parts for group in questions.of(one)], raw, language)


def merged(answers: Answers, reading: Reading) -> Answers:
    """Lay what was read over the answers so far."""
    return cast("Answers", deep_merge(answers, reading.answers))


def cards_of(
    questions: Questions, part: Part, facts: Facts, language: Language, typed: Typed | None = None
) -> list[Card]:
    """Make a card for each group of this part that asks something, given these facts."""
    typed = typed or Typed()
    found = []
    for group in questions.of(part):
        asked = [one for one in group.questions if questions.is_asked(one.name, facts)]
        if asked:
            fields = fields_of(asked, facts, typed=_unread(typed), errors=typed.errors, situation=facts)
            found.append(_card(group, fields, language))
    return found


def card_form(form_id: str, cards: Iterable[Card], version: int | None, error: str | None = None) -> Form:
    """Make one form of these cards."""
    return Form(id=form_id, fields=tuple(one for card in cards for one in card.fields), version=version, error=error)


def _card(group: QuestionGroup, fields: tuple[Field, ...], language: Language) -> Card:
    said = group.help.text(language) if group.help else None
    return Card(group.key, group.label.text(language), said, group.icon, fields)


def _unread(typed: Typed) -> Mapping[str, str]:
    """Keep what stands in the boxes that could not be read; of a list all boxes, for none of its rows was kept."""
    lists = {".".join(name.split(".")[:2]) for name in typed.errors if name.count(".") > 1}
    return dict.fromkeys(lists, "") | {
        name: text for name, text in typed.raw.items() if name in typed.errors or ".".join(name.split(".")[:2]) in lists
    }
