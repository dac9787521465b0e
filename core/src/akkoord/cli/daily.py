"""The command `akkoord daily`: what moves by itself with the date."""

from typing import Final

import click

from akkoord.cli.command import Command
from akkoord.cli.shell import Shell, pass_shell
from akkoord.language import N_, plural_message


@click.command(
    "daily",
    cls=Command,
    help=N_(
        "Do what the day brings: contracts near their end, expired or renewed, proposals that lapse, obligations that "
        "return. Let it run once a day; more often is harmless."
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
    contracts, proposals, obligations = (moved[name] for name in ("contracts", "proposals", "obligations"))
    shell.say(plural_message("{count} contract moved on.", "{count} contracts moved on.", contracts))
    shell.say(plural_message("{count} proposal lapsed.", "{count} proposals lapsed.", proposals))
    shell.say(plural_message("{count} obligation returned.", "{count} obligations returned.", obligations))


COMMANDS: Final = (daily,)
