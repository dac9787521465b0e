"""What statements came to in the period: accrued, approved and posted, per account manager and rule."""

from collections import Counter
from collections.abc import Iterable

from akkoord import Words
from akkoord.dossier import Customer
from akkoord.executing.kept import KeptStatement
from akkoord.reporting import Cell, Figure, KeyNumber, Note, Reading, Report, Section, Series, Table, Target
from akkoord.values import Money

__all__ = ["Rebates"]

OPEN = Words(nl="Nog te boeken", en="Not posted yet")
POSTED = Words(nl="Geboekt", en="Posted")
TO_CUSTOMERS = Words(nl="Aan klanten", en="To customers")
FROM_CUSTOMERS = Words(nl="Van klanten", en="From customers")
MANAGER = Words(nl="Accountmanager", en="Account manager")
RULE = Words(nl="Regel", en="Rule")
STATES = {
    "accrued": Words(nl="Opgebouwd", en="Accrued"),
    "provisional": Words(nl="Voorlopig", en="Provisional"),
    "approved": Words(nl="Goedgekeurd", en="Approved"),
    "posted": POSTED,
    "corrected": Words(nl="Geboekt en gecorrigeerd", en="Posted and corrected"),
}
Found = list[tuple[KeptStatement, Customer]]


class Rebates(
    Report,
    name="rebates",
    title=Words(nl="Kortingen en bonussen", en="Rebates and bonuses"),
    about=Words(
        nl="Wat contracten in de periode opleverden: opgebouwd, goedgekeurd en geboekt.",
        en="What contracts came to in the period: accrued, approved and posted.",
    ),
    order=20,
):
    """The net amounts of statements over periods that end in the chosen one."""

    def build(self, reading: Reading) -> Iterable[Section]:
        """Add up the statements."""
        found = reading.statements()
        if not found:
            return
        yield _at_a_glance(reading, found)
        yield _by_rule(found)
        title = Words(nl="Afrekeningen", en="Statements")
        yield Section(title, (_statements(title, found),))


def _net(statement: KeptStatement, *directions: str) -> int:
    """Add up what a statement books in these directions, in cents before VAT."""
    return sum(total.net.minor for total in statement.totals if total.direction in directions)


def _money(cents: int) -> Money:
    return Money.of_minor(cents)


def _at_a_glance(reading: Reading, found: Found) -> Section:
    names = sorted({reading.manager_of(customer) for _, customer in found})
    sums: Counter[tuple[str, bool]] = Counter()
    for statement, customer in found:
        sums[reading.manager_of(customer), statement.is_booked] += _net(statement, "payable")
    series = tuple(
        Series(words, tuple(_money(sums[name, booked]) for name in names))
        for words, booked in ((POSTED, True), (OPEN, False))
    )
    title = Words(nl="Aan klanten, naar accountmanager", en="To customers, by account manager")
    posted = [statement for statement, _ in found if statement.is_booked]
    return Section(
        Words(nl="In het kort", en="At a glance"),
        (
            KeyNumber(TO_CUSTOMERS, _money(sum(_net(one, "payable") for one, _ in found))),
            KeyNumber(FROM_CUSTOMERS, _money(sum(_net(one, "receivable") for one, _ in found))),
            KeyNumber(POSTED, len(posted), Words(nl="afrekeningen", en="statements")),
            KeyNumber(OPEN, len(found) - len(posted), Words(nl="afrekeningen", en="statements")),
            Figure("stacked", title, MANAGER, tuple(names), series),
            Note(Words(nl="Bedragen zonder btw.", en="Amounts before VAT.")),
        ),
    )


def _by_rule(found: Found) -> Section:
    sums: Counter[tuple[str, str]] = Counter()
    for statement, _ in found:
        names = {line.id: line.rule for line in statement.lines}
        for key, cents in statement.due.lines.items():
            sums[names.get(key.line, key.line), key.direction] += cents
    rules = sorted({rule for rule, _ in sums})
    title = Words(nl="Naar regel", en="By rule")
    rows = tuple((rule, _money(sums[rule, "payable"]), _money(sums[rule, "receivable"])) for rule in rules)
    to = _money(sum(sums[rule, "payable"] for rule in rules))
    back = _money(sum(sums[rule, "receivable"] for rule in rules))
    total = (Words(nl="Totaal", en="Total"), to, back)
    return Section(title, (Table(title, (RULE, TO_CUSTOMERS, FROM_CUSTOMERS), rows, total),))


def _statements(title: Words, found: Found) -> Table:
    headings = (
        Words(nl="Afrekening", en="Statement"),
        Words(nl="Klant", en="Customer"),
        Words(nl="Tot en met", en="Through"),
        Words(nl="Stand", en="State"),
        TO_CUSTOMERS,
        FROM_CUSTOMERS,
    )
    rows = tuple(
        (
            Cell(statement.number or "–", Target("statement", statement.id)),
            Cell(customer.name, Target("customer", customer.id)),
            statement.period.last,
            STATES[statement.state],
            Cell(_money(_net(statement, "payable")), Target("statement", statement.id)),
            Cell(_money(_net(statement, "receivable")), Target("statement", statement.id)),
        )
        for statement, customer in found
    )
    total = (
        Words(nl="Totaal", en="Total"), "", None, "",
        _money(sum(_net(one, "payable") for one, _ in found)), _money(sum(_net(one, "receivable") for one, _ in found)),
    )  # fmt: skip
    return Table(title, headings, rows, total)
