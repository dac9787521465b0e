"""Which contracts run, what came in and went out, and what ends soon."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from akkoord import Words
from akkoord.closing.contract import Contract
from akkoord.dossier import Customer, state_words
from akkoord.reporting import Cell, Figure, KeyNumber, Note, Reading, Report, Section, Series, Table, Target

__all__ = ["Portfolio"]

SOON = 90
CONTRACTS = Words(nl="Contracten", en="Contracts")
MANAGER = Words(nl="Accountmanager", en="Account manager")
STATE = Words(nl="Stand", en="State")
CUSTOMER = Words(nl="Klant", en="Customer")
RUNNING = Words(nl="Lopende contracten", en="Running contracts")
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
        yield _at_a_glance(reading, found, running)
        yield _by_manager(reading, running)
        yield _ending(reading, running)


def _at_a_glance(reading: Reading, found: Found, running: Found) -> Section:
    period = reading.chosen.period
    came = sum(1 for one, _ in found if one.commencement in _Days(period.first, period.last) and not one.is_changeable)
    went = sum(1 for one, _ in found if one.state in ENDED and one.ends_on in _Days(period.first, period.last))
    states = Counter(one.state for one, _ in found)
    labels = sorted(states, key=lambda state: (-states[state], state))
    return Section(
        Words(nl="In het kort", en="At a glance"),
        (
            KeyNumber(RUNNING, len(running)),
            KeyNumber(Words(nl="Ingegaan in de periode", en="Begun in the period"), came),
            KeyNumber(Words(nl="Geëindigd in de periode", en="Ended in the period"), went),
            KeyNumber(Words(nl="Eindigt binnen 90 dagen", en="Ends within 90 days"), len(_soon(reading, running))),
            Figure(
                "bar",
                Words(nl="Contracten naar stand", en="Contracts by state"),
                STATE,
                tuple(state_words(state) for state in labels),
                (Series(CONTRACTS, tuple(states[state] for state in labels)),),
            ),
        ),
    )


def _by_manager(reading: Reading, running: Found) -> Section:
    counts = Counter(reading.manager_of(customer) for _, customer in running)
    names = sorted(counts, key=lambda name: (-counts[name], name))
    title = Words(nl="Lopende contracten naar accountmanager", en="Running contracts by account manager")
    note = Note(Words(nl="Er lopen nu geen contracten.", en="No contract runs now."))
    figure = Figure(
        "bar", title, MANAGER, reading.managers(names), (Series(RUNNING, tuple(counts[name] for name in names)),)
    )
    return Section(title, (figure,) if names else (note,))


def _ending(reading: Reading, running: Found) -> Section:
    title = Words(nl="Eindigt binnen 90 dagen", en="Ends within 90 days")
    rows = tuple(_rows(reading, _soon(reading, running)))
    note = Note(Words(nl="Geen contract eindigt binnen 90 dagen.", en="No contract ends within 90 days."))
    headings = (
        CUSTOMER,
        Words(nl="Contract", en="Contract"),
        MANAGER,
        Words(nl="Opzeggen vóór", en="Notice by"),
        Words(nl="Eindigt op", en="Ends on"),
    )
    return Section(title, (Table(title, headings, rows),) if rows else (note,))


def _rows(reading: Reading, soon: Found) -> Iterator[tuple[Cell | str | date | None, ...]]:
    for contract, customer in soon:
        yield (
            Cell(customer.name, Target("customer", customer.id)),
            Cell(contract.number, Target("contract", contract.id)),
            reading.manager(customer),
            contract.notice_by,
            contract.ends_on,
        )


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
