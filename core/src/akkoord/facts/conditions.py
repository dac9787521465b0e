"""Parse a condition once, refuse what is not one, and answer it from compiled code (RULES 0.5)."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

from akkoord.facts.explaining import Explanation, explain
from akkoord.facts.kinds import Comparable, comparable, is_sane
from akkoord.facts.nodes import (
    Always,
    Both,
    Comparison,
    Either,
    Fact,
    Get,
    Node,
    Not,
    Operand,
    Operator,
    Truth,
    Value,
    at_most,
    code,
    contained,
    less,
    names,
)
from akkoord.facts.places import Place, Problem
from akkoord.language import AkkoordError, Message

if TYPE_CHECKING:
    from akkoord.facts.facts import Facts
    from akkoord.facts.question_set import Questions

MAX_LENGTH: Final = 2_000
_LITERAL_NAMES: Final = {"true": True, "false": False}


class Comparables(Protocol):
    """What a condition is answered from: facts in comparable form, by name."""

    @property
    def comparable(self) -> Mapping[str, Comparable]:
        """The answers by name; a missing name is a missing answer."""
        ...


class ConditionError(AkkoordError):
    """A text is not a condition; `place` says where it stands."""

    def __init__(self, message: Message, place: Place | None) -> None:
        super().__init__(message)
        self.place = place

    @property
    def problem(self) -> Problem:
        """The error as a problem at its place."""
        return Problem(self.place, self.message)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition over the facts, parsed and compiled.

    Compares by its source; `tree` is what checks and proofs read.
    """

    source: str
    names: tuple[str, ...] = field(compare=False)
    tree: Node = field(compare=False, repr=False)
    place: Place | None = field(compare=False)
    _compiled: Callable[[Get], object] = field(compare=False, repr=False)

    def holds(self, facts: Comparables) -> bool:
        """Tell whether these facts make the condition true."""
        return bool(self._compiled(facts.comparable.get))

    def explain(self, facts: "Facts", questions: "Questions | None" = None) -> Explanation:
        """Tell which parts decided, by which answers, and which single answer would turn the decision.

        Without `questions`, those of the facts are used: their choices and limits bound what could be answered.
        """
        return explain(self.tree, facts, questions or facts.questions)


def parse_condition(source: str, place: Place | None = None) -> Condition:
    """Parse a condition of names with dots, comparisons, `in`, `and`, `or`, `not`, literals and lists.

    :raises ConditionError: naming the part that is not allowed and what to write instead.
    """
    tree = _Parser(source, place).parse()
    try:
        return Condition(source, names(tree), tree, place, _compiled(tree))
    except (SyntaxError, RecursionError, MemoryError):
        raise ConditionError(Message("The condition is nested too deeply. Split it."), place) from None


def _compiled(tree: Node) -> Callable[[Get], object]:
    constants: list[Comparable] = []
    expression = f"lambda get: {code(tree, constants)}"
    scope = {"less": less, "at_most": at_most, "contained": contained, "constants": tuple(constants)}
    # The expression was written by `code` from a whitelisted tree: it holds nothing but literals and these helpers.
    compiled: Callable[[Get], object] = eval(expression, {"__builtins__": {}} | scope)  # noqa: S307 - see above
    return compiled


class _Parser:
    """Turn the syntax tree of one condition into our own, refusing all that it may not hold."""

    def __init__(self, source: str, place: Place | None) -> None:
        self._source = source
        self._place = place

    def parse(self) -> Node:
        """Parse the whole condition."""
        if not self._source.strip():
            raise self._error(Message("The condition is empty. Write true when it always holds."))
        if len(self._source) > MAX_LENGTH:
            raise self._error(
                Message("The condition is longer than {most} characters. Split it.", {"most": Decimal(MAX_LENGTH)})
            )
        # Blanks at line starts mean something to Python; to a condition they do not.
        self._source = " ".join(self._source.split())
        try:
            return self._node(ast.parse(self._source, mode="eval").body)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            raise self._error(
                Message(
                    "“{source}” is not a condition. Write comparisons such as term.kind == 'fixed', "
                    "joined by and, or, not.",
                    {"source": self._source},
                )
            ) from None

    def _node(self, node: ast.expr) -> Node:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return Both(tuple(self._node(value) for value in values))
            case ast.BoolOp(values=values):
                return Either(tuple(self._node(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self._node(operand))
            case ast.Compare():
                return self._comparison(node)
            case ast.Name() | ast.Attribute() | ast.Constant():
                return self._alone(node)
            case _:
                raise self._refused(node)

    def _alone(self, node: ast.expr) -> Node:
        operand = self._operand(node)
        text = self._text(node)
        if isinstance(operand, Fact):
            return Truth(operand, text)
        if isinstance(operand.value, bool):
            return Always(operand.value, text)
        raise self._error(
            Message(
                "“{part}” is a fixed value, so it decides nothing. Compare it with a fact, or write x in [...].",
                {"part": text},
            )
        )

    def _comparison(self, node: ast.Compare) -> Node:
        nodes = [node.left, *node.comparators]
        operands = [self._operand(operand) for operand in nodes]
        operators = [self._operator(operator, node) for operator in node.ops]
        comparisons = tuple(
            Comparison(operands[i], operator, operands[i + 1], self._between(nodes[i], operator, nodes[i + 1]))
            for i, operator in enumerate(operators)
        )
        return comparisons[0] if len(comparisons) == 1 else Both(comparisons)

    def _operator(self, operator: ast.cmpop, node: ast.expr) -> Operator:
        found = _OPERATORS.get(type(operator))
        if found is None:
            raise self._error(Message("“{part}” compares with is. Write == or != instead.", {"part": self._text(node)}))
        return found

    def _operand(self, node: ast.expr) -> Operand:
        match node:
            case ast.Name(id=name) if name in _LITERAL_NAMES:
                return Value(_LITERAL_NAMES[name], _LITERAL_NAMES[name])
            case ast.Name() | ast.Attribute():
                return Fact(self._name(node))
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                items = tuple(self._literal(element) for element in elements)
                return Value(comparable(items), items)
            case _:
                literal = self._literal(node)
                return Value(comparable(literal), literal)

    def _name(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return name
            case ast.Attribute(value=value, attr=attribute):
                return f"{self._name(value)}.{attribute}"
            case _:
                raise self._refused(node)

    def _literal(self, node: ast.expr) -> str | int | Decimal | bool | None:
        match node:
            case ast.Constant(value=bool() | str() | int() | None as value):
                return value
            case ast.Constant(value=float()):
                figure = Decimal(self._text(node).replace("_", ""))
                if is_sane(figure):
                    return figure
                raise self._refused(node)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as operand):
                number = self._literal(operand)
                if isinstance(number, int | Decimal) and not isinstance(number, bool):
                    return -number
                raise self._refused(node)
            case ast.Name(id=name) if name in _LITERAL_NAMES:
                return _LITERAL_NAMES[name]
            case _:
                raise self._refused(node)

    def _text(self, node: ast.expr) -> str:
        return ast.get_source_segment(self._source, node) or self._source

    def _between(self, left: ast.expr, operator: Operator, right: ast.expr) -> str:
        return f"{self._text(left)} {operator} {self._text(right)}"

    def _refused(self, node: ast.expr) -> ConditionError:
        return self._error(
            Message(
                "“{part}” is not allowed in a condition: only names, comparisons, in, and, or, not, "
                "fixed values and lists of those.",
                {"part": self._text(node)},
            )
        )

    def _error(self, message: Message) -> ConditionError:
        return ConditionError(message, self._place)


_OPERATORS: Final[dict[type[ast.cmpop], Operator]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
