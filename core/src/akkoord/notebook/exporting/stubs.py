"""Begin the clause of a rule kind: a file whose text prints every parameter, and the questions that ask for them."""

from collections.abc import Iterator, Mapping
from keyword import iskeyword
from typing import Final

from akkoord.executing import Rule
from akkoord.facts import Question
from akkoord.language import Words

__all__ = ["clause_stub", "group_of_kind", "question_stub"]

_PRINTED: Final[Mapping[str, str]] = {
    "rate": "rate", "money": "eur", "pct": "pct", "decimal": "getal", "int": "getal", "date": "datum",
}  # fmt: skip
_TYPES: Final[Mapping[str, str]] = {
    "rate": "Rate", "money": "Euro", "pct": "Pct", "decimal": "Number", "int": "Whole", "date": "Date",
    "bool": "YesNo", "enum": "Choice", "text": "Text", "list": "Choices",
}  # fmt: skip


def group_of_kind(kind: type[Rule]) -> str:
    """Name the group of facts that a stub asks for."""
    return kind.kind


def clause_stub(kind: type[Rule]) -> str:
    """Write the clause file: front matter with the rule, and a text that prints each parameter on a line."""
    group, asked = group_of_kind(kind), kind.questions()
    name = kind.kind.replace("_", "-")
    lines = [
        "---",
        f"id: {name}",
        "kind: article",
        f"title: {_quoted(kind.label.nl)}",
        "order: 500",
        f'when: "{group}.enabled"',
        "variables:",
        *(f"  - {{name: {group}.{_fact(each)}, type: {each.type}, source: proposal, required: {_flag(each)}}}"
          for each in asked),
        "rules:",
        f"  - line: {name}",
        f"    kind: {kind.kind}",
        "    direction: payable",
        '    vat: {treatment: standard, rate: "21"}',
        "    settle: contract_year",
        "    params:",
        *(f"      {each.key}: {_parameter(group, each)}" for each in asked),
        "---",
        f"{kind.label.nl}.",
        "",
        *(line for each in asked for line in _printed(group, each)),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def question_stub(kind: type[Rule]) -> str:
    """Write the questions as Python: a group with a field for each parameter, and a row for each list of rows."""
    rows = [each for each in kind.questions() if each.columns]
    types = sorted({_TYPES.get(each.type, "Text") for each in _all(kind) if not each.columns} | {"YesNo"})
    imports = sorted({"Ask", "Group", *(["Row", "Rows"] if rows else []), *types})
    lines = [
        f'"""What a proposal asks for the rule {kind.kind}."""',
        "",
        "from typing import Annotated",
        "",
        f"from akkoord.facts import Ask{', Group' if 'Group' in imports else ''}",
        f"from akkoord.facts.questions import {', '.join(each for each in imports if each not in ('Ask', 'Group'))}",
        "from akkoord.language import Words",
        "",
        "",
    ]
    for each in rows:
        lines += [f"class {_row_name(each)}(Row):", f'    """A row of {each.key}."""', ""]
        lines += [f"    {_field(column)}" for column in each.columns]
        lines += ["", ""]
    title = f"Words(nl={kind.label.nl!r}, en={kind.label.en!r})"
    lines += [
        f"class {_class_name(kind.kind)}(Group, name={group_of_kind(kind)!r}, part='proposal', label={title}):",
        f'    """{kind.label.en}."""',
        "",
        "    enabled: Annotated[YesNo, Ask(Words(nl='Afgesproken', en='Agreed'))] = False",
        *(f"    {_field(each)}" for each in kind.questions()),
    ]
    return "\n".join(lines) + "\n"


def _all(kind: type[Rule]) -> Iterator[Question]:
    for each in kind.questions():
        yield each
        yield from each.columns


def _parameter(group: str, question: Question) -> str:
    if not question.columns:
        return f"{group}.{_fact(question)}"
    columns = ", ".join(f"{column.key}: row.{_fact(column)}" for column in question.columns)
    return f"{{each: {group}.{_fact(question)}, {columns}}}"


def _printed(group: str, question: Question) -> Iterator[str]:
    """Print a parameter: a list item by item, one that may be left out only when it is there."""
    name = f"{group}.{_fact(question)}"
    if question.type == "list":
        columns = [f"{each.label.nl.lower()} {_shown(each, f'r.{_fact(each)}')}" for each in question.columns]
        yield f"{question.label.nl}:"
        yield f"% for r in {name}:"
        yield "${letter(loop.index)}) " + (", ".join(columns) or "${r}") + "${'.' if loop.last else ';'}"
        yield "% endfor"
    elif question.required:
        yield f"{question.label.nl}: {_shown(question, name)}."
    else:
        yield f"% if {name}:"
        yield f"{question.label.nl}: {_shown(question, name)}."
        yield "% endif"
    yield ""


def _shown(question: Question, name: str) -> str:
    helper = _PRINTED.get(question.type)
    return f"${{{name}}}" if helper is None else f"${{{helper}({name})}}"


def _field(question: Question) -> str:
    kind = f"Rows[{_row_name(question)}]" if question.columns else _TYPES.get(question.type, "Text")
    ask = [_words(question.label)]
    if question.unit:
        ask.append(f"unit={question.unit!r}")
    if question.choices:
        choices = ", ".join(f"{name!r}: {_words(words)}" for name, words in question.choices.items())
        ask.append(f"choices={{{choices}}}")
    default = "()" if question.type == "list" else "None"
    return f"{_fact(question)}: Annotated[{kind}, Ask({', '.join(ask)})] = {default}"


def _fact(question: Question) -> str:
    """Name the fact of a parameter; a word of Python's own, such as `from`, gets an underscore behind it."""
    return f"{question.key}_" if iskeyword(question.key) else question.key


def _words(words: Words) -> str:
    return f"Words(nl={words.nl!r}, en={words.en!r})"


def _row_name(question: Question) -> str:
    return f"{_class_name(question.key)}Row"


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _flag(question: Question) -> str:
    return "true" if question.required else "false"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
