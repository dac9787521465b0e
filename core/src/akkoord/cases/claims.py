"""Add up what is claimed at the end: the balance of the end statement, and the other claims."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from akkoord.cases.context import CaseContext, Entry, day, entries, mapping
from akkoord.cases.figures import checked
from akkoord.cases.results import Check, NotRun
from akkoord.cases.settlements import Settlements, agreed_rule
from akkoord.executing import Counted, Line, Position
from akkoord.values import Money, Period, round_to_cents

__all__ = ["replay_claims"]


def replay_claims(context: CaseContext) -> Iterator[Check | NotRun]:
    """Compute the other claims that rest on a rule, and the total of all claims."""
    sections = context.case.sections
    for place, entry in entries(sections.get("other_claims")):
        if "rule" in entry and "expected" in entry:
            yield from _claim(f"other_claims[{place}].expected", entry, context)
    if sections.get("claim_total") is not None:
        yield from _total(sections["claim_total"], context)


def _claim(path: str, entry: Entry, context: CaseContext) -> Iterator[Check]:
    expected = entry["expected"]
    if isinstance(expected, Mapping):
        if "amount" in expected:
            yield checked(f"{path}.amount", expected["amount"], lambda: _line(entry, context).amount.plain)
        if "months" in expected:
            yield checked(f"{path}.months", expected["months"], lambda: _line(entry, context).months)
    else:
        yield checked(path, expected, lambda: _line(entry, context).amount.plain)


def _total(expected: object, context: CaseContext) -> Iterator[Check]:
    if isinstance(expected, Mapping) and isinstance(expected.get("expected"), str | Mapping):
        expected = expected["expected"]
    if isinstance(expected, Mapping):
        yield checked("claim_total.amount", expected.get("amount"), lambda: _claimed(context).plain)
    else:
        yield checked("claim_total", expected, lambda: _claimed(context).plain)


def _claimed(context: CaseContext) -> Money:
    """Add the other claims to the balances of the end statements; what is owed to the customer is taken off."""
    settlements = Settlements(context)
    ends = [place for place, entry in enumerate(settlements.entries) if entry.get("kind") == "end"]
    owed = Money.of(0)
    for place in ends:
        balance = settlements.statement(place).balance
        owed += -balance.amount if balance.direction == "payable" else balance.amount
    for _, entry in entries(context.case.sections.get("other_claims")):
        owed += _gross(entry, context)
    return owed


def _gross(entry: Entry, context: CaseContext) -> Money:
    """Give what a claim comes to, VAT included: by its rule, or the amount that was invoiced before."""
    if "rule" in entry:
        balance = Position.of([_line(entry, context)]).balance()
        return -balance.amount if balance.direction == "payable" else balance.amount
    amount = round_to_cents(Fraction(str(entry["amount"])))
    return -amount if entry.get("direction") == "payable" else amount


def _line(entry: Entry, context: CaseContext) -> Line:
    """Compute the line of a claim, as of its day or the last day of the contract."""
    termination = mapping(context.case.sections.get("termination") or {})
    at = day(entry.get("as_of") or termination["effective"])
    first = min(context.commencement or at, at)
    counted = Counted(Period(first, at), at, context.events, commencement=context.commencement, ends=at)
    (line,) = agreed_rule(entry, context.kinds).lines(counted)
    return line
