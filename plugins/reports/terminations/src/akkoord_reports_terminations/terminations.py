"""Why contracts end and in which circumstances, what it costs, who came back, and what had been agreed."""

from collections import Counter
from collections.abc import Iterable

from akkoord import Words
from akkoord.language import Speaks
from akkoord.reporting import KeyNumber, Note, Reading, Report, Section, Table, Value, year_now
from akkoord.reporting.shared import AT_A_GLANCE, FROM_CUSTOMERS, SUM, TO_CUSTOMERS, VOLUME, bars, most_first
from akkoord_reports_terminations.ended import AllEnded, Ended
from akkoord_reports_terminations.one_by_one import REASON, RESTORED, before, came_back, one_by_one

__all__ = ["Terminations"]

CIRCUMSTANCE = Words(nl="Omstandigheid", en="Circumstance")
COUNT = Words(nl="Aantal", en="Count")
ENDED = Words(nl="Beëindigd", en="Ended")
PLANNED = Words(nl="Gepland", en="Planned")
TWELVE_MONTHS = Words(
    nl="Afname per jaar is die van de twaalf volle maanden voor het einde. Bedragen zonder btw.",
    en="Volume a year is that of the twelve full months before the end. Amounts before VAT.",
)


class Terminations(
    Report,
    name="terminations",
    title=Words(nl="Beëindigingen", en="Terminations"),
    about=Words(
        nl="Waarom contracten eindigen, wat dat kost, wie terugkwam, en hoe de voorstellen eruitzagen.",
        en="Why contracts end, what that costs, who came back, and what the proposals had looked like.",
    ),
    order=40,
    opens_with=year_now,
    nothing=Words(
        nl="In deze periode eindigde geen contract door een beëindiging, en er is er geen gepland.",
        en="No contract was terminated in this period, and none is planned to be.",
    ),
):
    """Terminations with their last day in the period, done and planned; those withdrawn are left out."""

    def build(self, reading: Reading) -> Iterable[Section]:
        """Count why, add up what it costs, and set beside it what was agreed."""
        found = [Ended(reading, *pair) for pair in reading.terminations()]
        if not found:
            return
        seen = AllEnded(reading, found)
        yield _at_a_glance(seen)
        yield _why(seen)
        yield one_by_one(seen)
        yield before(seen)
        if seen.restored:
            yield came_back(seen)


def _at_a_glance(seen: AllEnded) -> Section:
    done = [each for each in seen.found if each.termination.state == "effective"]
    to, back = seen.costs(seen.found)
    reasons = Counter(each.reason for each in seen.found)
    labels = most_first(reasons, lambda words: words.text("nl"))
    title = Words(nl="Waarom contracten eindigden", en="Why contracts ended")
    return Section(
        AT_A_GLANCE,
        (
            KeyNumber(ENDED, len(done), Words(nl="in de periode", en="in the period")),
            KeyNumber(PLANNED, len(seen.found) - len(done), Words(nl="nog tot uitvoering", en="still to take effect")),
            KeyNumber(RESTORED, len(seen.restored), Words(nl="klanten kwamen terug", en="customers came back")),
            KeyNumber(FROM_CUSTOMERS, back, Words(nl="bij de eindafrekening", en="by the end statement")),
            KeyNumber(TO_CUSTOMERS, to, Words(nl="bij de eindafrekening", en="by the end statement")),
            bars(title, REASON, labels, COUNT, (reasons[words] for words in labels)),
            Note(TWELVE_MONTHS),
        ),
    )


def _why(seen: AllEnded) -> Section:
    by_reason: dict[Speaks, list[Ended]] = {}
    by_circumstance: dict[Speaks, list[Ended]] = {}
    for each in seen.found:
        by_reason.setdefault(each.reason, []).append(each)
        for circumstance in each.circumstances:
            by_circumstance.setdefault(circumstance, []).append(each)
    to, back = seen.costs(seen.found)
    reasons = Table(
        Words(nl="Redenen", en="Reasons"),
        (REASON, COUNT, VOLUME, FROM_CUSTOMERS, TO_CUSTOMERS),
        tuple(_sums(seen, words, some) for words, some in _by_most(by_reason)),
        (SUM, len(seen.found), seen.volume(seen.found), back, to),
    )
    circumstances = Table(
        Words(nl="Omstandigheden; een beëindiging kan er meer hebben", en="Circumstances; one end may have several"),
        (CIRCUMSTANCE, COUNT, VOLUME, FROM_CUSTOMERS, TO_CUSTOMERS),
        tuple(_sums(seen, words, some) for words, some in _by_most(by_circumstance)),
    )
    return Section(Words(nl="Redenen en omstandigheden", en="Reasons and circumstances"), (reasons, circumstances))


def _by_most(groups: dict[Speaks, list[Ended]]) -> list[tuple[Speaks, list[Ended]]]:
    counts = {words: len(some) for words, some in groups.items()}
    return [(words, groups[words]) for words in most_first(counts, lambda words: words.text("nl"))]


def _sums(seen: AllEnded, words: Speaks, some: list[Ended]) -> tuple[Value, ...]:
    to, back = seen.costs(some)
    return words, len(some), seen.volume(some), back, to
