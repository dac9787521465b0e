"""Say in words what a comparison looked at and what it found."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from akkoord.facts.kinds import FactValue
from akkoord.facts.nodes import Always, Comparison, Fact, Leaf, Operand, Operator
from akkoord.facts.showing import value_text
from akkoord.language import Language, Message, spoken

if TYPE_CHECKING:
    from akkoord.facts.question_set import Questions
    from akkoord.facts.questions import Question

_NEGATED: Final[dict[Operator, Operator]] = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "in": "not in",
    "not in": "in",
}
_MIRRORED: Final[dict[Operator, Operator]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SENTENCES: Final[dict[Operator, Message]] = {
    "==": Message("{label} is {value}"),
    "!=": Message("{label} is {answer}, not {value}"),
    "<": Message("{label} is {answer}, less than {value}"),
    "<=": Message("{label} is {answer}, at most {value}"),
    ">": Message("{label} is {answer}, more than {value}"),
    ">=": Message("{label} is {answer}, at least {value}"),
    "in": Message("{label} is {answer}"),
    "not in": Message("{label} is {answer}, not {value}"),
}
_DATE_SENTENCES: Final[dict[Operator, Message]] = {
    "<": Message("{label} is {answer}, before {value}"),
    "<=": Message("{label} is {answer}, not after {value}"),
    ">": Message("{label} is {answer}, after {value}"),
    ">=": Message("{label} is {answer}, not before {value}"),
}


def part_words(
    leaf: Leaf,
    holds: bool,  # noqa: FBT001 - what the comparison gave
    answers: Mapping[str, FactValue],
    questions: "Questions",
    language: Language,
) -> str:
    """Say one comparison as the fact it found: `Looptijd is 36 maanden, ten hoogste 60 maanden`."""
    return _part_message(leaf, holds, answers, questions, language).text(language)


def flip_words(name: str, value: FactValue, questions: "Questions", language: Language) -> str:
    """Say an answer as label and value: `Soort looptijd: onbepaalde tijd`."""
    return f"{label_of(name, questions, language)}: {answer_of(name, value, questions, language)}"


def sentence(parts: Sequence[str], language: Language) -> str:
    """Join what was found into one sentence."""
    distinct = list(dict.fromkeys(parts))
    said = "; ".join(distinct) if any("," in part for part in distinct) else spoken(distinct, language)
    return f"{said[:1].upper()}{said[1:]}."


def label_of(name: str, questions: "Questions", language: Language) -> str:
    """Give the label of a fact; one that no question asks for goes by its name."""
    question = questions.get(name)
    return question.label.text(language) if question else name


def answer_of(name: str, value: FactValue, questions: "Questions", language: Language) -> str:
    """Say an answer to the question of this name."""
    question = questions.get(name)
    if question is not None:
        return value_text(question, value, language)
    return Message("not filled in").text(language) if value is None else spoken(value, language)


def _part_message(
    leaf: Leaf,
    holds: bool,  # noqa: FBT001 - what the comparison gave
    answers: Mapping[str, FactValue],
    questions: "Questions",
    language: Language,
) -> Message:
    if isinstance(leaf, Always):
        return Message("this always applies") if leaf.holds else Message("this never applies by itself")
    if not isinstance(leaf, Comparison):
        return _found(leaf.fact.name, answers, questions, language)
    about, operator, other = _about(leaf, holds)
    if about is None:
        return Message("this always applies") if holds else Message("this never applies by itself")
    answer = answers.get(about.name)
    raw = answers.get(other.name) if isinstance(other, Fact) else other.raw
    if answer is None or (raw is None and operator in {"==", "!="}):
        return _found(about.name, answers, questions, language)
    return Message(
        _template(operator, answer).template,
        {
            "label": label_of(about.name, questions, language),
            "answer": answer_of(about.name, answer, questions, language),
            "value": _other_words(about, other, raw, questions, language),
        },
    )


def _found(name: str, answers: Mapping[str, FactValue], questions: "Questions", language: Language) -> Message:
    answer = answers.get(name)
    template = "{label} is not filled in" if answer is None else "{label} is {value}"
    return Message(
        template,
        {"label": label_of(name, questions, language), "value": answer_of(name, answer, questions, language)},
    )


def _about(leaf: Comparison, holds: bool) -> tuple[Fact | None, Operator, Operand]:  # noqa: FBT001
    """Put a comparison so that the fact comes first and it holds."""
    left, operator, right = leaf.left, leaf.operator, leaf.right
    if not isinstance(left, Fact) and isinstance(right, Fact) and operator not in {"in", "not in"}:
        left, operator, right = right, _MIRRORED.get(operator, operator), left
    operator = operator if holds else _NEGATED[operator]
    if isinstance(left, Fact):
        return left, operator, right
    return (right, operator, left) if isinstance(right, Fact) else (None, operator, right)


def _template(operator: Operator, answer: FactValue) -> Message:
    if isinstance(answer, date) and operator in _DATE_SENTENCES:
        return _DATE_SENTENCES[operator]
    return _SENTENCES[operator]


def _other_words(about: Fact, other: Operand, raw: object, questions: "Questions", language: Language) -> str:
    if isinstance(other, Fact):
        label = label_of(other.name, questions, language)
        return f"{label} ({answer_of(other.name, _fact_value(raw), questions, language)})"
    question = questions.get(about.name)
    if isinstance(raw, tuple):
        texts = [_fixed(question, item, language) for item in raw]
        return Message("{items}", {"items": texts}).text(language) if texts else Message("none").text(language)
    return _fixed(question, raw, language)


def _fixed(question: "Question | None", raw: object, language: Language) -> str:
    value = _fact_value(raw)
    if question is None:
        return spoken(value, language)
    if question.type == "date" and isinstance(value, str):
        value = date.fromisoformat(value)
    return value_text(question, value, language)


def _fact_value(raw: object) -> FactValue:
    return raw if raw is None or isinstance(raw, str | int | Decimal | bool | date | tuple) else str(raw)
