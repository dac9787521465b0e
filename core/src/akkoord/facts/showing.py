"""Write answers for people: with their unit in a sentence, or bare in the box where they are typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from akkoord.facts.kinds import MOST_DECIMALS, NUMBERS, FactValue
from akkoord.language import Language, Message, Words, spoken
from akkoord.values import formats
from akkoord.values.exact import decimals_of, exact_decimal
from akkoord.values.identifiers import iban_in_fours

if TYPE_CHECKING:
    from akkoord.facts.questions import Question

UNIT_WORDS: Final[Mapping[str, tuple[Words, Words]]] = {
    "month": (Words(nl="maand", en="month"), Words(nl="maanden", en="months")),
    "week": (Words(nl="week", en="week"), Words(nl="weken", en="weeks")),
    "day": (Words(nl="dag", en="day"), Words(nl="dagen", en="days")),
    "hour": (Words(nl="uur", en="hour"), Words(nl="uur", en="hours")),
    "working hour": (Words(nl="werkuur", en="working hour"), Words(nl="werkuren", en="working hours")),
    "year": (Words(nl="jaar", en="year"), Words(nl="jaar", en="years")),
    "quarter": (Words(nl="kwartaal", en="quarter"), Words(nl="kwartalen", en="quarters")),
    "contract year": (Words(nl="contractjaar", en="contract year"), Words(nl="contractjaren", en="contract years")),
    "piece": (Words(nl="stuk", en="piece"), Words(nl="stuks", en="pieces")),
    "person": (Words(nl="persoon", en="person"), Words(nl="personen", en="persons")),
    "cup": (Words(nl="kop", en="cup"), Words(nl="koppen", en="cups")),
    "lift": (Words(nl="lediging", en="lift"), Words(nl="ledigingen", en="lifts")),
    "fill": (Words(nl="vulling", en="fill"), Words(nl="vullingen", en="fills")),
    "breach": (Words(nl="overtreding", en="breach"), Words(nl="overtredingen", en="breaches")),
    "tonne": (Words(nl="ton", en="tonne"), Words(nl="ton", en="tonnes")),
    "litre": (Words(nl="liter", en="litre"), Words(nl="liter", en="litres")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that a message says in its own language, with the unit of its question."""

    question: "Question"
    value: FactValue

    def text(self, language: Language) -> str:
        """Write the answer in full."""
        return value_text(self.question, self.value, language)


def unit_text(unit: str | None, language: Language, count: FactValue = None) -> str:
    """Say a unit after a figure: `maanden`, `hl per jaar`, `per hl` for an amount in euros.

    >>> unit_text("hl/year", "nl"), unit_text("EUR/hl", "en"), unit_text("month", "nl", 1)
    ('hl per jaar', 'per hl', 'maand')
    """
    if not unit:
        return ""
    counted, slash, per = unit.partition("/")
    counted = "" if counted in {"EUR", "€"} else _unit_words(counted, language, plural=count not in {1, Decimal(1)})
    if not slash:
        return counted
    return f"{counted} per {_unit_words(per, language, plural=False)}".strip()


def value_text(question: "Question", value: FactValue, language: Language) -> str:
    """Say an answer in full: `€ 15.000,00`, `60 maanden`, `ja`, the words of a choice, `31 december 2026`."""
    match value:
        case None:
            return Message("not filled in").text(language)
        case tuple():
            return _list_text(question, value, language)
        case str() if question.choices and value in question.choices:
            return question.choices[value].text(language)
        case str() if question.type == "iban":
            return iban_in_fours(value)
        case int() | Decimal() if question.type in NUMBERS and not isinstance(value, bool):
            return _figure_text(question, value, language)
        case _:
            return spoken(value, language)


def input_text(question: "Question", value: FactValue, language: Language) -> str:
    """Write an answer as it stands in its box; reading it gives the same answer back.

    Dates are ISO text, as the browser's own date field wants them; yes and no are `yes` and `no`, choices their code.
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            places = 2 if question.type in {"money", "rate"} else 0
            return formats.number(exact_decimal(value), language, places=places)
        case date():
            return value.isoformat()
        case str() if question.type == "iban":
            return iban_in_fours(value)
        case _:
            return spoken(value, language)


def _figure_text(question: "Question", value: Decimal | int, language: Language) -> str:
    if decimals_of(Decimal(value)) > MOST_DECIMALS.get(question.type, 0):
        figure = formats.number(value, language)
    elif question.type == "money":
        figure = formats.euro(value, language)
    elif question.type == "rate":
        figure = formats.rate(value, language)
    elif question.type == "pct":
        return formats.percentage(value, language)
    else:
        figure = formats.number(value, language)
    unit = unit_text(question.unit, language, value)
    return f"{figure} {unit}" if unit else figure


def _list_text(question: "Question", value: tuple[FactValue, ...], language: Language) -> str:
    if not value:
        return Message("none").text(language)
    items = [item for item in value if not isinstance(item, Mapping)]
    if len(items) < len(value):
        return formats.rows(len(value), language)
    choices = question.choices or {}
    said = [choices.get(item, item) if isinstance(item, str) else item for item in items]
    return formats.all_of([spoken(item, language) for item in said], language)


def _unit_words(unit: str, language: Language, *, plural: bool) -> str:
    words = UNIT_WORDS.get(unit)
    return unit if words is None else words[plural].text(language)
