"""Explain an amount: its rule and parameters, the article of the signed version, the months and events behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from akkoord.closing.version import ContractVersion
from akkoord.executing.counted import Basis, Event, Events
from akkoord.executing.errors import RuleFailed
from akkoord.executing.frozen import ContractRule, UnusableRule, rules_of
from akkoord.executing.kept import KeptLine, KeptStatement
from akkoord.executing.kinds import RuleKinds
from akkoord.language import Speaks
from akkoord.values.exact import EXACT

__all__ = ["Article", "Behind", "Explanation", "Month", "behind", "explain", "scope_of"]

COUNTED: Final = ("groups", "reached_by", "weighed")
"""Parameters that name groups of which a rule counts something."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the signed version: its id, number, title and text."""

    id: str
    label: str | None
    title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a line is what it is: the rule in words, its parameters with the facts they came from, its article."""

    line: KeptLine
    article: Article | None
    rule: ContractRule | None
    kind: Speaks | None
    words: Speaks | None


@dataclass(frozen=True, slots=True)
class Month:
    """What counted in a month, in one unit."""

    first: date
    quantity: Decimal
    unit: str
    turnover: Decimal
    lines: int


@dataclass(frozen=True, slots=True)
class Behind:
    """The events in the scope of a rule: those that counted at the cut-off, by month, and those that did not yet."""

    months: tuple[Month, ...]
    counted: tuple[Event, ...]
    left_out: tuple[Event, ...]


def explain(line: KeptLine, version: ContractVersion, kinds: RuleKinds) -> Explanation:
    """Find the rule and the article of a line in the version by which it was settled."""
    rules = (rule for rule in rules_of(version.data["rules"]) if rule.line == line.rule)
    rule = next(rules, None)
    kind = kinds.get(line.kind)
    return Explanation(line, article_of(line.clause, version), rule, kind.label if kind else None, _words(rule, kinds))


def article_of(clause: str | None, version: ContractVersion) -> Article | None:
    """Find a clause in a version; None when it is not there."""
    for part in version.data["parts"]:
        if part["id"] == clause:
            # The HTML was frozen from pieces that were each escaped.
            return Article(part["id"], part["label"], part["title"], Markup(part["html"]))  # noqa: S704 - frozen from escaped HTML
    return None


def scope_of(rule: ContractRule, statement: KeptStatement, commencement: date) -> tuple[tuple[str, ...], date]:
    """Tell in which groups a rule counts, and from which day: at the end since the first day of the contract.

    Groups that decide which tier is reached, or that weigh what is paid, count as well.
    """
    lists = (rule.parameters.get(name) for name in COUNTED)
    rates = rule.parameters.get("rates")
    named = [group for groups in lists if isinstance(groups, list) for group in groups]
    by_row = [row.get("group") for row in rates if isinstance(row, Mapping)] if isinstance(rates, list) else []
    own = rule.parameters.get("from")
    whole = rule.settle == "end" or rule.parameters.get("over") == "contract"
    first = commencement if whole else statement.period.first
    return tuple(str(each) for each in (*named, *by_row)), date.fromisoformat(str(own)) if own else first


def behind(rule: ContractRule, statement: KeptStatement, events: Events, commencement: date) -> Behind:
    """Gather what a rule counted, as it was known on the cut-off of the statement."""
    groups, first = scope_of(rule, statement, commencement)
    basis: Basis = "delivered_and_paid" if rule.parameters.get("basis") == "delivered_and_paid" else "delivered"
    found = sorted(events.within(groups, first, statement.period.last), key=lambda event: (event.on, event.group))
    counted = tuple(event for event in found if event.counts(basis, statement.cutoff))
    left_out = tuple(event for event in found if not event.counts(basis, statement.cutoff))
    return Behind(tuple(_months(counted)), counted, left_out)


def _months(events: Iterable[Event]) -> Iterable[Month]:
    by_month: dict[tuple[date, str], list[Event]] = {}
    for event in events:
        by_month.setdefault((event.on.replace(day=1), event.unit), []).append(event)
    for (first, unit), found in by_month.items():
        quantity = turnover = Decimal(0)
        for event in found:
            quantity, turnover = EXACT.add(quantity, event.quantity), EXACT.add(turnover, event.turnover)
        yield Month(first, quantity, unit, turnover, sum(event.lines for event in found))


def _words(rule: ContractRule | None, kinds: RuleKinds) -> Speaks | None:
    """Say the rule in words, when its kind is installed still and works."""
    try:
        return None if rule is None else rule.agreed(kinds).in_words()
    except (UnusableRule, RuleFailed):
        return None
