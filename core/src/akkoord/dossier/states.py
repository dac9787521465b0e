"""Know the states of things and what may happen in each: the machines of `states.json`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from akkoord.language import N_, AkkoordError, Message

MachineName = Literal["customer", "proposal", "contract", "settlement"]


@dataclass(frozen=True, slots=True)
class Transition:
    """One thing that may happen: in which state, to which state, and under which guard."""

    from_: str
    event: str
    to: str
    guard: str | None = None


class IllegalTransition(AkkoordError):
    """This cannot happen to a thing in this state."""

    def __init__(self, machine: str, state: str, event: str) -> None:
        super().__init__(
            Message(
                "This is not possible for a {thing} with status “{state}”. Refresh the page to see what is.",
                {"thing": thing_words(machine), "state": state_words(state)},
            )
        )
        self.machine = machine
        self.state = state
        self.event = event


@dataclass(frozen=True, slots=True)
class Machine:
    """The states of one kind of thing and the transitions between them."""

    name: str
    initial: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        """Refuse a transition to or from nowhere, and two that cannot be told apart."""
        ends = {self.initial, *(end for step in self.transitions for end in (step.from_, step.to))}
        if unknown := ends - set(self.states):
            raise ValueError(f"machine {self.name} has no state {', '.join(sorted(unknown))}")
        keys = [(step.from_, step.event, step.guard) for step in self.transitions]
        if len(keys) != len(set(keys)):
            raise ValueError(f"machine {self.name} has two answers to one event")

    def after(self, state: str, event: str, guard: str | None = None) -> str:
        """Return the state after an event; `guard` says which case it is, where that decides.

        Raises IllegalTransition.

        >>> machine("contract").after("draft", "make_ready")
        'ready_to_sign'
        """
        for step in self.transitions:
            if (step.from_, step.event) == (state, event) and step.guard in {None, guard}:
                return step.to
        raise IllegalTransition(self.name, state, event)

    def allows(self, state: str, event: str) -> bool:
        """Tell whether an event may happen in a state, under some guard."""
        return event in self.events(state)

    def events(self, state: str) -> tuple[str, ...]:
        """Return what may happen in a state, each event once."""
        return tuple(dict.fromkeys(step.event for step in self.transitions if step.from_ == state))


@cache
def machines() -> Mapping[str, Machine]:
    """Return all machines by the name of their kind of thing."""
    described = json.loads(files("akkoord.dossier").joinpath("states.json").read_text(encoding="utf-8"))
    return MappingProxyType({name: _machine(name, parts) for name, parts in described.items()})


def machine(name: MachineName) -> Machine:
    """Return the machine of a kind of thing."""
    return machines()[name]


def state_words(state: str) -> Message:
    """Say a state in words, in lower case as inside a sentence."""
    return Message(_STATES[state])


def thing_words(machine_name: str) -> Message:
    """Say a kind of thing in words."""
    return Message(_THINGS[machine_name])


def _machine(name: str, parts: Mapping[str, object]) -> Machine:
    steps = parts["transitions"]
    if not isinstance(steps, list):
        raise TypeError(f"the transitions of {name} are a list")
    transitions = tuple(Transition(step["from"], step["event"], step["to"], step.get("guard")) for step in steps)
    states = parts["states"]
    if not isinstance(states, list):
        raise TypeError(f"the states of {name} are a list")
    return Machine(name, str(parts["initial"]), tuple(states), transitions)


_THINGS = {
    "customer": N_("customer"),
    "proposal": N_("proposal"),
    "contract": N_("contract"),
    "settlement": N_("settlement"),
    "visit": N_("visit"),
}
_STATES = {
    "prospect": N_("prospect"),
    "active": N_("active"),
    "terminated": N_("terminated"),
    "archived": N_("archived"),
    "draft": N_("draft"),
    "presented": N_("presented"),
    "accepted": N_("accepted"),
    "declined": N_("declined"),
    "lapsed": N_("lapsed"),
    "converted": N_("made into a contract"),
    "revised": N_("replaced by a new version"),
    "ready_to_sign": N_("ready to sign"),
    "sent": N_("sent"),
    "partly_signed": N_("partly signed"),
    "in_force": N_("in force"),
    "amended": N_("amended"),
    "expiring": N_("expiring"),
    "expired": N_("expired"),
    "superseded": N_("replaced"),
    "withdrawn": N_("withdrawn"),
    "planned": N_("planned"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
    "accrued": N_("accrued"),
    "provisional": N_("provisional"),
    "approved": N_("approved"),
    "posted": N_("posted"),
    "corrected": N_("corrected"),
    "open": N_("open"),
    "overdue": N_("overdue"),
    "waived": N_("waived"),
    "missed": N_("missed"),
}
