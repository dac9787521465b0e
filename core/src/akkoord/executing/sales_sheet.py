"""Read a sheet of a workbook in a child process with limits, so that a hostile file harms nobody."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from akkoord.executing.errors import InvalidSale
from akkoord.language import Message

_CHILD: Final = Path(__file__).with_name("sales_sheet_child.py")


def sheet_rows(file: Path) -> Iterator[tuple[int, Sequence[str | Decimal | date | None]]]:
    """Give the rows of the first sheet, with their numbers. Raises InvalidSale."""
    command = [sys.executable, "-I", str(_CHILD), str(file.absolute())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:  # noqa: S603 - our own module
        try:
            for number, line in enumerate(child.stdout or (), 1):
                yield number, [_cell(value) for value in json.loads(line, parse_float=Decimal, parse_int=Decimal)]
        finally:
            child.kill() if child.poll() is None and sys.exc_info()[0] else None
        if child.wait():
            raise InvalidSale(Message("The workbook cannot be read; save it as CSV and try that."))


def _cell(value: object) -> str | Decimal | date | None:
    if isinstance(value, dict):
        return date.fromisoformat(str(value["day"]))
    return value if isinstance(value, str | Decimal) else None
