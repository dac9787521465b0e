"""Measure a print beside what WeasyPrint alone needs for the same HTML and CSS, turn by turn."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from io import BytesIO
from multiprocessing.connection import Connection

from pypdf import PdfReader

from akkoord.closing.assembling import House
from akkoord.closing.pdf import print_html, print_pdf
from akkoord.closing.version import ContractVersion, freeze
from tests.benchmarks import alone
from tests.benchmarks.contract import Fullest
from tests.benchmarks.measuring import SHARES, Measure, Scale, Took, percentile, require

SHARE = 1.1
_PATIENCE = 300


def measures(scale: Scale) -> Iterator[Measure]:
    """Print the brewery's fullest contract with both, alternately, once both are warm."""
    version = _version()
    css = files("akkoord.closing.layout").joinpath("contract.css").read_text(encoding="utf-8")
    job = (print_html(version), "\n".join((css, version.layout or "")), [("contract.json", version.canonical.decode())])
    ours: list[Took] = []
    theirs: list[Took] = []
    with _weasyprint() as line:
        first = print_pdf(version)
        line.send(job)
        plain = _answer(line)[1]
        for _ in range(scale.prints):
            clock = time.perf_counter()
            require(print_pdf(version) == first, "the same contract gives the same bytes")
            ours.append(Took(time.perf_counter() - clock))
            line.send(job)
            theirs.append(_answer(line)[0])
    require(_text(first) == _text(plain), "both prints say the same")
    require(list(PdfReader(BytesIO(first)).attachments) == ["contract.json"], "the contract's data are attached")
    median = percentile([one.clock for one in theirs], SHARES["median"])
    pages = len(PdfReader(BytesIO(first)).pages)
    yield Measure(f"WeasyPrint alone: the fullest contract ({pages} pages), PDF/A-3", theirs)
    yield Measure("print the same contract", ours, SHARE * median, note=f"budget: {SHARE} x WeasyPrint alone")


def _version() -> ContractVersion:
    fullest = Fullest()
    preview = fullest.composed(House(fullest.clause_set), fullest.answers)
    return freeze(preview.document, preview.composition, {})


@contextmanager
def _weasyprint() -> Iterator[Connection]:
    """Run WeasyPrint in a fresh process, as warm as ours: it stays up from print to print."""
    context = multiprocessing.get_context("spawn")
    line, theirs = context.Pipe()
    process = context.Process(target=alone.serve, args=(theirs,))
    process.start()
    try:
        yield line
    finally:
        line.send(None)
        process.join(_PATIENCE)


def _answer(line: Connection) -> tuple[Took, bytes]:
    require(line.poll(_PATIENCE), "WeasyPrint answers")
    clock, cpu, pdf = line.recv()
    return Took(clock, cpu), pdf


def _text(pdf: bytes) -> list[str]:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split()
