"""What a contract is in the dossier: its number, state, facts and own texts, and the version that is signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from akkoord.closing.compose import Issue
from akkoord.closing.draft import OwnText
from akkoord.closing.sign import Signature
from akkoord.dossier import Answers, state_words
from akkoord.language import AkkoordError, Message, Words, plural_message

ContractState = Literal[
    "draft",
    "ready_to_sign",
    "sent",
    "partly_signed",
    "in_force",
    "amended",
    "expiring",
    "expired",
    "terminated",
    "superseded",
    "withdrawn",
]
CHANGEABLE: frozenset[ContractState] = frozenset({"draft", "ready_to_sign", "sent", "partly_signed"})
"""The states in which the text may still change; from `in_force` on it never does."""
SIGNABLE: frozenset[ContractState] = frozenset({"ready_to_sign", "sent", "partly_signed"})
BINDING: tuple[ContractState, ...] = ("in_force", "amended", "expiring")


class ContractRefused(AkkoordError):
    """The answers contradict each other or the law: `issues` says how, and no contract is made of them."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(
            plural_message(
                "No contract can be made yet: {first}",
                "No contract can be made yet, {count} things stand in the way: {first}",
                len(issues),
                {"first": issues[0].message},
            )
        )
        self.issues = issues


class ContractFixed(AkkoordError):
    """The contract is in force, or ended: its text and signatures stay as they are for ever."""

    def __init__(self, number: str, state: str) -> None:
        super().__init__(
            Message(
                "Contract {number} is {state} and is never changed any more. Make a new proposal for other terms.",
                {"number": number, "state": state_words(state)},
            )
        )
        self.number = number
        self.state = state


class HashMismatch(AkkoordError):
    """The contract changed while it was being signed: what was on the screen is not what would be signed."""

    def __init__(self, refused: Signature, current: str | None) -> None:
        super().__init__(
            Message("The contract was changed in the meantime. Show it again; the signature does not count yet.")
        )
        self.refused = refused
        self.shown = refused.sha256
        self.current = current


class AlreadySigned(AkkoordError):
    """This place already has its signature."""

    def __init__(self, slot: str, name: str) -> None:
        super().__init__(Message("{name} has already signed here. Go on with the next signature.", {"name": name}))
        self.slot = slot


class ApprovalNeeded(AkkoordError):
    """A manager must approve before anyone signs; `grounds` says why."""

    def __init__(self, number: str, grounds: tuple["Ground", ...]) -> None:
        super().__init__(
            Message(
                "Contract {number} needs the approval of a manager before it is signed: {first}",
                {"number": number, "first": grounds[0].words},
            )
        )
        self.grounds = grounds


class SecondPersonNeeded(AkkoordError):
    """Who made or changed the contract does not approve it as well."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Message("You worked on contract {number} yourself. Ask another manager to approve it.", {"number": number})
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a contract needs approval: the code of the issue, and its words."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Approval:
    """The approval of one ground by a manager, an account id, with the reason given."""

    code: str
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as it is kept.

    `facts` are what it is made from, as JSON; `current` is the id of the frozen version, None while it is a draft;
    `needs` the grounds on which that version needs approval. `authors` are the accounts that worked on it;
    `notice_on` is the day on which notice was received. An amendment `amends` another contract, by id, with effect from
    its own `commencement`; `base` is the version that it changes.
    """

    id: str
    version: int
    state: ContractState
    customer: str
    proposal: str | None
    number: str
    clause_set: str
    facts: Answers
    made_on: date
    own_texts: tuple[OwnText, ...] = ()
    current: str | None = None
    sha256: str | None = None
    commencement: date | None = None
    ends_on: date | None = None
    notice_by: date | None = None
    needs: tuple[Ground, ...] = ()
    approvals: tuple[Approval, ...] = ()
    authors: tuple[str, ...] = ()
    reason: str | None = None
    owner: str | None = None
    updated_at: str = ""
    notice_on: date | None = None
    amends: str | None = None
    base: str | None = None

    @property
    def is_changeable(self) -> bool:
        """Tell whether its text may still change; signatures given so far would be void."""
        return self.state in CHANGEABLE

    @property
    def is_binding(self) -> bool:
        """Tell whether the parties are bound by it now; an amendment binds through the contract that it amends."""
        return self.state in BINDING and self.amends is None

    @property
    def is_signed(self) -> bool:
        """Tell whether everybody signed it, and it was not ended since."""
        return self.state in BINDING

    def next_date(self, on: date) -> date | None:
        """Return the next day that matters from a day on: the last one for notice, or the end; None without either."""
        coming = [day for day in (self.notice_by, self.ends_on) if day is not None and day >= on]
        return min(coming, default=None)

    @property
    def unapproved(self) -> tuple[Ground, ...]:
        """The grounds that nobody approved yet."""
        approved = {approval.code for approval in self.approvals}
        return tuple(ground for ground in self.needs if ground.code not in approved)


@dataclass(frozen=True, slots=True)
class StoredSignature:
    """A signature as it is kept: `voided_at` says since when it no longer counts."""

    id: str
    contract_version: str
    signature: Signature
    voided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One frozen version: which revision, its hash, when and by whom it was made."""

    id: str
    revision: int
    sha256: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed contract, and what that undid, so that the screen can say so.

    `recalled` tells that it was ready to sign or further; `voided` are the signatures that no longer count.
    """

    contract: Contract
    recalled: bool = False
    voided: tuple[StoredSignature, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far signing is: by slot who signed, and which slots still wait, in their order."""

    signed: Mapping[str, StoredSignature] = field(default_factory=lambda: MappingProxyType({}))
    waiting: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Tell whether everybody signed."""
        return not self.waiting
