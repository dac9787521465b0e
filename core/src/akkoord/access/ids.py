"""Make the random ids and tokens of things, which nobody can guess."""

import secrets
from collections.abc import Callable

NewId = Callable[[], str]
"""Where a service gets the id of a new thing; tests and worked examples pass their own."""


def new_id() -> str:
    """Make an id of 80 random bits, short enough for an address bar."""
    return secrets.token_hex(10)


def new_token() -> str:
    """Make a token of 256 random bits in hexadecimals, for a session."""
    return secrets.token_hex(32)
