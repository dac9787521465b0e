"""End contracts and customers: plan, approve, withdraw, and let it happen the day after the last day (RULES 0.11)."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from akkoord.access import CONSOLE, Account, Change, NewId, new_id, require, save_as
from akkoord.closing.contract import Contract
from akkoord.closing.contracts import Contracts
from akkoord.closing.term import term_of
from akkoord.dossier import Customers, machine
from akkoord.dossier.customers import owner_of
from akkoord.ending.allowed import require_day
from akkoord.ending.effects import Effects
from akkoord.ending.errors import InvalidTermination, SecondPersonForTermination
from akkoord.ending.first_day import first_possible
from akkoord.ending.notice_rule import notice_rule_of
from akkoord.ending.outlook import Day, Outlook, Outlooks
from akkoord.ending.policy import Proposal, TerminationPolicy
from akkoord.ending.standard import STANDARD
from akkoord.ending.termination import Draft, Plan, Termination, draft_of, draft_row, termination_of, termination_row
from akkoord.ending.termination_reading import TerminationReading
from akkoord.ending.things import charged_items
from akkoord.executing.agreement import Ending
from akkoord.executing.agreements import agreement_of
from akkoord.executing.assets import Asset, Assets
from akkoord.executing.kept import KeptStatement
from akkoord.executing.obligations import Obligations
from akkoord.executing.planned_end import TERMINATION_DATE
from akkoord.executing.statements import Statements
from akkoord.language import AkkoordError, Message
from akkoord.store import TERMINATION, Event, Span, Store, utc_text
from akkoord.values import days_after

__all__ = ["Terminations"]

MOST_IN_A_REMARK: Final = 1_000
REASON: Final = "reason"
"""What needs a second person when a reason always does."""

log = logging.getLogger("akkoord.ending")


class Terminations(TerminationReading):
    """The terminations of a store, to look at and to work on."""

    def __init__(
        self,
        store: Store,
        contracts: Contracts,
        statements: Statements,
        obligations: Obligations,
        assets: Assets,
        *,
        policy: Callable[[], TerminationPolicy | None] = lambda: None,
        on_event: Callable[[], None] = lambda: None,
        new_id: NewId = new_id,
    ) -> None:
        """Work with this store and these services.

        `policy` gives the reasons and circumstances of the client; without them those of every trade are asked.
        `on_event` hears that something was journalled, once it is safe.
        """
        super().__init__(store)
        self._contracts = contracts
        self._statements = statements
        self._obligations = obligations
        self._assets = assets
        self._customers = Customers(store)
        self._outlooks = Outlooks(statements)
        self._policy = policy
        self._day_of = contracts.house.day
        self._on_event = on_event
        self._new_id = new_id

    @property
    def policy(self) -> TerminationPolicy:
        """The reasons and circumstances to choose from."""
        return self._policy() or STANDARD

    def proposal(self, contract: Contract | None, reason: str) -> Proposal:
        """Give what a reason proposes about the effects that a contract has rules for. Raises InvalidTermination."""
        found = self.policy.reason(reason)
        if contract is None:
            return found.proposal(fixed_term=False, carried=())
        agreement = agreement_of(self._store, contract)
        carried = {rule.effect for rule in agreement.rules if rule.effect} if agreement else set()
        return found.proposal(fixed_term=term_of(contract) is not None, carried=carried)

    def first_possible(self, contract: Contract, received: date) -> date:
        """Give the first last day to which notice, received on a day, can end a contract; never before its first."""
        first = first_possible(received, notice_rule_of(contract), self.policy.early)
        return max(first, contract.commencement or first)

    def outlooks(
        self,
        contract: Contract,
        today: date,
        *,
        received: date | None = None,
        effects: Effects | None = None,
        chosen: date | None = None,
    ) -> list[Outlook]:
        """Tell what leaving comes to now, on the first possible day, at the end of the term, and on a day of choice.

        Days that are the same are computed once. Effects that nobody decided about count. Raises UnusableRule.
        """
        days: dict[Day, date | None] = {
            "first": self.first_possible(contract, received or today),
            "term": contract.ends_on,
            "chosen": chosen,
        }
        assets = self._assets.of(contract.customer)
        return self._outlooks.compare(contract, today, days, effects or Effects(), assets)

    def expected(self, termination: Termination, today: date) -> Outlook | None:
        """Tell what an end that is still to happen is expected to come to, with the effects that were decided.

        None where there is no contract to settle, or the end is not to come any more. Raises UnusableRule.
        """
        if termination.contract is None or not termination.is_open:
            return None
        contract, assets = self._contracts.get(termination.contract), self._assets.of(termination.customer)
        return self._outlooks.on(contract, termination.effective, today, termination.plan.effects, assets, ("chosen",))

    def check(
        self, customer_id: str, contract: Contract | None, plan: Plan, today: date
    ) -> tuple[Proposal, tuple[str, ...]]:
        """Give what the reason proposes, and what a second person must approve, of a plan that may be carried out.

        Raises InvalidTermination, which says what is missing or not allowed, or IllegalTransition.
        """
        machine("customer").after(self._customers.get(customer_id).state, "plan_termination")
        self.policy.require_told(plan.reason, plan.circumstances, plan.text)
        if plan.notice_received is not None and plan.notice_received > today:
            raise InvalidTermination(Message("Notice cannot be received later than today."))
        if contract is None:
            self._refuse_bound(customer_id)
        else:
            require_day(contract, plan, today, self.policy.early)
        proposal = self.proposal(contract, plan.reason)
        undecided = plan.effects.undecided(proposal.asked)
        if undecided:
            raise InvalidTermination(Message("Decide on every effect; {count} are open.", {"count": len(undecided)}))
        needs = plan.effects.deviations(proposal.effects)
        return proposal, (*((REASON,) if proposal.needs_second_person else ()), *needs)

    def keep_typed(self, draft: Draft, *, by: Account, at: datetime) -> Draft:
        """Keep what is being typed; the same again is no change. Raises StaleVersion or NotAllowed."""
        require(by, "change", draft)
        known = self.draft_for(draft.customer, draft.contract)
        if known is not None and (known.version, known.typed) == (draft.version, draft.typed):
            return known
        kept = replace(draft, id=draft.id or self._new_id(), updated_at=utc_text(at))
        version = save_as(
            self._store,
            TERMINATION,
            draft_row(kept),
            expected=draft.version,
            events=[Event("typed")],
            change=Change(by, at),
            current=lambda row: draft_of(row, draft.owner),
        )
        return replace(kept, version=version)

    def plan(
        self,
        customer_id: str,
        contract: Contract | None,
        plan: Plan,
        *,
        by: Account,
        at: datetime,
        draft: Draft | None = None,
    ) -> Termination:
        """Plan the end of a contract, or of a customer who has none in force; what is past takes effect at once.

        `draft` is what was typed for it, and becomes the termination. It waits while a second person must approve.
        Effects that the plan says nothing about are as the reason proposes. Raises InvalidTermination,
        IllegalTransition, StaleVersion or NotAllowed.
        """
        owner, today = owner_of(self._store, customer_id), self._day_of(at)
        plan = self._completed(contract, plan)
        with self._store.write():
            proposal, needs = self.check(customer_id, contract, plan, today)
            self._refuse_twice(customer_id, contract)
            planned = Termination(
                id=self._new_id() if draft is None else draft.id,
                version=0 if draft is None else draft.version,
                state="waiting" if needs else "planned",
                customer=customer_id,
                contract=None if contract is None else contract.id,
                plan=plan,
                proposed=proposal.effects,
                needs=needs,
                planned_by=by.id,
                planned_on=today,
                owner=owner,
            )
            require(by, "change", planned)
            saved = self._save(planned, "plan_termination", Change(by, at))
            return self._if_due(saved, Change(by, at))

    def approve(self, termination: Termination, remark: str, *, by: Account, at: datetime) -> Termination:
        """Approve what was decided otherwise than proposed; what is past by then takes effect at once.

        Raises SecondPersonForTermination for who planned it, InvalidTermination, StaleVersion or NotAllowed.
        """
        require(by, "approve", termination)
        if termination.state != "waiting":
            raise InvalidTermination(Message("Nothing of this termination waits for approval. Look at it again."))
        if by.id == termination.planned_by:
            raise SecondPersonForTermination
        approved = replace(
            termination, state="planned", approved_by=by.id, remark=remark.strip()[:MOST_IN_A_REMARK] or None
        )
        with self._store.write():
            return self._if_due(self._save(approved, "approved", Change(by, at)), Change(by, at))

    def withdraw(self, termination: Termination, reason: str, *, by: Account, at: datetime) -> Termination:
        """Give up a termination that did not take effect yet: everything is as if it had never been planned.

        Raises InvalidTermination, StaleVersion or NotAllowed.
        """
        require(by, "change", termination)
        if not termination.is_open:
            raise InvalidTermination(Message("This termination took effect or was withdrawn. Look at it again."))
        text = reason.strip()[:MOST_IN_A_REMARK] or None
        return self._save(replace(termination, state="withdrawn", remark=text), "withdrawn", Change(by, at))

    def take_effect(self, termination: Termination, *, by: Account, at: datetime) -> Termination:
        """End the contract and, where it was the last one in force, the customer; make the end statement.

        Raises InvalidTermination before the day after its last day, StaleVersion, NotAllowed, or what settling raises:
        then nothing happened at all.
        """
        require(by, "change", termination)
        if not termination.is_due(self._day_of(at)):
            raise InvalidTermination(Message("This termination does not take effect now. Look at it again."))
        with self._store.write():
            ended = termination
            if termination.contract is not None:
                contract = self._contracts.get(termination.contract)
                if not contract.is_binding:
                    return self._save(replace(termination, state="withdrawn"), "overtaken", Change(by, at))
                contract = self._end_contract(contract, termination, Change(by, at))
                self._move_things(termination, Change(by, at))
                made = self._settle(contract, termination, Change(by, at))
                ended = replace(termination, statement=None if made is None else made.id)
            if not any(one.is_binding for one in self._contracts.of(termination.customer)):
                self._customers.mark_terminated(termination.customer, by=by, at=at)
            return self._save(replace(ended, state="effective"), "termination_effective", Change(by, at))

    def settle_again(self, termination: Termination, *, by: Account, at: datetime) -> KeptStatement | None:
        """Make the end statement anew, for what became known of things on loan; a posted one is corrected.

        None where there is nothing to settle. Raises InvalidTermination, NotAllowed, or what settling raises.
        """
        require(by, "change", termination)
        if termination.state != "effective" or termination.contract is None:
            raise InvalidTermination(Message("There is an end statement once a contract has ended."))
        with self._store.write():
            made = self._settle(self._contracts.get(termination.contract), termination, Change(by, at))
            if made is not None and made.id != termination.statement:
                self._save(replace(termination, statement=made.id), "statement_made", Change(by, at))
            return made

    def settle_for(self, thing: Asset, *, by: Account, at: datetime) -> KeptStatement | None:
        """Make the end statement anew for a change of a thing on loan, where its contract was ended.

        Raises NotAllowed, or what settling raises.
        """
        found = None if thing.contract is None else self.of_contract(thing.contract)
        return self.settle_again(found, by=by, at=at) if found is not None and found.state == "effective" else None

    def on_day(self, day: date, at: datetime) -> list[Termination]:
        """Let what is due take effect, also of days that were missed; return what did. Twice is harmless.

        One that cannot take effect stays planned, is logged, and is tried again the next time.
        """
        before = Span(last=days_after(day, -1).isoformat())
        rows = self._store.find(TERMINATION, where={"state": "planned", "effective": before}, order=("effective",))
        return [done for row in rows if (done := self._tried(str(row["id"]), at)) is not None]

    def _tried(self, termination_id: str, at: datetime) -> Termination | None:
        try:
            return self.take_effect(self.get(termination_id), by=CONSOLE, at=at)
        except AkkoordError:
            log.exception("termination %s could not take effect", termination_id)
            return None

    def _if_due(self, termination: Termination, change: Change) -> Termination:
        if not termination.is_due(self._day_of(change.at)):
            return termination
        return self.take_effect(termination, by=change.by, at=change.at)

    def _end_contract(self, contract: Contract, termination: Termination, change: Change) -> Contract:
        """End a contract on its last day, as it was on that day: a renewal in between is made up for."""
        by, at, last = change.by, change.at, termination.effective
        contract = self._contracts.let_go_on(contract, last, at)
        received = termination.plan.notice_received
        if received is not None and contract.notice_on is None:
            contract = self._contracts.note_notice(contract, received, by=by, at=at)
        ended = self._contracts.mark_terminated(contract, by=by, at=at, last_day=last)
        self._obligations.happened(ended, TERMINATION_DATE, last, by=by, at=at)
        return ended

    def _move_things(self, termination: Termination, change: Change) -> None:
        """Note where what stands at the customer is, for a reason that tells."""
        reasons = {one.code: one.things for one in self.policy.reasons}
        state = reasons.get(termination.plan.reason)
        if state is None:
            return
        for one in self._assets.of(termination.customer):
            if one.contract == termination.contract and one.state == "placed":
                self._assets.move(one, state, by=change.by, at=change.at)

    def _settle(self, contract: Contract, termination: Termination, change: Change) -> KeptStatement | None:
        agreement = agreement_of(self._store, contract)
        if agreement is None:
            return None
        assets = [one for one in self._assets.of(contract.customer) if one.contract == contract.id]
        ending = Ending(termination.plan.effects.to_json(), charged_items(agreement.rules, assets))
        return self._statements.end(
            contract,
            termination.effective,
            ending,
            max(self._day_of(change.at), termination.effective),
            by=change.by,
            at=change.at,
            authors=(termination.planned_by,),
        )

    def _completed(self, contract: Contract | None, plan: Plan) -> Plan:
        """Give a plan with the proposed effects where it says nothing, and none that the contract has no rules for."""
        proposal = self.proposal(contract, plan.reason)
        names = (*proposal.effects.to_json(), *proposal.asked)
        decided = {**proposal.effects.to_json(), **plan.effects.only(names).to_json()}
        return replace(plan, effects=Effects.read(decided))

    def _refuse_bound(self, customer_id: str) -> None:
        """Refuse to end a customer apart from the contracts that are in force."""
        if any(one.is_binding for one in self._contracts.of(customer_id)):
            raise InvalidTermination(Message("This customer has a contract in force. Choose which contract ends."))

    def _refuse_twice(self, customer_id: str, contract: Contract | None) -> None:
        ends = None if contract is None else contract.id
        if any(one.contract == ends for one in self.open_of(customer_id)):
            raise InvalidTermination(Message("This end is planned already. Withdraw that first to plan another one."))

    def _save(self, termination: Termination, event: str, change: Change) -> Termination:
        saved = replace(termination, updated_at=utc_text(change.at))
        body = {"contract": saved.contract, "on": saved.effective.isoformat(), "code": saved.plan.reason}
        version = save_as(
            self._store,
            TERMINATION,
            termination_row(saved),
            expected=termination.version,
            events=[Event(event, body)],
            change=change,
            current=lambda row: termination_of(row, termination.owner),
        )
        self._store.after_commit(self._on_event)
        return replace(saved, version=version)
