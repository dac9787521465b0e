"""Keep passwords as Argon2 hashes, and refuse those that everybody guesses."""

import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from akkoord.access.common_passwords import is_common
from akkoord.language import AkkoordError, Message

FEWEST_CHARACTERS = 8
MOST_CHARACTERS = 256

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Each hash takes 19 MiB: a flood of sign-ins must not fill the memory, so four at a time and the others wait.
_AT_ONCE = BoundedSemaphore(4)


class WeakPassword(AkkoordError):
    """A password that is too short, too long, or too easy to guess."""


def check_password(password: str, *about: str) -> None:
    """Refuse a password that is too short, common, or one of the words `about` its owner (name, sign-in name)."""
    if len(password) < FEWEST_CHARACTERS:
        raise WeakPassword(
            Message(
                "Use at least {count} characters; a short sentence is easy to remember.", {"count": FEWEST_CHARACTERS}
            )
        )
    if len(password) > MOST_CHARACTERS:
        raise WeakPassword(Message("Use at most {count} characters.", {"count": MOST_CHARACTERS}))
    lowered = password.casefold()
    if is_common(password) or any(lowered == word.casefold() for word in _words(*about)):
        raise WeakPassword(Message("This password is easy to guess. Choose another, for example a short sentence."))


def hash_password(password: str) -> str:
    """Return the hash under which a password is kept."""
    with _AT_ONCE:
        return _HASHER.hash(_composed(password))


def matches(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one kept; for None (nobody) it takes just as long, and is false."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _nobody(), _composed(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with other settings than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return _HASHER.hash("the password of nobody")


def _composed(password: str) -> str:
    # The same letters typed on another keyboard are the same password.
    return unicodedata.normalize("NFKC", password[: 4 * MOST_CHARACTERS])


def _words(*about: str) -> set[str]:
    return {word for text in about for word in (text, text.replace(" ", ""), *text.split())}
