"""Find how a class was typed in the cells of a notebook, or in a script, with everything that it needs."""

import ast
import builtins
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

from akkoord.language import Message
from akkoord.notebook.exporting.projects import CannotExport

__all__ = ["Source", "source_of"]


@dataclass(frozen=True, slots=True)
class Source:
    """A module that holds a class as it was typed; `requires` are the distributions that its imports come from."""

    text: str
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Defined:
    """A name that a cell defines or imports: by which statement, and in which place of all."""

    place: int
    text: str
    node: ast.stmt
    is_import: bool
    module: str = ""


def source_of(kind: type, about: str) -> Source:
    """Write a module with a class as it was typed, its imports, and the names of other cells that it uses.

    `about` is the docstring of the module. Raises CannotExport when the class, or a name in it, cannot be found.
    """
    defined = _defined(_texts(kind))
    needed = _needed(kind.__name__, defined)
    imports = sorted({defined[name].text for name in needed if defined[name].is_import}, key=_order)
    bodies = dict.fromkeys(
        each.text
        for each in sorted((defined[name] for name in needed), key=lambda one: one.place)
        if not each.is_import
    )
    pieces = [f'"""{about}"""', "\n".join(imports), *bodies]
    modules = {defined[name].module for name in needed if defined[name].is_import}
    return Source("\n\n\n".join(pieces).replace('"""\n\n\n', '"""\n\n', 1) + "\n", _distributions(modules))


def _texts(kind: type) -> Sequence[str]:
    """Give the cells of the notebook, or the script, in which a class was typed."""
    module = sys.modules.get(kind.__module__)
    file = getattr(module, "__file__", None)
    cells = _cells() if kind.__module__ == "__main__" else ()
    if cells:
        return cells
    if file is None:
        raise CannotExport(Message("It cannot be found how {name} was typed.", {"name": kind.__name__}))
    return [Path(file).read_text(encoding="utf-8")]


def _cells() -> Sequence[str]:
    if "IPython" not in sys.modules:
        return ()
    shell = import_module("IPython").get_ipython()
    return () if shell is None else [str(cell) for cell in shell.user_ns.get("In", ())]


def _defined(texts: Iterable[str]) -> Mapping[str, _Defined]:
    """Give every name by what defined it last."""
    found: dict[str, _Defined] = {}
    place = 0
    for text in texts:
        lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in text.splitlines()]
        try:
            tree = ast.parse("\n".join(lines))
        except SyntaxError:
            continue  # a cell of another language, or one that never ran
        for node in tree.body:
            place += 1
            found.update(_names(node, lines, place))
    return found


def _names(node: ast.stmt, lines: Sequence[str], place: int) -> Iterator[tuple[str, _Defined]]:
    match node:
        case ast.Import():
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                yield name, _Defined(place, f"import {_alias(alias)}", node, True, alias.name)  # noqa: FBT003 - it is one
        case ast.ImportFrom() if node.module is not None:
            for alias in node.names:
                text = f"from {node.module} import {_alias(alias)}"
                yield alias.asname or alias.name, _Defined(place, text, node, True, node.module)  # noqa: FBT003 - it is one
        case ast.ClassDef() | ast.FunctionDef():
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            yield node.name, _Defined(place, "\n".join(lines[first - 1 : node.end_lineno]), node, is_import=False)
        case ast.Assign() | ast.AnnAssign():
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            inside = [part for each in targets for part in ast.walk(each)]
            for part in inside:
                if isinstance(part, ast.Name):
                    yield part.id, _Defined(place, text, node, is_import=False)


def _alias(alias: ast.alias) -> str:
    return alias.name if alias.asname is None else f"{alias.name} as {alias.asname}"


def _needed(name: str, defined: Mapping[str, _Defined]) -> list[str]:
    """Give a name with all that it uses, and all that those use."""
    if name not in defined:
        raise CannotExport(Message("It cannot be found how {name} was typed.", {"name": name}))
    needed, waiting, lacking = [name], [name], set[str]()
    while waiting:
        each = waiting.pop()
        if defined[each].is_import:
            continue
        for used in sorted(_used(defined[each].node)):
            if used in defined and used not in needed:
                needed.append(used)
                waiting.append(used)
            elif used not in defined and not hasattr(builtins, used):
                lacking.add(used)
    if lacking:
        values = {"name": name, "lacking": sorted(lacking)}
        raise CannotExport(Message("{name} uses {lacking}, which no cell defines or imports.", values))
    return needed


def _used(node: ast.stmt) -> set[str]:
    """Name what a statement takes from around it: what it reads and does not make itself."""
    read = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}
    made = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    made |= {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
    inner = {each.name for each in ast.walk(node) if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    made |= inner | {each.name for each in ast.walk(node) if isinstance(each, ast.ExceptHandler) and each.name}
    return read - made - {"__class__"}


def _order(line: str) -> tuple[int, str]:
    """Put the standard library before the rest."""
    module = line.split()[1].partition(".")[0]
    return int(module not in sys.stdlib_module_names), line


def _distributions(modules: Iterable[str]) -> tuple[str, ...]:
    """Name the distributions that modules come from, without Akkoord itself and the standard library."""
    known = packages_distributions()
    tops = {module.partition(".")[0] for module in modules} - {"akkoord"} - sys.stdlib_module_names
    return tuple(sorted({known[top][0] for top in tops if top in known}))
