"""Save contracts and freeze their versions, with the signatures that a change makes void: what every service shares."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from akkoord.access import Change, NewId, new_id, save_as
from akkoord.closing.amendment import amendment_data, labels_of
from akkoord.closing.assembling import House, Preview, composed
from akkoord.closing.contract import (
    Changed,
    Contract,
    ContractFixed,
    StoredSignature,
)
from akkoord.closing.contract_reading import ContractReading, read_version
from akkoord.closing.contract_rows import contract_of, contract_row
from akkoord.closing.contract_steps import event_of, frozen_as, moved, refuse_unready
from akkoord.closing.documents import Documents
from akkoord.closing.version import AmendmentData, freeze
from akkoord.dossier import Customers, Proposals, Situations
from akkoord.dossier.finding import index_contract
from akkoord.facts import Facts
from akkoord.store import CONTRACT, CONTRACT_VERSION, SIGNATURE, Event, JournalEntry, Store, utc_text

FIRST_VERSION = 1
"""The version of a contract that amends no other."""

Follower = Callable[[Contract, str, Change], None]
"""What hears of a contract, the kind of its event and the change, inside the write that saves them."""


class ContractWriting(ContractReading):
    """The contracts of a store, with the steps that change them."""

    def __init__(
        self,
        store: Store,
        house: House,
        *,
        documents: Documents | None = None,
        on_event: Callable[[JournalEntry], None] = lambda _: None,
        followers: Sequence[Follower] = (),
        new_id: NewId = new_id,
    ) -> None:
        """Work with this store and house.

        `documents` prints what becomes ready to sign or signed. `on_event` hears of every event of a contract after
        it was committed, on the thread that committed it: it must be quick and may not raise. `followers` act on every
        event in the write that saves it: obligations come into being with the contract.
        """
        super().__init__(store)
        self.house = house
        self._documents = documents
        self._on_event = on_event
        self._followers = tuple(followers)
        self._new_id = new_id
        self._customers = Customers(store)
        self._situations = Situations(store)
        self._proposals = Proposals(store)

    def composed(self, contract: Contract) -> Preview:
        """Compose a contract again from its own facts and texts: what it says now, and why."""
        facts = Facts(contract.facts, self.house.clause_set.questions)
        if contract.amends is None or contract.base is None:
            return composed(self.house, facts, contract.own_texts, contract.number)
        frozen = labels_of(read_version(self._store, contract.base))
        return composed(self.house, facts, contract.own_texts, self.get(contract.amends).number, frozen)

    def _refuse_ended(self, amendment: Contract) -> None:
        """Raise ContractFixed for an amendment of a contract that ended: nothing of that changes any more."""
        if amendment.amends is not None:
            amended = self.get(amendment.amends)
            if not amended.is_binding:
                raise ContractFixed(amended.number, amended.state)

    def _freeze(self, contract: Contract, change: Change) -> Contract:
        self._refuse_ended(contract)
        ready = moved(contract, "make_ready")
        preview = self.composed(contract)
        refuse_unready(preview)
        frozen = freeze(preview.document, preview.composition, self.house.plugins(), self._amending(contract, preview))
        revision = 1 + self._store.count(CONTRACT_VERSION, {"contract": contract.id})
        version: dict[str, str | int] = {
            "id": (version_id := self._new_id()), "contract": contract.id, "revision": revision,
            "version": FIRST_VERSION + self._place(contract), "sha256": frozen.sha256,
            "made_at": utc_text(change.at), "made_by": change.by.id, "body": frozen.canonical.decode(),
        }  # fmt: skip
        self._store.add(CONTRACT_VERSION, version)
        event = event_of("make_ready", contract, revision=revision, sha256=frozen.sha256)
        saved = self._save(frozen_as(ready, preview, version_id, frozen.sha256), [event], change)
        self._print(saved, change.at)
        return saved

    def _amending(self, contract: Contract, preview: Preview) -> AmendmentData | None:
        """Write what an amendment changes; None for a contract of its own. Raises NothingChanges."""
        if contract.amends is None or contract.base is None or contract.commencement is None:
            return None
        base = read_version(self._store, contract.base)
        signed = [one.signature.at for one in self.signatures(self.get(contract.amends)) if one.voided_at is None]
        return amendment_data(
            base,
            preview.document,
            effective=contract.commencement,
            n=self._place(contract),
            signed_on=self.house.day(max(signed)) if signed else None,
        )

    def _place(self, contract: Contract) -> int:
        """Tell which amendment of its contract this is, from 1; 0 for a contract of its own."""
        return int(contract.number.rpartition("-")[2]) if contract.amends is not None else 0

    def _change(self, changed: Contract, event: Event, change: Change) -> Changed:
        """Save a contract with other contents: as a draft, with no signature that counts."""
        self._refuse_ended(changed)
        step = {"draft": None, "ready_to_sign": "reopen"}.get(changed.state, "recall")
        with self._store.write():
            voided = self._void(changed, change.at)
            back = [] if step is None else [event_of(step, changed, voided=[one.id for one in voided])]
            draft = changed if step is None else moved(changed, step)
            authors = tuple(dict.fromkeys((*draft.authors, change.by.id)))
            draft = replace(draft, current=None, sha256=None, needs=(), authors=authors)
            return Changed(self._save(draft, [*back, event], change), step is not None, voided)

    def _void(self, contract: Contract, at: datetime) -> tuple[StoredSignature, ...]:
        counting = tuple(one for one in self.signatures(contract) if one.voided_at is None)
        for one in counting:
            row = self._store.get(SIGNATURE, one.id)
            if row is not None:
                self._store.put(SIGNATURE, {**row, "voided_at": utc_text(at)})
        return counting

    def _print(self, contract: Contract, at: datetime) -> None:
        if self._documents is not None:
            self._documents.request(contract, at=at)

    def _save(self, contract: Contract, events: Sequence[Event], change: Change) -> Contract:
        saved = replace(contract, updated_at=utc_text(change.at))
        row = contract_row(saved)
        with self._store.write():
            version = save_as(
                self._store,
                CONTRACT,
                row,
                expected=contract.version,
                events=events,
                change=change,
                current=lambda now: contract_of(now, contract.owner),
            )
            index_contract(self._store, row)
            kept = replace(saved, version=version)
            for event in events:
                for follow in self._followers:
                    follow(kept, event.kind, change)
            entries = self._store.history(CONTRACT.stream_of(contract.id))[contract.version : version]
            self._store.after_commit(lambda: self._tell(entries))
        return kept

    def _tell(self, entries: Sequence[JournalEntry]) -> None:
        for entry in entries:
            self._on_event(entry)
