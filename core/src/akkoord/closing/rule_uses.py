"""Read the rules that a clause brings along, and check them against the questions, with file and line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from akkoord.closing.clauses import Clause, GoodsVatUse, RuleUse
from akkoord.closing.fields import Fields, read_condition
from akkoord.facts import Place, Problem, Question, Questions, check_condition
from akkoord.language import Message

__all__ = ["EFFECTS", "FACT", "ROW", "SETTLED", "check_rules", "columns_in", "read_rule"]

FACT: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
"""How a parameter names a fact; any other text is a literal."""
ROW: Final = "row."
"""How a parameter names a column of the row that a rule is about."""
DIRECTIONS: Final = ("receivable", "payable")
TREATMENTS: Final = ("standard", "reduced", "exempt", "out_of_scope", "reverse_charge")
TAXED: Final = frozenset({"standard", "reduced"})
CUMULATIONS: Final = ("sum", "highest")
EFFECTS: Final = (
    "clawback", "loan_due", "shortfall_elapsed", "shortfall_future", "shortfall_total", "instalments", "exit_fee",
    "refund_prepaid", "bonus_running_year",
)  # fmt: skip
"""The effects of a termination that switch rules (RULES 0.11)."""
SETTLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{word: word for word in ("month", "quarter", "half_year", "calendar_year", "contract_year", "end")},
        "monthly": "month",
        "quarterly": "quarter",
        "annual": "contract_year",
    }
)
"""How often a rule is settled, by the words that files and answers use for it."""
_COLUMN: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_LINE: Final = re.compile(r"(?:[A-Za-z0-9]|\{[a-z][a-z0-9_]*\})(?:[-._A-Za-z0-9]|\{[a-z][a-z0-9_]*\})*")


def columns_in(name: str) -> tuple[str, ...]:
    """Give the columns that the name of a line holds.

    >>> columns_in("asset-{serial}")
    ('serial',)
    """
    return tuple(_COLUMN.findall(name))


def read_rule(entry: Fields) -> RuleUse:
    """Read one rule of a clause; what is missing or of the wrong kind becomes a problem."""
    vat = entry.inner("vat", Message("The VAT of a rule"))
    rule = RuleUse(
        kind=entry.text("kind"),
        parameters=MappingProxyType(entry.values("params")),
        id=entry.text("line"),
        direction=entry.choice("direction", DIRECTIONS) or DIRECTIONS[0],
        treatment=vat.choice("treatment", TREATMENTS) or "out_of_scope",
        rate=vat.text("rate", "0"),
        settle=entry.text("settle"),
        each=entry.text("each", "") or None,
        when=read_condition(entry, "when") if entry.has("when") else None,
        group=entry.text("group", "") or None,
        cumulation=entry.text("cumulation", "") or None,
        effect=entry.choice("effect", EFFECTS, "") or None,
        item=entry.text("item", "") or None,
        goods=tuple(_read_goods(vat)),
        line=entry.line("kind"),
    )
    _check_vat(rule.treatment, rule.rate, vat)
    if rule.id and not _LINE.fullmatch(rule.id):
        message = Message("{line!r} cannot name a line; write letters, digits, '-' and {{column}}.", {"line": rule.id})
        entry.problem("line", message)
    vat.close()
    entry.close()
    return rule


def _read_goods(vat: Fields) -> Iterator[GoodsVatUse]:
    """Read which goods have another VAT; a group has one."""
    seen: set[str] = set()
    for each in vat.each("goods", Message("The VAT of goods")):
        found = GoodsVatUse(
            groups=each.texts("groups"),
            treatment=each.choice("treatment", TREATMENTS) or "out_of_scope",
            rate=each.text("rate", "0"),
        )
        _check_vat(found.treatment, found.rate, each)
        if not found.groups:
            each.problem("groups", Message("Name the groups of goods that have this VAT."))
        for group in seen.intersection(found.groups):
            each.problem("groups", Message("The goods {group!r} have two kinds of VAT; keep one.", {"group": group}))
        seen |= set(found.groups)
        each.close()
        yield found


def _check_vat(treatment: str, written: str, vat: Fields) -> None:
    """See that a rate is a percentage, and that there is one only where VAT is charged."""
    try:
        rate = Decimal(written)
    except InvalidOperation:
        rate = Decimal(-1)
    if not 0 <= rate <= 100:  # noqa: PLR2004 - per hundred
        vat.problem("rate", Message("A VAT rate lies from 0 through 100, not {rate}.", {"rate": written}))
    elif rate and treatment not in TAXED:
        values = {"treatment": treatment, "rate": written}
        vat.problem("rate", Message("VAT that is {treatment} has rate 0, not {rate}.", values))


def check_rules(clause: Clause, questions: Questions) -> Iterator[Problem]:
    """Find everything about the rules of a clause that cannot be right."""
    for rule in clause.rules:
        place = Place(clause.file, rule.line)
        if rule.when is not None:
            yield from check_condition(rule.when, _with_row(rule.each, questions))
        for message in _messages(rule, questions):
            yield Problem(place, message)


def _with_row(each: str | None, questions: Questions) -> Questions:
    """Let a condition ask for the columns of the row that its rule is about."""
    columns = questions[each].columns if each is not None and each in questions else ()
    row = [replace(column, name=f"{ROW}{column.name.rpartition('.')[2]}") for column in columns]
    return Questions(derived=[*questions.values(), *row])


def _messages(rule: RuleUse, questions: Questions) -> Iterator[Message]:
    yield from _list(rule.kind, rule.each, questions)
    yield from _values(rule, rule.parameters.values(), rule.each, questions)
    yield from _values(rule, [each.groups for each in rule.goods], rule.each, questions)
    row = columns_in(rule.id)
    yield from (_no_column(rule.kind, name, rule.each) for name in row if not _has(rule.each, name, questions))
    yield from _word(rule, "settle", rule.settle, tuple(SETTLED), questions)
    if rule.cumulation is not None:
        yield from _word(rule, "cumulation", rule.cumulation, CUMULATIONS, questions)
    if rule.item is not None:
        yield from _values(rule, [rule.item], rule.each, questions)


def _list(kind: str, each: str | None, questions: Questions) -> Iterator[Message]:
    """See that what a rule goes over row by row is a list of rows."""
    if each is None:
        return
    if each not in questions:
        yield _no_fact(kind, each)
    elif questions[each].type != "list":
        values = {"kind": kind, "fact": each, "type": questions[each].type}
        yield Message("Rule {kind!r} goes over the rows of {fact!r}, but it is {type}, not a list.", values)


def _values(rule: RuleUse, found: Iterable[object], each: str | None, questions: Questions) -> Iterator[Message]:
    """See that what parameters name is there, also inside lists and groups."""
    for value in found:
        if isinstance(value, Mapping):
            inner = value.get("each")
            yield from _list(rule.kind, inner if isinstance(inner, str) else None, questions)
            rest = [item for name, item in value.items() if name != "each"]
            yield from _values(rule, rest, str(inner) if inner else each, questions)
        elif isinstance(value, tuple):
            yield from _values(rule, value, each, questions)
        elif isinstance(value, str) and FACT.fullmatch(value):
            yield from _named(rule.kind, value, each, questions)


def _named(kind: str, name: str, each: str | None, questions: Questions) -> Iterator[Message]:
    if name.startswith(ROW):
        if not _has(each, name.removeprefix(ROW), questions):
            yield _no_column(kind, name.removeprefix(ROW), each)
    elif name not in questions:
        yield _no_fact(kind, name)


def _has(each: str | None, column: str, questions: Questions) -> bool:
    """Tell whether a list has a column; one that is not there is reported by itself."""
    if each is None:
        return False
    known = _columns(questions[each]) if each in questions else frozenset()
    return not known or column in known


def _columns(question: Question) -> frozenset[str]:
    return frozenset(column.name.rpartition(".")[2] for column in question.columns)


def _word(rule: RuleUse, key: str, value: str, known: tuple[str, ...], questions: Questions) -> Iterator[Message]:
    """See that a word is known, or that a fact only has answers that are."""
    values: dict[str, object] = {"kind": rule.kind, "key": key, "value": value, "known": ", ".join(known)}
    if not FACT.fullmatch(value):
        if value not in known:
            yield Message("{key!r} of rule {kind!r} is {value!r}; it must be one of: {known}.", values)
    elif value not in questions:
        yield _no_fact(rule.kind, value)
    elif not set(questions[value].choices or ("",)) <= set(known):
        yield Message("{key!r} of rule {kind!r} follows {value!r}; its choices must be among: {known}.", values)


def _no_fact(kind: str, name: str) -> Message:
    return Message("Rule {kind!r} counts with {fact!r}; there is no such fact.", {"kind": kind, "fact": name})


def _no_column(kind: str, column: str, each: str | None) -> Message:
    if each is None:
        values = {"kind": kind, "column": column}
        return Message("Rule {kind!r} names column {column!r}, but goes over no list; add 'each'.", values)
    values = {"kind": kind, "column": column, "list": each}
    return Message("Rule {kind!r} names column {column!r}, which {list!r} does not have.", values)
