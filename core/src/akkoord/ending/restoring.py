"""Make a customer current again: what that does, what it leaves as it is, and how it is undone (RULES 0.11)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from akkoord.access import Account, require
from akkoord.closing.contract import Contract, ContractState
from akkoord.closing.contract_reading import ContractReading
from akkoord.dossier import Answers, Customer, Customers, CustomerState, Proposal, Proposals
from akkoord.dossier.timeline import journal
from akkoord.ending.termination import Termination
from akkoord.ending.termination_reading import TerminationReading
from akkoord.executing.kept import KeptStatement
from akkoord.executing.obligation import Obligation
from akkoord.executing.obligations import Obligations
from akkoord.executing.statement_reading import StatementReading
from akkoord.facts import Part, Questions
from akkoord.language import AkkoordError, Message
from akkoord.store import CONTRACT, CUSTOMER, OBLIGATION, JournalEntry, Json, Store

__all__ = ["ENDED", "Left", "NothingToOfferAgain", "Restored", "Restoring", "TooLateToUndo", "answers_again"]

ENDED: Final[frozenset[ContractState]] = frozenset({"terminated", "expired"})
ENDINGS: Final = frozenset({"termination_effective", "end_date_passed"})
_OFFERED: Final[tuple[Part, ...]] = ("proposal", "terms")
MOST_ENTRIES: Final = 10_000
_FIRST_DAY: Final = "term.commencement"
"""The first day of a contract that ended lies in the past; a new contract gets one of its own."""


class TooLateToUndo(AkkoordError):
    """Something else happened since the customer was made current again, so that it is not undone any more."""

    def __init__(self) -> None:
        super().__init__(
            Message("Something else happened in this dossier since: see the timeline. This can no longer be undone.")
        )


class NothingToOfferAgain(AkkoordError):
    """A customer of which no contract ended."""

    def __init__(self) -> None:
        super().__init__(Message("No contract of this customer has ended. Begin a new proposal instead."))


@dataclass(frozen=True, slots=True)
class Left:
    """What a restore leaves as it is.

    `contracts` ended, `records` say why, `statements` are their end statements; `obligations` are still to be kept and
    `lapsed` are those that ended with a contract.
    """

    contracts: tuple[Contract, ...] = ()
    records: tuple[Termination, ...] = ()
    statements: tuple[KeptStatement, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    lapsed: tuple[Obligation, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: the customer, what it was before, who did it (an account id), when, and what was left."""

    customer: Customer
    before: CustomerState
    by: str
    at: datetime
    left: Left


class Restoring:
    """Makes the customers of a store current again."""

    def __init__(self, store: Store, questions: Questions, *, on_event: Callable[[], None] = lambda: None) -> None:
        """Work with this store; `questions` tell which facts of a contract were offered in a proposal.

        `on_event` hears that something was journalled, once it is safe.
        """
        self._store = store
        self._questions = questions
        self._on_event = on_event
        self._customers = Customers(store)
        self._proposals = Proposals(store)
        self._contracts = ContractReading(store)
        self._statements = StatementReading(store)
        self._obligations = Obligations(store)
        self._terminations = TerminationReading(store)

    def restore(self, customer: Customer, *, by: Account, at: datetime) -> Restored:
        """Make a terminated or archived customer current again: active, or prospect if it never had a contract.

        No contract revives and no record goes away. Raises IllegalTransition, StaleVersion or NotAllowed.
        """
        with self._store.write():
            restored = self._customers.restore(customer, by=by, at=at)
            self._store.after_commit(self._on_event)
        return Restored(restored, customer.state, by.id, at, self.left(restored))

    def last(self, customer: Customer) -> Restored | None:
        """Return the restore of a customer while it is the last thing that happened in its dossier, else None."""
        *earlier, last = self._store.history(CUSTOMER.stream_of(customer.id))
        if last.kind != "restore" or journal(self._store, customer.id, limit=1)[0].seq != last.seq:
            return None
        return Restored(customer, _state_before(earlier), last.actor, last.at, self.left(customer))

    def undo(self, customer: Customer, *, by: Account, at: datetime) -> Customer:
        """Put a customer back to what it was before it was restored, as long as nothing else happened since.

        Raises TooLateToUndo, StaleVersion or NotAllowed.
        """
        require(by, "change", customer)
        with self._store.write():
            last = self.last(customer)
            if last is None:
                raise TooLateToUndo
            undone = self._customers.undo_restore(customer, last.before, by=by, at=at)
            self._store.after_commit(self._on_event)
        return undone

    def restored_at(self, customers: Iterable[str]) -> Mapping[str, datetime]:
        """Tell of these customers, by id, when each was restored last; one who was put back is left out."""
        streams = [CUSTOMER.stream_of(customer) for customer in customers]
        kinds = ("restore", "restore_undone", "termination_effective")
        entries = self._store.recent(streams=streams, kinds=kinds, limit=MOST_ENTRIES) if streams else []
        last: dict[str, JournalEntry] = {}
        for entry in entries:
            last.setdefault(entry.stream.partition(":")[2], entry)
        return {customer: entry.at for customer, entry in last.items() if entry.kind == "restore"}

    def left(self, customer: Customer) -> Left:
        """Tell what a restore leaves as it is."""
        ended = tuple(one for one in self._contracts.of(customer.id) if one.state in ENDED)
        if not ended:
            return Left()
        moments = {one.id: self._ended_at(one) for one in ended}
        records = [one for one in self._terminations.of(customer.id) if one.state == "effective"]
        statements = [one for one in self._statements.of(customer.id) if one.is_end and one.contract in moments]
        theirs = [one for one in self._obligations.of(customer.id) if one.contract in moments]
        return Left(
            contracts=ended,
            records=tuple(records),
            statements=tuple(statements),
            obligations=tuple(one for one in theirs if one.state == "open"),
            lapsed=tuple(one for one in theirs if self._lapsed_at(one) == moments[one.contract]),
        )

    def offer_again(self, customer: Customer, *, by: Account, at: datetime) -> Proposal:
        """Begin a proposal filled from the contract that ended last. Raises NothingToOfferAgain or NotAllowed."""
        ended = max(self.left(customer).contracts, key=_ended_last, default=None)
        if ended is None:
            raise NothingToOfferAgain
        answers = answers_again(ended.facts, self._questions)
        return self._proposals.start(customer.id, by=by, at=at, answers=answers)

    def _ended_at(self, contract: Contract) -> datetime:
        """Return the moment at which a contract ended: the newest of its journal that ended it."""
        entries = self._store.history(CONTRACT.stream_of(contract.id))
        return max(entry.at for entry in entries if entry.kind in ENDINGS)

    def _lapsed_at(self, obligation: Obligation) -> datetime | None:
        """Return the moment at which an obligation lapsed; None for one that did not."""
        if obligation.state != "lapsed":
            return None
        return self._store.history(OBLIGATION.stream_of(obligation.id))[-1].at


def answers_again(facts: Answers, questions: Questions) -> Answers:
    """Take from the facts of a contract what a proposal asks for, all but its first day."""
    found: dict[str, dict[str, Json]] = {}
    for question in (one for part in _OFFERED for group in questions.of(part) for one in group.questions):
        group, _, key = question.name.partition(".")
        answered = facts.get(group)
        if question.name != _FIRST_DAY and isinstance(answered, Mapping) and answered.get(key) is not None:
            found.setdefault(group, {})[key] = answered[key]
    return cast("Answers", found)


def _ended_last(contract: Contract) -> tuple[str, str, str]:
    """Order contracts by how late they ended, began, and were numbered."""
    days = (contract.ends_on, contract.commencement)
    ends, begins = ("" if day is None else day.isoformat() for day in days)
    return ends, begins, contract.number


def _state_before(entries: list[JournalEntry]) -> CustomerState:
    """Read from a customer's journal which state it had; a new one is a prospect."""
    states = [entry.body["state"] for entry in entries if "state" in entry.body]
    return cast("CustomerState", states[-1]) if states else "prospect"
