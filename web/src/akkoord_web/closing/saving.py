"""Say when something was kept, and whether all of it was."""

from datetime import datetime

from akkoord_web import context
from akkoord_web.speech import moment, say, text_of

__all__ = ["not_saved", "saved_at"]


def saved_at(at: datetime | str, *, unread: int = 0) -> str:
    """Say that it was kept, and when: the time for today, else the day; `unread` counts the boxes left out."""
    when = datetime.fromisoformat(at) if isinstance(at, str) else at
    if unread:
        return text_of(say("Saved at {at}, but for what is marked", at=moment(when)))
    if context.local(when).date() == context.today():
        return text_of(say("Saved at {at}", at=moment(when)))
    return text_of(say("Saved on {day}", day=moment(when)))


def not_saved() -> str:
    """Say that nothing of it is kept yet."""
    return text_of(say("Not saved yet"))
