"""Take the text of a clause apart: what it prints, refers to and says, and on which conditions."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from mako.parsetree import ControlLine, Expression, Text

from akkoord.closing.check.claims import TRUE, Claim, Has, No, Said, Unknown, both, either, no
from akkoord.closing.clauses import Clause
from akkoord.closing.template import TemplateError, parse_body
from akkoord.facts.kinds import comparable
from akkoord.facts.nodes import Comparison, Fact, Operand, Operator, Truth, Value

__all__ = ["Loop", "Printed", "Prose", "Referred", "Wording", "read_wording"]

_ANCHOR: Final = re.compile(r"\{#([a-z0-9][a-z0-9_-]*)\}")
_REFERRING: Final = frozenset({"ref", "refs_or", "annex"})
_SILENT: Final = frozenset({"letter", "has"})
_OPERATORS: Final[Mapping[type[ast.cmpop], Operator]] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A fact that the text prints, on a condition; a column of a list as `list.column`."""

    name: str
    line: int
    path: Claim


@dataclass(frozen=True, slots=True)
class Loop:
    """A list that the text goes through, row by row."""

    name: str
    line: int
    path: Claim


@dataclass(frozen=True, slots=True)
class Referred:
    """A reference to one of several clauses, each with the anchor of a paragraph or none."""

    targets: tuple[tuple[str, str | None], ...]
    line: int
    path: Claim


@dataclass(frozen=True, slots=True)
class Prose:
    """Words that stand in the text as they are; `follows` tells that a value stands right before them."""

    text: str
    line: int
    path: Claim
    follows: bool = False


@dataclass(slots=True)
class Wording:
    """What the text of a clause holds, in its order; `marked` are the terms that it marks as such with `defined`.

    `tests` are its conditions, each with where it is asked.
    """

    printed: list[Printed] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)
    referred: list[Referred] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    marked: list[Prose] = field(default_factory=list)
    tests: list[tuple[Claim, int, Claim]] = field(default_factory=list)

    def anchor(self, name: str) -> Claim:
        """Claim that the paragraph with this anchor is in the text."""
        paths = [part.path for part in self.prose if name in _ANCHOR.findall(part.text)]
        computed = any("{#" in part.text and not _ANCHOR.search(part.text) for part in self.prose)
        return either(*paths) if paths else TRUE if computed else either()

    def something(self) -> Claim:
        """Claim that the text is not empty."""
        written = [part.path for part in self.prose if _ANCHOR.sub("", part.text).strip()]
        return either(*written, *(part.path for part in self.printed), *(part.path for part in self.marked))


def read_wording(clause: Clause) -> Wording:
    """Read the text of a clause; a text that cannot be read, which reading the set says, holds nothing."""
    reader = _Reader(clause.body_line - 1)
    try:
        nodes = parse_body(clause.body)
    except TemplateError:
        return reader.wording
    for node in nodes:
        match node:
            case Text():
                reader.text(node.content, node.lineno)
            case Expression():
                reader.expression(node.text, node.lineno)
            case ControlLine():
                reader.control(node)
    return reader.wording


class _Reader:
    """Goes through a text from top to bottom, minding in which `if` and `for` it is."""

    def __init__(self, shift: int) -> None:
        self.wording = Wording()
        self._shift = shift
        self._paths: list[Claim] = []
        self._earlier: list[list[Claim]] = []
        self._loops: list[tuple[str, str]] = []
        self._after_value = False

    @property
    def path(self) -> Claim:
        """The conditions under which what stands here is written."""
        return both(*self._paths)

    def text(self, text: str, line: int) -> None:
        """Keep words."""
        self.wording.prose.append(Prose(text, self._shift + line, self.path, self._after_value))
        self._after_value = False

    def expression(self, source: str, line: int) -> None:
        """Keep what an expression prints."""
        tree = _parsed(source)
        if tree is not None:
            self._print(tree, line, self.path)
        self._after_value = True

    def control(self, node: ControlLine) -> None:
        """Go into a branch or a loop, or out of it."""
        if node.isend:
            self._paths.pop()
            if node.keyword == "if":
                self._earlier.pop()
            else:
                self._loops.pop()
            return
        source = node.text.rstrip().rstrip(":").removeprefix(node.keyword).strip()
        if node.keyword == "for":
            self._for(source, node.lineno)
        elif node.keyword == "if":
            self._earlier.append([])
            self._branch(self._test(source, node.lineno))
        else:
            self._paths.pop()
            self._branch(TRUE if node.keyword == "else" else self._test(source, node.lineno))

    def _branch(self, claim: Claim) -> None:
        earlier = self._earlier[-1]
        self._paths.append(both(*(no(one) for one in earlier), claim))
        earlier.append(claim)

    def _test(self, source: str, line: int) -> Claim:
        tree = _parsed(source)
        claim = Unknown(source) if tree is None else self._claim(tree)
        earlier = [no(one) for one in self._earlier[-1]] if self._earlier else []
        self.wording.tests.append((claim, self._shift + line, both(self.path, *earlier)))
        return claim

    def _for(self, source: str, line: int) -> None:
        row, _, rows = source.partition(" in ")
        name = self._resolved(rows.strip())
        self.wording.loops.append(Loop(name, self._shift + line, self.path))
        self._paths.append(Said(Truth(Fact(name), name)))
        self._loops.append((row.strip(), name))

    def _resolved(self, dotted: str) -> str:
        first, dot, rest = dotted.partition(".")
        rows = dict(self._loops).get(first)
        return dotted if rows is None else f"{rows}{dot}{rest}"

    def _print(self, node: ast.expr, line: int, path: Claim) -> None:
        match node:
            case ast.IfExp(test=test, body=body, orelse=orelse):
                claim = self._claim(test)
                self._print(body, line, both(path, claim))
                self._print(orelse, line, both(path, no(claim)))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                self._call(name, arguments, line, path)
            case ast.Constant(value=str() as text) if text.strip():
                self.wording.prose.append(Prose(text, self._shift + line, path, follows=True))
            case ast.Attribute(value=ast.Subscript(value=rows), attr=column):
                self._keep(f"{self._resolved(ast.unparse(rows))}.{column}", line, path)
            case ast.Name() | ast.Attribute():
                self._keep(self._resolved(ast.unparse(node)), line, path)

    def _keep(self, name: str, line: int, path: Claim) -> None:
        if not name.startswith("loop."):
            self.wording.printed.append(Printed(name, self._shift + line, path))

    def _call(self, name: str, arguments: list[ast.expr], line: int, path: Claim) -> None:
        texts = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name in _REFERRING:
            targets = tuple(_targets(name, texts))
            self.wording.referred.append(Referred(targets, self._shift + line, path))
        elif name == "defined":
            self.wording.marked += [Prose(text, self._shift + line, path) for text in texts[:1]]
        elif name == "names" and arguments:
            rows = self._resolved(ast.unparse(arguments[0]))
            self._keep(rows, line, path)
            self._keep(f"{rows}.name", line, path)
        elif name not in _SILENT:
            for argument in arguments:
                if not isinstance(argument, ast.Constant):
                    self._print(argument, line, path)

    def _claim(self, node: ast.expr) -> Claim:  # noqa: PLR0911 - one answer for each kind of expression
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return both(*(self._claim(value) for value in values))
            case ast.BoolOp(values=values):
                return either(*(self._claim(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return no(self._claim(operand))
            case ast.Compare(left=left, ops=operators, comparators=others):
                return self._comparison([left, *others], operators)
            case ast.Call(func=ast.Name(id="has"), args=[ast.Constant(value=str() as clause)]):
                return Has(clause)
            case ast.Constant(value=bool() as value):
                return TRUE if value else No(TRUE)
            case _:
                fact = self._operand(node)
                return Said(Truth(fact, ast.unparse(node))) if isinstance(fact, Fact) else self._unknown(node)

    def _comparison(self, nodes: list[ast.expr], operators: list[ast.cmpop]) -> Claim:
        operands = [self._operand(node) for node in nodes]
        claims: list[Claim] = []
        for left, operator, right in zip(operands, operators, operands[1:], strict=False):
            sign = _OPERATORS.get(type(operator))
            if left is None or right is None or sign is None:
                claims.append(self._unknown(*nodes))
            else:
                claims.append(Said(Comparison(left, sign, right, " ".join(ast.unparse(node) for node in nodes))))
        return both(*claims)

    def _operand(self, node: ast.expr) -> Operand | None:
        match node:
            case ast.Constant(value=value):
                return Value(comparable(value), value)
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                items = tuple(element.value for element in elements if isinstance(element, ast.Constant))
                return Value(comparable(items), items) if len(items) == len(elements) else None
            case ast.Name() | ast.Attribute() if all(part.isidentifier() for part in ast.unparse(node).split(".")):
                name = self._resolved(ast.unparse(node))
                return None if name.partition(".")[0] == "loop" else Fact(name)
            case _:
                return None

    def _unknown(self, *nodes: ast.expr) -> Claim:
        return Unknown(f"{self._shift}:{len(self._loops)}:{' '.join(ast.unparse(node) for node in nodes)}")


def _targets(function: str, texts: list[str]) -> Iterator[tuple[str, str | None]]:
    if function == "ref":
        yield from [(texts[0], texts[1] if len(texts) > 1 else None)] if texts else []
        return
    for text in texts:
        clause, _, anchor = text.partition("#")
        yield clause, anchor or None


def _parsed(source: str) -> ast.expr | None:
    try:
        return ast.parse(source.strip(), mode="eval").body
    except SyntaxError:
        return None
