"""Keep the proposals to a customer: A, B, C, each set against one situation."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, cast

from akkoord.access import CONSOLE, Account, Change, Missing, NewId, new_id, require, save_as
from akkoord.dossier.answers import NO_ANSWERS, Answers, changed_names, kept
from akkoord.dossier.customers import Customer, customers_by_id, owner_of
from akkoord.dossier.states import machine, state_words
from akkoord.language import AkkoordError, Message
from akkoord.store import PROPOSAL, SITUATION, Event, Json, Row, Store, canonical_json, position, utc_text

ProposalState = Literal["draft", "presented", "accepted", "declined", "lapsed", "converted", "revised"]
OPEN: tuple[ProposalState, ...] = ("draft", "presented", "accepted")

MOST_IN_A_TITLE = 80
_LETTERS = 26
_AT_ONCE = 500


class NoSituation(AkkoordError):
    """A proposal needs a situation to be set against."""

    def __init__(self, customer_id: str) -> None:
        super().__init__(Message("Record the situation of this customer first; a proposal is set against it."))
        self.customer = customer_id


class ProposalClosed(AkkoordError):
    """The proposal is no longer a draft, so that it stays as the customer saw it."""

    def __init__(self, letter: str, state: str) -> None:
        super().__init__(
            Message(
                "Proposal {letter} is {state} and stays as it is. Make a copy and change that.",
                {"letter": letter, "state": state_words(state)},
            )
        )
        self.letter = letter
        self.state = state


@dataclass(frozen=True, slots=True)
class Proposal:
    """One offer: answers to the questions of a proposal, set against one situation.

    `reason` is why the customer declined it, `valid_until` the last day on which it may be accepted.
    """

    id: str
    version: int
    state: ProposalState
    customer: str
    situation: str
    letter: str
    answers: Answers
    title: str = ""
    owner: str | None = None
    reason: str | None = None
    valid_until: date | None = None
    updated_at: str = ""

    @property
    def is_draft(self) -> bool:
        """Tell whether it may still be changed."""
        return self.state == "draft"


class Proposals:
    """The proposals of a store."""

    def __init__(self, store: Store, *, new_id: NewId = new_id) -> None:
        """Work with this store; `new_id` gives the ids of new proposals."""
        self._store = store
        self._new_id = new_id

    def start(
        self,
        customer_id: str,
        *,
        by: Account,
        at: datetime,
        copy_of: Proposal | None = None,
        answers: Answers = NO_ANSWERS,
    ) -> Proposal:
        """Begin the next proposal, set against the last situation; a copy begins with the same answers.

        Raises NoSituation or NotAllowed.
        """
        with self._store.write():
            proposal = Proposal(
                id=self._new_id(),
                version=0,
                state="draft",
                customer=customer_id,
                situation=self._last_situation(customer_id),
                letter=self._next_letter(customer_id),
                answers=kept(copy_of.answers if copy_of else answers),
                title=copy_of.title if copy_of else "",
                owner=owner_of(self._store, customer_id),
            )
            require(by, "change", proposal)
            body: dict[str, Json] = {"letter": proposal.letter}
            if copy_of is not None:
                body |= {"copy_of": copy_of.id, "of_letter": copy_of.letter}
            return self._save(proposal, Event("started", body), Change(by, at))

    def get(self, proposal_id: str) -> Proposal:
        """Return a proposal. Raises Missing."""
        row = self._store.get(PROPOSAL, proposal_id)
        if row is None:
            raise Missing("proposal", proposal_id)
        return _proposal(row, owner_of(self._store, str(row["customer"])))

    def of(self, customer_id: str) -> list[Proposal]:
        """Return all proposals to a customer, by letter."""
        owner = owner_of(self._store, customer_id)
        rows = self._store.find(PROPOSAL, where={"customer": customer_id})
        return sorted((_proposal(row, owner) for row in rows), key=lambda one: (len(one.letter), one.letter))

    def open(self, *, owner: str | None = None, limit: int = 10) -> list[tuple[Proposal, Customer]]:
        """Return the proposals that wait for something, with their customers, the last changed first."""
        found: list[tuple[Proposal, Customer]] = []
        for proposal, customer in self._all_open():
            if owner is None or proposal.owner == owner:
                found.append((proposal, customer))
            if len(found) == limit:
                break
        return found

    def change(
        self, proposal: Proposal, answers: Answers, *, by: Account, at: datetime, title: str | None = None
    ) -> Proposal:
        """Keep the answers of a draft. Raises ProposalClosed, StaleVersion, AnswersTooLong or NotAllowed."""
        require(by, "change", proposal)
        if not proposal.is_draft:
            raise ProposalClosed(proposal.letter, proposal.state)
        new_title = proposal.title if title is None else " ".join(title.split())[:MOST_IN_A_TITLE]
        new = replace(proposal, answers=kept(answers), title=new_title)
        names = changed_names(proposal.answers, new.answers) + ["title"] * (new_title != proposal.title)
        return self._save(new, Event("changed", {"fields": names}), Change(by, at)) if names else proposal

    def set_against(self, proposal: Proposal, situation_id: str, *, by: Account, at: datetime) -> Proposal:
        """Set a draft against another situation of the same customer. Raises Missing, ProposalClosed, StaleVersion."""
        require(by, "change", proposal)
        if not proposal.is_draft:
            raise ProposalClosed(proposal.letter, proposal.state)
        row = self._store.get(SITUATION, situation_id)
        if row is None or row["customer"] != proposal.customer:
            raise Missing("situation", situation_id)
        event = Event("set_against", {"situation": situation_id, "letter": proposal.letter})
        return self._save(replace(proposal, situation=situation_id), event, Change(by, at))

    def present(self, proposal: Proposal, *, by: Account, at: datetime, valid_until: date | None = None) -> Proposal:
        """Note that the customer has it; from now on it stays as it is."""
        return self._move(replace(proposal, valid_until=valid_until), "present", Change(by, at))

    def accept(self, proposal: Proposal, *, by: Account, at: datetime) -> Proposal:
        """Note that the customer agrees."""
        return self._move(proposal, "accept", Change(by, at))

    def decline(self, proposal: Proposal, reason: str, *, by: Account, at: datetime) -> Proposal:
        """Note that the customer does not want it, and why."""
        return self._move(replace(proposal, reason=reason.strip() or None), "decline", Change(by, at))

    def lapse(self, proposal: Proposal, *, by: Account, at: datetime) -> Proposal:
        """Note that it is no longer valid."""
        return self._move(proposal, "lapse", Change(by, at))

    def on_day(self, day: date, at: datetime) -> list[Proposal]:
        """Let proposals lapse of which the last valid day has passed; return those. Twice on a day is harmless."""
        rows = self._store.find(PROPOSAL, where={"state": "presented"})
        shown = [self.get(str(row["id"])) for row in rows]
        past = [one for one in shown if one.valid_until is not None and one.valid_until < day]
        return [self.lapse(one, by=CONSOLE, at=at) for one in past]

    def revise(self, proposal: Proposal, *, by: Account, at: datetime) -> Proposal:
        """Begin a new version of a proposal; the old one stays, as `revised`. Return the new draft."""
        with self._store.write():
            self._move(proposal, "revise", Change(by, at))
            return self.start(proposal.customer, by=by, at=at, copy_of=proposal)

    def convert(self, proposal: Proposal, *, by: Account, at: datetime) -> Proposal:
        """Note that a contract is made of it, which accepts it first; part of the write that makes the contract."""
        with self._store.write():
            accepted = proposal if proposal.state == "accepted" else self.accept(proposal, by=by, at=at)
            return self._move(accepted, "make_contract", Change(by, at))

    def _all_open(self) -> Iterator[tuple[Proposal, Customer]]:
        order, after = ("-updated_at",), None
        while rows := self._store.find(PROPOSAL, where={"state": OPEN}, order=order, limit=_AT_ONCE, after=after):
            customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
            for row in rows:
                customer = customers[str(row["customer"])]
                yield _proposal(row, customer.owner), customer
            after = position(PROPOSAL, rows[-1], order)

    def _last_situation(self, customer_id: str) -> str:
        rows = self._store.find(SITUATION, where={"customer": customer_id}, order=("-recorded_on",), limit=1)
        if not rows:
            raise NoSituation(customer_id)
        return str(rows[0]["id"])

    def _next_letter(self, customer_id: str) -> str:
        return letter_of(self._store.count(PROPOSAL, {"customer": customer_id}))

    def _move(self, proposal: Proposal, event: str, change: Change) -> Proposal:
        require(change.by, "change", proposal)
        state = cast("ProposalState", machine("proposal").after(proposal.state, event))
        return self._save(replace(proposal, state=state), Event(event, {"letter": proposal.letter}), change)

    def _save(self, proposal: Proposal, event: Event, change: Change) -> Proposal:
        saved = replace(proposal, updated_at=utc_text(change.at))
        version = save_as(
            self._store,
            PROPOSAL,
            _row(saved),
            expected=proposal.version,
            events=[event],
            change=change,
            current=lambda now: _proposal(now, proposal.owner),
        )
        return replace(saved, version=version)


def letter_of(index: int) -> str:
    """Return the letter of a customer's first, second, ... proposal.

    >>> [letter_of(index) for index in (0, 25, 26, 27)]
    ['A', 'Z', 'AA', 'AB']
    """
    rest, letter = divmod(index, _LETTERS)
    return (letter_of(rest - 1) if rest else "") + chr(ord("A") + letter)


def _proposal(row: Row, owner: str | None) -> Proposal:
    body = json.loads(str(row["body"]))
    return Proposal(
        id=str(row["id"]),
        version=int(str(row["version"])),
        state=cast("ProposalState", row["state"]),
        customer=str(row["customer"]),
        situation=str(row["situation"]),
        letter=str(row["letter"]),
        answers=body["answers"],
        title=body["title"],
        owner=owner,
        reason=body["reason"],
        valid_until=None if body["valid_until"] is None else date.fromisoformat(body["valid_until"]),
        updated_at=str(row["updated_at"]),
    )


def _row(proposal: Proposal) -> Row:
    body = {
        "answers": proposal.answers, "title": proposal.title, "reason": proposal.reason,
        "valid_until": None if proposal.valid_until is None else proposal.valid_until.isoformat(),
    }  # fmt: skip
    return {
        "id": proposal.id, "state": proposal.state, "customer": proposal.customer, "situation": proposal.situation,
        "letter": proposal.letter, "updated_at": proposal.updated_at, "body": canonical_json(body),
    }  # fmt: skip
