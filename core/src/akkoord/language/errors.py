"""The base of every error that a person may read."""

from akkoord.language.message import Message
from akkoord.language.words import Language


class AkkoordError(Exception):
    """Something went wrong that a person can do something about.

    Its message says what happened, to what, and what to do. `str(error)` is the English text, for logs and
    developers; `error.text(language)` is what the person reads.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def text(self, language: Language) -> str:
        """Say the error in `language`."""
        return self.message.text(language)

    def __str__(self) -> str:
        return self.message.text("en")
