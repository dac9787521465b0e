"""Tell what happened to a customer, newest first, from the journal and in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from akkoord.language import N_, Message
from akkoord.store import (
    ASSET,
    CONTRACT,
    CUSTOMER,
    CUSTOMER_FILE,
    NOTE,
    OBLIGATION,
    PROPOSAL,
    SIDE_AGREEMENT,
    SITUATION,
    STATEMENT,
    TERMINATION,
    VISIT,
    JournalEntry,
    Json,
    Store,
    Table,
)  # fmt: skip

_OF_A_CUSTOMER: tuple[Table, ...] = (
    SITUATION,
    PROPOSAL,
    CONTRACT,
    SIDE_AGREEMENT,
    VISIT,
    OBLIGATION,
    ASSET,
    NOTE,
    CUSTOMER_FILE,
    STATEMENT,
    TERMINATION,
)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened: when, who did it (an account id), what, and the thing it happened to.

    `times` counts the same thing done again by the same person on one day, such as a form that saves itself.
    """

    at: datetime
    actor: str
    message: Message
    kind: str
    thing: str
    thing_id: str
    times: int = 1


def timeline(store: Store, customer_id: str, *, limit: int = 50) -> list[TimelineEntry]:
    """Return what happened to a customer and everything in its dossier, newest first."""
    entries = store.recent(streams=tuple(_streams(store, customer_id)), limit=4 * limit)
    told = [entry for entry in entries if _key(entry) in _SENTENCES]
    return [_entry(list(same)) for _, same in groupby(told, key=_sameness)][:limit]


def journal(store: Store, customer_id: str, *, limit: int = 200) -> list[JournalEntry]:
    """Return everything that was recorded of a customer and its dossier, newest first, as the journal has it."""
    return store.recent(streams=tuple(_streams(store, customer_id)), limit=limit)


def words_of(entry: JournalEntry) -> Message | None:
    """Say an entry of the journal as the timeline does; None for what is for the journal only."""
    sentence = _SENTENCES.get(_key(entry))
    return None if sentence is None else Message(sentence, _values(entry.body))


def _streams(store: Store, customer_id: str) -> Iterator[str]:
    yield CUSTOMER.stream_of(customer_id)
    for table in _OF_A_CUSTOMER:
        for row in store.find(table, where={"customer": customer_id}):
            yield table.stream_of(str(row["id"]))


def _sameness(entry: JournalEntry) -> tuple[object, ...]:
    return entry.stream, entry.kind, entry.actor, entry.at.date()


def _key(entry: JournalEntry) -> tuple[str, str]:
    return entry.stream.partition(":")[0], entry.kind


def _entry(same: list[JournalEntry]) -> TimelineEntry:
    newest = same[0]
    thing, _, thing_id = newest.stream.partition(":")
    message = Message(_SENTENCES[thing, newest.kind], _values(newest.body))
    return TimelineEntry(newest.at, newest.actor, message, newest.kind, thing, thing_id, len(same))


def _values(body: Mapping[str, Json]) -> Mapping[str, object]:
    values = {name: value for name, value in body.items() if isinstance(value, str | int)}
    return {"letter": "", "of_letter": "", "number": "", "day": "", "slot": "", "count": 0} | values


_SENTENCES: Mapping[tuple[str, str], str] = {
    ("customer", "added"): N_("Customer added with number {number}"),
    ("customer", "changed"): N_("Customer details changed"),
    ("customer", "assigned"): N_("Customer given to another account manager"),
    ("customer", "archive"): N_("Customer archived"),
    ("customer", "restore"): N_("Customer made current again"),
    ("customer", "restore_undone"): N_("Making the customer current undone"),
    ("customer", "termination_effective"): N_("Customer terminated"),
    ("situation", "recorded"): N_("Situation recorded"),
    ("situation", "changed"): N_("Situation added to"),
    ("proposal", "started"): N_("Proposal {letter} begun"),
    ("proposal", "changed"): N_("Proposal changed"),
    ("proposal", "set_against"): N_("Proposal {letter} set against the latest situation"),
    ("proposal", "present"): N_("Proposal {letter} presented"),
    ("proposal", "accept"): N_("Proposal {letter} accepted"),
    ("proposal", "decline"): N_("Proposal {letter} declined"),
    ("proposal", "lapse"): N_("Proposal {letter} lapsed"),
    ("proposal", "revise"): N_("Proposal {letter} replaced by a new version"),
    ("contract", "made"): N_("Contract {number} made"),
    ("contract", "own_text_put"): N_("Own text in contract {number} changed"),
    ("contract", "own_text_dropped"): N_("Own text in contract {number} removed"),
    ("contract", "facts_renewed"): N_("Details in contract {number} brought up to date"),
    ("contract", "reopen"): N_("Contract {number} reopened"),
    ("contract", "recall"): N_("Contract {number} recalled; signatures no longer count"),
    ("contract", "make_ready"): N_("Contract {number} ready to sign"),
    ("contract", "send"): N_("Contract {number} sent"),
    ("contract", "approved"): N_("Contract {number} approved"),
    ("contract", "sign"): N_("Signature put under contract {number}"),
    ("contract", "signature_refused"): N_("Signature refused: contract {number} had changed"),
    ("contract", "last_signature"): N_("Contract {number} signed by everyone"),
    ("contract", "withdraw"): N_("Contract {number} withdrawn"),
    ("contract", "end_in_sight"): N_("End of contract {number} in sight"),
    ("contract", "end_date_passed"): N_("Contract {number} expired"),
    ("contract", "notice_received"): N_("Notice received for contract {number}"),
    ("contract", "renewed"): N_("Contract {number} renewed"),
    ("contract", "amendment_begun"): N_("Amendment {number} begun"),
    ("contract", "amendment_changed"): N_("Amendment {number} changed"),
    ("contract", "amendment_in_force"): N_("Amendment {number} in force"),
    ("contract", "termination_effective"): N_("Contract {number} terminated"),
    ("contract", "replaced"): N_("Contract {number} replaced by a new one"),
    ("termination", "plan_termination"): N_("Termination planned"),
    ("termination", "approved"): N_("Termination approved"),
    ("termination", "withdrawn"): N_("Termination withdrawn"),
    ("termination", "overtaken"): N_("Termination withdrawn: the contract had ended already"),
    ("termination", "statement_made"): N_("End statement made anew"),
    ("side_agreement", "added"): N_("Agreement noted"),
    ("side_agreement", "changed"): N_("Agreement changed"),
    ("side_agreement", "done"): N_("Agreement done"),
    ("side_agreement", "dropped"): N_("Agreement dropped"),
    ("side_agreement", "reopened"): N_("Agreement open again"),
    ("obligation", "done"): N_("Promise kept"),
    ("obligation", "waived"): N_("Promise waived"),
    ("obligation", "reopened"): N_("Promise open again"),
    ("obligation", "missed"): N_("Promise not kept in time"),
    ("asset", "placed"): N_("Placed under contract {number}"),
    ("asset", "changed"): N_("Details of a thing on loan changed"),
    ("note", "added"): N_("Note added"),
    ("note", "dropped"): N_("Note removed"),
    ("customer_file", "added"): N_("File added"),
    ("customer_file", "dropped"): N_("File removed"),
    ("statement", "made"): N_("Statement made"),
    ("statement", "rejected"): N_("Statement sent back"),
    ("statement", "recalculated"): N_("Statement computed again"),
    ("statement", "approved"): N_("Statement approved"),
    ("statement", "posted"): N_("Statement {number} posted"),
    ("statement", "corrected"): N_("Statement {number} corrected"),
    ("visit", "planned"): N_("Visit planned"),
    ("visit", "moved"): N_("Visit moved"),
    ("visit", "done"): N_("Visited"),
    ("visit", "cancelled"): N_("Visit cancelled"),
}
"""The sentence for each thing that can happen; what is not here is for the journal only."""
