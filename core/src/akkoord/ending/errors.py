"""What may be wrong with a termination."""

from akkoord.language import AkkoordError, Message


class InvalidTermination(AkkoordError):
    """A termination without what it needs, for an unknown reason, or earlier than is allowed."""


class SecondPersonForTermination(AkkoordError):
    """Who planned a termination with other effects than the reason proposes does not approve it as well."""

    def __init__(self) -> None:
        super().__init__(Message("You planned this termination yourself. Ask another manager to approve it."))
