"""Print HTML as PDF/A in processes of its own, with limits: the child side of `akkoord.closing.pdf`.

`python -m akkoord.closing.pdf_render FD CPU_SECONDS MEMORY_BYTES` imports WeasyPrint once, then waits on socket FD. For
every socket that comes in over it, a fork with these limits reads one job, answers, and is gone.
"""

import contextlib
import gc
import json
import logging
import os
import resource
import signal
import socket
import sys
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final, NoReturn, NotRequired, TypedDict

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from akkoord.closing import line_breaks

WALL_SECONDS: Final = 120
VARIANT: Final = "pdf/a-3a"
DONE: Final = b"+"
FAILED: Final = b"-"

_WARM_UP: Final = (
    '<html lang="nl"><h1>Warm</h1><p><strong>Pagina</strong> <em>vast</em> € 1.234,56 overeenkomst</p></html>'
)


class AttachmentJob(TypedDict):
    """A text to attach to the PDF."""

    name: str
    description: str
    relationship: str
    text: str


class Job(TypedDict):
    """What to print: HTML, CSS besides the packaged layout, attachments, and all that would else be made up anew.

    With `own_layout` the CSS stands by itself.
    """

    html: str
    css: str
    attachments: list[AttachmentJob]
    identifier: str
    created: str
    modified: str
    own_layout: NotRequired[bool]


class OutOfTime(BaseException):
    """The print used up its processor time."""


class OnlyData(URLFetcher):  # type: ignore[misc] # WeasyPrint has no type information
    """Fetch nothing but what the document itself carries (`data:`); anything else stops the print."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Decode a `data:` URL, refuse any other."""
        if not url.lower().startswith("data:"):
            raise FatalURLFetchingError(url)
        return super().fetch(url, headers)


def render(job: Job) -> bytes:
    """Print a job. The same job gives the same bytes."""
    line_breaks.mend()
    fetcher, fonts = OnlyData(), _fonts()
    stylesheets = [] if job.get("own_layout") else [_layout()]
    if job["css"]:
        stylesheets.append(CSS(string=job["css"], font_config=fonts, url_fetcher=fetcher))
    document = HTML(string=job["html"], base_url="about:blank", url_fetcher=fetcher)
    pdf: bytes = document.write_pdf(
        stylesheets=stylesheets,
        font_config=fonts,
        attachments=[_attachment(attachment, job) for attachment in job["attachments"]],
        pdf_variant=VARIANT,
        pdf_identifier=bytes.fromhex(job["identifier"]),
        finisher=_list_files_once,
    )
    return pdf


def _attachment(attachment: AttachmentJob, job: Job) -> Attachment:
    """Make an attachment, with dates that are given and not those of the moment."""
    return Attachment(
        string=attachment["text"],
        name=attachment["name"],
        description=attachment["description"],
        created=datetime.fromisoformat(job["created"]),
        modified=datetime.fromisoformat(job["modified"]),
        relationship=attachment["relationship"],
    )


def _list_files_once(_document: object, pdf: Any) -> None:  # noqa: ANN401 - pydyf has no type information
    """Name each attachment once among the associated files; WeasyPrint 70 names them twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


@cache
def _fonts() -> FontConfiguration:
    """Keep one font configuration, so that fonts are looked up once for all forks."""
    return FontConfiguration()


@cache
def _layout() -> CSS:
    """Read the packaged layout once for all forks."""
    css = files("akkoord.closing.layout").joinpath("contract.css").read_text(encoding="utf-8")
    return CSS(string=css, font_config=_fonts(), url_fetcher=OnlyData())


def serve(control: socket.socket, cpu_seconds: int, memory_bytes: int) -> None:
    """Wait for sockets, and let a fork answer each; end when the other side is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the forks
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    warm_up: Job = {
        "html": _WARM_UP, "css": "", "attachments": [], "identifier": "00", "created": "", "modified": "",
    }  # fmt: skip
    render(warm_up)
    # A fork lives for one print, within its memory limit: looking for rubbish would only take a tenth of its time.
    gc.collect()
    gc.freeze()
    gc.disable()
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not request:
            return
        with socket.socket(fileno=descriptors[0]) as client:
            if os.fork() == 0:
                control.close()
                _limit(cpu_seconds, memory_bytes)
                _answer(client)


def _answer(client: socket.socket) -> NoReturn:
    """Answer one job, and leave."""
    try:
        with client.makefile("rb") as incoming:
            job = json.load(incoming)
        answer = DONE + render(job)
    except FatalURLFetchingError as error:
        answer = FAILED + f"fetch {error}".encode()
    except OutOfTime:
        answer = FAILED + b"time"
    except MemoryError:
        answer = FAILED + b"memory"
    except BaseException as error:  # noqa: BLE001 - whatever went wrong must be told, the process ends right after
        answer = FAILED + f"failed {type(error).__name__}: {error}".encode(errors="replace")
    with contextlib.suppress(OSError):
        client.sendall(answer)
    os._exit(0)


def _limit(cpu_seconds: int, memory_bytes: int) -> None:
    """Set the limits of this fork: processor time (told just before it is enforced), time on the clock, memory."""
    signal.signal(signal.SIGXCPU, _out_of_time)
    signal.alarm(WALL_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _out_of_time(_signal: int, _frame: object) -> NoReturn:
    """Stop the print."""
    raise OutOfTime


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3]))
