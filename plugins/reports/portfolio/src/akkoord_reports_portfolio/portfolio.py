"""Which contracts run, what came in and went out, and what ends soon."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from akkoord import Words
from akkoord.closing.contract import Contract
from akkoord.dossier import Customer, state_words
from akkoord.reporting import KeyNumber, Note, Reading, Report, Section, Table
from akkoord.reporting.shared import (
    AT_A_GLANCE,
    CONTRACT,
    CUSTOMER,
    MANAGER,
    STATE,
    VOLUME,
    bars,
    by_unit,
    last_row,
    most_first,
    volume,
    who,
)
from akkoord.values import Quantity, round_half_up

__all__ = ["Portfolio"]

SOON = 90
CONTRACTS = Words(nl="Contracten", en="Contracts")
RUNNING = Words(nl="Lopende contracten", en="Running contracts")
OF_RUNNING = Words(nl="bij lopende contracten", en="under running contracts")
TWELVE_MONTHS = Words(
    nl="Afname per jaar is wat de klanten in de laatste twaalf volle maanden afnamen.",
    en="Volume a year is what the customers took in the last twelve full months.",
)
ENDED = frozenset({"expired", "terminated"})
Found = list[tuple[Contract, Customer]]


class Portfolio(
    Report,
    name="portfolio",
    title=Words(nl="Portefeuille", en="Portfolio"),
    about=Words(
        nl="Welke contracten lopen, wat erbij kwam en afging, en wat binnen 90 dagen eindigt.",
        en="Which contracts run, what came in and went out, and what ends within 90 days.",
    ),
    order=10,
    nothing=Words(
        nl="Er zijn nog geen contracten. Een contract begint met een voorstel bij een klant.",
        en="There are no contracts yet. A contract begins with a proposal to a customer.",
    ),
):
    """Contracts by state and account manager, inflow and outflow in the period, and what ends soon."""

    def build(self, reading: Reading) -> Iterable[Section]:
        """Count the contracts."""
        found = reading.contracts()
        if not found:
            return
        running = [pair for pair in found if pair[0].is_binding]
        taken = _Taken(reading, running)
        yield _at_a_glance(reading, found, running, taken)
        yield _by_manager(reading, running, taken)
        yield _ending(reading, running, taken)


class _Taken:
    """What customers with a running contract took in the last twelve full months: what a contract is worth keeping."""

    def __init__(self, reading: Reading, running: Found) -> None:
        by_key = reading.year_before((customer.id, reading.today) for _, customer in running)
        self._by_customer = {customer: quantities for (customer, _), quantities in by_key.items()}

    def by(self, some: Found) -> list[Quantity]:
        """Add up what the customers of some contracts took, each once: a quantity for each unit."""
        customers = {customer.id for _, customer in some}
        return by_unit(each for key in customers for each in self._by_customer.get(key, ()))


def _at_a_glance(reading: Reading, found: Found, running: Found, taken: _Taken) -> Section:
    period = reading.chosen.period
    came = sum(1 for one, _ in found if one.commencement in _Days(period.first, period.last) and not one.is_changeable)
    went = sum(1 for one, _ in found if one.state in ENDED and one.ends_on in _Days(period.first, period.last))
    states = Counter(one.state for one, _ in found)
    labels = most_first(states, str)
    title = Words(nl="Contracten naar stand", en="Contracts by state")
    return Section(
        AT_A_GLANCE,
        (
            KeyNumber(RUNNING, len(running)),
            *(KeyNumber(VOLUME, _whole(each), OF_RUNNING) for each in taken.by(running)),
            KeyNumber(Words(nl="Ingegaan in de periode", en="Begun in the period"), came),
            KeyNumber(Words(nl="Geëindigd in de periode", en="Ended in the period"), went),
            KeyNumber(Words(nl="Eindigt binnen 90 dagen", en="Ends within 90 days"), len(_soon(reading, running))),
            bars(title, STATE, [state_words(one) for one in labels], CONTRACTS, (states[one] for one in labels)),
        ),
    )


def _whole(quantity: Quantity) -> Quantity:
    return Quantity.of(round_half_up(quantity.amount, 0), quantity.unit)


def _by_manager(reading: Reading, running: Found, taken: _Taken) -> Section:
    title = Words(nl="Naar accountmanager", en="By account manager")
    if not running:
        return Section(title, (Note(Words(nl="Er lopen nu geen contracten.", en="No contract runs now.")),))
    by: dict[str, Found] = {}
    for contract, customer in running:
        by.setdefault(reading.manager_of(customer), []).append((contract, customer))
    counts = {name: len(some) for name, some in by.items()}
    names = most_first(counts, str)
    people = reading.managers(names)
    figure = bars(RUNNING, MANAGER, people, RUNNING, (counts[name] for name in names))
    rows = [(one, counts[name], volume(taken.by(by[name]))) for one, name in zip(people, names, strict=True)]
    last = last_row(3, len(running), volume(taken.by(running)))
    return Section(title, (figure, Table(VOLUME, (MANAGER, RUNNING, VOLUME), tuple(rows), last), Note(TWELVE_MONTHS)))


def _ending(reading: Reading, running: Found, taken: _Taken) -> Section:
    title = Words(nl="Eindigt binnen 90 dagen", en="Ends within 90 days")
    headings = (
        CUSTOMER,
        CONTRACT,
        MANAGER,
        Words(nl="Opzeggen vóór", en="Notice by"),
        Words(nl="Eindigt op", en="Ends on"),
        VOLUME,
    )
    rows = tuple(
        (
            *who(customer, contract),
            reading.manager(customer),
            contract.notice_by,
            contract.ends_on,
            volume(taken.by([(contract, customer)])),
        )
        for contract, customer in _soon(reading, running)
    )
    note = Note(Words(nl="Geen contract eindigt binnen 90 dagen.", en="No contract ends within 90 days."))
    return Section(title, (Table(title, headings, rows),) if rows else (note,))


def _soon(reading: Reading, running: Found) -> Found:
    until = reading.today + timedelta(days=SOON)
    soon = [pair for pair in running if pair[0].ends_on is not None and pair[0].ends_on <= until]
    return sorted(soon, key=lambda pair: (pair[0].ends_on or until, pair[0].number))


class _Days:
    """Days from the first through the last; no day is not among them."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first, last

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self._first <= day <= self._last
