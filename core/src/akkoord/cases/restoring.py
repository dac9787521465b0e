"""Restore the customer of a case on a real store, and compare what came of it (RULES 0.11)."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

from akkoord.access import Account
from akkoord.cases.context import CaseContext, Entry, day, entries, mapping
from akkoord.cases.figures import checked
from akkoord.cases.machines import MAKE
from akkoord.cases.results import Check, NotRun
from akkoord.closing.contract import BINDING, Contract, ContractState
from akkoord.closing.contract_reading import ContractReading
from akkoord.closing.contract_rows import contract_row
from akkoord.dossier import Customers, CustomerState, Party, machine
from akkoord.ending.restoring import Restoring
from akkoord.executing.obligation import Obligation, obligation_row
from akkoord.executing.obligations import Obligations
from akkoord.facts import Questions
from akkoord.language import Message
from akkoord.store import CONTRACT, OBLIGATION, Event, Store, open_store

__all__ = ["replay_restore"]

RESTORE: Final = "restore"
_AT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing about a restore depends on the day."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a restore came to."""

    state: CustomerState
    revived: tuple[str, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class _Dossier:
    """The customer of a case on a store, with its contract and its obligations."""

    store: Store
    by: Account
    customer: str

    def happen(self, event: str) -> None:
        """Let something happen to the customer. Raises what the dossier raises, KeyError for an unknown event."""
        customers, at = Customers(self.store), _AT + timedelta(hours=1)
        customer = customers.get(self.customer)
        acts: Mapping[str, Callable[[], object]] = {
            "contract_in_force": lambda: customers.mark_active(customer.id, by=self.by, at=at),
            "plan_termination": lambda: machine("customer").after(customer.state, "plan_termination"),
            "termination_effective": lambda: customers.mark_terminated(customer.id, by=self.by, at=at),
            "archive": lambda: customers.archive(customer, by=self.by, at=at),
            RESTORE: lambda: Restoring(self.store, Questions()).restore(customer, by=self.by, at=at),
        }
        acts[event]()

    def binding(self) -> set[str]:
        """Name the contracts that bind."""
        return {one.number for one in ContractReading(self.store).of(self.customer) if one.state in BINDING}

    def to_do(self) -> list[Obligation]:
        """Give the open obligations."""
        return Obligations(self.store).of(self.customer, state="open")


def replay_restore(context: CaseContext) -> Iterator[Check | NotRun]:
    """Bring the customer of a case to where it is restored, restore it, and compare every value that is known."""
    entry = mapping(context.case.sections[RESTORE])
    for key, expected in entry.items():
        if key in _VALUES:
            yield checked(f"{RESTORE}.{key}", expected, partial(_value, context, key))
        else:
            yield NotRun(f"{RESTORE}.{key}", Message("not a value that Akkoord computes"))


_VALUES: Final[Mapping[str, Callable[[_Outcome], object]]] = MappingProxyType(
    {
        "customer_state": lambda found: found.state,
        "revived_contracts": lambda found: list(found.revived),
        "open_obligations_kept": lambda found: found.kept,
    }
)


def _value(context: CaseContext, key: str) -> object:
    return _VALUES[key](_restored(context))


def _restored(context: CaseContext) -> _Outcome:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "case.sqlite", create=True)
        try:
            dossier = _dossier(store, context)
            binding, to_do = dossier.binding(), dossier.to_do()
            dossier.happen(RESTORE)
            state = Customers(store).get(dossier.customer).state
            revived = tuple(sorted(dossier.binding() - binding))
            return _Outcome(state, revived, kept=dossier.to_do() == to_do)
        finally:
            store.close()


def _dossier(store: Store, context: CaseContext) -> _Dossier:
    """Make the customer with its contract and obligations, and let happen what happened before it is restored."""
    by = Account("case", 1, "case", "case", "manager")
    customer = Customers(store).add(Party(context.case.id), by.id, by=by, at=_AT)
    dossier = _Dossier(store, by, customer.id)
    contract = _contract(context, customer.id)
    if contract is not None:
        events = [Event(kind) for kind in ("made", *_life(context))]
        store.save(CONTRACT, contract_row(contract), expected=0, events=events, by=by.id, at=_AT)
        for one in _obligations(context, contract):
            store.save(OBLIGATION, obligation_row(one), expected=0, events=[Event("made")], by=by.id, at=_AT)
    for event in _before(context):
        dossier.happen(event)
    return dossier


def _before(context: CaseContext) -> list[str]:
    """Tell what happened to the customer before it was restored: as its run says, else as the sections show."""
    run = _run(context, "customer")
    if run:
        until = len(run) - 1 - run[::-1].index(RESTORE) if RESTORE in run else len(run)
        return run[:until]
    signed = ["contract_in_force"] if context.case.compositions else []
    ended = ["termination_effective"] if context.case.sections.get("termination") else []
    return [*signed, *ended]


def _contract(context: CaseContext, customer: str) -> Contract | None:
    """Give the contract of a case in the state that its run leads to; ended when it was terminated and has no run."""
    if not context.case.compositions:
        return None
    state = machine("contract").initial
    for event in _run(context, "contract"):
        state = machine("contract").after(state, event)
    if not _run(context, "contract"):
        state = "terminated" if context.case.sections.get("termination") else "in_force"
    return Contract(
        id="contract", version=0, state=cast("ContractState", state), customer=customer, proposal=None,
        number=context.case.id, clause_set=context.case.client, facts={}, made_on=_AT.date(),
    )  # fmt: skip


def _life(context: CaseContext) -> list[str]:
    """Tell what happened to the contract of a case: as its run says, else that it was ended where it was."""
    ended = ["termination_effective"] if context.case.sections.get("termination") else []
    return _run(context, "contract") or ended


def _obligations(context: CaseContext, contract: Contract) -> Iterator[Obligation]:
    """Give the obligations of a case, all of them still to be kept."""
    for place, entry in entries(context.case.sections.get("obligations")):
        yield Obligation(
            id=f"{place}", version=0, customer=contract.customer, contract=contract.id, name=f"case/{place}",
            party="customer", action=_said(entry), rule={}, due=None if entry.get("due") is None else day(entry["due"]),
        )  # fmt: skip


def _said(entry: Entry) -> str:
    return str(entry.get("what") or entry.get("action") or entry.get("id") or "")


def _run(context: CaseContext, name: str) -> list[str]:
    """Give the events of a run of a state machine, without the one with which a thing comes into being."""
    states = context.case.sections.get("states")
    run = mapping(states).get(name) if isinstance(states, Mapping) else None
    events = [str(step[0]) for step in run if isinstance(step, list)] if isinstance(run, list) else []
    return [event for event in events if event != MAKE]
