"""Show that someone else saved first: theirs beside mine, and two ways on."""

from collections.abc import Iterable
from dataclasses import dataclass

from akkoord_web import context
from akkoord_web.speech import say, text_of

__all__ = ["Conflict", "Difference", "conflict_of"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what is kept and what was typed differ."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the conflict note shows; `version` is what "save mine" replaces."""

    title: str
    version: int
    differences: tuple[Difference, ...]


def conflict_of(stream: str, version: int, differences: Iterable[Difference]) -> Conflict:
    """Say who changed a thing last and when, and in which fields it differs from what was typed.

    :param stream: the journal stream of the thing, such as `customer:8f3a`.
    """
    workspace = context.workspace()
    last = next(iter(workspace.store.recent(streams=(stream,), limit=1)), None)
    if last is None:
        return Conflict(text_of(say("This was changed in the meantime")), version, tuple(differences))
    who = workspace.accounts.names().get(last.actor)
    at = context.local(last.at).strftime("%H:%M")
    title = (
        say("{who} changed this at {at}", who=who, at=at)
        if who
        else say("This was changed in the meantime, at {at}", at=at)
    )
    return Conflict(text_of(title), version, tuple(differences))
