"""WeasyPrint by itself, in a process of its own that knows nothing of Akkoord: what a print is measured against."""

import io
import time
from multiprocessing.connection import Connection

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

VARIANT = "pdf/a-3a"


def serve(line: Connection) -> None:
    """Print every (HTML, CSS, attachments) that comes in, and answer with the seconds it took and the PDF.

    Fonts stay looked up from print to print, as anyone would keep them who prints more than once.
    """
    fonts = FontConfiguration()
    while (job := line.recv()) is not None:
        html, css, attachments = job
        clock, cpu = time.perf_counter(), time.process_time()
        written = io.BytesIO()
        HTML(string=html).write_pdf(
            written,
            stylesheets=[CSS(string=css, font_config=fonts)],
            font_config=fonts,
            attachments=[Attachment(string=text, name=name) for name, text in attachments],
            pdf_variant=VARIANT,
        )
        line.send((time.perf_counter() - clock, time.process_time() - cpu, written.getvalue()))
