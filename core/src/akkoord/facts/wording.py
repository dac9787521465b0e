"""Say in words what a comparison looked at and what it found."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from akkoord.facts.kinds import FactValue, as_date
from akkoord.facts.nodes import Always, Comparison, Fact, Leaf, Operand, Operator, Value
from akkoord.facts.showing import Said
from akkoord.language import Language, Message, Speaks

if TYPE_CHECKING:
    from akkoord.facts.question_set import Questions

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
_FOUND: Final = Message("{label}: {answer}")
_NUMBERS: Final[dict[Operator, Message]] = {
    "<": Message("{label}: {answer}, less than {value}"),
    "<=": Message("{label}: {answer}, at most {value}"),
    ">": Message("{label}: {answer}, more than {value}"),
    ">=": Message("{label}: {answer}, at least {value}"),
}
_DATES: Final[dict[Operator, Message]] = {
    "<": Message("{label}: {answer}, before {value}"),
    "<=": Message("{label}: {answer}, not after {value}"),
    ">": Message("{label}: {answer}, after {value}"),
    ">=": Message("{label}: {answer}, not before {value}"),
}
_FACTS: Final[dict[Operator, Message]] = {
    "==": Message("{label}: {answer}, the same as {value}"),
    "!=": Message("{label}: {answer}, not the same as {value}"),
    "in": Message("{label}: {answer}, which is in {value}"),
    "not in": Message("{label}: {answer}, which is not in {value}"),
}
_LACKS: Final = Message("{label}: {answer}, without {value}")


def part_words(leaf: Leaf, holds: bool, answers: Mapping[str, FactValue], questions: "Questions") -> Message:  # noqa: FBT001 - `holds` is what the comparison gave
    """Say one comparison as what it found: `Duur: 36 maanden, ten hoogste 60 maanden`."""
    if isinstance(leaf, Always):
        return Message("always") if leaf.holds else Message("never by itself")
    if not isinstance(leaf, Comparison):
        return answer_words(leaf.fact.name, answers.get(leaf.fact.name), questions)
    if isinstance(leaf.right, Fact) and leaf.operator in {"in", "not in"} and not isinstance(leaf.left, Fact):
        return _in_list(leaf, leaf.right.name, holds, answers, questions)
    about, operator, other = _about(leaf, holds)
    return _compared(about, operator, other, answers, questions)


def answer_words(name: str, answer: FactValue, questions: "Questions") -> Message:
    """Say an answer with its label: `Soort looptijd: onbepaalde tijd`."""
    return Message(_FOUND.template, {"label": label_of(name, questions), "answer": _said(name, answer, questions)})


def filled_in_words(name: str, questions: "Questions") -> Message:
    """Say that any answer will do: `Partner: ingevuld`."""
    return Message(_FOUND.template, {"label": label_of(name, questions), "answer": Message("filled in")})


def sentence(parts: Sequence[Message], language: Language) -> str:
    """Put what was found into one sentence, each finding once."""
    said = "; ".join(dict.fromkeys(part.text(language) for part in parts))
    return f"{said[:1].upper()}{said[1:]}."


def label_of(name: str, questions: "Questions") -> Speaks | str:
    """Give the label of a fact; one that no question asks for goes by its name."""
    question = questions.get(name)
    return question.label if question else name


def _compared(
    about: Fact | None, operator: Operator, other: Operand, answers: Mapping[str, FactValue], questions: "Questions"
) -> Message:
    if about is None:
        return Message("always")
    answer = answers.get(about.name)
    template = _template(operator, other, answer)
    if answer is None or template is None:
        return answer_words(about.name, answer, questions)
    value: object
    if isinstance(other, Fact):
        value = answer_words(other.name, answers.get(other.name), questions)
    else:
        value = _said(about.name, _as_answer(other.raw, answer), questions)
    return Message(
        template.template,
        {"label": label_of(about.name, questions), "answer": _said(about.name, answer, questions), "value": value},
    )


def _template(operator: Operator, other: Operand, answer: FactValue) -> Message | None:
    """Choose the words for an operator; next to a fixed choice or nought the answer itself says enough."""
    if isinstance(other, Value) and other.value == 0:
        return None
    ordered = _DATES if isinstance(answer, date) else _NUMBERS
    return ordered.get(operator) or (_FACTS.get(operator) if isinstance(other, Fact) else None)


def _in_list(
    leaf: Comparison,
    name: str,
    holds: bool,  # noqa: FBT001 - what the comparison gave
    answers: Mapping[str, FactValue],
    questions: "Questions",
) -> Message:
    answer = answers.get(name)
    found = answer_words(name, answer, questions)
    if not answer or holds is (leaf.operator == "in") or isinstance(leaf.left, Fact):
        return found
    return Message(_LACKS.template, {**found.values, "value": _said(name, (_plain(leaf.left.raw),), questions)})


def _about(leaf: Comparison, holds: bool) -> tuple[Fact | None, Operator, Operand]:  # noqa: FBT001 - as above
    """Put a comparison so that a fact comes first and it holds."""
    left, operator, right = leaf.left, leaf.operator, leaf.right
    if not isinstance(left, Fact):
        left, operator, right = right, _MIRRORED.get(operator, operator), left
    return (left if isinstance(left, Fact) else None), (operator if holds else _NEGATED[operator]), right


def _said(name: str, answer: FactValue, questions: "Questions") -> object:
    question = questions.get(name)
    if question is not None:
        return Said(question, answer)
    return Message("not filled in") if answer is None else answer


def _as_answer(raw: object, answer: FactValue) -> FactValue:
    day = as_date(raw) if isinstance(answer, date) else None
    return _plain(raw) if day is None else day


def _plain(raw: object) -> FactValue:
    return raw if raw is None or isinstance(raw, str | int | Decimal) else str(raw)
