"""Print a contract version as PDF/A-3, in a child process with limits, with its data attached."""

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from mako.template import Template
from markupsafe import Markup

from akkoord.closing.page import document_html
from akkoord.closing.sign import Signature, evidence, software
from akkoord.closing.version import ContractVersion
from akkoord.language import AkkoordError, Message

if TYPE_CHECKING:
    from akkoord.closing.pdf_render import Job

UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The date inside a print of which nobody said when its version was made."""

_COUNTERS: Final = {"page": '<span class="here"></span>', "pages": '<span class="all"></span>'}
_SHOWN: Final = 16
_DONE: Final = b"+"
_WAIT_SECONDS: Final = 150


class PrintError(AkkoordError):
    """The contract could not be printed; the message says why."""


class ForeignSignature(AkkoordError):
    """A signature was made under another version of the contract, so it may not be printed under this one."""


def print_pdf(
    version: ContractVersion,
    signatures: Sequence[Signature] = (),
    *,
    made_at: datetime | None = None,
    tools: Mapping[str, str] | None = None,
) -> bytes:
    """Print a version with the signatures made under it.

    Without signatures every page has a line for initials, with signatures the beginning of the version's hash.
    `contract.json` (the canonical JSON of the version) is
    attached, and with signatures `signatures.json` (their evidence). `made_at` is when the version was made, `tools`
    the software that the evidence names. The same arguments give the same bytes. Raises `ForeignSignature` or
    `PrintError`.
    """
    for signature in signatures:
        if signature.sha256 != version.sha256:
            raise ForeignSignature(
                Message(
                    "{name} signed another version of this contract. Let {name} sign this one.",
                    {"name": signature.name},
                )
            )
    proof = evidence(version, signatures, software() if tools is None else tools) if signatures else None
    return _PRINTER.print(_job(version, signatures, made_at or UNDATED, proof))


def print_page(html: str, *, css: str, attachment: tuple[str, str, str], identifier: str, made_on: date) -> bytes:
    """Print a page of its own layout, such as a report, with its data attached (name, description, text).

    `identifier` is 32 hexadecimal digits. The same arguments give the same bytes. Raises `PrintError`.
    """
    name, description, text = attachment
    moment = f"{made_on.isoformat()}T00:00:00"
    job: Job = {
        "html": html,
        "css": css,
        "attachments": [{"name": name, "description": description, "relationship": "Data", "text": text}],
        "identifier": identifier,
        "created": moment,
        "modified": moment,
        "own_layout": True,
    }
    return _PRINTER.print(job)


def print_html(version: ContractVersion, signatures: Sequence[Signature] = (), *, made_at: datetime = UNDATED) -> str:
    """Give the HTML page that is printed; the packaged `layout/contract.css` and the version's own layout style it."""
    language = version.language
    modified = max((signature.at for signature in signatures), default=made_at)
    title = " ".join(filter(None, (version.title, version.number)))
    html: str = _page().render_unicode(
        language=language,
        title=title,
        author=version.supplier,
        generator=f"Akkoord {software()['akkoord']}",
        created=_moment(made_at),
        modified=_moment(modified),
        running=" · ".join(filter(None, (version.title, version.number))),
        page=Markup(Message("Page {page} of {pages}", _COUNTERS).text(language)),  # noqa: S704 - our own words
        initials=None if signatures else Message("Initials").text(language),
        sealed=Message("Signed electronically · version {hash}", {"hash": version.sha256[:_SHOWN]}).text(language),
        slots=version.slots,
        contract=document_html(version, signatures),
    )
    return html


def _job(version: ContractVersion, signatures: Sequence[Signature], made_at: datetime, proof: bytes | None) -> "Job":
    """Describe the print completely: the child adds nothing of its own."""
    modified = max((signature.at for signature in signatures), default=made_at)
    language = version.language
    job: Job = {
        "html": print_html(version, signatures, made_at=made_at),
        "css": version.layout,
        "attachments": [
            {
                "name": "contract.json",
                "description": Message("The contract as data").text(language),
                "relationship": "Data",
                "text": version.canonical.decode(),
            }
        ],
        "identifier": version.sha256[:32],
        "created": _moment(made_at).removesuffix("Z"),
        "modified": _moment(modified).removesuffix("Z"),
    }
    if proof is not None:
        job["attachments"].append(
            {
                "name": "signatures.json",
                "description": Message("The evidence of the signatures").text(language),
                "relationship": "Supplement",
                "text": proof.decode(),
            }
        )
    return job


def _moment(at: datetime) -> str:
    """Write a moment in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def _page() -> Template:
    """Read the packaged page once."""
    source = files("akkoord.closing.layout").joinpath("contract.html").read_text(encoding="utf-8")
    return Template(text=source, default_filters=["h"], strict_undefined=True)  # noqa: S702 - every value is escaped


class Printer:
    """A process that has WeasyPrint loaded and forks for every print; started at the first, and again if it dies."""

    def __init__(self, *, cpu_seconds: int = 20, memory_bytes: int = 1_500_000_000) -> None:
        """Give every print at most so much processor time and address space."""
        self._limits = (str(cpu_seconds), str(memory_bytes))
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def print(self, job: "Job") -> bytes:
        """Print a job, or raise `PrintError`."""
        with self._connect() as line:
            line.settimeout(_WAIT_SECONDS)
            try:
                line.sendall(json.dumps(job).encode())
                line.shutdown(socket.SHUT_WR)
                with line.makefile("rb") as incoming:
                    answer = incoming.read()
            except OSError:
                answer = b""
        if not answer.startswith(_DONE):
            raise PrintError(_why(answer[1:].decode(errors="replace")))
        return answer[1:]

    def close(self) -> None:
        """Let the process go."""
        with self._lock:
            self._stop()

    def _connect(self) -> socket.socket:
        """Hand one end of a new line to the process, and give the other."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            for _ in range(2):
                control = self._control if self._owner == os.getpid() else None
                with contextlib.suppress(OSError):
                    socket.send_fds(control or self._start(), [b"p"], [theirs.fileno()])
                    return ours
                self._stop()
        ours.close()
        raise PrintError(_why(""))

    def _start(self) -> socket.socket:
        """Start the process; of one that belongs to the process we were forked from, only forget our end."""
        self._process = None if self._owner != os.getpid() else self._process
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, with the interpreter that runs us
                [sys.executable, "-I", "-m", "akkoord.closing.pdf_render", str(theirs.fileno()), *self._limits],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._control, self._owner = ours, os.getpid()
        return ours

    def _stop(self) -> None:
        """Close our end, at which the process ends by itself."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None and self._owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=10)
        self._process = None


def _why(answer: str) -> Message:
    """Say why a print failed; `answer` is a code, with detail behind it."""
    code, _, detail = answer.partition(" ")
    if code == "time":
        return Message("Printing took too long, so it was stopped. Shorten the longest table or own text.")
    if code == "memory":
        return Message("Printing needed too much memory, so it was stopped. Shorten the longest table or own text.")
    if code == "fetch":
        return Message(
            "The print asks for {address}, which it may not read. Take it out of the layout.", {"address": detail}
        )
    if code == "failed":
        return Message("The contract could not be printed ({detail}). Tell who manages Akkoord.", {"detail": detail})
    return Message("The printing process stopped unexpectedly. Print again; if it persists, tell who manages Akkoord.")


_PRINTER: Final = Printer()
atexit.register(_PRINTER.close)
