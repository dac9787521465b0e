"""The command `akkoord daily`: what moves by itself with the date."""

from typing import Final

import click

from akkoord.cli.command import Command
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.language import N_, Message, plural_message
from akkoord.mail import send


@click.command(
    "daily",
    cls=Command,
    help=N_(
        "Do what the day brings: terminations that take effect, contracts near their end, expired or renewed, "
        "proposals that lapse, obligations that return. Let it run once a day; more often is harmless."
    ),
)
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def daily(shell: Shell, as_json: bool) -> None:
    """Do what the day brings."""
    moved = shell.open().daily(shell.clock())
    if as_json:
        shell.json(dict(moved))
        return
    terminations, contracts = moved["terminations"], moved["contracts"]
    proposals, obligations = moved["proposals"], moved["obligations"]
    shell.say(plural_message("{count} termination took effect.", "{count} terminations took effect.", terminations))
    shell.say(plural_message("{count} contract moved on.", "{count} contracts moved on.", contracts))
    shell.say(plural_message("{count} proposal lapsed.", "{count} proposals lapsed.", proposals))
    shell.say(plural_message("{count} obligation returned.", "{count} obligations returned.", obligations))


@click.command(
    "digest",
    cls=Command,
    help=N_(
        "Send everybody the day's e-mail: what is overdue and what falls due within two weeks. Needs a section [mail] "
        "in akkoord.toml; the password of the server stands in AKKOORD_MAIL_PASSWORD."
    ),
)
@click.option("--dry-run", is_flag=True, help=N_("Show the e-mails and send nothing."))
@pass_shell
def digest(shell: Shell, dry_run: bool) -> None:
    """Send the day's e-mail."""
    workspace = shell.open()
    mails = workspace.digests(shell.clock())
    if dry_run:
        for mail in mails:
            shell.say(f"{mail['To']}: {mail['Subject']}", "bold")
            shell.say(mail.get_content())
        return
    if workspace.settings.mail is None:
        raise BadInput(Message("No mail server is set. Add a section [mail] to akkoord.toml with server and sender."))
    for mail in mails:
        send(workspace.settings.mail, mail)
    shell.say(plural_message("{count} e-mail was sent.", "{count} e-mails were sent.", len(mails)))


COMMANDS: Final = (daily, digest)
