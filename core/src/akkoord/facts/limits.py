"""Check an answer against its question: kind, choices, limits, length, identifiers; say in words what is wrong."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pydantic import ValidationError

from akkoord.facts.answers import typed_answer
from akkoord.facts.kinds import MOST_DECIMALS, NUMBERS, FactValue, WrongFact
from akkoord.facts.questions import Question, QuestionGroup
from akkoord.facts.showing import Said
from akkoord.language import Message
from akkoord.values.errors import InvalidIdentifier
from akkoord.values.exact import decimals_of
from akkoord.values.identifiers import CHECKS


def check_answer(question: Question, value: FactValue) -> Message | None:
    """Say what is wrong with a typed answer, or None; no answer is not wrong."""
    if isinstance(value, str):
        return _check_text(question, value)
    if isinstance(value, int | Decimal) and question.type in NUMBERS:
        return _check_figure(question, Decimal(value))
    if isinstance(value, tuple) and question.choices:
        return next((_no_choice(question, item) for item in value if item not in question.choices), None)
    return None


def check_group(group: QuestionGroup, answers: Mapping[str, object]) -> Iterator[tuple[str, Message]]:
    """Check the recorded answers of a group; afterwards ask its model, which may check them together."""
    recorded = answers.get(group.name)
    if not isinstance(recorded, Mapping):
        return
    known = {question.key: question for question in group.questions if question.key in recorded}
    values: dict[str, FactValue] = {}
    found: dict[str, Message] = {}
    for key, question in known.items():
        try:
            values[key] = typed_answer(question, recorded[key], question.name)
        except WrongFact as error:
            found[error.name] = error.message
        else:
            found |= dict(_check_whole(question, values[key]))
    yield from (found or dict(_check_together(group, values))).items()


def _check_whole(question: Question, value: FactValue) -> Iterator[tuple[str, Message]]:
    message = check_answer(question, value)
    if message is not None:
        yield question.name, message
    if isinstance(value, tuple):
        for place, row in enumerate(value, start=1):
            if isinstance(row, Mapping):
                for column in question.columns:
                    if wrong := check_answer(column, row.get(column.key)):
                        yield f"{question.name}.{place}.{column.key}", wrong


def _check_together(group: QuestionGroup, values: Mapping[str, FactValue]) -> Iterator[tuple[str, Message]]:
    if group.model is None:
        return
    known = {question.key: question for question in group.questions}
    # A list left open is an empty one; columns that are no questions are the core's business, not the model's.
    given = {key: _for_model(known[key], value) for key, value in values.items() if value is not None}
    try:
        group.model.model_validate(given)
    except ValidationError as error:
        for detail in error.errors():
            if detail["type"] == "missing":
                continue
            name = ".".join([group.name, *(str(part) for part in detail["loc"])])
            cause = detail.get("ctx", {}).get("error")
            said = getattr(cause, "message", None)
            yield (
                name,
                said
                if isinstance(said, Message)
                else Message("This cannot be right: {reason}.", {"reason": detail["msg"]}),
            )


def _for_model(question: Question, value: FactValue) -> object:
    if isinstance(value, tuple) and question.columns:
        keys = {column.key for column in question.columns}
        return tuple(
            {key: item for key, item in row.items() if key in keys} for row in value if isinstance(row, Mapping)
        )
    return value


def _check_text(question: Question, value: str) -> Message | None:
    if question.type == "enum" and value not in (question.choices or {}):
        return _no_choice(question, value)
    if question.max_length is not None and len(value) > question.max_length:
        return Message(
            "{label} is {length} characters long; it can be at most {most}.",
            {"label": question.label, "length": Decimal(len(value)), "most": Decimal(question.max_length)},
        )
    if question.type in CHECKS:
        try:
            CHECKS[question.type](value)
        except InvalidIdentifier as error:
            return error.message
    return None


def _check_figure(question: Question, value: Decimal) -> Message | None:
    most = MOST_DECIMALS.get(question.type)
    if most is not None and decimals_of(value) > most:
        return Message(
            "{label} has at most {most} decimals, not {answer}.",
            {"label": question.label, "most": most, "answer": value},
        )
    if question.allows(value):
        return None
    return _limits(question)


def _limits(question: Question) -> Message:
    bounds = [
        Message(template.template, {"limit": Said(question, limit)})
        for template, limit in (
            (Message("at least {limit}"), question.minimum),
            (Message("more than {limit}"), question.above),
            (Message("at most {limit}"), question.maximum),
            (Message("less than {limit}"), question.below),
        )
        if limit is not None
    ]
    return Message("{label} must be {bounds}.", {"label": question.label, "bounds": tuple(bounds)})


def _no_choice(question: Question, value: FactValue) -> Message:
    return Message(
        "{label}: {value} is not one of the choices. Choose {choices}.",
        {"label": question.label, "value": repr(value), "choices": tuple((question.choices or {}).values())},
    )
