"""A customer is led through whatever may and may not happen: nothing illegal gets through, and the laws always hold."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from akkoord.executing.sales import SaleLine
from akkoord.language import AkkoordError

from .acts import ACTS, things
from .laws import (
    LAWS,
    every_state_came_about_by_its_machine,
    settling_again_with_all_that_is_known_books_what_was_missing,
)

# A life is read as it failed: to shorten one takes minutes.
KNOWN = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "phases": [Phase.generate]}
BEGINNINGS = ("contract", "two contracts", "amended", "nothing", "proposal", "left", "put away", "contract")
FAST = settings(max_examples=12, stateful_step_count=30, derandomize=True, **KNOWN)
LONG = settings(max_examples=400, stateful_step_count=60, **KNOWN)


def trying(kind):
    """Try any act on any thing of a kind, whether it may happen or not."""

    @rule(name=st.sampled_from(sorted(name for name, act in ACTS.items() if act.on == kind)), which=st.integers(0, 5))
    def tried(self, name, which):
        act, found = ACTS[name], things(self.house)[kind]
        if found:
            thing = found[which % len(found)]
            may = None if act.may is None else thing.state in act.may
            self.attempt(may, lambda: act.do(self.house, thing, getattr(self.house, act.who)))

    return tried


class Life(RuleBasedStateMachine):
    """One customer of a real brewery, on a real store."""

    def __init__(self, house):
        super().__init__()
        self.house, self.seen, self.sold = house, {}, 0

    @initialize(begin=st.sampled_from(BEGINNINGS))
    def begin(self, begin):
        """Begin somewhere on the road: most of what matters happens late."""
        if begin == "proposal":
            self.house.propose()
        elif begin != "nothing":
            self.house.in_force()
        if begin == "amended":
            self.house.amend(self.house.workspace.contracts.of(self.house.customer_id)[0])
        if begin == "two contracts":
            self.house.in_force(term={"months": 24, "renewal": "tacit_12"})
        if begin in {"left", "put away"}:
            self.house.leave()
        if begin == "put away":
            self.house.archive()

    try_on_customer = trying("customer")
    try_on_proposal = trying("proposal")
    try_on_contract = trying("contract")
    try_on_amendment = trying("amendment")
    try_on_agreement = trying("agreement")
    try_on_obligation = trying("obligation")
    try_on_asset = trying("asset")
    try_on_statement = trying("statement")

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

    @rule()
    def undo_a_restore(self):
        newest = self.house.workspace.store.recent(limit=1)[0]
        self.attempt(newest.kind == "restore", self.house.undo)

    @rule(after_all=st.sampled_from([False, False, False, True]))
    def leave(self, after_all):
        """Leave, though not at every thought of it: most of what matters happens while there is a contract."""
        if after_all:
            self.attempt(self.house.customer.state == "active", self.house.leave)

    @rule()
    def offer_again(self):
        ended = {one.state for one in self.house.workspace.contracts.of(self.house.customer_id)}
        self.attempt(bool(ended & {"terminated", "expired"}), self.house.offer_again)

    @rule(months=st.sampled_from([6, 12, 24]), renewal=st.sampled_from(["none", "tacit_12"]))
    def offer(self, months, renewal):
        first = self.house.today.isoformat()
        self.house.propose(term={"months": months, "renewal": renewal, "commencement": first})

    @precondition(lambda self: self.signable())
    @rule()
    def sign_to_the_end(self):
        contract = self.signable()[0]
        for slot in self.house.waiting(contract):
            contract = self.house.sign(contract, slot)

    @rule(text=st.sampled_from(["Terras van ons", "Sleutel bij de buren"]))
    def agree(self, text):
        self.house.workspace.agreements.add(self.house.customer_id, text, by=self.house.anna, at=self.house.now)

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
        before, refused = self.last(), None
        try:
            act()
        except AkkoordError as error:
            refused = error
        if refused is None:
            assert may is not False, "what may not happen got through"
        else:
            assert may is not True, f"refused what may happen: {refused}"
            said(refused)
            assert self.last() == before

    def last(self):
        return self.house.workspace.store.recent(limit=1)[0].seq

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


def lead(open_house, how):
    run_state_machine_as_test(lambda: Life(open_house()), settings=how)


def test_nothing_illegal_gets_through_and_the_laws_hold(open_house):
    lead(open_house, FAST)


@pytest.mark.slow
def test_nothing_illegal_gets_through_in_many_long_lives(open_house):
    lead(open_house, LONG)
