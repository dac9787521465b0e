"""Replay the state machines of a case: lists of events, with the state after every one."""

from collections.abc import Iterator, Sequence
from typing import Final

from akkoord.cases.case_file import Json
from akkoord.cases.results import Check
from akkoord.dossier.states import IllegalTransition, Machine, machines
from akkoord.language import Message

MACHINE_SECTIONS: Final = frozenset({"states", "extra_states"})
"""The sections of a case that hold runs of state machines."""
MAKE: Final = "make"
"""The event with which a run begins: the thing comes into being, in the first state of its machine."""


def replay_machines(sections: Json) -> Iterator[Check]:
    """Replay every run in the sections `states` and `extra_states`.

    A section is an object with a run per machine, or a list of such objects; a run is a list of [event, state].
    """
    for section in sorted(MACHINE_SECTIONS & set(sections), reverse=True):
        yield from _runs(section, sections[section])


def _runs(path: str, value: object) -> Iterator[Check]:
    """Find the runs in a section."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _runs(f"{path}[{number}]", item)
    elif isinstance(value, dict):
        for name, run in value.items():
            yield _check(f"{path}.{name}", name, run)


def _check(path: str, name: str, run: object) -> Check:
    """Replay one run."""
    events = _events(run)
    if name not in machines():
        known = {"name": name, "known": tuple(machines())}
        note = Message("there is no state machine {name!r}; known are {known}", known)
        return Check(path, ok=False, actual=None, expected=run, note=note)
    if events is None:
        note = Message("a run is a list of [event, state after it]")
        return Check(path, ok=False, actual=None, expected=run, note=note)
    actual = [[event, state] for event, state in zip(events, _states(machines()[name], events), strict=True)]
    return Check(path, actual == run, actual, run)


def _events(run: object) -> list[str] | None:
    """Take the events out of a run; None when it is not a list of pairs of texts."""
    if not isinstance(run, list) or not all(isinstance(step, list) and len(step) == 2 for step in run):  # noqa: PLR2004 - an event and a state
        return None
    events = [step[0] for step in run]
    return events if all(isinstance(event, str) for event in events) else None


def _states(machine: Machine, events: Sequence[str]) -> Iterator[str | None]:
    """Give the state after every event; None after one that is refused, which leaves the state as it was."""
    state, seen = machine.initial, set[str]()
    for number, event in enumerate(events):
        seen.add(state)
        if event == MAKE and number == 0:
            yield state
            continue
        try:
            state = machine.after(state, event, "was_active" if "active" in seen else "never_active")
        except IllegalTransition:
            yield None
        else:
            yield state
