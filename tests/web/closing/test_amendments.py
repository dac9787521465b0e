"""A running contract is amended: labels stay, only what changes is signed, and both versions hold their own part."""

from datetime import date

import pytest

from akkoord.closing.amendment import NothingChanges
from akkoord.closing.amendments import InvalidAmendment
from akkoord.closing.contract import ContractFixed
from akkoord.executing.agreements import agreement_of, agreements
from akkoord.values import Period

GROWTH = {
    "growth_bonus": {"enabled": True, "reference_hl": "120", "min_growth_pct": "0", "rate": "20.00", "cap": "2000.00"}
}
LATER = date(2027, 1, 1)


def noon(clock, day):
    return clock.at.replace(year=day.year, month=day.month, day=day.day)


@pytest.fixture
def running(table):
    return table.signed(table.contract())


@pytest.fixture
def amended(workspace, running, table, clock):
    """Begin an amendment, with answers that change; freeze it when asked."""

    def make(answers=GROWTH, effective=LATER, *, frozen=True):
        begun = workspace.amendments.start(running, by=table.by, at=clock.at, effective=effective)
        changed = workspace.amendments.change(begun, answers, effective, by=table.by, at=clock.at).contract
        return workspace.contracts.freeze(changed, by=table.by, at=clock.at) if frozen else changed

    return make


def test_a_new_article_gets_the_number_before_it_with_a_letter_and_the_others_keep_theirs(workspace, running, amended):
    before = workspace.contracts.version(running).data["labels"]["by_id"]
    after = workspace.amendments.version(amended()).data["labels"]["by_id"]
    assert {part: after[part] for part in before} == before
    assert after["a-growth-bonus"].endswith("A")


def test_only_what_changes_is_in_the_document_that_is_signed(workspace, running, amended):
    version = workspace.amendments.version(amended())
    assert "Groeibonus" in version.html
    assert "1 januari 2027" in version.html
    assert "Overmacht" not in version.html
    assert "Overmacht" in version.whole
    assert [slot.id for slot in version.slots] == [slot.id for slot in workspace.contracts.version(running).slots]


def test_an_amendment_that_changes_nothing_is_not_made(amended):
    with pytest.raises(NothingChanges):
        amended({})


@pytest.mark.parametrize("day", [date(2026, 6, 30), date(2029, 7, 1)])
def test_an_amendment_takes_effect_while_the_contract_holds(amended, day):
    with pytest.raises(InvalidAmendment):
        amended(effective=day)


def test_only_a_contract_in_force_is_amended(workspace, table, clock):
    with pytest.raises(InvalidAmendment):
        workspace.amendments.start(table.contract(), by=table.by, at=clock.at)


def test_the_contract_stays_as_it_is_until_the_day_of_the_amendment(workspace, running, amended, table, clock):
    signed = table.signed(amended())
    assert signed.state == "in_force"
    assert table.again(running).current == running.current
    workspace.daily(noon(clock, date(2026, 12, 31)))
    assert table.again(running).current == running.current
    workspace.daily(noon(clock, LATER))
    contract = table.again(running)
    assert (contract.state, contract.current) == ("amended", signed.current)
    assert (contract.ends_on, contract.notice_by) == (running.ends_on, running.notice_by)
    assert workspace.daily(noon(clock, LATER))["contracts"] == 0


def test_both_versions_hold_their_own_part_of_a_period(workspace, running, amended, table, clock):
    table.signed(amended())
    workspace.daily(noon(clock, LATER))
    year = Period(date(2026, 7, 1), date(2027, 6, 30))
    held = workspace.contracts.versions_in_force(table.again(running), year)
    assert [(one.period.first, one.period.last) for one in held] == [
        (date(2026, 7, 1), date(2026, 12, 31)),
        (LATER, date(2027, 6, 30)),
    ]
    assert held[0].version == running.current


def test_obligations_follow_the_version_in_force(workspace, running, amended, table, clock):
    table.signed(amended())
    workspace.daily(noon(clock, LATER))
    names = {one.name for one in workspace.obligations.of(running.customer, state="open")}
    assert "a-growth-bonus/credit-growth-bonus" in names


def test_an_amendment_of_the_term_moves_the_end(workspace, running, amended, table, clock):
    table.signed(amended({"term": {"months": 48}}))
    workspace.daily(noon(clock, LATER))
    assert table.again(running).ends_on == date(2030, 6, 30)


def test_an_amendment_signed_on_its_day_takes_effect_at_once(running, amended, table, clock):
    clock.at = noon(clock, LATER)
    table.signed(amended())
    assert table.again(running).state == "amended"


def test_a_second_amendment_builds_on_the_first(workspace, running, amended, table, clock):
    table.signed(amended())
    workspace.daily(noon(clock, LATER))
    later = workspace.amendments.start(table.again(running), by=table.by, at=noon(clock, LATER))
    assert later.facts["growth_bonus"]["rate"] == "20.00"
    assert later.number.endswith("-2")


def test_changing_an_amendment_that_waits_for_signatures_voids_them(workspace, amended, table, clock):
    signed = table.signed(amended(), count=1)
    changed = workspace.amendments.change(signed, {"growth_bonus": {"rate": "25.00"}}, LATER, by=table.by, at=clock.at)
    assert (changed.recalled, len(changed.voided), changed.contract.state) == (True, 1, "draft")


def test_what_changes_is_shown_part_by_part(workspace, amended):
    changed = workspace.amendments.changes(amended(frozen=False))
    added = next(one for one in changed if one.id == "a-growth-bonus")
    assert (added.change, added.before) == ("added", "")


def test_amendments_are_no_contracts_in_the_lists(workspace, running, amended, table):
    amended()
    assert [one.id for one in workspace.contracts.of(running.customer)] == [running.id]
    assert len(workspace.contracts.amendments(running)) == 1


def test_settling_knows_the_version_that_an_amendment_took_the_place_of(workspace, running, amended, table, clock):
    table.signed(amended())
    workspace.daily(noon(clock, LATER))
    agreement = agreement_of(workspace.store, table.again(running))
    (held,) = agreement.earlier
    assert held.last == date(2026, 12, 31)
    assert "growth-bonus" in {rule.line for rule in agreement.rules} - {rule.line for rule in held.rules}
    assert [one.contract for one in agreements(workspace.store, date(2027, 6, 30))] == [running.id]


def test_an_amendment_goes_no_further_once_its_contract_has_ended(workspace, running, amended, table, clock):
    frozen = amended()
    workspace.contracts.mark_terminated(workspace.contracts.get(running.id), by=table.by, at=clock.at)
    with pytest.raises(ContractFixed) as refused:
        table.signed(frozen, 1)
    assert running.number in refused.value.text("nl")
    with pytest.raises(ContractFixed):
        workspace.contracts.put_own_text(frozen, "Terras", "Tekst.", by=table.by, at=clock.at)
    assert workspace.contracts.withdraw(frozen, "Beëindigd.", by=table.by, at=clock.at).state == "withdrawn"
