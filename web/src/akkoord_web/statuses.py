"""Show the state of a thing as icon, word and colour together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from akkoord.dossier import state_words
from akkoord_web.speech import text_of

__all__ = ["Status", "status_of"]

Tone = Literal["calm", "good", "warn", "bad"]

_SHOWN: Final[Mapping[str, tuple[Tone, str]]] = {
    "prospect": ("calm", "user-plus"),
    "active": ("good", "circle-check"),
    "terminated": ("warn", "ban"),
    "archived": ("calm", "archive"),
    "draft": ("calm", "file-pen"),
    "presented": ("calm", "eye"),
    "accepted": ("good", "circle-check"),
    "declined": ("bad", "circle-x"),
    "lapsed": ("calm", "clock"),
    "converted": ("good", "file-check"),
    "revised": ("calm", "history"),
    "ready_to_sign": ("warn", "pen-line"),
    "sent": ("warn", "mail"),
    "partly_signed": ("warn", "signature"),
    "in_force": ("good", "circle-check"),
    "amended": ("good", "circle-check"),
    "expiring": ("warn", "hourglass"),
    "expired": ("calm", "clock"),
    "superseded": ("calm", "history"),
    "withdrawn": ("calm", "x"),
    "accrued": ("calm", "hourglass"),
    "provisional": ("warn", "clock"),
    "approved": ("good", "badge-check"),
    "posted": ("good", "circle-check"),
    "corrected": ("calm", "history"),
    "open": ("calm", "clock"),
    "done": ("good", "check"),
    "dropped": ("calm", "x"),
    "overdue": ("bad", "triangle-alert"),
    "waived": ("calm", "minus"),
    "missed": ("warn", "triangle-alert"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """What a chip shows."""

    label: str
    tone: Tone
    icon: str


def status_of(state: str) -> Status:
    """Give the chip of a state, in the reader's language, with a capital."""
    tone, icon = _SHOWN.get(state, ("calm", "info"))
    words = text_of(state_words(state))
    return Status(words[:1].upper() + words[1:], tone, icon)
