"""The command `akkoord` itself: its own commands, and those that other packages add."""

from importlib.metadata import EntryPoint, entry_points
from typing import Final

import click

from akkoord import __version__
from akkoord.cli import (
    accounts,
    cases,
    check,
    clauses,
    contracts,
    daily,
    demo,
    journal,
    ledger,
    plugin,
    plugins,
    reports,
    sales,
    settle,
    workspaces,
)
from akkoord.cli.command import Group
from akkoord.cli.shell import Shell
from akkoord.language import N_, AkkoordError, Message

COMMANDS: Final = "akkoord.commands"
"""The entry-point group in which other packages offer a `click.Command`, by the name that people type."""


class CommandFailed(AkkoordError):
    """A command that another package adds cannot be used."""


class Root(Group):
    """The outermost group. A command of another package is imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List all commands by name."""
        return sorted({*super().list_commands(ctx), *_added()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command; one that cannot be imported says so when it is used, and in the list of commands."""
        own = super().get_command(ctx, cmd_name)
        point = _added().get(cmd_name)
        if own is not None or point is None:
            return own
        try:
            found = point.load()
        except Exception as error:  # noqa: BLE001 - a broken package must not take the other commands down
            return _broken(cmd_name, f"{type(error).__name__}: {error}", error)
        if isinstance(found, click.Command):
            return found
        return _broken(cmd_name, f"{point.value} is a {type(found).__name__}, not a click.Command", None)


def root() -> Root:
    """Make the command with everything under it."""
    group = Root("akkoord", help=N_("Akkoord: contract management for field sales."), no_args_is_help=True)
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=N_("Show which version this is."),
    )
    group.params.insert(0, version)
    modules = (
        workspaces,
        demo,
        plugin,
        plugins,
        clauses,
        check,
        contracts,
        cases,
        accounts,
        daily,
        journal,
        settle,
        ledger,
        sales,
        reports,
    )
    for module in modules:
        for command in module.COMMANDS:
            group.add_command(command)
    return group


def _added() -> dict[str, EntryPoint]:
    """Find the commands of other packages; of two with one name, that of the first package by name."""
    points = sorted(entry_points(group=COMMANDS), key=lambda point: (point.name, point.dist.name if point.dist else ""))
    return {point.name: point for point in reversed(points)}


def _broken(name: str, problem: str, error: Exception | None) -> click.Command:
    """Make a command that only says why it cannot be used."""
    message = Message("The command {name} cannot be used: {problem}.", {"name": name, "problem": problem})

    @click.pass_obj
    def say(shell: Shell) -> None:
        del shell
        raise CommandFailed(message) from error

    return click.Command(
        name, callback=say, help=N_("Cannot be used."), context_settings={"ignore_unknown_options": True},
        params=[click.Argument(["rest"], nargs=-1, expose_value=False)],
    )  # fmt: skip


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"akkoord {__version__}")
        ctx.exit()
