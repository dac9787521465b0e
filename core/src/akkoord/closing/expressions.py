"""Read the expressions of a clause text: the facts and clauses they name, and what they may not do."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mako.parsetree import ControlLine, Expression, TemplateNode

from akkoord.language import Message

FUNCTIONS: Final = frozenset(
    {
        "annex", "dagen", "datum", "defined", "eur", "getal", "has", "hl", "letter", "maanden", "names",
        "pct", "rate", "ref", "refs_or", "signature", "t",
    }
)  # fmt: skip
"""The functions that a clause may call."""

_TO_CLAUSES: Final = frozenset({"annex", "has", "ref", "refs_or"})
_LOOP: Final = frozenset({"even", "first", "index", "last", "odd", "reverse_index"})
_RESERVED: Final = frozenset(
    {"UNDEFINED", "caller", "capture", "context", "local", "loop", "next", "pageargs", "parent", "self"}
)
_NODES: Final = (
    ast.Attribute, ast.BinOp, ast.BoolOp, ast.Call, ast.Compare, ast.Constant, ast.IfExp, ast.List, ast.Name,
    ast.Tuple, ast.UnaryOp,
)  # fmt: skip
_OPERATORS: Final = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Not, ast.USub)


@dataclass(frozen=True, slots=True)
class Use:
    """A fact that a clause text uses: its dotted name, the line, and the column when it is one of a list's rows."""

    name: str
    line: int
    column: str | None = None


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A clause that a clause text names in `ref`, `refs_or`, `annex` or `has`, with the anchor if it names one."""

    function: str
    clause: str
    anchor: str | None
    line: int


class Reading:
    """What the expressions and control lines of a clause text use, and what is wrong with them."""

    def __init__(self, tree: TemplateNode) -> None:
        self.uses: list[Use] = []
        self.cross_references: list[CrossReference] = []
        self.problems: list[tuple[int, Message]] = []
        self._loops: list[tuple[str, str]] = []
        for node in tree.nodes:
            if isinstance(node, Expression):
                self._expression(node.text, node.lineno)
            elif isinstance(node, ControlLine):
                self._control_line(node)

    def _control_line(self, node: ControlLine) -> None:
        """Read the condition of an `if`, or the list of a `for`."""
        if node.isend:
            if node.keyword == "for" and self._loops:
                self._loops.pop()
            return
        if not node.text.endswith(":"):
            self._wrong(node.lineno, Message("'% {text}' must end with a colon", {"text": node.text}))
        text = node.text.rstrip(":").removeprefix(node.keyword).strip()
        if node.keyword == "for":
            self._for(text, node.lineno)
        elif node.keyword != "else":
            self._expression(text, node.lineno)

    def _for(self, text: str, line: int) -> None:
        """Read `row in some.list`."""
        row, _, rows = text.partition(" in ")
        row, rows = row.strip(), rows.strip()
        if not row.isidentifier() or row in _RESERVED | FUNCTIONS:
            self._wrong(line, Message("a loop reads '% for row in some.list:', not {text!r}", {"text": text}))
        self._expression(rows, line)
        self._loops.append((row, self._resolved(rows)))

    def _resolved(self, dotted: str) -> str:
        """Give the full name of a list, also when it is a column of an outer loop's row."""
        first, _, rest = dotted.partition(".")
        rows = dict(self._loops).get(first)
        return dotted if rows is None else f"{rows}.{rest}" if rest else rows

    def _expression(self, text: str, line: int) -> None:
        """Read one expression: parse it, check every node, and note the facts and clauses that it names."""
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except SyntaxError as error:
            self._wrong(line, Message("{text!r} is not an expression: {error}", {"text": text, "error": error.msg}))
            return
        for node, at in _walk(tree, line):
            neighbour = _neighbour(node)
            if neighbour is not None:
                self.uses.append(Use(self._resolved(neighbour[0]), at, neighbour[1]))
            elif not isinstance(node, _NODES) or not all(isinstance(part, _OPERATORS) for part in _operators(node)):
                self._wrong(at, Message("{text!r} is not allowed in a clause", {"text": ast.unparse(node)}))
            elif isinstance(node, ast.Call):
                self._call(node, at)
            elif isinstance(node, ast.BinOp) and not _counts(node):
                self._wrong(at, Message("{text!r}: a clause does not calculate", {"text": ast.unparse(node)}))
            elif isinstance(node, ast.Attribute | ast.Name):
                self._name(node, at)

    def _call(self, node: ast.Call, line: int) -> None:
        """Check the function, and note the clauses that it refers to."""
        name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        if name not in FUNCTIONS:
            known = {"name": name, "known": ", ".join(sorted(FUNCTIONS))}
            self._wrong(line, Message("there is no function {name!r}; known are {known}", known))
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            self._wrong(line, Message("{text!r}: give the values one by one", {"text": ast.unparse(node)}))
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name == "defined" and not len(texts) == len(node.args) == 1:
            self._wrong(line, Message("{text!r}: name the term between quotes", {"text": ast.unparse(node)}))
        if name not in _TO_CLAUSES:
            return
        if not texts or len(texts) < len(node.args):
            self._wrong(line, Message("{text!r}: name the clause between quotes", {"text": ast.unparse(node)}))
        elif name == "ref":
            self.cross_references.append(CrossReference(name, texts[0], texts[1] if len(texts) > 1 else None, line))
        else:
            for text in texts:
                clause, _, anchor = text.partition("#")
                self.cross_references.append(CrossReference(name, clause, anchor or None, line))

    def _name(self, node: ast.Attribute | ast.Name, line: int) -> None:
        """Note a dotted name as a fact, a row's column, or a property of the loop."""
        first, *rest = parts = ast.unparse(node).split(".")
        loops = dict(self._loops)
        if any(not part.isidentifier() or part.startswith("_") for part in parts):
            self._wrong(line, Message("{text!r} is not the name of a fact", {"text": ".".join(parts)}))
        elif first == "loop":
            if len(rest) != 1 or rest[0] not in _LOOP or not self._loops:
                self._wrong(line, Message("{text!r} is not known here", {"text": ".".join(parts)}))
        elif first in loops:
            if rest:
                self.uses.append(Use(loops[first], line, ".".join(rest)))
        elif first in _RESERVED | FUNCTIONS:
            self._wrong(line, Message("{name!r} cannot be used as a fact", {"name": first}))
        else:
            self.uses.append(Use(".".join(parts), line))

    def _wrong(self, line: int, message: Message) -> None:
        """Note a problem."""
        self.problems.append((line, message))


def _walk(node: ast.expr, line: int) -> Iterator[tuple[ast.expr, int]]:
    """Visit an expression, giving a dotted name as a whole and skipping the name of a called function."""
    yield node, line + node.lineno - 1
    if _neighbour(node) or (isinstance(node, ast.Attribute) and _is_dotted(node)):
        return
    children: Iterable[ast.AST] = ast.iter_child_nodes(node)
    if isinstance(node, ast.Call):
        children = [*node.args, *(keyword.value for keyword in node.keywords)]
    for child in children:
        if isinstance(child, ast.expr):
            yield from _walk(child, line)


def _operators(node: ast.expr) -> Sequence[ast.AST]:
    """Give the comparisons of an expression, or its `not` or minus sign."""
    match node:
        case ast.Compare(ops=operators):
            return operators
        case ast.UnaryOp(op=operator):
            return (operator,)
        case _:
            return ()


def _is_dotted(node: ast.expr) -> bool:
    """Tell whether an expression is a name with dots and nothing else."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _neighbour(node: ast.AST) -> tuple[str, str] | None:
    """Read a column of the row before or after this one, as in `bonus.tiers[loop.index + 1].rate`: list and column."""
    match node:
        case ast.Attribute(value=ast.Subscript(value=rows, slice=ast.BinOp() as index), attr=column):
            is_column = _is_dotted(rows) and _counts(index) and not column.startswith("_")
            return (ast.unparse(rows), column) if is_column else None
        case _:
            return None


def _counts(node: ast.BinOp) -> bool:
    """Tell whether a sum only moves the loop's own counter, as in `loop.index + 1`."""
    return ast.unparse(node.left) in {"loop.index", "loop.reverse_index"} and isinstance(node.right, ast.Constant)
