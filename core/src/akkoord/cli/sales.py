"""The commands `akkoord sales ...`: read files of sales, and list what was read."""

from pathlib import Path
from typing import Final

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from akkoord.access import CONSOLE, Change
from akkoord.cli.command import Group
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.executing.errors import InvalidSale
from akkoord.executing.sales_import import SalesImport, Summary
from akkoord.executing.sales_mapping import SalesMapping
from akkoord.executing.sales_readers import SalesReader, reader_of
from akkoord.executing.sales_rejects import rejects_csv
from akkoord.language import N_, Message, plural_message
from akkoord.settings import Settings
from akkoord.values import Money


@click.group("sales", cls=Group, help=N_("Read what customers took: deliveries, readings, lifts, weighings."))
def sales() -> None:
    """Read sales."""


@sales.command(
    "import",
    help=N_(
        "Read a file of sales. Lines that are known already change nothing, so that it can be run again at any moment; "
        "rows that cannot be taken go to a file of their own with the reason. Ends with 1 when there are any."
    ),
)
@click.argument(
    "file",
    metavar=N_("FILE"),
    help=N_("The file of sales."),
    type=click.Path(path_type=Path),
)
@click.option("--format", "format_", metavar=N_("NAME"), help=N_("The format; else by how the file's name ends."))
@click.option("--mapping", metavar=N_("NAME"), help=N_("The mapping of the settings; else that named default."))
@click.option("--dry-run", is_flag=True, help=N_("Only look what would come of it."))
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    metavar=N_("OUT"),
    help=N_("The file for rows that cannot be taken; else FILE.rejects.csv."),
)
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def import_(
    shell: Shell,
    file: Path,
    format_: str | None,
    mapping: str | None,
    dry_run: bool,
    rejects: Path | None,
    as_json: bool,
) -> None:
    """Read a file of sales."""
    workspace = shell.open()
    chosen = _mapping(workspace.settings, mapping)
    file.open("rb").close()  # whether it can be read at all comes before what is in it
    reader = reader_of(file, workspace.plugins.sales_readers, format_)
    try:
        summary = _with_progress(shell, workspace.sales_import, file, reader, chosen, dry=dry_run)
    except InvalidSale as error:
        raise BadInput(Message("{file}: {problem}", {"file": str(file), "problem": error})) from error
    out = rejects or file.with_name(f"{file.name}.rejects.csv")
    if summary.rejected:
        out.write_bytes(rejects_csv(summary.rejects, summary.sheet, shell.language))
    if as_json:
        shell.json(_plain(summary, out))
    else:
        _say(shell, summary, out)
    if summary.rejected:
        shell.refuse()


COMMANDS: Final = (sales,)


def _mapping(settings: Settings, name: str | None) -> SalesMapping:
    try:
        return settings.sales_mapping(name)
    except KeyError as error:
        if not settings.sales:
            none = Message("The settings have no mapping {name}, nor any other.", {"name": name})
            raise BadInput(none) from error
        values = {"name": name, "known": tuple(sorted(settings.sales))}
        raise BadInput(Message("The settings have no mapping {name}; they have {known}.", values)) from error


def _with_progress(
    shell: Shell, imports: SalesImport, file: Path, reader: SalesReader, mapping: SalesMapping, *, dry: bool
) -> Summary:
    """Import while a line on the error output tells how far it is; where nobody watches, it stays away."""
    console = shell.progress_console()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(shell.text(Message("Rows read:")), total=None)
        return imports.run(
            file,
            reader,
            mapping,
            change=Change(CONSOLE, shell.clock()),
            language=shell.language,
            dry=dry,
            progress=lambda rows: bar.advance(task, rows),
        )


def _say(shell: Shell, summary: Summary, out: Path) -> None:
    loaded, totals = summary.loaded, summary.totals
    if summary.dry:
        shell.say(plural_message("{count} row can be taken.", "{count} rows can be taken.", totals.rows))
    else:
        shell.say(
            Message(
                "{new} new, {changed} changed, {same} known already, {late} older than what is known.",
                loaded._asdict(),
            )
        )
    values = {"turnover": Money.of_minor(totals.turnover), "first": totals.first or "–", "last": totals.last or "–"}
    shell.say(Message("Turnover {turnover}, from {first} through {last}.", values), "dim")
    if summary.rejected:
        rejected = {"file": str(out)}
        shell.warn(
            plural_message(
                "{count} row was not taken; {file} says why.", "{count} rows were not taken; {file} says why.",
                summary.rejected, rejected,
            )
        )  # fmt: skip


def _plain(summary: Summary, out: Path) -> object:
    return {
        "run": summary.run,
        "dry_run": summary.dry,
        **summary.loaded._asdict(),
        "rows": summary.totals.rows,
        "turnover_cents": summary.totals.turnover,
        "rejected": summary.rejected,
        "rejects_file": str(out) if summary.rejected else None,
        "formats": summary.formats,
        "rejects": [{"line": each.line, "reason": each.reason} for each in summary.rejects],
    }
