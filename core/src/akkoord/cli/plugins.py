"""The command `akkoord plugins`: what is installed, what it offers, what failed."""

from collections.abc import Mapping
from typing import Final

import click

from akkoord.cli.command import Command
from akkoord.cli.shell import Shell, pass_shell
from akkoord.language import N_, Message
from akkoord.plugins import STATES, Failure, PluginInfo


@click.command(
    "plugins",
    cls=Command,
    help=N_(
        "List the plugins: what is installed, what each offers, and what went wrong. "
        "In a workspace its settings count. Ends with 1 when a plugin failed."
    ),
)
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def plugins(shell: Shell, as_json: bool) -> None:
    """List the plugins."""
    loaded = shell.plugins()
    loaded.theme()  # the other hook that can be tried without anybody's data; `listing` reads the clause sets
    listing = loaded.listing()
    shell.warned = True  # this very command shows the failures
    if as_json:
        shell.json({"plugins": [_plain(info, shell) for info in listing]})
    else:
        _show(listing, shell)
    if loaded.failures:
        shell.refuse()


COMMANDS: Final = (plugins,)


def _show(listing: tuple[PluginInfo, ...], shell: Shell) -> None:
    """Write the table, and the failures as sentences below it."""
    if not listing:
        shell.say(Message("No plugin is installed. Install one next to Akkoord, such as akkoord-clauses-brewery."))
        return
    headings = [Message("Plugin"), Message("Version"), Message("From"), Message("State"), Message("Offers")]
    rows = [(info.name, info.version, info.distribution, STATES[info.state], _offers(info, shell)) for info in listing]
    shell.table(headings, rows)
    for info in listing:
        for failure in info.failures:
            shell.say()
            shell.say(failure.message, "red")


def _offers(info: PluginInfo, shell: Shell) -> str:
    """Write what a plugin offers, a hook a line."""
    lines = [
        f"{offer.hook}: {', '.join(shell.text(thing) for thing in offer.things)}" if offer.things else offer.hook
        for offer in info.offers
    ]
    return "\n".join(lines)


def _plain(info: PluginInfo, shell: Shell) -> Mapping[str, object]:
    """Give one plugin as plain data."""
    return {
        "name": info.name,
        "distribution": info.distribution,
        "version": info.version,
        "state": info.state,
        "offers": {offer.hook: [shell.text(thing) for thing in offer.things] for offer in info.offers},
        "failures": [_failure(failure, shell) for failure in info.failures],
    }


def _failure(failure: Failure, shell: Shell) -> Mapping[str, object]:
    """Give one failure as plain data."""
    return {
        "kind": failure.kind,
        "hook": failure.hook,
        "at": failure.at.isoformat(timespec="seconds"),
        "count": failure.count,
        "message": shell.text(failure.message),
    }
