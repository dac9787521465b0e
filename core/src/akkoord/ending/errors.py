"""What may be wrong with a termination."""

from akkoord.language import AkkoordError


class InvalidTermination(AkkoordError):
    """A termination without what it needs, for an unknown reason, or earlier than is allowed."""
