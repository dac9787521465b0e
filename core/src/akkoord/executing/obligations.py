"""Guard what was promised: obligations come into being with a version in force, and are done, waived or missed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import cast

from akkoord.access import CONSOLE, Account, Change, Missing, NewId, new_id, require, save_as, whose_customers
from akkoord.closing import DeliveryCheck, PartyRole
from akkoord.closing.contract import Contract
from akkoord.closing.contract_reading import ContractReading
from akkoord.closing.version import ContractVersion
from akkoord.dossier import Customer
from akkoord.dossier.customers import customers_by_id, owner_of
from akkoord.executing.due_rules import Due, DueRule, Known, Period, first_due, next_due, returns
from akkoord.executing.obligation import InvalidObligation, Obligation, ObligationState, obligation_of, obligation_row
from akkoord.executing.planned_end import at_end, falls_away
from akkoord.language import Message
from akkoord.store import OBLIGATION, Event, Json, Row, Span, Store

__all__ = ["Obligations"]

MOST_IN_A_REMARK = 1_000
_ENDED = frozenset({"end_date_passed", "termination_effective", "replaced"})
_PERIODS: Mapping[str, Period] = {"month": "month", "quarter": "quarter"}


@dataclass(frozen=True, slots=True)
class _Promise:
    """An obligation as a contract version keeps it."""

    name: str
    party: PartyRole
    action: str
    rule: Mapping[str, Json]
    checks: tuple[DeliveryCheck, ...]
    period: Period


class Obligations:
    """The obligations of a store."""

    def __init__(self, store: Store, *, new_id: NewId = new_id) -> None:
        """Work with this store; `new_id` gives the ids of new obligations."""
        self._store = store
        self._new_id = new_id
        self._contracts = ContractReading(store)

    def get(self, obligation_id: str) -> Obligation:
        """Return an obligation. Raises Missing."""
        row = self._store.get(OBLIGATION, obligation_id)
        if row is None:
            raise Missing("obligation", obligation_id)
        return obligation_of(row, owner_of(self._store, str(row["customer"])))

    def of(self, customer_id: str, *, state: ObligationState | None = None) -> list[Obligation]:
        """Return the obligations with a customer: open ones first, by last day, those that wait for a day last."""
        where = {"customer": customer_id} if state is None else {"customer": customer_id, "state": state}
        rows = self._store.find(OBLIGATION, where=where)
        owner = owner_of(self._store, customer_id) if rows else None
        return sorted((obligation_of(row, owner) for row in rows), key=_urgency)

    def near(self, on: date, days: int, *, by: Account, limit: int = 200) -> list[tuple[Obligation, Customer]]:
        """Return the open obligations of an account's customers that fall due within so many days, or are overdue.

        The first due come first. Raises NotAllowed.
        """
        owner = whose_customers(by)
        until = (on + timedelta(days=days)).isoformat()
        rows = self._store.find(OBLIGATION, where={"state": "open", "due": Span(last=until)}, order=("due",))
        customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
        both = ((row, customers[str(row["customer"])]) for row in rows)
        mine = [(row, customer) for row, customer in both if owner is None or customer.owner == owner]
        return [(obligation_of(row, customer.owner), customer) for row, customer in mine[:limit]]

    def done(
        self,
        obligation: Obligation,
        *,
        by: Account,
        at: datetime,
        on: date,
        findings: Mapping[DeliveryCheck, bool] = MappingProxyType({}),
        remark: str = "",
    ) -> Obligation:
        """Note that it was done on a day, and what was found of each check. Raises InvalidObligation, StaleVersion."""
        _refuse_closed(obligation, by)
        if missing := [check for check in obligation.checks if check not in findings]:
            raise InvalidObligation(
                Message("Say of every check whether it was met; {count} are open.", {"count": len(missing)})
            )
        found: dict[str, bool] = {check: findings[check] for check in obligation.checks}
        changed = replace(
            obligation, state="done", done_on=on, findings=found, remark=remark.strip()[:MOST_IN_A_REMARK] or None
        )
        return self._save(changed, Event("done", {"on": on.isoformat()}), Change(by, at))

    def waive(self, obligation: Obligation, reason: str, *, by: Account, at: datetime) -> Obligation:
        """Note that it need not be done, and why. Raises InvalidObligation without a reason, StaleVersion."""
        _refuse_closed(obligation, by)
        if not reason.strip():
            raise InvalidObligation(Message("Write why this need not be done; it stays in the dossier."))
        waived = replace(obligation, state="waived", remark=reason.strip()[:MOST_IN_A_REMARK])
        return self._save(waived, Event("waived"), Change(by, at))

    def reopen(self, obligation: Obligation, *, by: Account, at: datetime) -> Obligation:
        """Undo `done` or `waive`."""
        require(by, "change", obligation)
        if obligation.state not in {"done", "waived"}:
            raise InvalidObligation(Message("Only what was done or waived can be opened again."))
        again = replace(obligation, state="open", done_on=None, findings=MappingProxyType({}), remark=None)
        return self._save(again, Event("reopened"), Change(by, at))

    def assign(self, obligation: Obligation, account_id: str | None, *, by: Account, at: datetime) -> Obligation:
        """Say who looks after it, an account id; None: the customer's account manager."""
        require(by, "change", obligation)
        given = replace(obligation, responsible=account_id)
        return self._save(given, Event("assigned", {"account": account_id}), Change(by, at))

    def happened(self, contract: Contract, event: str, day: date, *, by: Account, at: datetime) -> list[Obligation]:
        """Note the day of something that obligations count from (`termination date`); return those that it dates."""
        with self._store.write():
            waiting = [one for one in self._open(contract) if one.due is None and event in one.due_rule.anchors]
            known = replace(self._known(contract), happened={event: day})
            return [self._dated(one, known, Change(by, at)) for one in waiting]

    def at_end(self, contract: Contract, last: date) -> list[Obligation]:
        """Foresee how the open obligations of a contract will be once it has ended on a day; nothing is kept."""
        known = self._known(contract)
        return sorted((at_end(one, known, last) for one in self._open(contract)), key=_urgency)

    def follow(self, contract: Contract, event: str, change: Change) -> None:
        """Do what an event of a contract asks for; part of the write that saves the event."""
        if contract.amends is not None:
            return
        if event in {"last_signature", "amendment_in_force"}:
            self._renew(contract, change)
        elif event == "renewed":
            self._move(contract, change)
        elif event in _ENDED:
            self._end(contract, change)

    def on_day(self, day: date, at: datetime) -> int:
        """Let what comes again and again come again; return how many obligations were made. Twice is harmless."""
        made = 0
        for row in self._store.find(OBLIGATION, where={"returns_on": Span(last=day.isoformat())}):
            with self._store.write():
                made += self._return(obligation_of(row, None), day, Change(CONSOLE, at))
        return made

    def _renew(self, contract: Contract, change: Change) -> None:
        """Make the obligations of the version that came into force; what the version before left open lapses."""
        version = self._contracts.version(contract)
        if version is None:
            return
        known = self._known(contract)
        kept = {one.name for one in self._settled(contract, change)}
        for promise in _promises(version):
            if promise.name in kept and not returns(DueRule.read(promise.rule)):
                continue
            self._make(contract, promise, replace(known, period=promise.period), change)

    def _settled(self, contract: Contract, change: Change) -> Iterator[Obligation]:
        """Let open obligations of an earlier version lapse, and give those that were done or waived already."""
        for one in self._all(contract):
            if one.state == "open" and not (one.due is not None and one.due < change.at.date()):
                self._save(replace(one, state="lapsed", returns_on=None), Event("lapsed"), change)
            elif one.returns_on is not None:
                self._save(replace(one, returns_on=None), Event("stopped"), change)
            if one.state in {"done", "waived"}:
                yield one

    def _make(self, contract: Contract, promise: _Promise, known: Known, change: Change) -> None:
        rule = DueRule.read(promise.rule)
        after = max((one.anchor for one in self._all(contract) if one.name == promise.name and one.anchor
                     and one.state != "lapsed"), default=None)  # fmt: skip
        due = next_due(rule, known, after) if returns(rule) else first_due(rule, known)
        if due is None:
            return
        self._add(contract, promise, due, change, returns_on=_returns_on(rule, due))

    def _add(
        self, contract: Contract, promise: _Promise, due: Due, change: Change, *, returns_on: date | None
    ) -> Obligation:
        made = Obligation(
            id=self._new_id(), version=0, customer=contract.customer, contract=contract.id, name=promise.name,
            party=promise.party, action=promise.action, rule={**promise.rule, "period": promise.period},
            due=due.day, anchor=due.anchor, returns_on=returns_on, checks=promise.checks,
        )  # fmt: skip
        return self._save(made, Event("made", {"name": promise.name}), change)

    def _return(self, one: Obligation, day: date, change: Change) -> int:
        """Make the next of a returning obligation; a task that comes at fixed distances has one open at a time."""
        contract = self._contracts.get(one.contract)
        every = one.due_rule.every is not None
        known = replace(self._known(contract), period=cast("Period", one.rule.get("period", "contract_year")))
        missed = every and one.state == "open" and one.due is not None and one.due < day
        state = "missed" if missed else one.state
        self._save(replace(one, state=state, returns_on=None), Event("missed" if missed else "returned"), change)
        after = one.anchor if not every or one.anchor is None else max(one.anchor, day)
        due = next_due(one.due_rule, known, after) if contract.is_binding else None
        if due is None or due.anchor is None:
            return 0
        self._add(contract, _promise_of(one), due, change, returns_on=_returns_on(one.due_rule, due))
        return 1 + (self._return(self._newest(one), day, change) if due.anchor < day else 0)

    def _newest(self, one: Obligation) -> Obligation:
        rows = self._store.find(OBLIGATION, where={"contract": one.contract, "name": one.name})
        return next(obligation_of(row, None) for row in rows if row["returns_on"] is not None)

    def _move(self, contract: Contract, change: Change) -> None:
        """After tacit renewal: what counts from the end or the notice deadline gets its new day, and returns go on."""
        known = self._known(contract)
        for one in self._all(contract):
            rule = one.due_rule
            counts = {"term.end", "notice deadline", "term.notice_deadline"} & set(rule.anchors)
            if counts and not returns(rule):
                self._again(one, known, contract, change)
            elif returns(rule) and one.anchor is not None and self._is_last(one):
                due = next_due(rule, replace(known, period=cast("Period", one.rule["period"])), one.anchor)
                if due is not None and one.returns_on is None:
                    self._add(contract, _promise_of(one), due, change, returns_on=_returns_on(rule, due))

    def _again(self, one: Obligation, known: Known, contract: Contract, change: Change) -> None:
        due = first_due(one.due_rule, known)
        if due is None or due.day == one.due or not self._is_last(one):
            return
        if one.state == "open" and one.is_overdue(change.at.date()):
            self._save(replace(one, state="missed"), Event("missed"), change)
        if one.state == "open" and not one.is_overdue(change.at.date()):
            self._save(replace(one, due=due.day, anchor=due.anchor), Event("moved"), change)
        else:
            self._add(contract, _promise_of(one), due, change, returns_on=None)

    def _is_last(self, one: Obligation) -> bool:
        rows = self._store.find(OBLIGATION, where={"contract": one.contract, "name": one.name})
        day = "" if one.due is None else one.due.isoformat()
        return all(str(row["due"] or "") <= day for row in rows)

    def _end(self, contract: Contract, change: Change) -> None:
        """After the end: what would have come later lapses, the rest remains to be done."""
        ended = contract.ends_on or change.at.date()
        for one in self._all(contract):
            if falls_away(one, ended):
                self._save(replace(one, state="lapsed", returns_on=None), Event("lapsed"), change)
            elif one.returns_on is not None:
                self._save(replace(one, returns_on=None), Event("stopped"), change)

    def _dated(self, one: Obligation, known: Known, change: Change) -> Obligation:
        due = first_due(one.due_rule, known)
        if due is None or due.day is None:
            return one
        return self._save(replace(one, due=due.day, anchor=due.anchor), Event("dated"), change)

    def _known(self, contract: Contract) -> Known:
        signed = [one.signature.at.date() for one in self._contracts.signatures(contract) if one.voided_at is None]
        return Known(contract.commencement, contract.ends_on, contract.notice_by, max(signed, default=None))

    def _open(self, contract: Contract) -> list[Obligation]:
        return [one for one in self._all(contract) if one.state == "open"]

    def _all(self, contract: Contract) -> Sequence[Obligation]:
        rows: Iterable[Row] = self._store.find(OBLIGATION, where={"contract": contract.id})
        return [obligation_of(row, contract.owner) for row in rows]

    def _save(self, one: Obligation, event: Event, change: Change) -> Obligation:
        version = save_as(
            self._store,
            OBLIGATION,
            obligation_row(one),
            expected=one.version,
            events=[event],
            change=change,
            current=lambda now: obligation_of(now, one.owner),
        )
        return replace(one, version=version)


def _promises(version: ContractVersion) -> Iterator[_Promise]:
    """Read the obligations of a contract version."""
    rules = [rule for rule in version.data["rules"] if isinstance(rule, Mapping)]
    settle = {str(rule.get("clause")): str(rule.get("settle")) for rule in rules}
    for entry in cast("list[Mapping[str, Json]]", version.data["obligations"]):
        clause = str(entry["clause"])
        yield _Promise(
            name=f"{clause}/{entry['id']}",
            party=cast("PartyRole", entry["party"]),
            action=str(entry["action"]),
            rule=cast("Mapping[str, Json]", entry.get("rule") or {}),
            checks=tuple(cast("list[DeliveryCheck]", entry.get("checks") or [])),
            period=_PERIODS.get(settle.get(clause, ""), "contract_year"),
        )


def _promise_of(one: Obligation) -> _Promise:
    period = cast("Period", one.rule.get("period", "contract_year"))
    return _Promise(one.name, one.party, one.action, one.rule, one.checks, period)


def _returns_on(rule: DueRule, due: Due) -> date | None:
    """Tell on which day the next one is made: the day after this one's anchor."""
    return due.anchor + timedelta(days=1) if returns(rule) and due.anchor is not None else None


def _refuse_closed(obligation: Obligation, by: Account) -> None:
    require(by, "change", obligation)
    if obligation.state != "open":
        raise InvalidObligation(Message("This obligation is closed already. Look at it again."))


def _urgency(one: Obligation) -> tuple[bool, bool, str, str]:
    due = one.due.isoformat() if one.due else ""
    return one.state != "open", one.due is None, due, one.name
