import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.dossier import IllegalTransition, Machine, machine, machines, state_words
from akkoord.dossier.states import Transition, thing_words

DESCRIBED = json.loads(files("akkoord.dossier").joinpath("states.json").read_text(encoding="utf-8"))
EVERY = [
    pytest.param(name, state, event, id=f"{name}-{state}-{event}")
    for name, parts in DESCRIBED.items()
    for state in parts["states"]
    for event in sorted({step["event"] for step in parts["transitions"]})
]


def described(name, state, event):
    """The steps of the file, by guard."""
    steps = DESCRIBED[name]["transitions"]
    return {step.get("guard"): step["to"] for step in steps if (step["from"], step["event"]) == (state, event)}


@pytest.mark.parametrize(("name", "state", "event"), EVERY)
def test_a_machine_does_exactly_what_its_file_says(name, state, event):
    expected = described(name, state, event)
    here = machine(name)
    assert here.allows(state, event) == bool(expected)
    for guard, to in expected.items():
        assert here.after(state, event, guard) == to
    if None not in expected:
        for guard in (None, "no_such_guard"):
            with pytest.raises(IllegalTransition):
                here.after(state, event, guard)


def test_every_machine_of_the_file_is_there_and_no_other():
    assert set(machines()) == set(DESCRIBED)
    for name, parts in DESCRIBED.items():
        assert machine(name).initial == parts["initial"]
        assert list(machine(name).states) == parts["states"]


def test_an_unknown_event_is_refused_in_words_of_both_languages():
    with pytest.raises(IllegalTransition) as refused:
        machine("contract").after("in_force", "reopen")
    assert "in force" in refused.value.text("en")
    assert "van kracht" in refused.value.text("nl")


def test_every_state_and_thing_has_words():
    for name, parts in DESCRIBED.items():
        assert thing_words(name).text("nl")
        for state in parts["states"]:
            assert state_words(state).text("nl")


@given(st.data())
def test_no_road_leaves_the_states_and_ends_stay_ends(data):
    here = machine(data.draw(st.sampled_from(sorted(DESCRIBED))))
    state = here.initial
    for _ in range(12):
        events = here.events(state)
        if not events:
            break
        event = data.draw(st.sampled_from(events))
        guards = list(described(here.name, state, event))
        state = here.after(state, event, data.draw(st.sampled_from(guards)))
        assert state in here.states


def test_what_was_signed_never_becomes_a_draft_again():
    here = machine("contract")
    reached, found = set(), {"in_force"}
    while found:
        state = found.pop()
        reached.add(state)
        found |= {here.after(state, event) for event in here.events(state)} - reached
    assert not reached & {"draft", "ready_to_sign", "sent", "partly_signed", "withdrawn"}


def test_a_machine_that_leads_nowhere_is_refused():
    with pytest.raises(ValueError, match="no state"):
        Machine("x", "a", ("a",), (Transition("a", "go", "b"),))
    with pytest.raises(ValueError, match="two answers"):
        Machine("x", "a", ("a", "b"), (Transition("a", "go", "b"), Transition("a", "go", "a")))
