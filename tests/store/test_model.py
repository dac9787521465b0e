"""Promise R6: whatever is done in whatever order, the store holds what a plain dictionary would hold."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from akkoord.store import (
    CUSTOMER,
    LOGIN_ATTEMPT,
    AlreadyThere,
    Answer,
    Event,
    Operation,
    OperationMismatch,
    Saving,
    SearchEntry,
    Stale,
    position,
)

IDS = st.sampled_from(["a", "b", "c"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
COUNTS = st.integers(min_value=-(2**63), max_value=2**63 - 1)


class Undone(Exception):
    pass


class StoreLikeDictionaries(RuleBasedStateMachine):
    """Do the same to a store and to dictionaries; `write()`s may nest and fail."""

    at: object
    row: object
    new_engine: object

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.store = type(self).new_engine(self.folder).open()
        self.model = {"rows": {}, "kinds": {}, "plain": {}, "blobs": {}, "answers": {}, "series": {}, "names": {}}
        self.writes = []

    @rule()
    @precondition(lambda self: len(self.writes) < 3)
    def begin_a_write(self):
        stack = ExitStack()
        stack.enter_context(self.store.write())
        self.writes.append((stack, {name: dict(part) for name, part in self.model.items()}))

    @rule()
    @precondition(lambda self: self.writes)
    def finish_a_write(self):
        stack, _ = self.writes.pop()
        stack.close()

    @rule()
    @precondition(lambda self: self.writes)
    def fail_a_write(self):
        stack, before = self.writes.pop()
        error = Undone()
        assert not stack.__exit__(Undone, error, None)
        self.model = before

    @rule(row_id=IDS, name=TEXTS, city=st.none() | TEXTS, events=st.integers(1, 3), behind=st.integers(0, 1))
    def save(self, row_id, name, city, events, behind):
        row = type(self).row(row_id, name, city=city)
        there = self.model["rows"].get(row_id)
        version = (there["version"] if there else 0) - behind
        told = [Event("saved", {"number": number}) for number in range(events)]
        arguments = {"expected": version, "events": told, "by": "anna", "at": type(self).at}
        if behind:
            with pytest.raises(Stale) as stale:
                self.store.save(CUSTOMER, row, **arguments)
            assert stale.value.current == there
            return
        saved = self.store.save(CUSTOMER, row, **arguments)
        assert saved == version + events
        self.model["rows"][row_id] = {**row, "version": saved}
        self.model["kinds"][row_id] = self.model["kinds"].get(row_id, 0) + events

    @rule(names=st.dictionaries(IDS, TEXTS, max_size=3), events=st.integers(1, 2), late=st.booleans())
    def save_each(self, names, events, late):
        rows, told = self.model["rows"], [Event("saved", {"number": number}) for number in range(events)]
        versions = {row_id: rows[row_id]["version"] if row_id in rows else 0 for row_id in names}
        behind = max(names, default=None) if late else None
        savings = [
            Saving(type(self).row(row_id, name), versions[row_id] - (row_id == behind), told)
            for row_id, name in names.items()
        ]
        if behind is not None:
            with pytest.raises(Stale) as stale:
                self.store.save_each(CUSTOMER, savings, by="anna", at=type(self).at)
            assert stale.value.current == rows.get(behind)
            return
        saved = self.store.save_each(CUSTOMER, savings, by="anna", at=type(self).at)
        for one, version in zip(savings, saved, strict=True):
            assert version == one.expected + events
            rows[one.row["id"]] = {**one.row, "version": version}
            self.model["kinds"][one.row["id"]] = self.model["kinds"].get(one.row["id"], 0) + events

    @rule(row_id=IDS, failures=COUNTS)
    def put(self, row_id, failures):
        self.model["plain"][row_id] = {"id": row_id, "failures": failures, "last_at": "now"}
        self.store.put(LOGIN_ATTEMPT, self.model["plain"][row_id])

    @rule(row_id=IDS, failures=COUNTS)
    def add(self, row_id, failures):
        row = {"id": row_id, "failures": failures, "last_at": "now"}
        there = self.model["plain"].setdefault(row_id, row)
        try:
            self.store.add(LOGIN_ATTEMPT, row)
        except AlreadyThere:
            assert there != row
        else:
            assert there == row

    @rule(row_id=IDS)
    def remove(self, row_id):
        gone = self.model["plain"].pop(row_id, None)
        assert self.store.remove(LOGIN_ATTEMPT, {"id": row_id}) == (0 if gone is None else 1)

    @rule(data=st.binary(max_size=20))
    def put_blob(self, data):
        self.model["blobs"][self.store.put_blob(data, "text/plain")] = data

    @rule(series=IDS)
    @precondition(lambda self: self.writes)
    def take_a_number(self, series):
        self.model["series"][series] = self.model["series"].get(series, 0) + 1
        assert self.store.next_number(series) == self.model["series"][series]

    @rule(op=IDS, content=st.sampled_from(["x", "y"]), status=st.sampled_from([200, 303]))
    @precondition(lambda self: self.writes)
    def send(self, op, content, status):
        operation = Operation(op, "anna", "/", content)
        known = self.model["answers"].get(op)
        try:
            answer = self.store.replay(operation)
        except OperationMismatch:
            assert known is not None
            assert known[0] != content
            return
        assert answer == (known and known[1])
        if answer is None:
            self.model["answers"][op] = content, Answer(status, body=content)
            self.store.answer(operation, Answer(status, body=content), type(self).at)

    @rule(thing=IDS, name=st.sampled_from(["Bar Nova", "Nova", "Café Zon", "Zonneveld"]))
    def index(self, thing, name):
        self.store.index(SearchEntry("customer", thing, name))
        self.model["names"][thing] = name

    @rule(thing=IDS)
    def unindex(self, thing):
        self.store.unindex("customer", thing)
        self.model["names"].pop(thing, None)

    @rule(typed=st.sampled_from(["nov", "zon", "bar n", "café"]))
    def search(self, typed):
        expected = {thing for thing, name in self.model["names"].items() if found(typed, name)}
        assert {hit.id for hit in self.store.search(typed)} == expected

    @invariant()
    def holds_the_same(self):
        rows = self.model["rows"]
        assert {row["id"]: row for row in self.store.find(CUSTOMER)} == rows
        assert {row["id"]: row for row in self.store.find(LOGIN_ATTEMPT)} == self.model["plain"]
        assert self.store.count(CUSTOMER) == len(rows)

    @invariant()
    def pages_in_the_same_order(self):
        expected = sorted(self.model["rows"].values(), key=lambda row: (row["name"].encode(), row["id"]))
        paged, after = [], None
        while page := self.store.find(CUSTOMER, order=["name"], limit=1, after=after):
            paged += page
            after = position(CUSTOMER, page[-1], ["name"])
        assert paged == expected

    def teardown(self):
        while self.writes:
            self.finish_a_write()
        for row_id, events in self.model["kinds"].items():
            assert len(self.store.history(f"customer:{row_id}")) == events
        for sha256, data in self.model["blobs"].items():
            assert self.store.blob(sha256).data == data
        assert self.store.check() == []
        self.store.close()
        shutil.rmtree(self.folder)


def found(typed, name):
    plain = name.lower().replace("é", "e").split()
    return all(any(word.startswith(wanted) for word in plain) for wanted in typed.replace("é", "e").split())


def run_machines(new_engine, customer, at, *, examples, steps):
    class Machine(StoreLikeDictionaries):
        pass

    Machine.at = at
    Machine.new_engine = staticmethod(new_engine)
    Machine.row = staticmethod(customer)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_store_holds_what_dictionaries_hold(new_engine, customer, at):
    run_machines(new_engine, customer, at, examples=25, steps=25)


@pytest.mark.slow
def test_a_store_holds_what_dictionaries_hold_however_long_it_goes_on(new_engine, customer, at):
    run_machines(new_engine, customer, at, examples=2000, steps=50)
