"""Promises R2 and R4: editing at once loses no change, and a writer that is killed loses nothing it acknowledged."""

import json
import multiprocessing
import os
import random
import sys
import time

import pytest

from akkoord.store import CUSTOMER, Event, Stale

# Forked children share nothing but the file with each other, and need no second import of everything.
processes = multiprocessing.get_context("fork")


def try_to_save(store, change, expected, name, at):
    try:
        return store.save(CUSTOMER, change, expected=expected, events=[Event("saved")], by=name, at=at)
    except Stale:
        return None


def increment(engine, results, name, rows, times, at):
    """Read a row, add one to its counter and save it, again when someone else was first."""
    store = engine.open(patience=60)
    waits = []
    for number in range(times):
        start, version = time.perf_counter(), None
        while version is None:
            row = store.get(CUSTOMER, f"c{number % rows}")
            body = json.dumps({"counter": json.loads(row["body"])["counter"] + 1})
            version = try_to_save(store, {"id": row["id"], "body": body}, row["version"], name, at)
        waits.append(time.perf_counter() - start)
    results.put(waits)


def run_together(engine, at, *, writers, rows, times):
    """Run writers at once; return how long each of their changes took, the shortest first."""
    results = processes.Queue()
    started = [
        processes.Process(target=increment, args=(engine, results, f"writer {number}", rows, times, at))
        for number in range(writers)
    ]
    for process in started:
        process.start()
    waits = sorted(wait for _ in started for wait in results.get(timeout=600))
    for process in started:
        process.join()
    assert [process.exitcode for process in started] == [0] * writers
    return waits


def require_every_change(store, changes):
    rows = store.find(CUSTOMER)
    counters = {row["id"]: json.loads(row["body"])["counter"] for row in rows}
    assert sum(counters.values()) == changes
    for row_id, counter in counters.items():
        assert [entry.version for entry in store.history(f"customer:{row_id}")] == list(range(1, counter + 2))
    assert store.check() == []


def test_eight_writers_on_the_same_rows_lose_no_change(engine, store, save, customer, at):
    for number in range(3):
        save(customer(f"c{number}", body='{"counter": 0}'))
    waits = run_together(engine, at, writers=8, rows=3, times=150)
    require_every_change(store, len(waits))


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 50], ids=["all on one row", "over fifty rows"])
def test_eight_writers_of_two_thousand_changes_each_lose_none(engine, store, save, customer, at, rows):
    for number in range(rows):
        save(customer(f"c{number}", body='{"counter": 0}'))
    waits = run_together(engine, at, writers=8, rows=rows, times=2000)
    require_every_change(store, 16_000)
    figures = {"p50": len(waits) // 2, "p99.9": -len(waits) // 1000, "longest": -1}
    sys.stdout.write("".join(f"{name} {waits[place] * 1000:.1f} ms\n" for name, place in figures.items()))


def acknowledge(engine, pipe, name, at):
    """Save one row again and again, and say each version once it is saved, until killed."""
    store = engine.open(patience=60)
    while True:
        version = store.get(CUSTOMER, name)["version"]
        with store.write():
            change = {"id": name, "number": f"{name} {store.next_number(name)}", "city": "x" * (version % 5000)}
            version = try_to_save(store, change, version, name, at)
        os.write(pipe, f"{version}\n".encode())


def kill_writers(engine, store, at, *, writers, chance):
    """Start writers, kill each at a random moment, and compare what they said with what is there."""
    started = []
    for number in range(writers):
        ours, theirs = os.pipe()
        process = processes.Process(target=acknowledge, args=(engine, theirs, f"c{number}", at))
        process.start()
        os.close(theirs)
        started.append((f"c{number}", process, os.fdopen(ours)))
    time.sleep(0.3)
    for _, process, _ in started:
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
    for name, process, pipe in started:
        process.join()
        with pipe:
            said = [int(line) for line in pipe.read().split("\n")[:-1]]
        assert said
        assert store.get(CUSTOMER, name)["version"] - said[-1] in {0, 1}
    assert store.check() == []


def test_writers_that_are_killed_lose_nothing_they_acknowledged(engine, store, save, customer, at):
    for number in range(8):
        save(customer(f"c{number}"))
    for seed in range(2):
        kill_writers(engine, store, at, writers=8, chance=random.Random(seed))


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing_acknowledged(engine, store, save, customer, at):
    for number in range(8):
        save(customer(f"c{number}"))
    for seed in range(13):
        kill_writers(engine, store, at, writers=8, chance=random.Random(seed))
