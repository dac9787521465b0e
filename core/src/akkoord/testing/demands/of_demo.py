"""Demands on a demonstration: believable people and contracts, and nothing in it that could not be."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from akkoord.testing.demands.demand import Demand, none_of

if TYPE_CHECKING:
    from akkoord.closing.contract import Contract
    from akkoord.dossier import Customer
    from akkoord.testing.demands.filling import Filled
    from akkoord.workspace import FillDemo

__all__ = ["of_demo"]

MOST_LATE: Final = 3
"""How many obligations may lie open after their day: a few, as anywhere."""
SOON: Final = timedelta(days=60)
MANY: Final = 500


def of_demo(demo: "FillDemo", at: datetime) -> Iterator[Demand]:
    """Demand of a demonstration what makes it one, filled at a moment."""
    for name, faults in _DEMANDS.items():
        yield Demand(f"in the demonstration {name}", partial(_met, demo, at, faults))


def _met(demo: "FillDemo", at: datetime, faults: "Callable[[Filled], Iterator[str]]") -> None:
    from akkoord.testing.demands.filling import filled  # noqa: PLC0415 - it loads all of Akkoord

    none_of(faults(filled(demo, at)))


def _blocked(made: "Filled") -> Iterator[str]:
    for contract in _contracts(made):
        preview = made.workspace.contracts.composed(contract)
        if not preview.can_be_made:
            yield f"{contract.number}: {preview.errors} {preview.document.missing}"


def _no_answers(made: "Filled") -> Iterator[str]:
    questions = made.workspace.clause_set.questions
    for customer in _customers(made):
        recorded = [situation.answers for situation in made.workspace.situations.history(customer.id)]
        recorded += [proposal.answers for proposal in made.workspace.proposals.of(customer.id)]
        for answers in recorded:
            yield from (f"{customer.name}: {name}" for name in questions.validate(answers))
            yield from (f"{customer.name}: nothing asks for {name}" for name in questions.unknown(answers))


def _far_deadlines(made: "Filled") -> Iterator[str]:
    today = made.at.date()
    if not made.workspace.contracts.deadlines(today, today + SOON):
        yield "no notice deadline falls within two months"


def _idle(made: "Filled") -> Iterator[str]:
    for one in made.sign_ins:
        account = made.workspace.accounts.by_login(one.login)
        if one.role == "account_manager" and account and not made.workspace.visits.on(account.id, made.at.date()):
            yield f"{one.login} has no visits today"


def _locked_out(made: "Filled") -> Iterator[str]:
    if {one.role for one in made.sign_ins} != {"account_manager", "manager", "administrator"}:
        yield "not every role can sign in"
    for one in made.sign_ins:
        if made.workspace.accounts.sign_in(one.login, one.password, "127.0.0.1", made.at).name != one.name:
            yield f"{one.login} signs in as somebody else"


def _broken_journal(made: "Filled") -> Iterator[str]:
    yield from (str(fault) for fault in made.workspace.store.verify_journal())
    if max(entry.at for entry in made.workspace.store.recent(limit=MANY * 10)) > made.at:
        yield "something happened after now"


def _rejected(made: "Filled") -> Iterator[str]:
    for run in made.workspace.sales_import.runs():
        yield from (f"not taken: {one}" for one in made.workspace.sales_import.rejects(str(run["id"])))


def _late(made: "Filled") -> Iterator[str]:
    found = [one for each in _customers(made) for one in made.workspace.obligations.of(each.id, state="open")]
    late = [one for one in found if one.due is not None and one.due < made.at.date()]
    if len(late) > MOST_LATE:
        yield f"{len(late)} obligations lie open after their day"


def _customers(made: "Filled") -> "list[Customer]":
    return list(made.workspace.customers.page(limit=MANY).items)


def _contracts(made: "Filled") -> "list[Contract]":
    return [one for customer in _customers(made) for one in made.workspace.contracts.of(customer.id)]


_DEMANDS: "Final[dict[str, Callable[[Filled], Iterator[str]]]]" = {
    "nothing stands in the way of any contract": _blocked,
    "what was recorded are answers": _no_answers,
    "a notice deadline is near": _far_deadlines,
    "everyone has visits today": _idle,
    "everyone can sign in": _locked_out,
    "the journal is whole": _broken_journal,
    "every delivery was taken": _rejected,
    "hardly anything lies late": _late,
}
