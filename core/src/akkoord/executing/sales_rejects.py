"""Write the rows of a file that were not taken, so that a person can mend them and send them again."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from akkoord.executing.sales_import import Reject

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def rejects_csv(rejects: Sequence[Reject]) -> str:
    """Write bad rows as CSV: line, reason, cells; no cell can be taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["line", "reason", "cells"])
    for each in rejects:
        writer.writerow([each.line, each.reason, *map(_harmless, each.cells)])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
