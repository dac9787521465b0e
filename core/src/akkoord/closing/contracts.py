"""Make contracts, change their own texts, freeze, approve, sign and withdraw them: what the dossier does with them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from akkoord.access import CONSOLE, Account, Change, require
from akkoord.closing.assembling import Preview, composed, facts_of
from akkoord.closing.contract import (
    BINDING,
    Approval,
    Changed,
    Contract,
    HashMismatch,
    SecondPersonNeeded,
)
from akkoord.closing.contract_steps import (
    event_of,
    moved,
    refuse_fixed,
    require_changeable,
    title_of,
)
from akkoord.closing.contract_writing import ContractWriting
from akkoord.closing.draft import InvalidOwnText, OwnText
from akkoord.closing.signing import Drawn, events_of_signing, refuse_unless_signable
from akkoord.closing.term import LONGEST_NOTICE, MONTHS_IN_SIGHT, steps_on, with_notice
from akkoord.dossier import Answers, Proposal, changed_names
from akkoord.dossier.customers import owner_of
from akkoord.facts import Facts
from akkoord.language import Message
from akkoord.store import (
    CONTRACT,
    SIGNATURE,
    Event,
    Json,
    Span,
    Where,
    canonical_json,
    utc_text,
)
from akkoord.values import add_months

MOST_OWN_TEXTS = 50
MOST_IN_A_REASON = 1_000


class Contracts(ContractWriting):
    """The contracts of a store, to look at and to work on."""

    def preview(
        self, proposal: Proposal, *, answers: Answers | None = None, own_texts: Sequence[OwnText] = ()
    ) -> Preview:
        """Compose and write out the contract that a proposal would give; `answers` are those not saved yet.

        Raises WrongFact for an answer that cannot be of its kind, ClauseTextError for a faulty clause.
        """
        shown = proposal if answers is None else replace(proposal, answers=answers)
        number = Message("(number follows)").text(self.house.clause_set.language)
        return composed(self.house, self._facts(shown), tuple(own_texts), number)

    def make(self, proposal: Proposal, *, by: Account, at: datetime, own_texts: Sequence[OwnText] = ()) -> Contract:
        """Make the contract of a proposal: numbered, composed, frozen, ready to sign; the proposal is converted.

        Raises ContractRefused with the issues, MissingValues with all that is missing, StaleVersion when the proposal
        has changed or was made into a contract already, IllegalTransition or NotAllowed.
        """
        require(by, "change", proposal)
        change, day = Change(by, at), self.house.day(at)
        with self._store.write():
            self._proposals.convert(proposal, by=by, at=at)
            number = self.house.number(day.year, self._store.next_number(self.house.series(day.year)))
            contract = Contract(
                id=self._new_id(),
                version=0,
                state="draft",
                customer=proposal.customer,
                proposal=proposal.id,
                number=number,
                clause_set=self.house.clause_set.name,
                facts=self._facts(proposal).to_json(),
                made_on=day,
                own_texts=tuple(own_texts),
                authors=(by.id,),
                owner=owner_of(self._store, proposal.customer),
            )
            event = Event("made", {"number": number, "proposal": proposal.id, "letter": proposal.letter})
            return self._freeze(self._save(contract, [event], change), change)

    def freeze(self, contract: Contract, *, by: Account, at: datetime) -> Contract:
        """Make a draft ready to sign: compose it and freeze the next revision.

        Raises IllegalTransition when it is no draft, and what `make` raises.
        """
        require(by, "change", contract)
        with self._store.write():
            return self._freeze(contract, Change(by, at))

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
        require_changeable(contract, by)
        numbers = [text.n for text in contract.own_texts]
        text = OwnText(n or max(numbers, default=0) + 1, title_of(title), body, after or None)
        if text.n not in numbers and len(numbers) >= MOST_OWN_TEXTS:
            raise InvalidOwnText(Message("A contract has at most {most} own texts.", {"most": MOST_OWN_TEXTS}))
        if text in contract.own_texts:
            return Changed(contract)
        others = [one for one in contract.own_texts if one.n != text.n]
        texts = tuple(sorted([*others, text], key=lambda one: one.n))
        event = Event("own_text_put", {"n": text.n, "number": contract.number})
        return self._change(replace(contract, own_texts=texts), event, Change(by, at))

    def drop_own_text(self, contract: Contract, n: int, *, by: Account, at: datetime) -> Changed:
        """Remove an own text, with the same consequences; one that is gone already is no change."""
        require_changeable(contract, by)
        texts = tuple(text for text in contract.own_texts if text.n != n)
        if texts == contract.own_texts:
            return Changed(contract)
        event = Event("own_text_dropped", {"n": n, "number": contract.number})
        return self._change(replace(contract, own_texts=texts), event, Change(by, at))

    def renew(self, contract: Contract, *, by: Account, at: datetime) -> Changed:
        """Take over what is now known of customer, situation and settings, with the same consequences.

        Approvals end too. Raises ContractFixed, StaleVersion or NotAllowed; nothing new is no change.
        """
        require_changeable(contract, by)
        if contract.proposal is None:
            return Changed(contract)
        facts = self._facts(self._proposals.get(contract.proposal)).to_json()
        names = changed_names(contract.facts, facts)
        if not names:
            return Changed(contract)
        event = Event("facts_renewed", {"fields": names, "number": contract.number})
        return self._change(replace(contract, facts=facts, approvals=()), event, Change(by, at))

    def approve(self, contract: Contract, reason: str, *, by: Account, at: datetime) -> Contract:
        """Approve everything for which the contract still needs a second person.

        Raises SecondPersonNeeded for who worked on it, ContractFixed, StaleVersion or NotAllowed.
        """
        require(by, "approve", contract)
        refuse_fixed(contract)
        if by.id in contract.authors:
            raise SecondPersonNeeded(contract.number)
        codes = [ground.code for ground in contract.unapproved]
        if not codes:
            return contract
        given = tuple(Approval(code, by.id, reason.strip()[:MOST_IN_A_REASON], at) for code in codes)
        event = Event("approved", {"codes": codes, "number": contract.number})
        return self._save(replace(contract, approvals=contract.approvals + given), [event], Change(by, at))

    def mark_sent(self, contract: Contract, *, by: Account, at: datetime) -> Contract:
        """Note that the customer has the text to read before signing. Raises IllegalTransition."""
        require(by, "change", contract)
        return self._save(moved(contract, "send"), [event_of("send", contract)], Change(by, at))

    def sign(self, contract: Contract, drawn: Drawn, *, by: Account, at: datetime) -> Contract:
        """Put a signature under the current version; the last one puts the contract in force.

        Raises HashMismatch when the screen showed another text, AlreadySigned, ApprovalNeeded, Missing for a place
        that is not there, ContractFixed, InvalidSignature or NotAllowed. Where the caller's own `write()` is undone by
        a HashMismatch, `keep_refused` afterwards keeps the drawing as evidence.
        """
        require(by, "sign", contract)
        try:
            with self._store.write():
                return self._sign(self.get(contract.id), drawn, Change(by, at))
        except HashMismatch as refused:
            self.keep_refused(contract, refused, by=by, at=at)
            raise

    def keep_refused(self, contract: Contract, refused: HashMismatch, *, by: Account, at: datetime) -> None:
        """Keep the drawing of a refused signature as evidence; keeping it twice is harmless."""
        with self._store.write():
            kept = self._store.put_blob(canonical_json(refused.refused.to_json()).encode(), "application/json")
            known = [entry.body.get("blob") for entry in self._store.history(CONTRACT.stream_of(contract.id))]
            if kept not in known:
                body: dict[str, Json] = {"blob": kept, "shown": refused.shown, "number": contract.number}
                self._save(self.get(contract.id), [Event("signature_refused", body)], Change(by, at))

    def withdraw(self, contract: Contract, reason: str, *, by: Account, at: datetime) -> Contract:
        """Give up a contract that is not in force; its signatures are void and its number stays used.

        Raises ContractFixed, StaleVersion or NotAllowed.
        """
        require_changeable(contract, by)
        with self._store.write():
            self._void(contract, at)
            withdrawn = replace(moved(contract, "withdraw"), reason=reason.strip()[:MOST_IN_A_REASON] or None)
            return self._save(withdrawn, [event_of("withdraw", contract)], Change(by, at))

    def mark_terminated(
        self, contract: Contract, *, by: Account, at: datetime, last_day: date | None = None
    ) -> Contract:
        """Note that a binding contract was ended; `last_day` takes the place of the end that it had.

        Raises IllegalTransition, StaleVersion or NotAllowed.
        """
        require(by, "change", contract)
        ended = moved(contract, "termination_effective")
        more: dict[str, Json] = {} if last_day is None else {"on": last_day.isoformat()}
        ended = replace(ended, ends_on=last_day or ended.ends_on)
        return self._save(ended, [event_of("termination_effective", contract, **more)], Change(by, at))

    def note_notice(self, contract: Contract, received: date, *, by: Account, at: datetime) -> Contract:
        """Note that notice was received on a day: the contract does not renew itself any more, as far as it is in time.

        Raises IllegalTransition, StaleVersion or NotAllowed.
        """
        require(by, "change", contract)
        noticed = with_notice(moved(contract, "notice_received"), received)
        return self._save(noticed, [event_of("notice_received", contract, on=received.isoformat())], Change(by, at))

    def on_day(self, day: date, at: datetime, *, held: Collection[str] = ()) -> list[Contract]:
        """Let contracts go on by themselves: the end in sight, expired, renewed. Return those that did; twice is none.

        RULES 0.4: late notice does not stop a tacit renewal, and counts for the next end. The contracts in `held`, by
        id, stay as they are: something else is about to end them.
        """
        until = add_months(day, MONTHS_IN_SIGHT + LONGEST_NOTICE)
        where: Where = {"state": BINDING, "ends_on": Span(last=until.isoformat())}
        rows = [row for row in self._store.find(CONTRACT, where=where) if row["id"] not in held]
        found = [(one, self.let_go_on(one, day, at)) for one in (self.get(str(row["id"])) for row in rows)]
        return [moved_on for before, moved_on in found if moved_on is not before]

    def let_go_on(self, contract: Contract, day: date, at: datetime) -> Contract:
        """Give a contract as it is on a day when nobody does anything; the very same one when nothing happened."""
        later, events = steps_on(contract, day)
        return self._save(later, events, Change(CONSOLE, at)) if events else contract

    def _facts(self, proposal: Proposal) -> Facts:
        customer = self._customers.get(proposal.customer)
        return facts_of(self.house, customer, self._situations.get(proposal.situation), proposal)

    def _sign(self, contract: Contract, drawn: Drawn, change: Change) -> Contract:
        signature = drawn.signed(change.by, change.at, str(self.house.zone))
        progress = self.progress(contract)
        refuse_unless_signable(contract, signature, progress, self.version(contract))
        self._refuse_ended(contract)
        row = {
            "id": self._new_id(), "contract": contract.id, "contract_version": contract.current, "slot": drawn.slot,
            "body": canonical_json(signature.to_json()), "at": utc_text(change.at), "voided_at": None,
        }  # fmt: skip
        self._store.add(SIGNATURE, row)
        state, events = events_of_signing(contract, drawn.slot, progress.waiting)
        signed = self._save(replace(contract, state=state), events, change)
        if signed.is_binding:
            self._customers.mark_active(signed.customer, by=change.by, at=change.at)
        if signed.is_signed:
            self._print(signed, change.at)
        return signed if signed.amends is None else self.get(signed.id)
