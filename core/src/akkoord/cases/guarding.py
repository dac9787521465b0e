"""Compute something from a case, so that a fault in one place does not hide the rest."""

from collections.abc import Callable
from typing import TypeVar

from akkoord.language import AkkoordError, Message

__all__ = ["guarded"]

Found = TypeVar("Found")


def guarded(compute: Callable[[], Found]) -> Found | Message:
    """Compute something; give a message when that fails, so that the other values and cases still run."""
    try:
        return compute()
    except AkkoordError as error:
        return error.message
    except Exception as error:  # noqa: BLE001 - a fault in one clause, rule or plugin must not hide the other cases
        values = {"kind": type(error).__name__, "error": str(error)}
        return Message("this could not be computed: {error} ({kind})", values)
