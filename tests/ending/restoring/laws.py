"""What holds of a customer at every moment, whatever was tried (DOMAIN.md 4, "Invariants worth testing", and more)."""

from akkoord.closing.contract import BINDING, CHANGEABLE
from akkoord.dossier import machines
from akkoord.executing.position import Position
from akkoord.store import CONTRACT, CUSTOMER, PROPOSAL, STATEMENT

from .acts import things

ENDS = frozenset({"expired", "terminated", "superseded", "withdrawn"})
WAS_IN_FORCE = frozenset({*BINDING, "expired", "terminated", "superseded"})
EVENTS_OF_STATEMENTS = {
    "rejected": "reject", "recalculated": "recalculate", "period_closed": "close_period", "approved": "approve",
    "posted": "post", "corrected": "correct",
}  # fmt: skip


def who_has_a_contract_in_force_is_active(house, _):
    """A customer with a contract in force is not archived, nor a prospect or terminated."""
    if any(one.is_binding for one in house.workspace.contracts.of(house.customer_id)):
        assert house.customer.state == "active"


def who_never_had_a_contract_is_no_customer(house, _):
    ever = any(one.state in WAS_IN_FORCE for one in house.workspace.contracts.of(house.customer_id))
    assert house.customer.ever_active == ever
    if not ever:
        assert house.customer.state in {"prospect", "archived"}
    elif house.customer.state == "prospect":
        raise AssertionError("a prospect once had a contract in force")


def the_daily_list_holds_all_but_the_archived(house, _):
    customers, here = house.workspace.customers, house.customer
    in_the_list = here.id in {one.id for one in customers.page().items}
    assert in_the_list == (here.state != "archived")
    assert here.id in {one.id for one in customers.page("kroon").items}, "archived customers are found by searching"
    assert customers.counts()[here.state] == 1
    assert sum(customers.counts().values()) == 1


def every_terminated_contract_has_one_end_statement(house, _):
    for contract in house.workspace.contracts.of(house.customer_id):
        ends = [one for one in house.workspace.statements.of_contract(contract.id) if one.is_end]
        first = [one for one in ends if one.corrects is None]
        assert len(first) == (1 if contract.state == "terminated" else 0), contract.state


def every_terminated_contract_has_the_record_of_its_end(house, seen):
    """The record says why; no restore and nothing else takes it away or changes what it says."""
    records = house.workspace.terminations.of(house.customer_id)
    effective = [one.contract for one in records if one.state == "effective" and one.contract is not None]
    ended = [one.id for one in house.workspace.contracts.of(house.customer_id) if one.state == "terminated"]
    assert sorted(effective) == sorted(ended)
    kept = {key for key in seen if key[0] == "record"}
    assert kept <= {("record", one.id) for one in records}
    for one in records:
        assert seen.setdefault(("record", one.id), one.plan) == one.plan
        before = seen.setdefault(("end", one.id), one.state)
        assert one.state == before or before in {"waiting", "planned"}
        seen["end", one.id] = one.state


def every_thing_on_loan_belongs_to_a_contract_that_is_or_was_in_force(house, _):
    """What still stands there after the end is to come back: the obligation of its contract says so."""
    contracts = {one.id: one for one in house.workspace.contracts.of(house.customer_id)}
    for asset in house.workspace.assets.of(house.customer_id):
        assert contracts[asset.contract].state in WAS_IN_FORCE
        assert asset.customer == house.customer_id
    placed = [one for one in house.workspace.assets.of(house.customer_id) if one.state == "placed"]
    ended = {one.contract for one in placed if not contracts[one.contract].is_binding}
    promised = {one.contract for one in house.workspace.obligations.of(house.customer_id) if "return" in one.name}
    assert ended <= promised


def what_is_signed_is_signed_by_all_and_what_changes_by_nobody(house, _):
    contracts = house.workspace.contracts
    for contract in contracts.of(house.customer_id):
        signed = [*contracts.amendments(contract), contract]
        counting = {
            sign.signature.sha256 for one in signed for sign in contracts.signatures(one) if sign.voided_at is None
        }
        if contract.state == "draft":
            assert (counting, contract.current) == (set(), None)
        elif contract.state in CHANGEABLE:
            assert counting <= {contract.sha256}
        elif contract.state in WAS_IN_FORCE:
            assert contracts.version(contract).sha256 == contract.sha256
            assert contract.sha256 in counting


def obligations_come_with_a_contract_in_force(house, _):
    contracts = {one.id: one for one in house.workspace.contracts.of(house.customer_id)}
    for one in house.workspace.obligations.of(house.customer_id):
        assert contracts[one.contract].state in WAS_IN_FORCE
        assert one.returns_on is None or contracts[one.contract].is_binding


def ends_are_ends(house, seen):
    """What expired, was terminated, replaced or withdrawn never comes back; a restore revives nothing."""
    for kind in ("contract", "amendment"):
        for one in things(house)[kind]:
            before = seen.setdefault(("state", one.id), one.state)
            assert one.state == before or before not in ENDS
            seen["state", one.id] = one.state


def what_was_posted_is_never_edited(house, seen):
    for one in house.workspace.statements.of(house.customer_id):
        if one.is_booked:
            kept = (one.number, one.period, one.cutoff, one.lines, one.full, one.booked)
            assert seen.setdefault(("posted", one.id), kept) == kept
        else:
            assert ("posted", one.id) not in seen


def posted_and_corrections_add_up_to_the_last_calculation(house, _):
    statements = house.workspace.statements
    chains = {(one.contract, one.settled, one.period.first) for one in statements.of(house.customer_id)}
    for chain in chains:
        booked, total = [one for one in statements.chain(*chain) if one.is_booked], Position()
        for one in booked:
            total = total + one.due
        assert total == (booked[-1].full if booked else Position())


def a_converted_proposal_has_one_contract(house, _):
    contracts = house.workspace.contracts.of(house.customer_id)
    for proposal in house.workspace.proposals.of(house.customer_id):
        made = [one for one in contracts if one.proposal == proposal.id]
        assert len(made) == (1 if proposal.state == "converted" else 0)


LAWS = (
    who_has_a_contract_in_force_is_active,
    who_never_had_a_contract_is_no_customer,
    the_daily_list_holds_all_but_the_archived,
    every_terminated_contract_has_one_end_statement,
    every_terminated_contract_has_the_record_of_its_end,
    every_thing_on_loan_belongs_to_a_contract_that_is_or_was_in_force,
    what_is_signed_is_signed_by_all_and_what_changes_by_nobody,
    obligations_come_with_a_contract_in_force,
    ends_are_ends,
    what_was_posted_is_never_edited,
    posted_and_corrections_add_up_to_the_last_calculation,
    a_converted_proposal_has_one_contract,
)


def every_state_came_about_by_its_machine(house):
    """Walk through the journal of every thing: no state was ever edited directly."""
    store, found = house.workspace.store, things(house)
    _walk(store, CUSTOMER, "customer", found["customer"])
    _walk(store, PROPOSAL, "proposal", found["proposal"])
    _walk(store, CONTRACT, "contract", [*found["contract"], *found["amendment"]])
    _walk(store, STATEMENT, "settlement", found["statement"])


def _walk(store, table, name, all_of_them):
    machine = machines()[name]
    known = {step.event for step in machine.transitions}
    for one in all_of_them:
        state, earlier = machine.initial, []
        for entry in store.history(table.stream_of(one.id)):
            event = EVENTS_OF_STATEMENTS.get(entry.kind, entry.kind) if name == "settlement" else entry.kind
            if event == "restore_undone":
                state = earlier.pop()
            elif event in known:
                earlier.append(state)
                guard = "was_active" if "active" in (*earlier, state) else "never_active"
                state = machine.after(state, event, guard)
        assert state == one.state, (name, [e.kind for e in store.history(table.stream_of(one.id))])


def settling_again_with_all_that_is_known_books_what_was_missing(house):
    """The sum of what is posted, corrections included, is what a recalculation with the latest cut-off comes to."""
    statements = house.workspace.statements
    for last in [one for one in statements.of(house.customer_id) if one.state == "posted"]:
        correction = statements.correct(last, house.today, by=house.anna, at=house.now)
        if correction is not None:
            if correction.state == "provisional":
                correction = statements.approve(correction, by=house.mia, at=house.now)
            if correction.state == "approved":
                statements.post(correction, by=house.mia, at=house.now)
        again = statements.correct(last, house.today, by=house.anna, at=house.now)
        assert again is None or again.state == "accrued"
