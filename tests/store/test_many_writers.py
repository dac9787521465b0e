"""Promises R2 and R4: editing at once loses no change, and a writer that is killed loses nothing it acknowledged."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from akkoord.store import CUSTOMER

WRITERS = Path(__file__).with_name("writers.py")


@contextmanager
def started(engine, task, *arguments, writers):
    """Start writers; give the process that started them and, for each, the pipe that it tells through."""
    pipes = [os.pipe() for _ in range(writers)]
    theirs = [pipe[1] for pipe in pipes]
    command = [sys.executable, WRITERS, task, engine.path, *map(str, arguments), *map(str, theirs)]
    with subprocess.Popen(command, pass_fds=theirs) as process:
        for pipe in theirs:
            os.close(pipe)
        yield process, [os.fdopen(ours) for ours, _ in pipes]


def run_together(engine, *, writers, rows, times):
    """Run writers at once until they are done; return how long each of their changes took, the shortest first."""
    waits = []
    with started(engine, "increment", rows, times, writers=writers) as (process, pipes):
        for pipe in pipes:
            with pipe:
                pipe.readline()
                waits += json.load(pipe)
    assert process.returncode == 0
    return sorted(waits)


def require_every_change(store, changes):
    rows = store.find(CUSTOMER)
    counters = {row["id"]: json.loads(row["body"])["counter"] for row in rows}
    assert sum(counters.values()) == changes
    for row_id, counter in counters.items():
        assert [entry.version for entry in store.history(f"customer:{row_id}")] == list(range(1, counter + 2))
    assert store.check() == []


@pytest.fixture
def counters(save, customer):
    """Make rows that count from zero."""

    def make(rows):
        for number in range(rows):
            save(customer(f"c{number}", body='{"counter": 0}'))

    return make


def test_eight_writers_on_the_same_rows_lose_no_change(engine, store, counters):
    counters(3)
    require_every_change(store, len(run_together(engine, writers=8, rows=3, times=150)))


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 50], ids=["all on one row", "over fifty rows"])
def test_eight_writers_of_two_thousand_changes_each_lose_none(engine, store, counters, rows):
    counters(rows)
    waits = run_together(engine, writers=8, rows=rows, times=2000)
    require_every_change(store, 16_000)
    places = {"p50": len(waits) // 2, "p99.9": -len(waits) // 1000, "longest": -1}
    sys.stdout.write("".join(f"{name} {waits[place] * 1000:.1f} ms\n" for name, place in places.items()))


def kill_writers(engine, store, *, writers, chance):
    """Start writers, kill each at a random moment, and compare what they said with what is there."""
    with started(engine, "acknowledge", writers=writers) as (_, pipes):
        children = [int(pipe.readline()) for pipe in pipes]
        time.sleep(0.3)
        for child in children:
            time.sleep(chance.uniform(0, 0.05))
            os.kill(child, signal.SIGKILL)
        for number, pipe in enumerate(pipes):
            with pipe:
                said = [int(line) for line in pipe.read().split("\n")[:-1]]
            assert said
            assert store.get(CUSTOMER, f"c{number}")["version"] - said[-1] in {0, 1}
    assert store.check() == []


def test_writers_that_are_killed_lose_nothing_they_acknowledged(engine, store, counters):
    counters(8)
    for seed in range(2):
        kill_writers(engine, store, writers=8, chance=random.Random(seed))


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing_acknowledged(engine, store, counters):
    counters(8)
    for seed in range(13):
        kill_writers(engine, store, writers=8, chance=random.Random(seed))
