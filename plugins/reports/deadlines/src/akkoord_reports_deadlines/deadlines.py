"""What must be done by when, what is late, and whose it is."""

from collections import Counter
from collections.abc import Iterable

from akkoord import Words
from akkoord.executing.deadlines import Deadline
from akkoord.reporting import Cell, Figure, KeyNumber, Note, Reading, Report, Section, Series, Table, Target

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
MANAGER = Words(nl="Accountmanager", en="Account manager")


class Deadlines(
    Report,
    name="deadlines",
    title=Words(nl="Termijnen", en="Deadlines"),
    about=Words(
        nl="Wat binnen 90 dagen moet gebeuren, wat te laat is, en van wie het is.",
        en="What must happen within 90 days, what is overdue, and whose it is.",
    ),
    order=30,
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
        names = sorted({reading.manager_of(one.customer) for one in found})
        by = {
            late_or_not: Counter(reading.manager_of(one.customer) for one in found if (one in late) is late_or_not)
            for late_or_not in (True, False)
        }
        yield Section(
            Words(nl="In het kort", en="At a glance"),
            (
                KeyNumber(LATE, len(late)),
                KeyNumber(Words(nl="Binnen 90 dagen", en="Within 90 days"), len(found) - len(late)),
                Figure(
                    "stacked",
                    Words(nl="Naar accountmanager", en="By account manager"),
                    MANAGER,
                    reading.managers(names),
                    tuple(
                        Series(words, tuple(by[late_or_not][name] for name in names))
                        for words, late_or_not in ((LATE, True), (DUE, False))
                    ),
                ),
                Note(Words(nl="Geteld vanaf vandaag; de periode doet er niet toe.", en="Counted from today.")),
            ),
        )
        if late:
            yield Section(LATE, (_table(LATE, late, reading),))
        if len(found) > len(late):
            yield Section(DUE, (_table(DUE, [one for one in found if one not in late], reading),))


def _table(title: Words, found: list[Deadline], reading: Reading) -> Table:
    headings = (
        Words(nl="Uiterlijk", en="By"),
        Words(nl="Klant", en="Customer"),
        Words(nl="Soort", en="Kind"),
        Words(nl="Wat", en="What"),
        MANAGER,
    )
    rows = tuple(
        (
            one.day,
            Cell(one.customer.name, Target("customer", one.customer.id)),
            KINDS[one.kind],
            one.what,
            reading.manager(one.customer),
        )
        for one in found
    )
    return Table(title, headings, rows)
