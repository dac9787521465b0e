"""The commands that make a workspace, check it and copy it."""

import secrets
from pathlib import Path
from typing import Final

import click

from akkoord.access.passwords import hash_password
from akkoord.cli.command import Command
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.language import N_, Message, plural_message
from akkoord.settings import Settings
from akkoord.snapshot import take
from akkoord.workspace import Workspace


@click.command(
    "init",
    cls=Command,
    help=N_("Make a workspace in a folder: its settings and an empty store."),
)
@click.argument("folder", metavar=N_("FOLDER"), type=click.Path(path_type=Path), help=N_("The folder; made if needed."))
@click.option(
    "--clause-set", metavar=N_("NAME"), help=N_("The clause set to work with; may be left out with only one.")
)
@click.option("--name", metavar=N_("NAME"), help=N_("The name of the client company; else that of the folder."))
@pass_shell
def init(shell: Shell, folder: Path, clause_set: str | None, name: str | None) -> None:
    """Make a workspace."""
    chosen = shell.clause_set(clause_set)
    settings = Settings(name=name or folder.resolve().name, clause_set=chosen.name, language=shell.language)
    with Workspace.create(folder, settings, clock=shell.clock) as workspace:
        values = {"folder": str(folder), "title": workspace.clause_set.title}
    shell.say(Message("{folder} is a workspace now, with the clause set “{title}”.", values))
    shell.say(Message("Fill in akkoord.toml: who supplies, and the standing terms. Then add an administrator:"))
    shell.say(f"  akkoord account add LOGIN --name NAME --role administrator -w {folder}")


@click.command(
    "verify",
    cls=Command,
    help=N_(
        "Check a workspace: the store's file, the references in it, the kept files, and the chain of the journal. "
        "Ends with 1 when anything is not as it was written."
    ),
)
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def verify(shell: Shell, as_json: bool) -> None:
    """Check a workspace."""
    problems = shell.open().store.check()
    if as_json:
        shell.json({"problems": [{"where": problem.where, "what": shell.text(problem.what)} for problem in problems]})
    elif not problems:
        shell.say(Message("Everything is as it was written."))
    else:
        shell.say(plural_message("{count} problem was found.", "{count} problems were found.", len(problems)), "red")
        for problem in problems:
            shell.say(f"{problem.where}: {shell.text(problem.what)}")
    if problems:
        shell.refuse()


@click.command(
    "backup",
    cls=Command,
    help=N_("Copy the store to a new file, as it is at one moment, while others go on working."),
)
@click.argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path), help=N_("The new file."))
@pass_shell
def backup(shell: Shell, file: Path) -> None:
    """Copy the store."""
    if not file.parent.is_dir():
        raise BadInput(Message("There is no folder {folder}.", {"folder": str(file.parent)}))
    shell.open().store.backup(file)
    shell.say(Message("{file} holds the store as it is now.", {"file": str(file)}))


@click.command(
    "snapshot",
    cls=Command,
    help=N_(
        "Copy the store for consultants: names, numbers, addresses and texts become others, amounts and days stay. "
        "Its settings come beside it, under the same name with .toml."
    ),
)
@click.argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path), help=N_("The new file."))
@pass_shell
def snapshot(shell: Shell, file: Path) -> None:
    """Copy the store without anybody in it."""
    if not file.parent.is_dir():
        raise BadInput(Message("There is no folder {folder}.", {"folder": str(file.parent)}))
    taken = take(shell.open(), file, nobody=hash_password(secrets.token_urlsafe()))
    values = {"file": str(taken.store), "settings": taken.settings.name, "count": len(taken.replaced)}
    shell.say(
        Message(
            "{file} holds a copy in which {count} names, numbers, addresses and texts are replaced; "
            "its settings are in {settings}.",
            values,
        )
    )
    shell.say(Message("Its contract versions and journal are hashed anew: it is a copy to work on, and no evidence."))


COMMANDS: Final = (init, verify, backup, snapshot)
