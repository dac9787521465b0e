"""Read one clause file: YAML front matter between `---` lines, then the body (Mako and Markdown)."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import cast

from akkoord.closing.clauses import (
    CLAUSE_ID,
    DELIVERY_CHECKS,
    KINDS,
    SOURCES,
    Allowance,
    Clause,
    DeliveryCheck,
    Kind,
    Obligation,
    PartyRole,
    Source,
    Variable,
)
from akkoord.closing.due import EVENTS, Due, InvalidDue, parse_due
from akkoord.closing.fields import Fields, Findings, read_condition, read_yaml
from akkoord.closing.rule_uses import read_rule
from akkoord.facts import Place, Problem
from akkoord.language import Message

ALLOW = re.compile(r"#\s*akkoord:\s*allow\s+(?P<code>[a-z][a-z-]*)(?P<reason>[^\n]*)")
FENCE = "---"
VARIABLE_TYPES = (
    "text", "longtext", "int", "decimal", "money", "rate", "pct", "date", "bool", "enum", "list", "party",
    "kvk", "vat_id", "iban", "postcode",
)  # fmt: skip
"""What a variable may be: the types of the questions, and `party` for a whole group of party details."""


def read_clause(text: str, file: str, events: Collection[str] = EVENTS) -> tuple[Clause | None, tuple[Problem, ...]]:
    """Read a clause from the text of its file, with everything that is wrong with it.

    There is no clause when it has no usable id or no front matter; else what could be read is returned even with
    problems, so that the set can be checked as a whole.
    """
    lines = text.removeprefix("\N{BYTE ORDER MARK}").replace("\r\n", "\n").split("\n")
    findings = Findings(file, shift=2)
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if lines[0].rstrip() != FENCE or end is None:
        message = Message("A clause file begins with its front matter between two lines of '---'; this one does not.")
        return None, (Problem(Place(file, 1), message),)
    node = read_yaml("\n".join(lines[1:end]), findings)
    if node is None:
        if not findings.problems:
            findings.add(None, Message("The front matter is empty."))
        return None, tuple(findings.problems)
    fields = Fields(node, findings, Message("The clause"))
    clause = _clause(fields, "\n".join(lines[end + 1 :]), end + 2, events)
    fields.close()
    return clause and replace(clause, allowed=allowances(lines[:end])), tuple(findings.problems)


def allowances(lines: Sequence[str]) -> tuple[Allowance, ...]:
    """Read the comments `# akkoord: allow <code> <reason>` among lines, counted from 1."""
    found = ((number, ALLOW.search(line)) for number, line in enumerate(lines, start=1))
    return tuple(Allowance(allow["code"], allow["reason"].strip(), number) for number, allow in found if allow)


def _clause(fields: Fields, body: str, body_line: int, events: Collection[str]) -> Clause | None:
    """Read the keys of the front matter; without a usable id there is no clause."""
    clause_id = fields.text("id")
    variables = _variables(fields)
    clause = Clause(
        id=clause_id if CLAUSE_ID.fullmatch(clause_id) else "nameless",
        kind=cast("Kind", fields.choice("kind", KINDS) or "article"),
        title=fields.text("title"),
        order=fields.integer("order"),
        when=read_condition(fields, "when"),
        after=fields.texts("after"),
        requires=fields.texts("requires"),
        conflicts=fields.texts("conflicts"),
        variables=variables,
        obligations=_obligations(fields, variables, events),
        rules=tuple(read_rule(rule) for rule in fields.each("rules", Message("The rule"))),
        version=_version(fields),
        attachment=fields.text("attachment", "") or None,
        legal_basis=fields.texts("legal_basis"),
        client=fields.text("client", "") or None,
        body=body,
        file=fields.findings.file,
        body_line=body_line,
        lines=MappingProxyType({name: fields.line(name) for name in fields.nodes}),
    )
    if clause_id and clause.id != clause_id:
        message = Message("{id!r} is no clause id; write lower-case words joined by hyphens.", {"id": clause_id})
        fields.problem("id", message)
    return clause if clause.id == clause_id else None


def _version(fields: Fields) -> int:
    """Read the version, a whole number from 1."""
    version = fields.integer("version", 1)
    if version < 1:
        fields.problem("version", Message("Versions are numbered from 1, not {version}.", {"version": version}))
    return version


def _variables(fields: Fields) -> tuple[Variable, ...]:
    """Read the declared variables, each once."""
    found: dict[str, Variable] = {}
    for entry in fields.each("variables", Message("The variable")):
        source = entry.choice("source", SOURCES) if entry.has("source") else ""
        variable = Variable(
            name=entry.text("name"),
            type=entry.choice("type", VARIABLE_TYPES),
            unit=entry.text("unit", "") or None,
            source=cast("Source | None", source or None),
            required=entry.flag("required", default=True),
            line=entry.line("name"),
        )
        entry.close(known=("source",))
        if variable.name in found:
            entry.problem("name", Message("{fact!r} is declared twice; keep one.", {"fact": variable.name}))
        elif variable.name:
            found[variable.name] = variable
    return tuple(found.values())


def _obligations(fields: Fields, variables: tuple[Variable, ...], events: Collection[str]) -> tuple[Obligation, ...]:
    """Read the obligations, each with its due rule."""
    found: dict[str, Obligation] = {}
    for entry in fields.each("obligations", Message("The obligation")):
        obligation = Obligation(
            id=entry.text("id"),
            party=cast("PartyRole", entry.choice("party", ("supplier", "customer", "both")) or "customer"),
            action=entry.text("action"),
            due=_due(entry, {variable.name: variable.unit for variable in variables}, events),
            line=entry.line("due"),
            checks=_checks(entry),
        )
        if obligation.id in found:
            entry.problem("id", Message("There are two obligations {id!r}; keep one.", {"id": obligation.id}))
        found[obligation.id] = obligation
        entry.close()
    return tuple(found.values())


def _checks(entry: Fields) -> tuple[DeliveryCheck, ...]:
    """Read what is checked when an obligation is done."""
    given = entry.texts("checks")
    for unknown in sorted(set(given) - set(DELIVERY_CHECKS)):
        known = ", ".join(DELIVERY_CHECKS)
        entry.problem("checks", Message("{check!r} is not checked; write {known}.", {"check": unknown, "known": known}))
    return tuple(check for check in DELIVERY_CHECKS if check in given)


def _due(entry: Fields, units: Mapping[str, str | None], events: Collection[str]) -> Due:
    """Read a due rule; one that cannot be read is a problem, and never due."""
    source = entry.text("due")
    try:
        return parse_due(source, units, events) if source else Due("")
    except InvalidDue as error:
        entry.problem("due", Message("Due rule {rule!r}: {problem}", {"rule": source, "problem": error.message}))
        return Due(source)
