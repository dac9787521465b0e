"""What a view needs to know of the present request: whose it is, which workspace, what time, which language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g

if TYPE_CHECKING:
    from akkoord.access import Account, Session
    from akkoord.language import Language
    from akkoord.workspace import Workspace

__all__ = ["Clock", "account", "language", "now", "session", "start", "today", "visitor", "workspace"]

Clock = Callable[[], datetime]
_EXTENSION = "akkoord"


@dataclass(frozen=True, slots=True)
class _Served:
    workspace: "Workspace"
    clock: Clock
    zone: ZoneInfo


def start(app: Flask, workspace: "Workspace", clock: Clock) -> None:
    """Tie this application to one client's workspace."""
    app.extensions[_EXTENSION] = _Served(workspace, clock, ZoneInfo(workspace.settings.zone))


def _served() -> _Served:
    served = current_app.extensions[_EXTENSION]
    assert isinstance(served, _Served)
    return served


def workspace() -> "Workspace":
    """Give the workspace that this application serves."""
    return _served().workspace


def now() -> datetime:
    """Give the moment of this request: the same wherever it is asked."""
    moment: datetime | None = g.get("now")
    if moment is None:
        moment = g.now = _served().clock()
    return moment


def today() -> date:
    """Give the day of this request, where the client is."""
    return now().astimezone(_served().zone).date()


def local(moment: datetime) -> datetime:
    """Put a moment on the clock of where the client is."""
    return moment.astimezone(_served().zone)


def visitor() -> "Account | None":
    """Give the account that is signed in, or None."""
    found: Account | None = g.get("account")
    return found


def account() -> "Account":
    """Give the account that is signed in; only for views that ask for it."""
    found = visitor()
    if found is None:
        raise LookupError("this view is open to everyone, so it has no account")
    return found


def session() -> "Session | None":
    """Give the session that the cookie names, or None."""
    found: Session | None = g.get("session")
    return found


def language() -> "Language":
    """Give the language in which this answer speaks."""
    spoken: Language = g.get("language", "nl")
    return spoken
