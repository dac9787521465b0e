"""Make contracts, change their own texts, freeze, approve, sign and withdraw them: what the dossier does with them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import cast

from akkoord.access import Account, Change, Missing, NewId, StaleVersion, new_id, require, save_as
from akkoord.closing.assembling import House, Preview, composed, facts_of
from akkoord.closing.compose import Issue
from akkoord.closing.contract import (
    BINDING,
    CHANGEABLE,
    Approval,
    Changed,
    Contract,
    ContractFixed,
    ContractRefused,
    ContractState,
    Ground,
    HashMismatch,
    Progress,
    SecondPersonNeeded,
    StoredSignature,
    VersionInfo,
    contract_of,
    contract_row,
    signature_of,
    version_info,
)
from akkoord.closing.draft import InvalidOwnText, OwnText
from akkoord.closing.sign import Signature
from akkoord.closing.signing import Drawn, events_of_signing, progress_of, refuse_unless_signable
from akkoord.closing.version import ContractVersion, freeze
from akkoord.dossier import Answers, Customer, Customers, Proposal, Proposals, Situations, machine
from akkoord.dossier.customers import customer_of, owner_of
from akkoord.dossier.finding import index_contract
from akkoord.facts import Facts
from akkoord.language import Message, Words
from akkoord.store import (
    CONTRACT,
    CONTRACT_VERSION,
    CUSTOMER,
    SIGNATURE,
    Event,
    JournalEntry,
    Span,
    Store,
    Where,
    canonical_json,
    position,
    utc_text,
)

MOST_OWN_TEXTS = 50
MOST_IN_A_TITLE = 120
FIRST_VERSION = 1


class Contracts:
    """The contracts of a store."""

    def __init__(
        self,
        store: Store,
        house: House,
        *,
        on_event: Callable[[JournalEntry], None] = lambda _: None,
        on_version: Callable[[ContractVersion, tuple[Signature, ...], Contract], None] = lambda *_: None,
        new_id: NewId = new_id,
    ) -> None:
        """Work with this store and house.

        `on_event` hears of every event of a contract after it was committed; it must not raise.
        """

    def preview(
        self, proposal: Proposal, *, answers: Answers | None = None, own_texts: tuple[OwnText, ...] = ()
    ) -> Preview:
        """Compose and write out the contract that a proposal would give; `answers` are those not saved yet.

        Raises WrongFact for an answer that cannot be of its kind.
        """
        raise NotImplementedError

    def make(self, proposal: Proposal, *, by: Account, at: datetime, own_texts: Sequence[OwnText] = ()) -> Contract:
        """Make the contract of a proposal: numbered, composed, frozen, ready to sign; the proposal is converted.

        Raises ContractRefused with the issues, MissingValues with all that is missing, StaleVersion when the proposal
        has changed or was made into a contract already, IllegalTransition or NotAllowed.
        """
        raise NotImplementedError

    def get(self, contract_id: str) -> Contract:
        """Return a contract. Raises Missing."""
        raise NotImplementedError

    def by_number(self, number: str) -> Contract | None:
        """Return the contract with this number, or None."""
        raise NotImplementedError

    def of(self, customer_id: str) -> list[Contract]:
        """Return the contracts of a customer, the newest first."""
        raise NotImplementedError

    def unsigned(self, *, owner: str | None = None, limit: int = 10) -> list[tuple[Contract, Customer]]:
        """Return the contracts that wait for something, with their customers, the last changed first."""
        raise NotImplementedError

    def deadlines(
        self, first: date, last: date, *, owner: str | None = None, limit: int = 20
    ) -> list[tuple[Contract, Customer]]:
        """Return binding contracts whose notice deadline or end lies in these days, the first first."""
        raise NotImplementedError

    def waiting_for_approval(self, *, limit: int = 20) -> list[tuple[Contract, Customer]]:
        """Return the contracts that a manager must approve before they are signed."""
        raise NotImplementedError

    def composed(self, contract: Contract) -> Preview:
        """Compose a contract again from its own facts and texts: what it says now, and why."""
        raise NotImplementedError

    def version(self, contract: Contract) -> ContractVersion | None:
        """Return the frozen version that is, or was, signed; None for a draft."""
        raise NotImplementedError

    def versions(self, contract: Contract) -> list[VersionInfo]:
        """Return all frozen versions, the first first."""
        raise NotImplementedError

    def signatures(self, contract: Contract) -> list[StoredSignature]:
        """Return all signatures, void ones included, the first first."""
        raise NotImplementedError

    def progress(self, contract: Contract) -> Progress:
        """Tell how far signing of the current version is."""
        raise NotImplementedError

    def put_own_text(
        self,
        contract: Contract,
        title: str,
        body: str,
        *,
        by: Account,
        at: datetime,
        after: str | None = None,
        n: int | None = None,
    ) -> Changed:
        """Add an own text, or with `n` replace that one; behind clause `after`, else in the special provisions.

        A contract that was ready to sign or further becomes a draft again and its signatures void; `Changed` says so.
        Raises InvalidOwnText, ContractFixed, StaleVersion or NotAllowed.
        """
        raise NotImplementedError

    def drop_own_text(self, contract: Contract, n: int, *, by: Account, at: datetime) -> Changed:
        """Remove an own text, with the same consequences."""
        raise NotImplementedError

    def renew(self, contract: Contract, *, by: Account, at: datetime) -> Changed:
        """Take over what is now known of customer and settings, with the same consequences; approvals end too."""
        raise NotImplementedError

    def freeze(self, contract: Contract, *, by: Account, at: datetime) -> Contract:
        """Make a draft ready to sign: compose it, and freeze the next revision. Raises as `make` does."""
        raise NotImplementedError

    def approve(self, contract: Contract, reason: str, *, by: Account, at: datetime) -> Contract:
        """Approve all grounds on which the contract needs a second person. Raises SecondPersonNeeded or NotAllowed."""
        raise NotImplementedError

    def mark_sent(self, contract: Contract, *, by: Account, at: datetime) -> Contract:
        """Note that the customer has the text to read before signing."""
        raise NotImplementedError

    def sign(self, contract: Contract, drawn: Drawn, *, by: Account, at: datetime) -> Contract:
        """Put a signature under the current version; the last one puts the contract in force.

        Raises HashMismatch when the screen showed another text (call `keep_refused` outside the write that fails),
        AlreadySigned, ApprovalNeeded, Missing for a place that is not there, ContractFixed or NotAllowed.
        """
        raise NotImplementedError

    def keep_refused(self, contract: Contract, refused: HashMismatch, *, by: Account, at: datetime) -> None:
        """Keep the drawing of a refused signature as evidence; keeping it twice is harmless."""
        raise NotImplementedError

    def withdraw(self, contract: Contract, reason: str, *, by: Account, at: datetime) -> Contract:
        """Give up a contract that is not in force; its signatures are void and its number stays used."""
        raise NotImplementedError
