"""What statements came to in the period and what is still expected: per account manager and kind of rule."""

from collections import Counter
from collections.abc import Iterable, Sequence

from akkoord import Words
from akkoord.dossier import Customer
from akkoord.executing.booked import Booked, added_up
from akkoord.executing.forecasts import Coming
from akkoord.executing.line import Direction, Line
from akkoord.reporting import (
    Cell,
    Figure,
    KeyNumber,
    Note,
    Reading,
    Report,
    Section,
    Series,
    Table,
    Target,
    year_now,
)
from akkoord.reporting.shared import (
    AT_A_GLANCE,
    CUSTOMER,
    FROM_CUSTOMERS,
    MANAGER,
    STATE,
    TO_CUSTOMERS,
    last_row,
    of_customer,
)
from akkoord.values import Money, total

__all__ = ["Rebates"]

OPEN = Words(nl="Nog te boeken", en="Not posted yet")
POSTED = Words(nl="Geboekt", en="Posted")
AHEAD = Words(nl="Nog verwacht", en="Still expected")
FORECAST_TO = Words(nl="Verwacht aan klanten", en="Forecast to customers")
FORECAST_FROM = Words(nl="Verwacht van klanten", en="Forecast from customers")
STATEMENTS = Words(nl="afrekeningen", en="statements")
RULE = Words(nl="Regel", en="Rule")
NOT_YET = Words(
    nl="Over deze periode is nog niets afgerekend; dit is wat verwacht wordt.",
    en="Nothing was settled over this period yet; this is what is expected.",
)
AMOUNTS = Words(
    nl="Bedragen zonder btw. Verwacht is wat is afgerekend, en voor perioden die nog lopen wat de regels geven als de "
    "rest gaat als een jaar eerder.",
    en="Amounts before VAT. Forecast is what was settled, and for periods that still run what the rules give when the "
    "rest goes as a year before.",
)
STATES = {
    "accrued": Words(nl="Opgebouwd", en="Accrued"),
    "provisional": Words(nl="Voorlopig", en="Provisional"),
    "approved": Words(nl="Goedgekeurd", en="Approved"),
    "posted": POSTED,
    "corrected": Words(nl="Geboekt en gecorrigeerd", en="Posted and corrected"),
}
Found = Sequence[tuple[Booked, Customer]]
Expected = Sequence[tuple[Line, Customer]]
ByRule = Counter[tuple[str, Direction]]


class Rebates(
    Report,
    name="rebates",
    title=Words(nl="Kortingen en bonussen", en="Rebates and bonuses"),
    about=Words(
        nl="Wat contracten in de periode opleverden: opgebouwd, goedgekeurd, geboekt en nog verwacht.",
        en="What contracts came to in the period: accrued, approved, posted and still expected.",
    ),
    order=20,
    opens_with=year_now,
    nothing=Words(
        nl="Over deze periode is niets afgerekend, en geen contract dat nu loopt heeft er een afrekening in. "
        "Kies een andere periode.",
        en="Nothing was settled over this period, and no contract that runs now settles in it. Choose another period.",
    ),
):
    """The net amounts of statements over periods that end in the chosen one, and of those still to come."""

    def build(self, reading: Reading) -> Iterable[Section]:
        """Add up the statements, and what comes."""
        found = reading.booked()
        coming = _not_settled(reading, found)
        if not found and not coming:
            return
        yield _at_a_glance(reading, found, coming)
        yield _by_rule(reading, found, coming)
        if found:
            title = Words(nl="Afrekeningen", en="Statements")
            yield Section(title, (_statements(title, found),))


def _not_settled(reading: Reading, found: Found) -> Expected:
    """Give the lines of periods that still run: one that was only accrued is expected anew."""
    settled = {(one.contract, one.settled, one.period.first) for one, _ in found if one.state != "accrued"}
    return [
        (line, customer)
        for each, _, customer in reading.coming()
        if _key(each) not in settled
        for line in each.lines
        if line.charged
    ]


def _key(each: Coming) -> tuple[object, ...]:
    return each.contract, each.settled, each.period.first


def _money(cents: int) -> Money:
    return Money.of_minor(cents)


def _at_a_glance(reading: Reading, found: Found, coming: Expected) -> Section:
    posted = [one for one, _ in found if one.is_booked]
    to, back = (total(amounts) for amounts in ((one.to for one, _ in found), (one.back for one, _ in found)))
    sums = _by_manager(reading, found, coming)
    names = sorted({name for name, _ in sums})
    series = tuple(Series(words, tuple(_money(sums[name, words]) for name in names)) for words in (POSTED, OPEN, AHEAD))
    title = Words(nl="Verwacht aan klanten, naar accountmanager", en="Forecast to customers, by account manager")
    return Section(
        AT_A_GLANCE,
        (
            KeyNumber(TO_CUSTOMERS, to),
            KeyNumber(FROM_CUSTOMERS, back),
            KeyNumber(FORECAST_TO, _money(sum(sums.values()))),
            KeyNumber(POSTED, len(posted), STATEMENTS),
            KeyNumber(OPEN, len(found) - len(posted), STATEMENTS),
            *([] if found else [Note(NOT_YET)]),
            Figure("stacked", title, MANAGER, reading.managers(names), series),
            Note(AMOUNTS),
        ),
    )


def _by_manager(reading: Reading, found: Found, coming: Expected) -> Counter[tuple[str, Words]]:
    """Add up what customers get: posted, settled, and expected."""
    sums: Counter[tuple[str, Words]] = Counter()
    for statement, customer in found:
        if statement.state != "accrued":
            words = POSTED if statement.is_booked else OPEN
            sums[reading.manager_of(customer), words] += statement.to.minor
    for line, customer in coming:
        if line.direction == "payable":
            sums[reading.manager_of(customer), AHEAD] += line.amount.minor
    return sums


def _by_rule(reading: Reading, found: Found, coming: Expected) -> Section:
    now, settled = _sums(found), _sums([pair for pair in found if pair[0].state != "accrued"])
    for line, _ in coming:
        settled[line.kind, line.direction] += line.amount.minor
    kinds = sorted({kind for kind, _ in (*now, *settled)}, key=lambda kind: reading.kind(kind).text("nl"))
    title = Words(nl="Naar regel", en="By rule")
    rows = tuple((reading.kind(kind), *_row(now, kind), *_row(settled, kind)) for kind in kinds)
    headings = (RULE, TO_CUSTOMERS, FROM_CUSTOMERS, FORECAST_TO, FORECAST_FROM)
    return Section(title, (Table(title, headings, rows, last_row(len(headings), *_row(now), *_row(settled))),))


def _sums(found: Found) -> ByRule:
    return added_up(one for one, _ in found)


def _row(sums: ByRule, *kinds: str) -> tuple[Money, Money]:
    """Give what goes to customers and what comes from them, of these kinds or of all."""
    to, back = (
        sum(cents for (kind, way), cents in sums.items() if way == wanted and (not kinds or kind in kinds))
        for wanted in ("payable", "receivable")
    )
    return _money(to), _money(back)


def _statements(title: Words, found: Found) -> Table:
    headings = (
        Words(nl="Afrekening", en="Statement"),
        CUSTOMER,
        Words(nl="Tot en met", en="Through"),
        STATE,
        TO_CUSTOMERS,
        FROM_CUSTOMERS,
    )
    rows = tuple(
        (
            Cell(statement.number or "–", target := Target("statement", statement.id)),
            of_customer(customer),
            statement.period.last,
            STATES[statement.state],
            Cell(statement.to, target),
            Cell(statement.back, target),
        )
        for statement, customer in found
    )
    return Table(title, headings, rows, last_row(len(headings), *_row(_sums(found))))
