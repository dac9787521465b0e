"""Handle nested answers: type them by their questions, merge, flatten, freeze, and write them as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from akkoord.facts.kinds import FactValue, Json, json_value, typed_value, untyped_value
from akkoord.facts.questions import Question

ByName = Mapping[str, Question]


def typed_tree(questions: ByName, value: object, name: str) -> FactValue:
    """Type a value by the question of its name, a group of values by theirs; the rest keeps its JSON types."""
    question = questions.get(name)
    if question is not None:
        return typed_answer(question, value, name)
    if isinstance(value, Mapping):
        return {str(key): typed_tree(questions, item, f"{name}.{key}") for key, item in value.items()}
    return frozen(untyped_value(value, name))


def typed_answer(question: Question, value: object, name: str) -> FactValue:
    """Type the answer to a question; of a list each row by its columns."""
    answer = typed_value(question.type, value, name)
    if isinstance(answer, tuple):
        return tuple(_typed_row(question, row, f"{name}.{place}") for place, row in enumerate(answer, start=1))
    return answer


def json_tree(questions: ByName, nested: Mapping[str, FactValue], prefix: str = "") -> dict[str, Json]:
    """Write nested answers as canonical JSON, names sorted."""
    return {key: _json(questions, nested[key], f"{prefix}{key}") for key in sorted(nested)}


def json_answer(question: Question, value: FactValue) -> Json:
    """Write the answer to one question as canonical JSON."""
    return _json({question.name: question}, value, question.name)


def deep_merge(under: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """Lay one nested mapping over another; lists and single values replace what was there, also with None.

    >>> deep_merge({"term": {"kind": "fixed", "months": 60}}, {"term": {"months": None}})
    {'term': {'kind': 'fixed', 'months': None}}
    """
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[key] = deep_merge(below, value)
        else:
            merged[key] = value
    return merged


def flat(nested: Mapping[str, FactValue], prefix: str = "") -> Iterator[tuple[str, FactValue]]:
    """Give the single values of nested answers with their full names."""
    for key, item in nested.items():
        if isinstance(item, Mapping):
            yield from flat(item, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", item


def names_in(answers: Mapping[str, object], questions: ByName, prefix: str = "") -> Iterator[str]:
    """Give the full names of the single answers in nested ones."""
    for key, item in answers.items():
        name = f"{prefix}{key}"
        if isinstance(item, Mapping) and name not in questions:
            yield from names_in(item, questions, f"{name}.")
        else:
            yield name


def frozen(value: FactValue) -> FactValue:
    """Make a value that cannot be changed, all the way down."""
    if isinstance(value, Mapping):
        return frozen_mapping(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(frozen(item) for item in value)
    return value


def frozen_mapping(value: Mapping[str, FactValue]) -> Mapping[str, FactValue]:
    """Make a mapping that cannot be changed, all the way down."""
    return MappingProxyType({key: frozen(item) for key, item in value.items()})


def _typed_row(question: Question, row: FactValue, name: str) -> FactValue:
    if not isinstance(row, Mapping):
        return row
    columns = {column.key: column for column in question.columns}
    return MappingProxyType(
        {
            key: typed_answer(columns[key], value, f"{name}.{key}") if key in columns else frozen(value)
            for key, value in row.items()
        }
    )


def _json(questions: ByName, value: FactValue, name: str) -> Json:
    question = questions.get(name)
    if isinstance(value, Mapping):
        return json_tree(questions, value, f"{name}.")
    if isinstance(value, tuple) and question is not None:
        columns = {column.name: column for column in question.columns}
        return [_json(columns, item, name) for item in value]
    return json_value(value, question.type if question else None)
