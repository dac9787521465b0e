"""Resolve the rules of a contract's clauses with its facts: what a frozen version carries, ready to be settled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NotRequired, TypedDict

from akkoord.closing.clauses import Clause, RuleUse
from akkoord.closing.rule_uses import FACT, ROW, SETTLED, columns_in
from akkoord.facts import Facts, Questions
from akkoord.facts.kinds import json_value, untyped_value
from akkoord.facts.showing import value_text
from akkoord.language import Language
from akkoord.store.canonical import Json

__all__ = ["RuleData", "Wording", "frozen_rules"]

EACH: Final = "each"


class GoodsVatData(TypedDict):
    """The VAT of some groups of goods."""

    groups: list[str]
    treatment: str
    rate: str


class VatData(TypedDict):
    """How VAT is charged on a line, and where it follows the goods on those that have another VAT."""

    treatment: str
    rate: str
    goods: NotRequired[list[GoodsVatData]]


class RuleData(TypedDict):
    """A rule as a contract version carries it: every parameter resolved, and the facts each of them came from.

    `about` tells in the language of the contract which row of a list the rule is for, where its line is named after it.
    """

    clause: str
    line: str
    kind: str
    direction: str
    vat: VatData
    settle: str
    group: str | None
    cumulation: str | None
    effect: str | None
    item: str | None
    parameters: Mapping[str, Json]
    facts: Mapping[str, list[str]]
    about: NotRequired[str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a list fact: the columns by name, and what the facts call it."""

    columns: Mapping[str, Json]
    name: str


NO_ROW: Final = _Row({}, "")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a statement calls the rows of lists: by the questions of the clause set, in the contract's language."""

    questions: Questions
    language: Language

    def about(self, rule: RuleUse, columns: Mapping[str, Json]) -> str:
        """Say for which row a rule is, by the columns that name its line; nothing for a rule that goes over no list."""
        if rule.each is None:
            return ""
        asked = {column.name.rpartition(".")[2]: column for column in self.questions[rule.each].columns}
        named = [(asked[name], untyped_value(columns.get(name), "")) for name in columns_in(rule.id) if name in asked]
        return ", ".join(value_text(column, value, self.language) for column, value in named if value is not None)


def frozen_rules(
    clauses: Sequence[Clause], facts: Facts, recorded: Mapping[str, Json], wording: Wording | None = None
) -> list[RuleData]:
    """Resolve the rules of clauses in their order. `recorded` are the same facts as canonical JSON.

    Every line has a name of its own: of rows that would share one, the later get a number behind it.
    """
    found: list[RuleData] = []
    taken: set[str] = set()
    for clause in clauses:
        for rule in clause.rules:
            for row in _rows(rule, recorded):
                if rule.when is None or rule.when.holds(facts.with_({"row": row.columns})):
                    line = _free(_line(rule, row), taken)
                    taken.add(line)
                    data = _frozen(clause, rule, line, row, recorded)
                    if wording is not None and (about := wording.about(rule, row.columns)):
                        data["about"] = about
                    found.append(data)
    return found


def _rows(rule: RuleUse, recorded: Mapping[str, Json]) -> Iterator[_Row]:
    """Give the rows that a rule goes over, or one without columns."""
    if rule.each is None:
        yield NO_ROW
    else:
        yield from _rows_of(rule.each, recorded)


def _rows_of(name: str, recorded: Mapping[str, Json]) -> Iterator[_Row]:
    rows = _recorded(recorded, name)
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, Mapping):
            yield _Row(row, f"{name}[{number}]")


def _line(rule: RuleUse, row: _Row) -> str:
    """Name the line; a column without a value gives the number of its row."""
    number = row.name.rpartition("[")[2].rstrip("]")
    values = {
        column: str(row.columns.get(column) or (int(number) + 1 if number else "")) for column in columns_in(rule.id)
    }
    return rule.id.format(**values) if values else rule.id


def _free(line: str, taken: set[str]) -> str:
    """Make a name that no line above has."""
    numbered, number = line, 2
    while numbered in taken:
        numbered, number = f"{line}-{number}", number + 1
    return numbered


def _frozen(clause: Clause, rule: RuleUse, line: str, row: _Row, recorded: Mapping[str, Json]) -> RuleData:
    resolving = _Resolving(row, recorded)
    settle = str(resolving.value(rule.settle))
    item = None if rule.item is None else resolving.value(rule.item)
    cumulation = None if rule.cumulation is None else resolving.value(rule.cumulation)
    parameters = {name: resolving.value(value) for name, value in rule.parameters.items()}
    return {
        "clause": clause.id,
        "line": line,
        "kind": rule.kind,
        "direction": rule.direction,
        "vat": _vat(rule, resolving),
        "settle": SETTLED.get(settle, settle),
        "group": rule.group,
        "cumulation": None if cumulation is None else str(cumulation),
        "effect": rule.effect,
        "item": None if item is None else str(item),
        "parameters": {name: value for name, value in parameters.items() if value is not None},
        "facts": {name: names for name, value in rule.parameters.items() if (names := list(resolving.names(value)))},
    }


def _vat(rule: RuleUse, resolving: "_Resolving") -> VatData:
    """Give the VAT of a line; groups may be those of a fact."""
    found: VatData = {"treatment": rule.treatment, "rate": rule.rate}
    if rule.goods:
        found["goods"] = [
            {"groups": _texts(resolving.value(each.groups)), "treatment": each.treatment, "rate": each.rate}
            for each in rule.goods
        ]
    return found


def _texts(found: Json) -> list[str]:
    """Put lists of groups, and single ones, in one list."""
    if isinstance(found, list):
        return [text for each in found for text in _texts(each)]
    return [] if found is None else [str(found)]


@dataclass(frozen=True, slots=True)
class _Resolving:
    """Resolves parameters: the name of a fact or column gives its value, everything else stands for itself."""

    row: _Row
    recorded: Mapping[str, Json]

    def value(self, value: object) -> Json:
        """Give what a parameter comes to."""
        if isinstance(value, Mapping) and isinstance(value.get(EACH), str):
            rest = {name: item for name, item in value.items() if name != EACH}
            rows = [_Resolving(row, self.recorded) for row in _rows_of(value[EACH], self.recorded)]
            return [{name: each.value(item) for name, item in rest.items()} for each in rows]
        if isinstance(value, Mapping):
            return {str(name): self.value(item) for name, item in value.items()}
        if isinstance(value, tuple):
            return [self.value(item) for item in value]
        if not isinstance(value, str) or not FACT.fullmatch(value):
            return json_value(untyped_value(value, ""))
        if value.startswith(ROW):
            return self.row.columns.get(value.removeprefix(ROW))
        return _recorded(self.recorded, value)

    def names(self, value: object) -> Iterator[str]:
        """Give the names of the facts that a parameter came from, columns with the row they stand in."""
        if isinstance(value, Mapping) and isinstance(value.get(EACH), str):
            yield value[EACH]
        elif isinstance(value, Mapping):
            for item in value.values():
                yield from self.names(item)
        elif isinstance(value, tuple):
            for item in value:
                yield from self.names(item)
        elif isinstance(value, str) and FACT.fullmatch(value):
            yield f"{self.row.name}.{value.removeprefix(ROW)}" if value.startswith(ROW) else value


def _recorded(recorded: Mapping[str, Json], name: str) -> Json:
    """Look a fact up by its dotted name in the recorded facts."""
    found: Json = recorded
    for key in name.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
