"""The commands `akkoord reports` and `akkoord report NAME`: list the reports, and make one."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from akkoord.access import CONSOLE, Account
from akkoord.cli.command import Command, Group
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.facts import Question
from akkoord.language import N_, Message, plural_message
from akkoord.mail import send
from akkoord.reporting import FORMATS, Built, Format, Report, output
from akkoord.reporting.mailing import mail_of
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
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+")
COMMANDS: Final = (reports, report)


def _command(report: type[Report], shell: Shell) -> click.Command:
    """Make the command of one report; its parameters and those of the output are its options."""
    asked = [
        click.Option([f"--{question.key.replace('_', '-')}", question.key], help=_help(question, shell))
        for question in report.questions()
    ]
    options = [
        click.Option(["--format", "form"], type=click.Choice(list(FORMATS)),
                     help=N_("The format; without it CSV, and PDF by e-mail.")),
        click.Option(["--output", "file"], type=click.Path(path_type=Path, dir_okay=False), metavar=N_("FILE"),
                     help=N_("Write to this file; else to the output.")),
        click.Option(["--mail-to", "to"], multiple=True, metavar=N_("ADDRESS"),
                     help=N_("Send it to this e-mail address, with its key numbers in the text; may be repeated.")),
        click.Option(["--as", "login"], help=N_("Show what this account sees, by its sign-in name; else everything.")),
    ]  # fmt: skip

    @pass_shell
    def make(shell: Shell, /, login: str | None, **typed: Any) -> None:  # noqa: ANN401 - what is typed
        form, file, to = (typed.pop(name) for name in ("form", "file", "to"))
        workspace = shell.open()
        _require_addresses(workspace, to)
        by = CONSOLE if login is None else _account(workspace, login)
        built = report.made(workspace, typed, by=by, today=workspace.house.day(shell.clock()))
        if to:
            _mail(shell, workspace, built, form or "pdf", to)
        else:
            _write(shell, built, form or "csv", file)

    return Command(report.name, callback=make, params=[*asked, *options], help=report.about.text(shell.language))


def _help(question: Question, shell: Shell) -> str:
    more = question.help.text(shell.language) if question.help else ""
    return f"{question.label.text(shell.language)}. {more}".strip()


def _write(shell: Shell, built: Built, form: Format, file: Path | None) -> None:
    """Write the report to a file, or to the output."""
    data = output(built, form, shell.language)
    if file is not None:
        file.write_bytes(data)
        shell.say(Message("Written to {file}.", {"file": str(file)}))
    elif form in {"pdf", "xlsx"} and sys.stdout.isatty():
        raise BadInput(Message("This format is not for a terminal. Name a file with --output."))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _require_addresses(workspace: Workspace, to: Sequence[str]) -> None:
    """Refuse what is no address, and any when there is no mail server, before anything is made."""
    for address in to:
        if not _ADDRESS.fullmatch(address):
            raise BadInput(Message("{address!r} is no e-mail address.", {"address": address}))
    if to and workspace.settings.mail is None:
        raise BadInput(Message("No mail server is set. Add a section [mail] to akkoord.toml with server and sender."))


def _mail(shell: Shell, workspace: Workspace, built: Built, form: Format, to: Sequence[str]) -> None:
    """Send the report to each address by itself: nobody sees who else gets it."""
    for address in to:
        if workspace.settings.mail is not None:
            send(workspace.settings.mail, mail_of(built, form, shell.language, to=address))
    shell.say(plural_message("{count} e-mail was sent.", "{count} e-mails were sent.", len(to)))


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
        "parameters": [question.key for question in report.questions()],
    }
