"""The demonstration fills a workspace with believable people, every time in the same way."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from akkoord.workspace import Workspace
from akkoord_clauses_coffee.demo import fill

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "coffee"
    sign_ins = fill(folder, lambda: NOW)
    with Workspace.open(folder, clock=lambda: NOW) as workspace:
        yield workspace, sign_ins


@pytest.fixture(scope="module")
def workspace(filled):
    return filled[0]


def contracts(workspace):
    return [one for customer in customers(workspace) for one in workspace.contracts.of(customer.id)]


def customers(workspace):
    return workspace.customers.page(limit=200).items


def test_there_are_thirteen_customers_in_several_states(workspace):
    assert workspace.customers.counts() == {"prospect": 8, "active": 4, "terminated": 1, "archived": 0}


def test_there_are_contracts_in_several_states(workspace):
    states = Counter(contract.state for contract in contracts(workspace))
    assert states == {"in_force": 3, "expiring": 1, "ready_to_sign": 1, "partly_signed": 1, "terminated": 1}


def test_nothing_stands_in_the_way_of_any_contract(workspace):
    for contract in contracts(workspace):
        preview = workspace.contracts.composed(contract)
        assert preview.can_be_made, (contract.number, preview.errors, preview.document.missing)


def test_what_was_recorded_are_answers_to_the_questions(workspace):
    questions = workspace.clause_set.questions
    for customer in customers(workspace):
        recorded = [situation.answers for situation in workspace.situations.history(customer.id)]
        recorded += [proposal.answers for proposal in workspace.proposals.of(customer.id)]
        for answers in recorded:
            assert questions.validate(answers) == {}
            assert questions.unknown(answers) == ()


def test_a_notice_deadline_falls_within_the_coming_weeks(workspace):
    found = workspace.contracts.deadlines(TODAY, date(2026, 12, 31))
    assert [contract.notice_by for contract, _ in found if contract.notice_by] != []


def test_each_account_manager_has_visits_today(workspace, filled):
    for one in filled[1]:
        if one.role == "account_manager":
            assert workspace.visits.on(workspace.accounts.by_login(one.login).id, TODAY)


def test_who_can_sign_in_is_told_with_a_password_that_works(filled):
    workspace, sign_ins = filled
    assert [one.role for one in sign_ins] == ["account_manager", "account_manager", "manager", "administrator"]
    for one in sign_ins:
        assert workspace.accounts.sign_in(one.login, one.password, "127.0.0.1", NOW).name == one.name


def test_nothing_happened_after_now_and_the_journal_is_whole(workspace):
    assert workspace.store.verify_journal() == []
    assert max(entry.at for entry in workspace.store.recent(limit=5_000)) <= NOW


def test_hardly_anything_that_fell_due_lies_open(workspace):
    open_ones = [one for each in customers(workspace) for one in workspace.obligations.of(each.id, state="open")]
    late = [one for one in open_ones if one.due is not None and one.due < TODAY]
    assert len(late) <= 3
