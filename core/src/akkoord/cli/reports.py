"""The commands `akkoord reports` and `akkoord report NAME`: list the reports, and make one."""

import sys
from pathlib import Path
from typing import Any, Final, cast

import click

from akkoord.access import CONSOLE, Account
from akkoord.cli.command import Command, Group
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.facts import Question
from akkoord.language import N_, Message
from akkoord.reporting import FORMATS, Format, Report, output
from akkoord.workspace import Workspace


@click.command("reports", cls=Command, help=N_("List the reports that can be made, with what each answers."))
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def reports(shell: Shell, as_json: bool) -> None:
    """List the reports."""
    found = shell.plugins().reports.values()
    if as_json:
        shell.json({"reports": [_plain(report, shell) for report in found]})
    elif not found:
        shell.say(Message("No report is installed. Install one next to Akkoord, such as akkoord-reports-portfolio."))
    else:
        headings = (Message("Report"), Message("Title"), Message("What it answers"))
        shell.table(headings, [(report.name, report.title, report.about) for report in found])


class ReportGroup(Group):
    """Has a command for each installed report, with an option for each of its parameters."""

    unknown = N_("There is no report {name}; akkoord reports lists them.")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the reports by name."""
        return list(ctx.ensure_object(Shell).plugins().reports)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a report."""
        report = ctx.ensure_object(Shell).plugins().reports.get(cmd_name)
        return None if report is None else _command(report, ctx.ensure_object(Shell))


report = ReportGroup(
    "report",
    help=N_("Make a report: akkoord report NAME --period 2026-Q3 --format pdf --output FILE."),
    no_args_is_help=True,
)
COMMANDS: Final = (reports, report)


def _command(report: type[Report], shell: Shell) -> click.Command:
    """Make the command of one report; its parameters and those of the output are its options."""
    asked = [
        click.Option([f"--{question.key.replace('_', '-')}", question.key], help=_help(question, shell))
        for question in report.parameters.questions()
    ]
    options = [
        click.Option(["--format", "form"], type=click.Choice(list(FORMATS)), default="csv", help=N_("The format.")),
        click.Option(["--output", "file"], type=click.Path(path_type=Path, dir_okay=False), metavar=N_("FILE"),
                     help=N_("Write to this file; else to the output.")),
        click.Option(["--as", "login"], help=N_("Show what this account sees, by its sign-in name; else everything.")),
    ]  # fmt: skip

    @pass_shell
    def make(shell: Shell, /, form: str, file: Path | None, login: str | None, **typed: Any) -> None:  # noqa: ANN401 - what is typed
        _make(shell, report, cast("Format", form), file, login, typed)

    return Command(report.name, callback=make, params=[*asked, *options], help=report.about.text(shell.language))


def _help(question: Question, shell: Shell) -> str:
    more = question.help.text(shell.language) if question.help else ""
    return f"{question.label.text(shell.language)}. {more}".strip()


def _make(
    shell: Shell, report: type[Report], form: Format, file: Path | None, login: str | None, typed: dict[str, Any]
) -> None:
    """Build the report, and write it."""
    workspace = shell.open()
    by = CONSOLE if login is None else _account(workspace, login)
    built = report.made(workspace, typed, by=by, today=workspace.house.day(shell.clock()))
    data = output(built, form, shell.language)
    if file is not None:
        file.write_bytes(data)
        shell.say(Message("Written to {file}.", {"file": str(file)}))
    elif form in {"pdf", "xlsx"} and sys.stdout.isatty():
        raise BadInput(Message("This format is not for a terminal. Name a file with --output."))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _account(workspace: Workspace, login: str) -> Account:
    found = workspace.accounts.by_login(login)
    if found is None:
        raise BadInput(Message("There is no account {login!r}.", {"login": login}))
    return found


def _plain(report: type[Report], shell: Shell) -> dict[str, object]:
    return {
        "name": report.name,
        "title": shell.text(report.title),
        "about": shell.text(report.about),
        "parameters": [question.key for question in report.parameters.questions()],
    }
