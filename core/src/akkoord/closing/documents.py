"""Print contracts as PDF in the background, and keep each print by what it prints."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from akkoord.closing.contract import Contract
from akkoord.closing.sign import Signature
from akkoord.closing.version import ContractVersion
from akkoord.language import Message
from akkoord.store import Store

DocumentState = Literal["waiting", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """How far a print is: `key` finds it, `message` says what went wrong, `sha256` is the hash of the PDF."""

    key: str
    contract: str
    state: DocumentState
    message: Message | None = None
    sha256: str | None = None


class Documents:
    """The prints of a store, and the worker that makes them."""

    def __init__(self, store: Store) -> None:
        """Work with this store; `start` sets the worker to work."""

    def request(self, contract: Contract, *, at: datetime) -> DocumentStatus:
        """Ask for the print of a contract as it is now, with the signatures that count; asking again is harmless.

        Raises Missing for a draft, which has no frozen version.
        """
        raise NotImplementedError

    def status(self, key: str) -> DocumentStatus:
        """Return how far a print is. Raises Missing."""
        raise NotImplementedError

    def of(self, contract: Contract) -> DocumentStatus | None:
        """Return how far the print of the contract as it is now is; None when nobody asked for it."""
        raise NotImplementedError

    def pdf(self, key: str) -> bytes | None:
        """Return the PDF, or None while it is not ready."""
        raise NotImplementedError

    def retry(self, key: str, *, at: datetime) -> DocumentStatus:
        """Try a failed print again."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin to print what waits, also what waited when Akkoord stopped."""
        raise NotImplementedError

    def stop(self) -> None:
        """Finish the print at hand and stop."""
        raise NotImplementedError
