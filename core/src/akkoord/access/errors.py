"""What every service may refuse: a thing that is not there, not allowed, or changed by someone else."""

from akkoord.language import AkkoordError, Message


class Missing(AkkoordError):
    """There is no thing with this id."""

    def __init__(self, kind: str, thing_id: str) -> None:
        super().__init__(Message("This does not exist, or no longer. Go back and open it from the list."))
        self.kind = kind
        self.id = thing_id


class NotAllowed(AkkoordError):
    """The account may not do this to this thing."""

    def __init__(self, action: str) -> None:
        super().__init__(Message("Your account may not do this. Ask a manager if you think it should."))
        self.action = action


class StaleVersion(AkkoordError):
    """Someone else changed the thing first; `current` is the thing as it is now, to show beside what was typed."""

    def __init__(self, current: object, expected: int) -> None:
        super().__init__(
            Message("This was changed by someone else in the meantime. Compare both versions and save again.")
        )
        self.current = current
        self.expected = expected
