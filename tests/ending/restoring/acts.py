"""What can be tried with a customer: each act, on which things, and in which of their states it may happen.

The states are written out once more from the tables of the domain, so that a mistake in `states.json`, or a service
that does not ask it, shows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from akkoord.values import Period


@dataclass(frozen=True)
class Act:
    """Something to try on a kind of thing: the states in which it may happen, and those in which it depends on more."""

    on: str
    do: Callable[..., object]
    may: frozenset[str]
    might: frozenset[str] = frozenset()
    who: str = "anna"
    goes_on: bool = False

    def allowed(self, house, thing) -> bool | None:
        """Tell whether it may happen to a thing now; None where more than its state counts.

        What `goes_on` with an amendment is refused once its contract has ended.
        """
        if self.goes_on and house.workspace.contracts.get(thing.amends).state not in BINDING:
            return False
        return None if thing.state in self.might else thing.state in self.may


def act(on, do, *may, who="anna"):
    return Act(on, do, frozenset(may), who=who)


def depends(on, do, *might, who="anna"):
    return Act(on, do, frozenset(), frozenset(might), who, goes_on=on == "amendment")


CHANGEABLE = ("draft", "ready_to_sign", "sent", "partly_signed")
BINDING = ("in_force", "amended", "expiring")
SETTLED = (*BINDING, "expired", "terminated", "superseded")
ANY_CUSTOMER = ("prospect", "active", "terminated", "archived")
STATEMENT = ("accrued", "provisional", "approved", "posted", "corrected")
ANY_ASSET = ("placed", "returned", "returned_damaged", "not_returned", "purchased", "to_be_reclaimed")


def things(house) -> dict[str, list[Any]]:
    """Everything there is of the customer, by kind."""
    w, c = house.workspace, house.customer_id
    contracts = w.contracts.of(c)
    return {
        "customer": [house.customer],
        "proposal": w.proposals.of(c),
        "contract": contracts,
        "amendment": [one for contract in contracts for one in w.contracts.amendments(contract)],
        "agreement": w.agreements.of(c),
        "obligation": w.obligations.of(c),
        "asset": w.assets.of(c),
        "statement": w.statements.of(c),
        "termination": w.terminations.of(c),
    }


def change_customer(h, customer, by):
    party = replace(customer.party, phone=f"030 {customer.version:07}")
    return h.workspace.customers.change(customer, party=party, by=by, at=h.now)


def change_proposal(h, proposal, by):
    answers = {**proposal.answers, "term": {**proposal.answers["term"], "months": 12 + proposal.version}}
    return h.workspace.proposals.change(proposal, answers, by=by, at=h.now)


def put_text(h, contract, by):
    text = f"Afspraak {contract.version}."
    return h.workspace.contracts.put_own_text(contract, "Terras", text, by=by, at=h.now)


def sign(h, contract, by):
    return h.sign(contract, by=by)


def amend(h, contract, by):
    amendments = h.workspace.amendments
    begun = amendments.start(contract, by=by, at=h.now)
    return change_amendment(h, begun, by)


def change_amendment(h, amendment, by):
    answers = {"commitment": {"annual_hl": str(100 + amendment.version + int(amendment.number.rpartition("-")[2]))}}
    return h.workspace.amendments.change(amendment, answers, amendment.commencement, by=by, at=h.now)


def do_obligation(h, one, by):
    findings = dict.fromkeys(one.checks, True)
    return h.workspace.obligations.done(one, by=by, at=h.now, on=h.today, findings=findings)


def move_asset(h, asset, by):
    state = ANY_ASSET[asset.version % len(ANY_ASSET)]
    return h.workspace.assets.change(
        asset, by=by, at=h.now, description=asset.description, serial_number=asset.serial_number,
        placed_on=asset.placed_on, state=state,
    )  # fmt: skip


def plan_the_end(h, contract, by):
    return h.plan(contract, by=by, on=max(h.today, contract.commencement or h.today) + timedelta(days=contract.version))


def plan_otherwise(h, contract, by):
    """A reason proposes effects; deciding otherwise waits for a second person."""
    other = {"shortfall_elapsed": False}
    day = max(h.today, contract.commencement or h.today) + timedelta(days=20)
    return h.plan(contract, by=by, on=day, effects=other, reason="default_by_customer")


def approve_the_end(h, termination, by):
    return h.workspace.terminations.approve(termination, "Akkoord.", by=by, at=h.now)


def settle(h, contract, by):
    period = Period(contract.commencement or h.today, (contract.commencement or h.today) + timedelta(days=500))
    return h.workspace.statements.draft(contract, period, h.today, by=by, at=h.now)


ACTS: dict[str, Act] = {
    "change customer": act("customer", change_customer, *ANY_CUSTOMER),
    "archive": act(
        "customer", lambda h, c, by: h.workspace.customers.archive(c, by=by, at=h.now), "prospect", "terminated"
    ),
    "restore": act(
        "customer", lambda h, c, by: h.workspace.restoring.restore(c, by=by, at=h.now), "terminated", "archived"
    ),
    "give away and back": act(
        "customer", lambda h, c, by: h.workspace.customers.assign(c, c.owner, by=by, at=h.now), *ANY_CUSTOMER, who="mia"
    ),
    "change proposal": act("proposal", change_proposal, "draft"),
    "present": act("proposal", lambda h, p, by: h.workspace.proposals.present(p, by=by, at=h.now), "draft"),
    "accept": act("proposal", lambda h, p, by: h.workspace.proposals.accept(p, by=by, at=h.now), "draft", "presented"),
    "decline": act("proposal", lambda h, p, by: h.workspace.proposals.decline(p, "duur", by=by, at=h.now), "presented"),
    "lapse": act("proposal", lambda h, p, by: h.workspace.proposals.lapse(p, by=by, at=h.now), "presented"),
    "revise": act(
        "proposal", lambda h, p, by: h.workspace.proposals.revise(p, by=by, at=h.now), "draft", "presented", "accepted"
    ),
    "make contract": act(
        "proposal", lambda h, p, by: h.workspace.contracts.make(p, by=by, at=h.now), "draft", "presented", "accepted"
    ),
    "own text": act("contract", put_text, *CHANGEABLE),
    "freeze": act("contract", lambda h, k, by: h.workspace.contracts.freeze(k, by=by, at=h.now), "draft"),
    "send": act("contract", lambda h, k, by: h.workspace.contracts.mark_sent(k, by=by, at=h.now), "ready_to_sign"),
    "sign": act("contract", sign, "ready_to_sign", "sent", "partly_signed"),
    "withdraw": act(
        "contract", lambda h, k, by: h.workspace.contracts.withdraw(k, "nee", by=by, at=h.now), *CHANGEABLE
    ),
    "notice": act(
        "contract", lambda h, k, by: h.workspace.contracts.note_notice(k, h.today, by=by, at=h.now), *BINDING
    ),
    "amend": depends("contract", amend, *BINDING),
    "plan the end": depends("contract", plan_the_end, *BINDING),
    "plan the end otherwise": depends("contract", plan_otherwise, *BINDING),
    "withdraw the end": act("termination", lambda h, t, by: h.withdraw(t, by=by), "waiting", "planned"),
    "approve the end": act("termination", approve_the_end, "waiting", who="mia"),
    "settle the end again": depends(
        "termination", lambda h, t, by: h.workspace.terminations.settle_again(t, by=by, at=h.now), "effective"
    ),
    "settle": depends("contract", settle, *SETTLED),
    "change amendment": depends("amendment", change_amendment, *CHANGEABLE),
    "freeze amendment": depends(
        "amendment", lambda h, k, by: h.workspace.contracts.freeze(k, by=by, at=h.now), "draft"
    ),
    "sign amendment": depends("amendment", sign, "ready_to_sign", "sent", "partly_signed"),
    "withdraw amendment": act(
        "amendment", lambda h, k, by: h.workspace.contracts.withdraw(k, "nee", by=by, at=h.now), *CHANGEABLE
    ),
    "agreement done": act("agreement", lambda h, a, by: h.workspace.agreements.done(a, by=by, at=h.now), "open"),
    "drop agreement": act("agreement", lambda h, a, by: h.workspace.agreements.drop(a, by=by, at=h.now), "open"),
    "reopen agreement": act(
        "agreement", lambda h, a, by: h.workspace.agreements.reopen(a, by=by, at=h.now), "done", "dropped"
    ),
    "obligation done": act("obligation", do_obligation, "open"),
    "waive": act("obligation", lambda h, o, by: h.workspace.obligations.waive(o, "klaar", by=by, at=h.now), "open"),
    "reopen obligation": act(
        "obligation", lambda h, o, by: h.workspace.obligations.reopen(o, by=by, at=h.now), "done", "waived"
    ),
    "move thing": act("asset", move_asset, *ANY_ASSET),
    "approve": act(
        "statement", lambda h, s, by: h.workspace.statements.approve(s, by=by, at=h.now), "provisional", who="mia"
    ),
    "reject": act(
        "statement", lambda h, s, by: h.workspace.statements.reject(s, "nee", by=by, at=h.now), "provisional"
    ),
    "post": act("statement", lambda h, s, by: h.workspace.statements.post(s, by=by, at=h.now), "approved", who="mia"),
    "correct": depends(
        "statement", lambda h, s, by: h.workspace.statements.correct(s, h.today, by=by, at=h.now), *STATEMENT
    ),
}
