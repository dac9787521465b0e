"""The commands `akkoord journal ...`: read what was recorded, and check that nothing was changed since."""

from collections.abc import Iterable
from typing import Final

import click

from akkoord.cli.command import Group
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.dossier.timeline import journal as journal_of
from akkoord.language import N_, Message, plural_message
from akkoord.store import CUSTOMER, JournalEntry
from akkoord.store.device import DEVICE
from akkoord.workspace import Workspace

MOST: Final = 10_000


@click.group("journal", cls=Group, help=N_("Read the journal, and check that nothing was changed since."))
def journal() -> None:
    """Read and check the journal."""


@journal.command(
    "verify",
    help=N_("Recompute the chain of every entry, and name the first broken link. Ends with 1 when there is one."),
)
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def verify(shell: Shell, as_json: bool) -> None:
    """Check the journal."""
    broken = shell.open().store.verify_journal()
    if as_json:
        shell.json({"broken": [{"where": one.where, "what": shell.text(one.what)} for one in broken]})
    elif not broken:
        shell.say(Message("Every entry of the journal is as it was written."))
    else:
        shell.say(
            Message("The first broken link: {where}: {what}", {"where": broken[0].where, "what": broken[0].what}), "red"
        )
        more = len(broken) - 1
        if more:
            shell.say(plural_message("{count} more follows.", "{count} more follow.", more))
    if broken:
        shell.refuse()


@journal.command("show", help=N_("Show what was recorded, newest first: when, who, from which device, what."))
@click.argument("customer", required=False, metavar=N_("NUMBER"), help=N_("A customer number; else of everything."))
@click.option(
    "--limit",
    default=50,
    type=click.IntRange(1, MOST),
    metavar=N_("NUMBER"),
    help=N_("How many entries; 50 unless told."),
)
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def show(shell: Shell, customer: str | None, limit: int, as_json: bool) -> None:
    """Show the journal."""
    workspace = shell.open()
    entries = _entries(workspace, customer, limit)
    names = workspace.accounts.names()
    if as_json:
        shell.json({"entries": [_plain(entry) for entry in entries]})
        return
    rows = [
        (
            f"{entry.at.astimezone(workspace.house.zone):%Y-%m-%d %H:%M}",
            names.get(entry.actor, entry.actor),
            str(entry.body.get(DEVICE, "-")),
            f"{entry.stream} v{entry.version} {entry.kind}",
        )
        for entry in entries
    ]
    shell.table((Message("When"), Message("Who"), Message("Device"), Message("What")), rows)


def _entries(workspace: Workspace, number: str | None, limit: int) -> Iterable[JournalEntry]:
    if number is None:
        return workspace.store.recent(limit=limit)
    rows = workspace.store.find(CUSTOMER, where={"number": number})
    if not rows:
        raise BadInput(Message("There is no customer with number {number}.", {"number": number}))
    return journal_of(workspace.store, str(rows[0]["id"]), limit=limit)


def _plain(entry: JournalEntry) -> dict[str, object]:
    return {
        "seq": entry.seq, "stream": entry.stream, "version": entry.version, "at": entry.at.isoformat(),
        "actor": entry.actor, "kind": entry.kind, "body": dict(entry.body), "hash": entry.hash,
    }  # fmt: skip


COMMANDS: Final = (journal,)
