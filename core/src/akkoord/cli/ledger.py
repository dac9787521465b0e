"""The command `akkoord ledger`: give what was posted to the books."""

import sys
from pathlib import Path
from typing import Final, Literal

import click

from akkoord.cli.command import Command
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.executing.ledger import ledger_csv, ledger_rows, ledger_xlsx
from akkoord.executing.periods import read_period
from akkoord.language import N_, Message


@click.command(
    "ledger",
    cls=Command,
    help=N_("Give the ledger lines of what was posted over periods that end within a period, as CSV or for Excel."),
)
@click.option("--period", required=True, metavar=N_("PERIOD"), help=N_("A year, half year, quarter or month: 2026-Q3."))
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", help=N_("The format; else CSV."))
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=N_("FILE"),
    help=N_("Write to this file; else to the output."),
)
@pass_shell
def ledger(shell: Shell, period: str, form: Literal["csv", "xlsx"], file: Path | None) -> None:
    """Give what was posted to the books."""
    window, statements = read_period(period), shell.open().statements
    posted = statements.posted(window.first, window.last)
    rows = ledger_rows(posted, *statements.numbers_of(posted))
    data = ledger_xlsx(rows) if form == "xlsx" else ledger_csv(rows).encode("utf-8-sig" if file else "utf-8")
    if file is not None:
        file.write_bytes(data)
        shell.say(Message("Written to {file}.", {"file": str(file)}))
    elif form == "xlsx" and sys.stdout.isatty():
        raise BadInput(Message("This format is not for a terminal. Name a file with --output."))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


COMMANDS: Final = (ledger,)
