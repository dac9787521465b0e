"""Slow down who guesses passwords: longer and longer waits after failures, but never a lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from akkoord.language import AkkoordError, Message, plural_message
from akkoord.store import LOGIN_ATTEMPT, Store, sha256_of, utc_moment, utc_text

FREE_FAILURES = 5
LONGEST_WAIT = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(minutes=15)


class SignInRefused(AkkoordError):
    """Signing in did not work; `wait_seconds` says how long the next attempt must wait."""

    def __init__(self, wait_seconds: int = 0) -> None:
        super().__init__(
            plural_message(
                "Too many attempts. Wait {count} second and try again.",
                "Too many attempts. Wait {count} seconds and try again.",
                wait_seconds,
            )
            if wait_seconds
            else Message("The sign-in name or the password is not right. Try again.")
        )
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class Attempts:
    """The failures that count now for one account or address."""

    failures: int
    last_at: datetime

    def wait(self, at: datetime) -> timedelta:
        """Return how long the next attempt must still wait: 1, 2, 4 up to 60 seconds after the fifth failure.

        >>> moment = datetime(2026, 1, 1)
        >>> [Attempts(failures, moment).wait(moment).seconds for failures in (4, 5, 6, 9, 40)]
        [0, 1, 2, 16, 60]
        """
        if self.failures < FREE_FAILURES:
            return timedelta(0)
        doubled = timedelta(seconds=2 ** min(self.failures - FREE_FAILURES, 10))
        return max(self.last_at + min(doubled, LONGEST_WAIT) - at, timedelta(0))


def counters_of(login: str, address: str) -> tuple[str, str]:
    """Return the keys under which attempts are counted; hashed, since an address is personal data."""
    return f"account:{sha256_of(login)}", f"address:{sha256_of(address)}"


def begin_attempt(store: Store, counters: tuple[str, ...], at: datetime) -> int:
    """Count an attempt as failed before it is judged, so that many at once wait too; return the failures before it.

    Raises SignInRefused while one of the counters asks to wait.
    """
    with store.write():
        before = [_attempts(store, counter, at) for counter in counters]
        longest = max(attempts.wait(at) for attempts in before)
        if longest:
            raise SignInRefused(ceil(longest.total_seconds()))
        for counter, attempts in zip(counters, before, strict=True):
            store.put(LOGIN_ATTEMPT, {"id": counter, "failures": attempts.failures + 1, "last_at": utc_text(at)})
    return before[0].failures


def attempt_succeeded(store: Store, account: str, address: str) -> None:
    """Forget the failures of the account, and the one that this attempt was counted as for the address."""
    with store.write():
        store.remove(LOGIN_ATTEMPT, {"id": account})
        row = store.get(LOGIN_ATTEMPT, address)
        if row is not None:
            store.put(LOGIN_ATTEMPT, {**row, "failures": max(int(str(row["failures"])) - 1, 0)})


def _attempts(store: Store, counter: str, at: datetime) -> Attempts:
    row = store.get(LOGIN_ATTEMPT, counter)
    if row is None:
        return Attempts(0, at)
    last_at = utc_moment(str(row["last_at"]))
    return Attempts(0, at) if last_at + FORGOTTEN_AFTER < at else Attempts(int(str(row["failures"])), last_at)
