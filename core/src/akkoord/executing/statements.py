"""Keep the statements of contracts: settle, approve, post, correct, end. Posted ones are never edited."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from akkoord.access import Account, Change, NewId, new_id, require, save_as
from akkoord.closing.contract import Contract
from akkoord.closing.contract_reading import ContractReading
from akkoord.dossier.customers import owner_of, owners_of
from akkoord.dossier.states import machine
from akkoord.executing.agreement import Agreement, Ending, Job, compute
from akkoord.executing.agreements import agreement_of
from akkoord.executing.decision import UNDECIDED, Decision, after, decided
from akkoord.executing.frozen import Settled
from akkoord.executing.kept import KeptStatement, kept_row, statement_of
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.obligations import Obligations
from akkoord.executing.periods import full_period, periods_ending
from akkoord.executing.plan import plan_of
from akkoord.executing.position import Position
from akkoord.executing.progress import Progress, first_needed, progress
from akkoord.executing.source import NOTHING, EventSource
from akkoord.executing.statement import Statement
from akkoord.executing.statement_reading import StatementReading
from akkoord.language import AkkoordError, Message
from akkoord.store import STATEMENT, Json, Saving, Store
from akkoord.values import Money, Period

__all__ = ["NothingToSettle", "SecondPersonForStatement", "Statements"]

MOST_IN_A_REASON: Final = 1_000


class NothingToSettle(AkkoordError):
    """A contract that is not in force, carries no rules, or did not last in this period."""


class SecondPersonForStatement(AkkoordError):
    """Who made a statement above the limit does not approve it as well."""

    def __init__(self, amount: Money) -> None:
        values = {"amount": amount}
        super().__init__(
            Message("You made this statement of {amount} yourself. Ask another manager to approve it.", values)
        )


class Statements(StatementReading):
    """The statements of a store."""

    def __init__(
        self,
        store: Store,
        source: EventSource,
        kinds: Callable[[], RuleKinds],
        *,
        number: Callable[[int, int], str] = lambda year, n: f"{year}-S{n:05}",
        second_person_above: Money | None = None,
        day_of: Callable[[datetime], date] = lambda at: at.date(),
        on_event: Callable[[], None] = lambda: None,
        new_id: NewId = new_id,
    ) -> None:
        """Work with this store.

        `source` tells what was sold, `kinds` gives the installed rule kinds, `number` writes the number of the n-th
        statement posted in a year. Above `second_person_above` nobody approves the own work; None: at any amount.
        `on_event` hears that something was journalled, once it is safe.
        """
        super().__init__(store)
        self.source = source
        self.kinds = kinds
        self._number = number
        self._second_person_above = second_person_above
        self._day_of = day_of
        self._on_event = on_event
        self._obligations = Obligations(store)
        self._new_id = new_id
        self._contracts = ContractReading(store)

    def agreement(self, contract: Contract) -> Agreement:
        """Give what settling needs of a contract. Raises NothingToSettle."""
        found = agreement_of(self._store, contract)
        if found is None:
            values = {"number": contract.number}
            raise NothingToSettle(Message("Contract {number} has nothing to settle.", values))
        return found

    def job(
        self, agreement: Agreement, settled: Settled, period: Period, cutoff: date, ending: Ending | None = None
    ) -> Job:
        """Gather what a statement is computed from: the events, and what was booked over the same period."""
        first = agreement.commencement if settled == "end" else self.events_from(agreement, period)
        events = self.source.events_of([agreement.contract], first, period.last).get(agreement.contract, NOTHING)
        booked = self._booked(agreement, settled, period)
        return Job(agreement, settled, period, cutoff, events, booked, ending or Ending())

    def progress(self, contract: Contract, on: date) -> list[Progress]:
        """Tell how far the running periods of a contract are on a day; nothing for one that settles nothing."""
        agreement = agreement_of(self._store, contract)
        if agreement is None or on < agreement.commencement:
            return []
        first = first_needed(agreement, on, self.kinds())
        events = self.source.events_of([contract.id], first, on).get(contract.id, NOTHING)
        return list(progress(agreement, events, self.kinds(), on))

    def preview(self, contract: Contract, period: Period, cutoff: date, *, settled: Settled) -> Statement:
        """Compute a statement and keep nothing. Raises NothingToSettle, UnusableRule."""
        return compute(self.job(self.agreement(contract), settled, period, cutoff), self.kinds())

    def preview_end(self, contract: Contract, on: date, cutoff: date, ending: Ending) -> Statement:
        """Compute what the end of a contract on a day would come to, and keep nothing."""
        return compute(self.end_job(contract, on, cutoff, ending), self.kinds())

    def draft(
        self, contract: Contract, period: Period, cutoff: date, *, by: Account, at: datetime
    ) -> list[KeptStatement]:
        """Settle all that a contract settles within a period: what ends in it and had begun by the cut-off.

        What is not over on the cut-off is accrued, what is over provisional. Settling again changes a
        statement that is not approved yet when its figures change, and makes a correction of a posted one when there
        is something to correct; without news everything stays as it is. Raises NothingToSettle, UnusableRule,
        StaleVersion or NotAllowed.
        """
        agreement = self.agreement(contract)
        ended = min((each.period.last for each in self.of_contract(contract.id) if each.is_end), default=None)
        parts = self.parts(agreement, period, cutoff, ended)
        jobs = [self.job(agreement, settled, part, cutoff) for settled, part in parts]
        found = [self.settle(job, by=by, at=at) for job in jobs]
        if not found:
            values = {"number": contract.number, "period": period}
            raise NothingToSettle(Message("Contract {number} settles nothing over {period}.", values))
        return found

    def end_job(self, contract: Contract, on: date, cutoff: date, ending: Ending) -> Job:
        """Gather what the end statement of a contract on a day is computed from. Raises NothingToSettle."""
        agreement = self.agreement(contract)
        return self.job(agreement, "end", _until(agreement, on), cutoff, ending)

    def end(
        self,
        contract: Contract,
        on: date,
        ending: Ending,
        cutoff: date,
        *,
        by: Account,
        at: datetime,
        authors: Sequence[str] = (),
    ) -> KeptStatement:
        """Make the end statement of a contract that ends on a day; again with other effects: it changes or corrects.

        `authors` are the accounts that decided on it before, by id: none of them approves it alone above the limit.
        Raises NothingToSettle, UnusableRule, StaleVersion or NotAllowed.
        """
        job = self.end_job(contract, on, cutoff, ending)
        return self.settle(job, by=by, at=at, authors=authors)

    def settle(
        self, job: Job, *, by: Account, at: datetime, found: Statement | None = None, authors: Sequence[str] = ()
    ) -> KeptStatement:
        """Keep what a job comes to, computed or `found` already; the statement of its period as it is now."""
        figures = compute(job, self.kinds()) if found is None else found
        owner = owner_of(self._store, job.agreement.customer)
        with self._store.write():
            chain = self.chain(job.agreement.contract, job.settled, job.period.first, owner)
            last = chain[-1] if chain else self._accrual(job, owner, Change(by, at))
            decision = decided(last, job, figures, (owner, authors), Change(by, at), self._new_id)
            return self._save(decision, Change(by, at)) if decision.steps else decision.statement

    def settle_each(self, found: Sequence[tuple[Job, Statement]], *, by: Account, at: datetime) -> list[KeptStatement]:
        """Keep what many jobs came to, all or none: as `settle` does, with a few questions to the store for all.

        Not for end statements, which may become of accruals, nor for a period twice. Raises what `settle` raises.
        """
        change = Change(by, at)
        with self._store.write():
            owners = owners_of(self._store, (job.agreement.customer for job, _ in found))
            chains = self.chains({job.agreement.contract for job, _ in found}, {job.period.first for job, _ in found})
            news = []
            for job, figures in found:
                owner = owners[job.agreement.customer]
                chain = chains.get((job.agreement.contract, job.settled, job.period.first))
                last = replace(chain[-1], owner=owner) if chain else None
                news.append(decided(last, job, figures, (owner, ()), change, self._new_id))
            return self._save_each(news, change)

    def reject(self, statement: KeptStatement, reason: str, *, by: Account, at: datetime) -> KeptStatement:
        """Send a provisional statement back: it is accrued again, and computed anew when it is next settled."""
        require(by, "change", statement)
        text = reason.strip()[:MOST_IN_A_REASON] or None
        return self._move(replace(statement, reason=text), "reject", Change(by, at))

    def approve(self, statement: KeptStatement, *, by: Account, at: datetime) -> KeptStatement:
        """Approve a provisional statement. Raises SecondPersonForStatement, IllegalTransition, NotAllowed."""
        require(by, "approve", statement)
        machine("settlement").after(statement.state, "approve")
        if by.id in statement.authors and self.needs_second_person(statement):
            raise SecondPersonForStatement(statement.balance.amount)
        return self._move(replace(statement, approved_by=by.id), "approve", Change(by, at))

    def needs_second_person(self, statement: KeptStatement) -> bool:
        """Tell whether somebody else than its author must approve a statement."""
        limit = self._second_person_above
        return limit is None or statement.balance.amount.minor > limit.minor

    def post(self, statement: KeptStatement, *, by: Account, at: datetime) -> KeptStatement:
        """Post an approved statement: it gets its number and never changes; what it corrects becomes corrected.

        What is due after the end statement gets its day.
        """
        require(by, "approve", statement)
        machine("settlement").after(statement.state, "post")
        day = self._day_of(at)
        with self._store.write():
            number = self._number(day.year, self._store.next_number(f"statement {day.year}"))
            posted = self._move(replace(statement, number=number, posted_on=day), "post", Change(by, at))
            if statement.corrects is not None:
                self._move(self.get(statement.corrects), "correct", Change(by, at), by=number)
            if statement.is_end:
                ended = self._contracts.get(statement.contract)
                self._obligations.happened(ended, "end statement", day, by=by, at=at)
            return posted

    def correct(self, statement: KeptStatement, cutoff: date, *, by: Account, at: datetime) -> KeptStatement | None:
        """Settle the period of a posted statement again as known on a later cut-off; None when nothing changed."""
        agreement = self.agreement(self._contracts.get(statement.contract))
        # What the last one over this period knew of things on loan holds: an earlier one knew less.
        newest = self.chain(statement.contract, statement.settled, statement.period.first)[-1]
        items = {str(name): dict(item) for name, item in newest.items.items() if isinstance(item, Mapping)}
        job = self.job(agreement, statement.settled, statement.period, cutoff, Ending(newest.effects, items))
        found = self.settle(job, by=by, at=at)
        return None if found.is_booked else found

    def parts(
        self, agreement: Agreement, within: Period, cutoff: date, ended: date | None = None
    ) -> list[tuple[Settled, Period]]:
        """Give the periods of a contract that end within a period and began by the cut-off.

        What an end statement settles, through the day `ended`, is not settled once more.
        """
        return [
            (settled, part)
            for settled in agreement.settled()
            if settled != "end"
            for part in periods_ending(settled, agreement.commencement, agreement.ends_on, within)
            if part.first <= cutoff and (ended is None or part.last < ended) and agreement.settles(settled, part)
        ]

    def events_from(self, agreement: Agreement, period: Period) -> date:
        """Tell from which day events are needed: the first of the period, or what a rule counts from by itself."""
        plan = plan_of(agreement.rules, self.kinds())
        if plan.counts_since_commencement:
            return min(period.first, agreement.commencement)
        return min(period.first, plan.from_own_day or period.first)

    def write(self) -> AbstractContextManager[None]:
        """Do everything inside as one transaction of the store."""
        return self._store.write()

    def is_writing(self) -> bool:
        """Tell whether this thread is in the middle of a transaction."""
        return self._store.is_writing()

    def _booked(self, agreement: Agreement, settled: Settled, period: Period) -> Position:
        """Add up what was booked over this period; at the end also what was booked over the running periods."""
        booked = self.booked(agreement.contract, settled, period.first)
        if settled == "end":
            first = agreement.commencement
            for other in agreement.settled():
                if other != "end":
                    begin = max(first, full_period(other, first, period.last).first)
                    booked = booked + self.booked(agreement.contract, other, begin)
        return booked

    def _accrual(self, job: Job, owner: str | None, change: Change) -> KeptStatement | None:
        """Give what accrued over a running period and becomes the end statement (DOMAIN 4); None at no end.

        Whatever else nobody decided about over these periods is sent back, for the end statement covers it.
        """
        if job.settled != "end":
            return None
        first, found = job.agreement.commencement, []
        for other in job.agreement.settled():
            begin = max(first, full_period(other, first, job.period.last).first)
            chain = self.chain(job.agreement.contract, other, begin, owner)
            found += [one for one in chain[-1:] if one.state in UNDECIDED]
        becomes = next((one for one in found if one.corrects is None), None)
        for one in found:
            if one is not becomes and one.state == "provisional":
                self._move(one, "reject", change)
        return becomes

    def _move(self, statement: KeptStatement, step: str, change: Change, **body: Json) -> KeptStatement:
        return self._save(Decision(replace(statement, state=after(statement, step)), [step]), change, **body)

    def _save(self, decision: Decision, change: Change, **body: Json) -> KeptStatement:
        saved, before = decision.saved(change.at), decision.statement
        save_as(
            self._store,
            STATEMENT,
            kept_row(saved),
            expected=before.version,
            events=decision.events(**body),
            change=change,
            current=lambda row: statement_of(row, before.owner),
        )
        self._store.after_commit(self._on_event)
        return saved

    def _save_each(self, decisions: Sequence[Decision], change: Change) -> list[KeptStatement]:
        """Save those of which something becomes; give them all."""
        saved = [each.saved(change.at) if each.steps else each.statement for each in decisions]
        both = zip(decisions, saved, strict=True)
        savings = [Saving(kept_row(one), each.statement.version, each.events()) for each, one in both if each.steps]
        if savings:
            self._store.save_each(STATEMENT, savings, by=change.by.id, at=change.at)
            self._store.after_commit(self._on_event)
        return saved


def _until(agreement: Agreement, on: date) -> Period:
    """Give the running contract year through the day on which a contract ends."""
    if on < agreement.commencement:
        values = {"number": agreement.number, "on": on}
        raise NothingToSettle(Message("Contract {number} cannot end on {on}, before its first day.", values))
    return Period(full_period("contract_year", agreement.commencement, on).first, on)
