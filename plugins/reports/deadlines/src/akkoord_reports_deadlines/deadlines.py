"""What must be done by when, what is late, and whose it is."""

from collections import Counter
from collections.abc import Iterable, Sequence

from akkoord import Words
from akkoord.executing.deadlines import Deadline
from akkoord.reporting import Figure, KeyNumber, Reading, Report, Section, Series, Table
from akkoord.reporting.shared import AT_A_GLANCE, CUSTOMER, MANAGER, of_customer

__all__ = ["Deadlines"]

AHEAD = 90
KINDS = {
    "notice": Words(nl="Opzegging", en="Notice"),
    "end": Words(nl="Einde van een contract", en="End of a contract"),
    "obligation": Words(nl="Verplichting", en="Obligation"),
    "agreement": Words(nl="Afspraak", en="Agreement"),
}
LATE = Words(nl="Te laat", en="Overdue")
DUE = Words(nl="Komt eraan", en="Coming")
Found = Sequence[Deadline]


class Deadlines(
    Report,
    name="deadlines",
    title=Words(nl="Termijnen", en="Deadlines"),
    about=Words(
        nl="Wat binnen 90 dagen moet gebeuren, wat te laat is, en van wie het is.",
        en="What must happen within 90 days, what is overdue, and whose it is.",
    ),
    order=30,
    as_of_today=True,
    nothing=Words(
        nl="Binnen 90 dagen hoeft er niets, en niets is te laat.",
        en="Nothing is due within 90 days, and nothing is late.",
    ),
):
    """Notice, ends, obligations and agreements, as of today."""

    def build(self, reading: Reading) -> Iterable[Section]:
        """List what is due."""
        found = reading.deadlines(AHEAD)
        if not found:
            return
        late = [one for one in found if one.day < reading.today]
        due = [one for one in found if one.day >= reading.today]
        yield _at_a_glance(reading, late, due)
        for title, some in ((LATE, late), (DUE, due)):
            if some:
                yield Section(title, (_table(title, some, reading),))


def _at_a_glance(reading: Reading, late: Found, due: Found) -> Section:
    names = sorted({reading.manager_of(one.customer) for one in (*late, *due)})
    series = []
    for words, some in ((LATE, late), (DUE, due)):
        counts = Counter(reading.manager_of(one.customer) for one in some)
        series.append(Series(words, tuple(counts[name] for name in names)))
    title = Words(nl="Naar accountmanager", en="By account manager")
    return Section(
        AT_A_GLANCE,
        (
            KeyNumber(LATE, len(late)),
            KeyNumber(Words(nl="Binnen 90 dagen", en="Within 90 days"), len(due)),
            Figure("stacked", title, MANAGER, reading.managers(names), tuple(series)),
        ),
    )


def _table(title: Words, found: Found, reading: Reading) -> Table:
    headings = (
        Words(nl="Uiterlijk", en="By"),
        CUSTOMER,
        Words(nl="Soort", en="Kind"),
        Words(nl="Wat", en="What"),
        MANAGER,
    )
    rows = tuple(
        (
            one.day,
            of_customer(one.customer),
            KINDS[one.kind],
            one.what,
            reading.manager(one.customer),
        )
        for one in found
    )
    return Table(title, headings, rows)
