"""Print contracts as PDF in the background, and keep each print by what it prints."""

import json
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, cast

from akkoord.access import Missing
from akkoord.closing.contract import Contract
from akkoord.closing.contract_reading import read_version
from akkoord.closing.contract_rows import signature_of
from akkoord.closing.pdf import print_pdf
from akkoord.closing.sign import Signature
from akkoord.closing.version import ContractVersion
from akkoord.language import AkkoordError, Message
from akkoord.store import (
    CONTRACT_VERSION,
    DOCUMENT,
    SIGNATURE,
    Json,
    Row,
    Store,
    canonical_json,
    sha256_of,
    utc_moment,
    utc_text,
)

DocumentState = Literal["waiting", "ready", "failed"]

PDF = "application/pdf"
LOOK_EVERY = 2.0
"""Seconds after which the worker looks for itself: another process may have asked."""


class Print(Protocol):
    """What turns a version with its signatures into a PDF; `akkoord.closing.pdf.print_pdf` does."""

    def __call__(
        self, version: ContractVersion, signatures: tuple[Signature, ...] = (), *, made_at: datetime | None = None
    ) -> bytes:
        """Print. Raises AkkoordError with the reason when that fails."""


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """How far a print is: `key` finds it, `message` says what went wrong, `sha256` is the hash of the PDF."""

    key: str
    contract: str
    state: DocumentState
    asked_at: datetime
    message: Message | None = None
    sha256: str | None = None


class Documents:
    """The prints of a store, and the worker that makes them.

    The key of a print is the hash of its recipe: the contract version and the signatures on it. The same contract is
    printed once, and another signature makes another print.
    """

    def __init__(self, store: Store, *, print_pdf: Print = print_pdf, look_every: float = LOOK_EVERY) -> None:
        """Work with this store; `start` sets the worker to work."""
        self._store = store
        self._print = print_pdf
        self._look_every = look_every
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._worker: threading.Thread | None = None

    def request(self, contract: Contract, *, at: datetime) -> DocumentStatus:
        """Ask for the print of a contract as it is now, with the signatures that count; asking again is harmless.

        Raises Missing for a draft, which has no frozen version.
        """
        recipe = self._recipe(contract)
        with self._store.write():
            key = self._store.put_blob(recipe.encode(), "application/json")
            row = self._store.get(DOCUMENT, key)
            if row is None:
                row = _row(key, contract.id, utc_text(at))
                self._store.put(DOCUMENT, row)
                self._store.after_commit(self._wake.set)
        return _status(row)

    def status(self, key: str) -> DocumentStatus:
        """Return how far a print is. Raises Missing."""
        return _status(self._get(key))

    def of(self, contract: Contract) -> DocumentStatus | None:
        """Return how far the print of the contract as it is now is; None when nobody asked for it, or for a draft."""
        if contract.current is None:
            return None
        row = self._store.get(DOCUMENT, sha256_of(self._recipe(contract)))
        return None if row is None else _status(row)

    def pdf(self, key: str) -> bytes | None:
        """Return the PDF, or None while it is not ready. Raises Missing."""
        status = self.status(key)
        blob = None if status.sha256 is None else self._store.blob(status.sha256)
        return None if blob is None else blob.data

    def retry(self, key: str, *, at: datetime) -> DocumentStatus:
        """Try a failed print again. Raises Missing."""
        with self._store.write():
            row = self._get(key)
            if row["state"] == "failed":
                row = _row(key, str(row["contract"]), utc_text(at))
                self._store.put(DOCUMENT, row)
                self._store.after_commit(self._wake.set)
        return _status(row)

    def start(self) -> None:
        """Begin to print what waits, also what waited when Akkoord stopped; started twice it works once."""
        if self._worker is None:
            self._stopping.clear()
            self._worker = threading.Thread(target=self._work, name="akkoord-documents", daemon=True)
            self._worker.start()

    def stop(self) -> None:
        """Finish the print at hand and stop; what waits is printed after the next `start`."""
        self._stopping.set()
        self._wake.set()
        if self._worker is not None:
            self._worker.join()
            self._worker = None

    def print_waiting(self) -> int:
        """Print what waits now, on this thread; return how many. What the worker does, in one go.

        The newest goes first: who asked last sits at the table and waits, what is older waits for nobody.
        """
        printed = 0
        while not self._stopping.is_set() and (
            rows := self._store.find(DOCUMENT, where=_WAITING, order=("-at",), limit=1)
        ):
            self._make(rows[0])
            printed += 1
        return printed

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            # A store that is busy or out of space now may not be so at the next look; what waits goes on waiting.
            with suppress(AkkoordError):
                self.print_waiting()
            self._wake.wait(self._look_every)

    def _make(self, row: Row) -> None:
        try:
            data = self._printed(str(row["id"]))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong with one print, the others are made
            self._keep(row, {"state": "failed", "blob": None, "error": _written(_why(error))})
        else:
            with self._store.write():
                self._keep(row, {"state": "ready", "blob": self._store.put_blob(data, PDF), "error": None})

    def _printed(self, key: str) -> bytes:
        blob = self._store.blob(key)
        if blob is None:
            raise Missing("document", key)
        recipe = json.loads(blob.data)
        made = self._store.get(CONTRACT_VERSION, recipe["contract_version"])
        if made is None:
            raise Missing("contract_version", recipe["contract_version"])
        rows = [self._store.get(SIGNATURE, one) for one in recipe["signatures"]]
        signatures = tuple(signature_of(row).signature for row in rows if row is not None)
        version = read_version(self._store, recipe["contract_version"])
        return self._print(version, signatures, made_at=utc_moment(str(made["made_at"])))

    def _keep(self, row: Row, outcome: Row) -> None:
        with self._store.write():
            now = self._store.get(DOCUMENT, str(row["id"]))
            if now is not None and now["state"] == "waiting":
                self._store.put(DOCUMENT, {**now, **outcome})

    def _recipe(self, contract: Contract) -> str:
        if contract.current is None:
            raise Missing("contract_version", contract.id)
        where = {"contract_version": contract.current, "voided_at": None}
        rows = self._store.find(SIGNATURE, where=where, order=("at",))
        recipe: dict[str, Json] = {"contract_version": contract.current, "signatures": [str(row["id"]) for row in rows]}
        return canonical_json(recipe)

    def _get(self, key: str) -> Row:
        row = self._store.get(DOCUMENT, key)
        if row is None:
            raise Missing("document", key)
        return row


_WAITING: Row = {"state": "waiting"}


def _row(key: str, contract: str, at: str) -> Row:
    return {"id": key, "contract": contract, "state": "waiting", "blob": None, "error": None, "at": at}


def _status(row: Row) -> DocumentStatus:
    return DocumentStatus(
        key=str(row["id"]),
        contract=str(row["contract"]),
        state=cast("DocumentState", row["state"]),
        asked_at=utc_moment(str(row["at"])),
        message=None if row["error"] is None else _read(str(row["error"])),
        sha256=None if row["blob"] is None else str(row["blob"]),
    )


def _why(error: Exception) -> Message:
    if isinstance(error, AkkoordError):
        return error.message
    detail = {"detail": type(error).__name__}
    return Message("The contract could not be printed ({detail}). Tell who manages Akkoord.", detail)


def _written(message: Message) -> str:
    """Write a message so that it can be said in any language later."""
    values = {name: str(value) for name, value in message.values.items()}
    return canonical_json({"template": message.template, "values": values})


def _read(written: str) -> Message:
    parts = json.loads(written)
    template = parts["template"]
    return Message(template, parts["values"])
