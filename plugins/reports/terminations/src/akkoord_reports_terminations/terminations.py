"""Why contracts end and in which circumstances, what it costs, who came back, and what had been agreed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from akkoord import Words
from akkoord.closing.contract import Contract
from akkoord.dossier import Customer, state_words
from akkoord.ending.termination import INITIATOR_WORDS, Preventable, Termination
from akkoord.executing.kept import KeptStatement
from akkoord.language import Speaks
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
from akkoord.values import Money, Quantity, total

__all__ = ["Terminations"]

CUSTOMER = Words(nl="Klant", en="Customer")
CONTRACT = Words(nl="Contract", en="Contract")
MANAGER = Words(nl="Accountmanager", en="Account manager")
REASON = Words(nl="Reden", en="Reason")
CIRCUMSTANCE = Words(nl="Omstandigheid", en="Circumstance")
LAST_DAY = Words(nl="Laatste dag", en="Last day")
COUNT = Words(nl="Aantal", en="Count")
LOST = Words(nl="Afname per jaar", en="Volume a year")
TO_CUSTOMERS = Words(nl="Aan klanten", en="To customers")
FROM_CUSTOMERS = Words(nl="Van klanten", en="From customers")
ENDED = Words(nl="Beëindigd", en="Ended")
PLANNED = Words(nl="Gepland", en="Planned")
RESTORED = Words(nl="Hersteld", en="Restored")
SUM = Words(nl="Totaal", en="Total")
NOTHING: Final = Money.of(0)
MOST_OF_A_STORY: Final = 120
PREVENTABLE: Mapping[Preventable, Words] = {
    "yes": Words(nl="ja", en="yes"),
    "no": Words(nl="nee", en="no"),
    "unknown": Words(nl="onbekend", en="unknown"),
}


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
        found = [_Ended(reading, *pair) for pair in reading.terminations()]
        if not found:
            return
        seen = _Seen(reading, found)
        yield _at_a_glance(seen)
        yield _why(seen)
        yield _each(seen)
        yield _before(seen)
        if seen.restored:
            yield _came_back(seen)


@dataclass(frozen=True)
class _Ended:
    """One termination with what is known around it."""

    reading: Reading
    termination: Termination
    customer: Customer

    @property
    def key(self) -> tuple[str, date]:
        return self.customer.id, self.termination.effective

    @property
    def reason(self) -> Speaks:
        policy = self.reading.records.terminations.policy
        known = {one.code: one.words for one in policy.reasons}
        return known.get(self.termination.plan.reason, _plain(self.termination.plan.reason))

    @property
    def circumstances(self) -> list[Speaks]:
        policy = self.reading.records.terminations.policy
        known = {one.code: one.words for one in policy.circumstances}
        return [known.get(code, _plain(code)) for code in self.termination.plan.circumstances]

    @cached_property
    def contract(self) -> Contract | None:
        key = self.termination.contract
        return None if key is None else self.reading.records.contracts.get(key)

    @property
    def who(self) -> tuple[Cell, Cell]:
        contract = self.contract
        number = Cell("–") if contract is None else Cell(contract.number, Target("contract", contract.id))
        return Cell(self.customer.name, Target("customer", self.customer.id)), number


@dataclass(frozen=True)
class _Seen:
    """All terminations, with what was looked up for all of them at once."""

    reading: Reading
    found: list[_Ended]

    @cached_property
    def volumes(self) -> Mapping[tuple[str, date], tuple[Quantity, ...]]:
        return self.reading.year_before(each.key for each in self.found)

    @cached_property
    def statements(self) -> Mapping[str, KeptStatement]:
        ids = [each.termination.statement for each in self.found]
        return self.reading.records.statements.some(key for key in ids if key is not None)

    @cached_property
    def restored(self) -> Mapping[str, datetime]:
        return self.reading.records.restoring.restored_at({each.customer.id for each in self.found})

    def cost(self, each: _Ended, direction: str) -> Money:
        """Add up what the end statement books in a direction, before VAT."""
        statement = self.statements.get(each.termination.statement or "")
        if statement is None:
            return NOTHING
        return total(one.net for one in statement.totals if one.direction == direction)

    def costs(self, some: Iterable[_Ended]) -> tuple[Money, Money]:
        """Add up what goes to customers and what comes from them."""
        listed = list(some)
        return (
            total(self.cost(each, "payable") for each in listed),
            total(self.cost(each, "receivable") for each in listed),
        )

    def volume(self, some: Iterable[_Ended]) -> Quantity | Words:
        """Give the volume of a year that goes with these: one quantity, or words where it is in several units."""
        sums: dict[str, Quantity] = {}
        for each in some:
            for quantity in self.volumes[each.key]:
                sums[quantity.unit] = sums[quantity.unit] + quantity if quantity.unit in sums else quantity
        first, *others = sums.values() or [None]
        if first is None:
            return _plain("–")
        return _joined([first, *others], " + ") if others else first


def _plain(text: str) -> Words:
    return Words(nl=text, en=text)


def _joined(parts: list[Quantity] | list[Speaks], by: str) -> Words:
    return Words(nl=by.join(part.text("nl") for part in parts), en=by.join(part.text("en") for part in parts))


def _at_a_glance(seen: _Seen) -> Section:
    done = [each for each in seen.found if each.termination.state == "effective"]
    to, back = seen.costs(seen.found)
    reasons = Counter(each.reason for each in seen.found)
    labels = sorted(reasons, key=lambda words: (-reasons[words], words.text("nl")))
    return Section(
        Words(nl="In het kort", en="At a glance"),
        (
            KeyNumber(ENDED, len(done), Words(nl="in de periode", en="in the period")),
            KeyNumber(PLANNED, len(seen.found) - len(done), Words(nl="nog tot uitvoering", en="still to take effect")),
            KeyNumber(RESTORED, len(seen.restored), Words(nl="klanten kwamen terug", en="customers came back")),
            KeyNumber(FROM_CUSTOMERS, back, Words(nl="bij de eindafrekening", en="by the end statement")),
            KeyNumber(TO_CUSTOMERS, to, Words(nl="bij de eindafrekening", en="by the end statement")),
            Figure(
                "bar",
                Words(nl="Waarom contracten eindigden", en="Why contracts ended"),
                REASON,
                tuple(labels),
                (Series(COUNT, tuple(reasons[words] for words in labels)),),
            ),
            Note(
                Words(
                    nl="Afname per jaar is die van de twaalf volle maanden voor het einde. Bedragen zonder btw.",
                    en="Volume a year is that of the twelve full months before the end. Amounts before VAT.",
                )
            ),
        ),
    )


def _why(seen: _Seen) -> Section:
    by_reason: dict[Speaks, list[_Ended]] = {}
    by_circumstance: dict[Speaks, list[_Ended]] = {}
    for each in seen.found:
        by_reason.setdefault(each.reason, []).append(each)
        for circumstance in each.circumstances:
            by_circumstance.setdefault(circumstance, []).append(each)
    to, back = seen.costs(seen.found)
    reasons = Table(
        Words(nl="Redenen", en="Reasons"),
        (REASON, COUNT, LOST, FROM_CUSTOMERS, TO_CUSTOMERS),
        tuple(_sums(seen, words, some) for words, some in _most_first(by_reason)),
        (SUM, len(seen.found), seen.volume(seen.found), back, to),
    )
    circumstances = Table(
        Words(nl="Omstandigheden; een beëindiging kan er meer hebben", en="Circumstances; one end may have several"),
        (CIRCUMSTANCE, COUNT, LOST, FROM_CUSTOMERS, TO_CUSTOMERS),
        tuple(_sums(seen, words, some) for words, some in _most_first(by_circumstance)),
    )
    return Section(Words(nl="Redenen en omstandigheden", en="Reasons and circumstances"), (reasons, circumstances))


def _most_first(groups: dict[Speaks, list[_Ended]]) -> list[tuple[Speaks, list[_Ended]]]:
    return sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0].text("nl")))


def _sums(seen: _Seen, words: Speaks, some: list[_Ended]) -> tuple[Speaks | int | Money, ...]:
    to, back = seen.costs(some)
    return words, len(some), seen.volume(some), back, to


def _each(seen: _Seen) -> Section:
    title = Words(nl="Beëindigingen", en="Terminations")
    headings = (
        CUSTOMER,
        CONTRACT,
        LAST_DAY,
        REASON,
        LOST,
        FROM_CUSTOMERS,
        TO_CUSTOMERS,
        Words(nl="Door", en="By"),
        Words(nl="Te voorkomen", en="Preventable"),
        Words(nl="Toelichting", en="Story"),
        MANAGER,
    )
    to, back = seen.costs(seen.found)
    rows = tuple(
        (
            *each.who,
            each.termination.effective,
            each.reason,
            seen.volume([each]),
            _money(seen, each, "receivable"),
            _money(seen, each, "payable"),
            INITIATOR_WORDS[each.termination.plan.initiated_by],
            PREVENTABLE[each.termination.plan.preventable or "unknown"],
            _story(each.termination),
            seen.reading.manager(each.customer),
        )
        for each in seen.found
    )
    return Section(
        title, (Table(title, headings, rows, (SUM, "", "", "", seen.volume(seen.found), back, to, *[""] * 4)),)
    )


def _money(seen: _Seen, each: _Ended, direction: str) -> Cell:
    key = each.termination.statement
    return Cell(seen.cost(each, direction), None if key is None else Target("statement", key))


def _story(termination: Termination) -> str:
    words = " ".join(termination.plan.text.split())
    competitor = f" ({termination.plan.competitor})" if termination.plan.competitor else ""
    return (words if len(words) <= MOST_OF_A_STORY else f"{words[: MOST_OF_A_STORY - 1]}…") + competitor


def _before(seen: _Seen) -> Section:
    """Show what was offered and agreed: whoever evaluates sees which offers did not last."""
    title = Words(nl="Hoe de voorstellen eruitzagen", en="What the proposals had looked like")
    headings = (
        CUSTOMER,
        CONTRACT,
        Words(nl="Gemaakt op", en="Made on"),
        Words(nl="Voorstellen", en="Proposals"),
        Words(nl="Eigen teksten", en="Own texts"),
        Words(nl="Wat was afgesproken", en="What was agreed"),
    )
    rows = tuple(
        (
            *each.who,
            contract.made_on,
            len(seen.reading.records.proposals.of(each.customer.id)),
            len(contract.own_texts),
            _agreed(seen.reading, contract),
        )
        for each in seen.found
        if (contract := each.contract) is not None
    )
    note = Note(Words(nl="Er was geen contract meer van kracht.", en="No contract was in force any more."))
    return Section(title, (Table(title, headings, rows),) if rows else (note,))


def _agreed(reading: Reading, contract: Contract) -> Words:
    parts = reading.headline(contract.facts)
    if not parts:
        return _plain("–")
    return Words(
        nl=" · ".join(f"{label.nl}: {value.text('nl')}" for label, value in parts),
        en=" · ".join(f"{label.en}: {value.text('en')}" for label, value in parts),
    )


def _came_back(seen: _Seen) -> Section:
    title = Words(nl="Hersteld", en="Restored")
    headings = (CUSTOMER, LAST_DAY, Words(nl="Hersteld op", en="Restored on"), Words(nl="Nu", en="Now"), LOST)
    last = {each.customer.id: each for each in seen.found}
    rows = tuple(
        (
            Cell(each.customer.name, Target("customer", each.customer.id)),
            each.termination.effective,
            seen.restored[key].date(),
            state_words(each.customer.state),
            seen.volume([each]),
        )
        for key, each in last.items()
        if key in seen.restored
    )
    return Section(title, (Table(title, headings, rows),))
