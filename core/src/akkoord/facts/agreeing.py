"""Refuse answers that cannot be right together, in words that a person understands."""

from akkoord.language import AkkoordError, Message, Words


class Disagreement(AkkoordError, ValueError):
    """An answer that contradicts another, or itself; a ValueError, so that pydantic collects it."""

    def __init__(self, said: Words | Message) -> None:
        super().__init__(said if isinstance(said, Message) else Message("{words}", {"words": said}))
