"""Write the rows of the first sheet of a workbook as lines of JSON, within limits: run by `sales_sheet` as a program.

It imports nothing of Akkoord, so that the process starts in a moment.
"""

import json
import resource
import sys
from datetime import date, datetime
from typing import Final

CPU_SECONDS: Final = 60
MEMORY_BYTES: Final = 1_000_000_000
MOST_ROWS: Final = 1_048_576


def main() -> None:
    """Write the rows of the sheet."""
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
    if isinstance(value, float):
        return float(f"{value:.15g}")  # what a spreadsheet shows of it: 3 x 0.1 is 0.3 there
    return value if isinstance(value, int | str) else str(value)


if __name__ == "__main__":
    main()
