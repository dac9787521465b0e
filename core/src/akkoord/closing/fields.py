"""Read YAML with the line of every value, and gather what is wrong with it instead of stopping at the first fault."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Final

import yaml

from akkoord.facts import Condition, ConditionError, Place, Problem, parse_condition
from akkoord.language import Message

_INTEGER: Final = "tag:yaml.org,2002:int"
_BOOLEAN: Final = "tag:yaml.org,2002:bool"
_NULL: Final = "tag:yaml.org,2002:null"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Findings:
    """The problems found in one file; `shift` is the line in the file of the first line of its YAML."""

    file: str
    shift: int = 1
    problems: list[Problem] = field(default_factory=list)

    def place(self, node: yaml.Node | None) -> Place:
        """Tell where a value stands; without a value, where the YAML begins."""
        return Place(self.file, self.shift + (node.start_mark.line if node is not None else 0))

    def add(self, node: yaml.Node | None, message: Message) -> None:
        """Keep a problem with a value."""
        self.problems.append(Problem(self.place(node), message))


def read_file(file: Traversable) -> str | Problem:
    """Read the text of a file; the problem when it is not there or is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return Problem(Place(file.name), Message("The file cannot be read. Check that it is there."))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Problem(Place(file.name, line), Message("The file is not UTF-8 text; save it as UTF-8."))


def read_yaml(text: str, findings: Findings) -> yaml.Node | None:
    """Parse YAML into nodes that know their line; a fault in the YAML itself becomes a problem."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark is not None else 0
        message = Message("This is not valid YAML: {problem}.", {"problem": error.problem or error.context or ""})
        findings.problems.append(Problem(Place(findings.file, findings.shift + line), message))
        return None
    except yaml.YAMLError as error:
        findings.add(None, Message("This is not valid YAML: {problem}.", {"problem": " ".join(str(error).split())}))
        return None
    return node if isinstance(node, yaml.Node) else None


class Fields:
    """The keys of one YAML mapping, read one by one; what is missing or of the wrong kind becomes a problem.

    A reader that finds nothing usable gives a value that lets the reading go on. `close` reports what was never
    asked for: the unknown keys.
    """

    def __init__(self, node: yaml.Node | None, findings: Findings, what: Message) -> None:
        self.node = node
        self.findings = findings
        self.what = what
        self.nodes: dict[str, yaml.Node] = {}
        self._asked: set[str] = set()
        if not isinstance(node, yaml.MappingNode):
            findings.add(node, Message("{what} must be 'key: value' lines.", {"what": what}))
            return
        for key, value in node.value:
            name = str(key.value)
            if name in self.nodes:
                findings.add(key, Message("{key!r} is given twice; keep one.", {"key": name}))
            self.nodes[name] = value

    def line(self, name: str) -> int:
        """Tell the line of a key's value, or of the mapping when it is not there."""
        return self.findings.place(self.nodes.get(name, self.node)).line

    def place(self, name: str) -> Place:
        """Tell the place of a key's value, or of the mapping when it is not there."""
        return self.findings.place(self.nodes.get(name, self.node))

    def has(self, name: str) -> bool:
        """Tell whether a key is there with a value that is not null."""
        return self._value(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """Read a text; without a default it must be there and not be empty."""
        node = self._needed(name, needed=default is None)
        if node is None:
            return default or ""
        if not isinstance(node, yaml.ScalarNode):
            self.findings.add(node, Message("{key!r} must be a text.", {"key": name}))
            return default or ""
        return str(node.value)

    def choice(self, name: str, choices: Sequence[str], default: str | None = None) -> str:
        """Read one of a few words; any other is a problem, and empty."""
        text = self.text(name, default)
        if text and text not in choices:
            self.findings.add(
                self.nodes[name],
                Message(
                    "{key!r} is {value!r}; it must be one of: {choices}.",
                    {"key": name, "value": text, "choices": ", ".join(choices)},
                ),
            )
        return text if text in choices else ""

    def integer(self, name: str, default: int | None = None) -> int:
        """Read a whole number."""
        node = self._needed(name, needed=default is None)
        if node is None:
            return default or 0
        if isinstance(node, yaml.ScalarNode) and node.tag == _INTEGER and node.value.lstrip("-").isdigit():
            return int(node.value)
        self.findings.add(node, Message("{key!r} must be a whole number.", {"key": name}))
        return default or 0

    def flag(self, name: str, *, default: bool) -> bool:
        """Read true or false."""
        node = self._value(name)
        if node is None:
            return default
        if isinstance(node, yaml.ScalarNode) and node.tag == _BOOLEAN:
            return bool(node.value.lower() in {"true", "yes", "on"})
        self.findings.add(node, Message("{key!r} must be true or false.", {"key": name}))
        return default

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of texts; absent is empty."""
        return tuple(str(item.value) for item in self._items(name) if self._is_text(name, item))

    def each(self, name: str, what: Message) -> Iterator["Fields"]:
        """Read a list of mappings one by one."""
        for item in self._items(name):
            yield Fields(item, self.findings, what)

    def values(self, name: str) -> dict[str, object]:
        """Read a mapping of texts, whole numbers, booleans and lists of them."""
        node = self._value(name)
        if node is None:
            return {}
        return {key: _plain(value) for key, value in Fields(node, self.findings, self.what).nodes.items()}

    def inner(self, name: str, what: Message) -> "Fields":
        """Read a mapping inside this one."""
        return Fields(self._needed(name, needed=True), self.findings, what)

    def problem(self, name: str, message: Message) -> None:
        """Keep a problem with the value of a key."""
        self.findings.add(self.nodes.get(name, self.node), message)

    def close(self, known: Collection[str] = ()) -> None:
        """Report every key that nobody asked for."""
        for name, node in self.nodes.items():
            if name not in self._asked and name not in known:
                self.findings.add(
                    node,
                    Message(
                        "{what} has an unknown key {key!r}. Known keys: {known}.",
                        {"what": self.what, "key": name, "known": ", ".join(sorted(self._asked))},
                    ),
                )

    def _value(self, name: str) -> yaml.Node | None:
        self._asked.add(name)
        node = self.nodes.get(name)
        return None if node is None or node.tag == _NULL else node

    def _needed(self, name: str, *, needed: bool) -> yaml.Node | None:
        node = self._value(name)
        empty = isinstance(node, yaml.ScalarNode) and not str(node.value).strip()
        if needed and (node is None or empty) and isinstance(self.node, yaml.MappingNode):
            self.problem(name, Message("{what} lacks {key!r}.", {"what": self.what, "key": name}))
        return None if empty else node

    def _items(self, name: str) -> Sequence[yaml.Node]:
        node = self._value(name)
        if node is None:
            return ()
        if isinstance(node, yaml.SequenceNode):
            return tuple(node.value)
        self.findings.add(node, Message("{key!r} must be a list.", {"key": name}))
        return ()

    def _is_text(self, name: str, item: yaml.Node) -> bool:
        if isinstance(item, yaml.ScalarNode) and item.value:
            return True
        self.findings.add(item, Message("{key!r} must be a list of words.", {"key": name}))
        return False


def read_condition(fields: Fields, name: str) -> Condition:
    """Read a condition; one that cannot be read is a problem, and false."""
    try:
        return parse_condition(fields.text(name) or "false", fields.place(name))
    except ConditionError as error:
        fields.problem(name, error.message)
        return parse_condition("false", fields.place(name))


def _plain(node: yaml.Node) -> object:
    """Turn a parameter into a plain value; numbers with decimals stay text, so that they stay exact."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(item) for item in node.value)
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if node.tag == _INTEGER and str(node.value).lstrip("-").isdigit():
        return int(node.value)
    if node.tag == _BOOLEAN:
        return str(node.value).lower() in {"true", "yes", "on"}
    return None if node.tag == _NULL else str(node.value)
