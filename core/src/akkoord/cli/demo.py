"""The command `akkoord demo`: make a workspace filled with believable data."""

import shutil
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from akkoord.cli.accounts import ROLE_NAMES
from akkoord.cli.command import Command
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.language import N_, Message

if TYPE_CHECKING:
    from akkoord.workspace import FillDemo

DEMOS: Final = "akkoord.demos"
"""The entry-point group in which plugins offer a `FillDemo` under the name of a client."""


@click.command(
    "demo",
    cls=Command,
    help=N_("Make a workspace filled with invented customers and contracts, to try Akkoord out."),
)
@click.argument(
    "folder", metavar=N_("FOLDER"), type=click.Path(path_type=Path), help=N_("A folder that is new or empty.")
)
@click.option("--client", metavar=N_("NAME"), help=N_("Which client company to play; may be left out with only one."))
@pass_shell
def demo(shell: Shell, folder: Path, client: str | None) -> None:
    """Make a demo workspace."""
    point = _chosen(client)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(Message("{folder} is not empty. Choose a new folder.", {"folder": str(folder)}))
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Filled under another name first: one that was interrupted must not pass for a whole one.
    filling = folder.with_name(f".{folder.resolve().name}.filling")
    shutil.rmtree(filling, ignore_errors=True)
    fill: FillDemo = point.load()
    sign_ins = fill(filling, shell.clock)
    filling.replace(folder)
    shell.say(Message("{folder} is filled. Sign in with:", {"folder": str(folder)}))
    headings = [Message("Sign-in name"), Message("Password"), Message("Name"), Message("Role")]
    shell.table(headings, [(each.login, each.password, each.name, ROLE_NAMES[each.role]) for each in sign_ins])


COMMANDS: Final = (demo,)


def _chosen(client: str | None) -> EntryPoint:
    """Find the demo of a client; without a name the only one there is."""
    points = {point.name: point for point in entry_points(group=DEMOS)}
    if client is None and len(points) == 1:
        return next(iter(points.values()))
    if client in points:
        return points[client]
    values = {"client": client, "installed": sorted(points)}
    if not points:
        raise BadInput(Message("No demo is installed. Install a plugin that brings one."))
    if client is None:
        raise BadInput(Message("Name a client with --client. There are demos of: {installed}.", values))
    raise BadInput(Message("There is no demo of {client!r}. There are demos of: {installed}.", values))
