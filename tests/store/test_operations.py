import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from akkoord.store import CUSTOMER, AlreadyThere, Answer, Operation, OperationMismatch

OPERATION = Operation(id="op-1", actor="anna", route="/customers", fingerprint="f1")
ANSWER = Answer(303, "/c/c1", "moved")


@pytest.fixture
def send(store, save, customer, at):
    """Send a request as the web does: replay, or act and keep the answer, in one write."""

    def sent(operation, row_id="c1", using=store):
        with using.write():
            known = using.replay(operation)
            if known is not None:
                return known
            number = using.next_number("customer")
            save(customer(row_id, number=f"K-{number}"))
            answer = Answer(303, f"/c/{row_id}", f"number {number}")
            using.answer(operation, answer, at)
            return answer

    return sent


def test_an_operation_that_never_came_has_no_answer(store):
    assert store.replay(OPERATION) is None


def test_an_operation_that_comes_again_gets_the_same_answer_and_has_no_second_effect(store, send):
    first = send(OPERATION)
    assert send(OPERATION) == first == Answer(303, "/c/c1", "number 1")
    assert store.count(CUSTOMER) == 1
    assert len(store.history("customer:c1")) == 1


def test_every_operation_sent_twice_gives_as_many_effects_as_operations(store, send):
    for number in range(40):
        operation = replace(OPERATION, id=f"op-{number}")
        assert send(operation, f"c{number}") == send(operation, f"c{number}")
    assert store.count(CUSTOMER) == 40
    assert sorted(row["number"] for row in store.find(CUSTOMER)) == sorted(f"K-{n}" for n in range(1, 41))


def test_an_operation_sent_eight_times_at_once_gives_one_effect_and_one_answer(store, send):
    answers, start = [], threading.Barrier(8)

    def press(operation, row_id):
        start.wait()
        answers.append(send(operation, row_id))

    for number in range(5):
        operation = replace(OPERATION, id=f"op-{number}")
        presses = [threading.Thread(target=press, args=(operation, f"c{number}")) for _ in range(8)]
        for thread in presses:
            thread.start()
        for thread in presses:
            thread.join()
    assert store.count(CUSTOMER) == 5
    assert len(answers) == 40
    assert len(set(answers)) == 5


@pytest.mark.parametrize(
    "other",
    [{"fingerprint": "f2"}, {"actor": "ben"}, {"route": "/accounts"}],
    ids=["other content", "another person", "another page"],
)
def test_an_operation_id_that_comes_with_something_else_is_refused(store, send, other):
    send(OPERATION)
    with pytest.raises(OperationMismatch):
        send(replace(OPERATION, **other), "c2")
    assert store.count(CUSTOMER) == 1


def test_an_effect_that_fails_keeps_no_answer_so_it_can_be_sent_again(store, send, doomed):
    with doomed():
        send(OPERATION)
    assert store.replay(OPERATION) is None
    assert send(OPERATION).body == "number 1"


def test_a_second_answer_to_the_same_operation_is_refused_whoever_forgot_to_ask(store, at):
    with store.write():
        store.answer(OPERATION, ANSWER, at)
    with pytest.raises(AlreadyThere), store.write():
        store.answer(OPERATION, Answer(200), at)
    assert store.replay(OPERATION) == ANSWER


def test_an_answer_belongs_inside_the_write_of_its_effect(store, at):
    with pytest.raises(RuntimeError, match="write"):
        store.answer(OPERATION, ANSWER, at)


def test_an_answer_is_kept_for_thirty_days(store, at):
    first, second = replace(OPERATION, id="first"), replace(OPERATION, id="second")
    with store.write():
        store.answer(first, ANSWER, at)
        store.answer(second, ANSWER, at + timedelta(days=30))
    assert store.replay(first) == ANSWER
    with store.write():
        store.answer(replace(OPERATION, id="third"), ANSWER, at + timedelta(days=30, microseconds=1))
    assert store.replay(first) is None
    assert store.replay(second) == ANSWER


def test_operations_before_a_moment_can_be_forgotten(store, at):
    with store.write():
        store.answer(OPERATION, ANSWER, at)
    assert store.forget_operations(at) == 0
    assert store.forget_operations(at + timedelta(microseconds=1)) == 1
    assert store.replay(OPERATION) is None


def test_an_operation_needs_an_id():
    with pytest.raises(ValueError, match="id"):
        Operation("", "anna", "/", "f")
