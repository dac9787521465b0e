"""Checks on the facts that a clause set brings along: which answers block a contract, need approval, or warn."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal, cast

import yaml

from akkoord.closing.fields import Fields, Findings, read_condition, read_file, read_yaml
from akkoord.facts import Condition, Problem, Questions, check_condition
from akkoord.language import Message, Words

Severity = Literal["error", "approval", "warning"]
SEVERITIES: tuple[Severity, ...] = ("error", "approval", "warning")
CODE = re.compile(r"[A-Z][A-Z0-9_]*")
"""The code of an issue: capitals, digits and underscores."""
OWN_CODES = frozenset({"CLAUSE_CONFLICT", "UNKNOWN_ADJUSTMENT"})
"""Codes that composing itself gives; a validation may not use them."""


@dataclass(frozen=True, slots=True)
class Validation:
    """A check on the facts: when its condition is true there is an issue with this code and severity."""

    code: str
    severity: Severity
    when: Condition
    message: Words

    def __post_init__(self) -> None:
        """Refuse a code that cannot be told apart in a list of issues."""
        if not CODE.fullmatch(self.code):
            raise ValueError(f"a validation's code is capitals, digits and underscores, not {self.code!r}")


def read_validations(file: Traversable) -> tuple[tuple[Validation, ...], tuple[Problem, ...]]:
    """Read a YAML list of `code`, `severity`, `when` and `message` (`nl` and `en`), with everything wrong with it."""
    text = read_file(file)
    if isinstance(text, Problem):
        return (), (text,)
    findings = Findings(file.name)
    node = read_yaml(text, findings)
    if node is None:
        return (), tuple(findings.problems)
    if not isinstance(node, yaml.SequenceNode):
        findings.add(node, Message("The validations must be a list."))
        return (), tuple(findings.problems)
    read = tuple(_validation(Fields(item, findings, Message("The validation"))) for item in node.value)
    return tuple(validation for validation in read if validation is not None), tuple(findings.problems)


def check_validations(validations: Sequence[Validation], questions: Questions) -> Iterator[Problem]:
    """Find validations with the same code, and conditions that do not fit the questions."""
    seen: set[str] = set()
    for validation in validations:
        if validation.code in seen and validation.when.place is not None:
            message = Message("There are two validations {code!r}; codes must differ.", {"code": validation.code})
            yield Problem(validation.when.place, message)
        seen.add(validation.code)
        yield from check_condition(validation.when, questions)


def _validation(entry: Fields) -> Validation | None:
    """Read one validation; without a usable code or message there is none."""
    code = entry.text("code")
    severity = cast("Severity", entry.choice("severity", SEVERITIES) or "error")
    when = read_condition(entry, "when")
    message = entry.inner("message", Message("The message"))
    nl, en = message.text("nl"), message.text("en")
    message.close()
    entry.close()
    if code and (not CODE.fullmatch(code) or code in OWN_CODES):
        problem = Message("{code!r} cannot be a code; write capitals, digits and underscores.", {"code": code})
        entry.problem("code", problem)
        return None
    return Validation(code, severity, when, Words(nl=nl, en=en)) if code and nl and en else None
