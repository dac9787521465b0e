"""A customer is led through whatever may and may not happen: nothing illegal gets through, and the laws always hold."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from akkoord.executing.sales import SaleLine
from akkoord.language import AkkoordError

from .acts import ACTS, things
from .laws import (
    LAWS,
    every_state_came_about_by_its_machine,
    settling_again_with_all_that_is_known_books_what_was_missing,
)

THOUGHTS = ("leave", "undo", "offer again", "offer", "offer", "agree", "nothing", "nothing", "nothing")
RENEWED = {"months": 24, "renewal": "tacit_12"}
# A life is read as it failed: to shorten one takes minutes.
KNOWN = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "phases": [Phase.generate]}
BEGINNINGS = {
    "somebody new": lambda _: None,
    "somebody with a proposal": lambda house: house.propose(),
    "somebody with a contract": lambda house: house.in_force(),
    "somebody with two contracts": lambda house: (house.in_force(), house.in_force(term=RENEWED)),
    "somebody whose contract was amended": lambda house: house.amend(house.in_force()),
    "somebody who left": lambda house: (house.in_force(), house.leave()),
    "somebody who left and was put away": lambda house: (house.in_force(), house.leave(), house.archive()),
}
"""How a life can begin: most of what matters happens late."""
FAST = settings(max_examples=3, stateful_step_count=25, database=None, **KNOWN)
LONG = settings(max_examples=60, stateful_step_count=60, **KNOWN)


def trying(kind):
    """Try any act on any thing of a kind, whether it may happen or not."""

    @precondition(lambda self: things(self.house)[kind])
    @rule(name=st.sampled_from(sorted(name for name, act in ACTS.items() if act.on == kind)), which=st.integers(0, 5))
    def tried(self, name, which):
        act, found = ACTS[name], things(self.house)[kind]
        thing = found[which % len(found)]
        self.attempt(act.allowed(self.house, thing), lambda: act.do(self.house, thing, getattr(self.house, act.who)))

    return tried


class Life(RuleBasedStateMachine):
    """One customer of a real brewery, on a real store."""

    def __init__(self, house):
        super().__init__()
        self.house, self.seen, self.sold = house, {}, 0

    try_on_customer = trying("customer")
    try_on_proposal = trying("proposal")
    try_on_contract = trying("contract")
    try_on_amendment = trying("amendment")
    try_on_agreement = trying("agreement")
    try_on_obligation = trying("obligation")
    try_on_asset = trying("asset")
    try_on_statement = trying("statement")
    try_on_termination = trying("termination")

    @rule(name=st.sampled_from(sorted(ACTS)), which=st.integers(0, 5))
    def a_stranger_tries(self, name, which):
        """Whatever somebody else's account manager tries changes nothing."""
        act, before = ACTS[name], self.last()
        for thing in things(self.house)[act.on][which : which + 1]:
            try:
                act.do(self.house, thing, self.house.piet)
            except AkkoordError as refused:
                said(refused)
        assert self.last() == before

    @rule(thought=st.sampled_from(THOUGHTS), data=st.data())
    def now_and_then(self, thought, data):
        """Do what would take over a life when it came as often as the rest."""
        house, newest = self.house, self.house.workspace.store.recent(limit=1)[0]
        ended = {one.state for one in house.workspace.contracts.of(house.customer_id)} & {"terminated", "expired"}
        if thought == "leave":
            self.attempt(house.customer.state == "active", house.leave)
        elif thought == "undo":
            self.attempt(newest.kind == "restore", house.undo)
        elif thought == "offer again" and house.workspace.situations.latest(house.customer_id):
            self.attempt(bool(ended), house.offer_again)
        elif thought == "offer":
            months, renewal = data.draw(st.sampled_from([6, 12, 24])), data.draw(st.sampled_from(["none", "tacit_12"]))
            house.propose(term={"months": months, "renewal": renewal, "commencement": house.today.isoformat()})
        elif thought == "agree":
            house.workspace.agreements.add(house.customer_id, "Terras van ons", by=house.anna, at=house.now)

    @precondition(lambda self: self.signable())
    @rule()
    def sign_to_the_end(self):
        contract = self.signable()[0]
        for slot in self.house.waiting(contract):
            contract = self.house.sign(contract, slot)

    @rule(kegs=st.integers(1, 40), ago=st.integers(0, 60), paid=st.booleans())
    def deliver(self, kegs, ago, paid):
        """Deliver today or hear late of something earlier; paid or not."""
        day = self.house.today - timedelta(days=ago)
        self.sold += 1
        line = SaleLine(
            f"line {self.sold}", self.house.customer_id, day, "draught_lager", Decimal(kegs) / 2, "hl",
            Decimal(100 * kegs), day if paid else None,
        )  # fmt: skip
        self.house.workspace.sales.load([line], run="life", at=self.house.now)

    @rule(days=st.sampled_from([1, 20, 95, 370]))
    def time_goes_by(self, days):
        self.house.clock.advance(timedelta(days=days))
        self.house.workspace.daily(self.house.clock.at)
        before = self.last()
        self.house.workspace.daily(self.house.clock.at)
        assert self.last() == before, "twice on a day is harmless"

    @invariant()
    def the_laws_hold(self):
        for law in LAWS:
            law(self.house, self.seen)

    def teardown(self):
        """At the end the journal verifies, and tells how everything came about."""
        settling_again_with_all_that_is_known_books_what_was_missing(self.house)
        every_state_came_about_by_its_machine(self.house)
        assert self.house.workspace.store.verify_journal() == []

    def attempt(self, may, act):
        """Do something that may happen (None: that depends); what is refused says why and changes nothing."""
        before, refusal = self.last(), None
        try:
            act()
        except AkkoordError as refused:
            refusal = refused
        if refusal is None:
            assert may is not False, "what may not happen got through"
        else:
            assert may is not True, f"refused what may happen: {refusal}"
            said(refusal)
            assert self.last() == before, "what is refused changes nothing"

    def last(self):
        """The newest entry of the journal, but for drawings on texts that had changed: those are kept as evidence."""
        kinds = (entry for entry in self.house.workspace.store.recent(limit=9) if entry.kind != "signature_refused")
        return next(kinds).seq

    def signable(self):
        """The contracts that wait for signatures."""
        found = things(self.house)["contract"]
        return [one for one in found if one.state in {"ready_to_sign", "sent", "partly_signed"}]


def said(refused: AkkoordError):
    """Every refusal is a sentence in both languages."""
    dutch, english = refused.text("nl"), refused.text("en")
    assert dutch.endswith(".")
    assert english.endswith(".")
    assert dutch != english


def lead(open_house, beginning, how, number=None):
    """Lead lives that begin so; the same ones every time where a number is given."""

    def life():
        house = open_house()
        BEGINNINGS[beginning](house)
        return Life(house)

    run_state_machine_as_test(life if number is None else seed(number)(life), settings=how)


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_nothing_illegal_gets_through_and_the_laws_hold(open_house, beginning):
    lead(open_house, beginning, FAST, number=len(beginning))


@pytest.mark.slow
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_nothing_illegal_gets_through_in_many_long_lives(open_house, beginning):
    lead(open_house, beginning, LONG)
