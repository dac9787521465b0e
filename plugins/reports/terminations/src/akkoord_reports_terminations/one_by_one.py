"""Every contract that ended: why and for how much, what had been agreed, and who came back."""

from collections.abc import Mapping
from typing import Final

from akkoord import Words
from akkoord.closing.contract import Contract
from akkoord.dossier import state_words
from akkoord.ending.termination import INITIATOR_WORDS, Preventable, Termination
from akkoord.reporting import Cell, Note, Reading, Section, Table, Target
from akkoord.reporting.shared import (
    CONTRACT,
    CUSTOMER,
    FROM_CUSTOMERS,
    MANAGER,
    SUM,
    TO_CUSTOMERS,
    VOLUME,
    beginning,
    of_customer,
)
from akkoord_reports_terminations.ended import AllEnded, Ended, plain

__all__ = ["REASON", "RESTORED", "before", "came_back", "one_by_one"]

REASON = Words(nl="Reden", en="Reason")
LAST_DAY = Words(nl="Laatste dag", en="Last day")
RESTORED = Words(nl="Hersteld", en="Restored")
MOST_OF_A_STORY: Final = 120
PREVENTABLE: Mapping[Preventable, Words] = {
    "yes": Words(nl="ja", en="yes"),
    "no": Words(nl="nee", en="no"),
    "unknown": Words(nl="onbekend", en="unknown"),
}


def one_by_one(seen: AllEnded) -> Section:
    """List what ended: why and for how much, and below it what was said about it."""
    return Section(Words(nl="Beëindigingen", en="Terminations"), (_amounts(seen), _stories(seen)))


def _amounts(seen: AllEnded) -> Table:
    title = Words(nl="Beëindigingen", en="Terminations")
    headings = (CUSTOMER, CONTRACT, LAST_DAY, REASON, VOLUME, FROM_CUSTOMERS, TO_CUSTOMERS, MANAGER)
    to, back = seen.costs(seen.found)
    rows = tuple(
        (
            *each.who,
            each.termination.effective,
            each.reason,
            seen.volume([each]),
            _money(seen, each, "receivable"),
            _money(seen, each, "payable"),
            seen.reading.manager(each.customer),
        )
        for each in seen.found
    )
    return Table(title, headings, rows, (SUM, "", "", "", seen.volume(seen.found), back, to, ""))


def _stories(seen: AllEnded) -> Table:
    title = Words(nl="Wat erover gezegd is", en="What was said about it")
    headings = (
        CUSTOMER,
        Words(nl="Door", en="By"),
        Words(nl="Te voorkomen", en="Preventable"),
        Words(nl="Toelichting", en="Story"),
    )
    rows = tuple(
        (
            of_customer(each.customer),
            INITIATOR_WORDS[each.termination.plan.initiated_by],
            PREVENTABLE[each.termination.plan.preventable or "unknown"],
            _story(each.termination),
        )
        for each in seen.found
    )
    return Table(title, headings, rows)


def _money(seen: AllEnded, each: Ended, direction: str) -> Cell:
    key = each.termination.statement
    return Cell(seen.cost(each, direction), None if key is None else Target("statement", key))


def _story(termination: Termination) -> str:
    competitor = f" ({termination.plan.competitor})" if termination.plan.competitor else ""
    return beginning(termination.plan.text, MOST_OF_A_STORY) + competitor


def before(seen: AllEnded) -> Section:
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
        return plain("–")
    return Words(
        nl=" · ".join(f"{label.nl}: {value.text('nl')}" for label, value in parts),
        en=" · ".join(f"{label.en}: {value.text('en')}" for label, value in parts),
    )


def came_back(seen: AllEnded) -> Section:
    """List the customers who came back."""
    headings = (CUSTOMER, LAST_DAY, Words(nl="Hersteld op", en="Restored on"), Words(nl="Nu", en="Now"), VOLUME)
    last = {each.customer.id: each for each in seen.found}
    rows = tuple(
        (
            of_customer(each.customer),
            each.termination.effective,
            seen.restored[key].date(),
            state_words(each.customer.state),
            seen.volume([each]),
        )
        for key, each in last.items()
        if key in seen.restored
    )
    return Section(RESTORED, (Table(RESTORED, headings, rows),))
