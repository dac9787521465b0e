"""The command `akkoord settle`: settle a period for every contract, or for one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

import click
from rich.console import Console
from rich.progress import Progress

from akkoord.access import CONSOLE
from akkoord.cli.command import Command
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.executing.agreement import Agreement
from akkoord.executing.agreements import agreements
from akkoord.executing.kept import KeptStatement
from akkoord.executing.periods import read_period
from akkoord.executing.runs import Outcome, Run, settle_all
from akkoord.language import N_, Message, plural_message
from akkoord.workspace import Workspace


@click.command(
    "settle",
    cls=Command,
    help=N_(
        "Settle what ends within a period: quarters, months and contract years, as the rules of each contract say. "
        "Running it again changes only what news asks for. Ends with 1 when a contract could not be settled."
    ),
)
@click.option("--period", required=True, metavar=N_("PERIOD"), help=N_("A year, half year, quarter or month: 2026-Q3."))
@click.option("--contract", metavar=N_("NUMBER"), help=N_("Only this contract."))
@click.option(
    "--cutoff", metavar=N_("DAY"), type=click.DateTime(["%Y-%m-%d"]), help=N_("As known on this day; else today.")
)
@click.option("--post", is_flag=True, help=N_("Approve and post what one person may approve."))
@click.option("--processes", type=click.IntRange(min=1), default=1, help=N_("How many processes compute."))
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def settle(
    shell: Shell,
    period: str,
    contract: str | None,
    cutoff: datetime | None,
    post: bool,
    processes: int,
    as_json: bool,
) -> None:
    """Settle a period."""
    window, at = read_period(period), shell.clock()
    workspace = shell.open()
    known_on = cutoff.date() if cutoff else workspace.house.day(at)
    run = Run(window, known_on, CONSOLE, at, post=post)
    found = _agreements(workspace, contract, window.last)
    with _executor(processes) as executor, _progress(len(found)) as progress:
        done = list(settle_all(workspace.statements, found, run, executor=executor, on_done=progress))
    if as_json:
        shell.json([_plain(each) for each in done])
    else:
        _show(shell, done)
    if any(each.did == "failed" for each in done):
        shell.refuse()


COMMANDS: Final = (settle,)


def _agreements(workspace: Workspace, number: str | None, until: date) -> list[Agreement]:
    """Find the contracts to settle: all, or the one that was named. Raises BadInput, NothingToSettle."""
    if number is None:
        return list(agreements(workspace.store, until))
    contract = workspace.contracts.by_number(number)
    if contract is None:
        raise BadInput(Message("There is no contract {number}.", {"number": number}))
    return [workspace.statements.agreement(contract)]


@contextmanager
def _executor(processes: int) -> Iterator[Executor | None]:
    """Compute in other processes when asked for more than one."""
    if processes == 1:
        yield None
        return
    with ProcessPoolExecutor(processes) as executor:
        yield executor


@contextmanager
def _progress(total: int) -> Iterator["_Advance"]:
    """Show on a terminal how many contracts are done; it is not part of the output."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield _Advance(progress, total)


class _Advance:
    """Moves a progress bar on."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total)

    def __call__(self, done: int) -> None:
        """Hear how many are done."""
        self._progress.update(self._task, completed=done)


def _show(shell: Shell, done: list[Outcome]) -> None:
    """Write a line for every statement that changed or failed, and sum up."""
    for each in done:
        if each.problem is not None:
            values = {"number": each.number, "problem": each.problem.message}
            shell.say(Message("{number}: {problem}", values), "red")
        elif each.statement is not None and each.did != "same":
            shell.say(Message("{number}: {statement}", {"number": each.number, "statement": _line(each.statement)}))
    counted = Counter(each.did for each in done)
    states = Counter(each.statement.state for each in done if each.statement is not None)
    shell.say()
    shell.say(plural_message("{count} statement.", "{count} statements.", len(done) - counted["failed"]), "bold")
    values = {name: counted[name] for name in ("made", "changed", "corrected", "same", "failed")}
    shell.say(
        Message("New {made}, changed {changed}, corrections {corrected}, as they were {same}, failed {failed}.", values)
    )
    if states["provisional"]:
        waiting = plural_message("{count} waits for approval.", "{count} wait for approval.", states["provisional"])
        shell.say(waiting, "yellow")


def _line(statement: KeptStatement) -> Message:
    """Say a statement in a line."""
    balance = statement.balance
    values = {"period": statement.period, "amount": balance.amount}
    if balance.direction == "payable":
        return Message("{period}, {amount} for the customer", values)
    if balance.direction == "receivable":
        return Message("{period}, {amount} from the customer", values)
    return Message("{period}, nothing to pay", values)


def _plain(outcome: Outcome) -> Mapping[str, object]:
    """Give an outcome as plain data."""
    found: dict[str, object] = {"contract": outcome.number, "did": outcome.did}
    if outcome.problem is not None:
        return {**found, "problem": outcome.problem.text("en")}
    statement = outcome.statement
    if statement is None:
        return found
    return {
        **found,
        "statement": statement.id,
        "number": statement.number,
        "state": statement.state,
        "period": {"from": statement.period.first.isoformat(), "to": statement.period.last.isoformat()},
        "cutoff": statement.cutoff.isoformat(),
        "corrects": statement.corrects,
        "balance": {"direction": statement.balance.direction, "amount": statement.balance.amount.plain},
        "lines": [
            {"line": line.id, "direction": line.direction, "amount": line.amount.plain, "charged": line.charged}
            for line in statement.lines
        ],
    }
