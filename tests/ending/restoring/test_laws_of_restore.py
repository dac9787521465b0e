"""After an end and a restore all is as before, but for what the screen said; an end withdrawn leaves no trace."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from akkoord.dossier import timeline
from akkoord.executing.sales import SaleLine
from akkoord.values import Period

from .conftest import KROON
from .pictures import days_to_come, differing, picture

PDF = b"%PDF-1.4 a quotation"
DOSSIERS = st.fixed_dictionaries(
    {
        "contracts": st.integers(1, 2),
        "amended": st.booleans(),
        "posted": st.booleans(),
        "agreements": st.integers(0, 2),
        "returned": st.booleans(),
        "away": st.integers(0, 40),
        "archived": st.booleans(),
        "offered": st.booleans(),
    }
)
# To shorten a dossier takes long, and each of its parts is named.
FEW = settings(max_examples=4, derandomize=True, phases=[Phase.generate], deadline=None)


def filled(house, dossier):
    """A customer among others, with everything that a dossier can hold."""
    w, by = house.workspace, house.anna
    for name in ("Café de Abt", "Zaal Zon"):
        w.customers.add(replace(KROON, name=name), by.id, by=by, at=house.now)
    house.visit()
    contracts = [house.in_force(term={"months": 24}) for _ in range(dossier["contracts"])]
    if dossier["amended"]:
        house.amend(contracts[0])
    for n in range(dossier["agreements"]):
        made = w.agreements.add(house.customer_id, f"Sleutel {n}", by=by, at=house.now, due=house.today)
        if n:
            w.agreements.done(made, by=by, at=house.now)
    w.notes.add(house.customer_id, "Drinkt koffie zonder suiker.", by=by, at=house.now)
    w.files.add(house.customer_id, "offerte.pdf", PDF, by=by, at=house.now)
    w.visits.plan(house.customer_id, house.today + timedelta(days=200), by=by, at=house.now)
    if dossier["offered"]:
        house.propose()
    delivered(house)
    house.clock.advance(timedelta(days=130))
    w.daily(house.clock.at)
    if dossier["posted"]:
        settle(house, contracts[0])
    if dossier["returned"]:
        asset = w.assets.of(house.customer_id)[0]
        w.assets.change(
            asset, by=by, at=house.now, description=asset.description, serial_number=asset.serial_number,
            placed_on=asset.placed_on, state="returned",
        )  # fmt: skip
    done = next(one for one in w.obligations.of(house.customer_id) if one.state == "open" and not one.checks)
    w.obligations.done(done, by=by, at=house.now, on=house.today)
    return house


def delivered(house):
    lines = [
        SaleLine(f"line {n}", house.customer_id, house.today + timedelta(days=7 * n), "draught_lager", Decimal(3), "hl",
                 Decimal("600.00"), house.today + timedelta(days=7 * n))
        for n in range(12)
    ]  # fmt: skip
    house.workspace.sales.load(lines, run="depot", at=house.now)


def settle(house, contract):
    """Settle what is over, and have it approved and posted by a second person."""
    statements, first = house.workspace.statements, contract.commencement
    period = Period(first, first + timedelta(days=400))
    for made in statements.draft(contract, period, house.today, by=house.anna, at=house.now):
        if made.state == "provisional":
            approved = statements.approve(made, by=house.mia, at=house.now)
            statements.post(approved, by=house.mia, at=house.now)


def reports(house):
    """Every installed report over two years, as a manager sees it."""
    w, today = house.workspace, house.today
    period = {"period": f"{today.year}"}
    return {
        name: report.made(
            w, {key: value for key, value in period.items() if key in asked(report)}, by=house.mia, today=today
        )
        for name, report in w.plugins.reports.items()
    }


def asked(report):
    return {question.key for question in report.parameters.questions()}


def named(left):
    """The names under which a picture shows what the screen says that it leaves."""
    return {
        *(f"contract {one.id}" for one in left.contracts),
        *(f"statement {one.id}" for one in left.statements),
        *(f"obligation {one.id}" for one in (*left.obligations, *left.lapsed)),
    }


@FEW
@given(dossier=DOSSIERS)
def test_what_differs_after_an_end_and_a_restore_is_what_the_screen_showed(open_house, dossier):
    house = filled(open_house(), dossier)
    before, journal = picture(house), house.workspace.store.recent(limit=1)[0].seq
    history = timeline(house.workspace.store, house.customer_id, limit=500)
    house.leave()
    house.clock.advance(timedelta(days=dossier["away"]))
    if dossier["archived"]:
        house.archive()
    gone = picture(house)
    left = house.restore().left
    after = picture(house)

    assert "customer" in differing(before, gone), "it was away"
    shown = named(left)
    different = differing(before, after)
    assert different <= shown, "what differs was shown"
    still_to_do = {f"obligation {one.id}" for one in left.obligations}
    assert shown - different <= still_to_do, "and what was shown differs, or is still to be done"
    assert {one.contract for one in left.records} == {one.id for one in left.contracts}
    assert {one.contract for one in left.statements} == {one.id for one in left.contracts}
    told = timeline(house.workspace.store, house.customer_id, limit=500)
    assert told[-len(history) :] == history, "the history grew, and what was in it stays"
    assert house.workspace.store.recent(limit=1)[0].seq > journal
    assert house.workspace.store.verify_journal() == []


@FEW
@given(dossier=DOSSIERS)
def test_an_undone_restore_leaves_what_was_before_it(open_house, dossier):
    house = filled(open_house(), dossier)
    house.leave()
    if dossier["archived"]:
        house.archive()
    before = picture(house)
    house.restore()
    house.undo()
    assert differing(before, picture(house)) == set()
    house.restore()
    assert house.customer.state == "active"


@FEW
@given(dossier=DOSSIERS, ahead=st.integers(1, 300), other=st.booleans(), later=st.booleans())
def test_a_future_end_that_is_withdrawn_leaves_every_view_as_it_was(open_house, dossier, ahead, other, later):
    house = filled(open_house(), dossier)
    contract = house.workspace.contracts.of(house.customer_id)[-1]
    before, coming = picture(house), days_to_come(house)
    deviating = {"shortfall_elapsed": False} if other else {}
    reason = "default_by_customer" if other else "other"
    planned = house.plan(contract, on=house.today + timedelta(days=ahead), effects=deviating, reason=reason)
    assert differing(coming, days_to_come(house)) >= {"ends on"}, "while it is planned it shows"
    if later:
        house.workspace.daily(house.clock.at)
    house.withdraw(planned)
    assert differing(before, picture(house)) == set()
    assert differing(coming, days_to_come(house)) == set()
    assert house.workspace.terminations.get(planned.id).state == "withdrawn"


@FEW
@given(dossier=DOSSIERS)
def test_the_archive_is_out_of_the_daily_lists_and_kept_in_history_and_reports(open_house, dossier):
    house = filled(open_house(), dossier)
    house.leave()
    w, kept = house.workspace, picture(house)
    told = timeline(w.store, house.customer_id, limit=500)
    reported = reports(house)
    house.archive()
    assert house.customer.number not in {one.number for one in w.customers.page().items}
    assert house.customer.number in {one.number for one in w.customers.page(state="archived").items}
    assert house.customer.number in {one.number for one in w.customers.page("kroon").items}
    assert differing(kept, picture(house)) == {"customer", "in the list", "counts"}
    assert timeline(w.store, house.customer_id, limit=500)[1:] == told
    assert differing(reported, reports(house)) == set(), "reports know no archive"
    assert house.customer.name in str(reports(house)["terminations"])
