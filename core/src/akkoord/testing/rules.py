"""Conformance of a rule kind: what every rule keeps to, for the tests of whoever writes one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from akkoord.executing import AgreedRule, Counted, Event, ExactLine, Rule, Statement, Vat, settle
from akkoord.executing.parameters import as_text
from akkoord.language import LANGUAGES
from akkoord.values import Period

__all__ = ["YEAR", "amount", "check_rule", "check_rule_kind", "counted", "event", "only_line", "settled"]

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
"""A calendar year to count in."""


def event(
    on: date = date(2026, 3, 1),
    quantity: str | int | Fraction = 1,
    *,
    group: str = "beer",
    unit: str = "hl",
    turnover: str | int = 0,
    paid_on: date | None = None,
    product: str = "",
) -> Event:
    """Make a delivery, paid on the day itself unless another day is given."""
    taken = Decimal(as_text(quantity) if isinstance(quantity, Fraction) else quantity)
    return Event(on, group, taken, unit, Decimal(turnover), paid_on or on, product)


def counted(*events: Event, period: Period = YEAR, cutoff: date | None = None) -> Counted:
    """Count events over a year."""
    return Counted.of(events, period, cutoff)


def only_line(rule: Rule, facts: Counted) -> ExactLine:
    """Give the one line of a rule."""
    (line,) = rule.lines(facts)
    return line


def settled(rule: Rule, facts: Counted) -> Statement:
    """Settle one rule, payable at the standard rate."""
    return settle([AgreedRule("line", rule, "payable", Vat.of("standard", "21"))], facts)


def amount(rule: Rule, facts: Counted) -> str:
    """Settle one rule and give the amount of its line as files write it."""
    (line,) = settled(rule, facts).lines
    return line.amount.plain


def check_rule(rule: Rule, facts: Sequence[Counted] = ()) -> None:
    """Check what every rule keeps to, over its own example and the given facts.

    It says itself in both languages, works its example out, survives being written down and read again, computes
    the same twice, and shows the working of every line. Raises AssertionError.
    """
    name = rule.kind
    assert rule.read(rule.parameters()) == rule, f"{name}: its parameters do not come back as they were"
    given, sample = rule.sample()
    for language in LANGUAGES:
        assert rule.in_words().text(language).strip(), f"{name}: nothing in words in {language}"
        assert given.text(language) in rule.example().text(language), f"{name}: the example does not say what was given"
        assert all(concern.text(language) for concern in rule.warnings()), f"{name}: a warning without words"
    for each in (sample, *facts):
        lines = tuple(rule.lines(each))
        assert lines == tuple(rule.lines(each)), f"{name}: two runs differ"
        assert len({line.part for line in lines}) == len(lines), f"{name}: two lines have the same part"
        for line in lines:
            _check_line(name, line)
    assert rule.example().lines, f"{name}: the example gives no line"


def _check_line(name: str, line: ExactLine) -> None:
    """Check that a line shows its working in both languages."""
    texts = [line.working(language) for language in LANGUAGES]
    assert all(text.strip() for text in texts), f"{name}: a line without working"


def check_rule_kind(kind: type[Rule]) -> None:
    """Check that a kind has a name, a docstring, and a label for every parameter. Raises AssertionError."""
    assert kind.kind, f"{kind.__name__} has no kind"
    assert (kind.__doc__ or "").strip(), f"{kind.kind}: no docstring"
    asked = {question.name.rpartition(".")[2] for question in kind.questions()}
    fields = {info.alias or name for name, info in kind.model_fields.items()}
    assert asked == fields, f"{kind.kind}: parameters without a label: {sorted(fields - asked)}"
    for question in kind.questions():
        if question.type == "enum":
            assert question.choices, f"{question.name}: an enum without choices"
