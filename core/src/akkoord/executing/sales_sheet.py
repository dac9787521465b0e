"""Read a sheet of a workbook in a child process with limits, so that a hostile file harms nobody."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from akkoord.executing.errors import InvalidSale
from akkoord.language import Message

CPU_SECONDS: Final = 60
MEMORY_BYTES: Final = 1_000_000_000
MOST_ROWS: Final = 1_048_576


def sheet_rows(file: Path) -> Iterator[tuple[int, Sequence[str | Decimal | date | None]]]:
    """Give the rows of the first sheet, with their numbers. Raises InvalidSale."""
    command = [sys.executable, "-I", "-m", "akkoord.executing.sales_sheet", str(file.absolute())]
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


def main() -> None:
    """Write the rows of a sheet as lines of JSON."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - within the limits only

    sheet = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
    for number, row in enumerate(sheet.iter_rows()):
        if number > MOST_ROWS:
            sys.exit(1)
        sys.stdout.write(json.dumps([_plain(value) for value in row]) + "\n")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()} if not value.time().hour else value.isoformat()
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if value == "" or isinstance(value, bool):
        return str(value) or None
    return value if isinstance(value, int | float | str) else str(value)


if __name__ == "__main__":
    main()
