"""The command `akkoord cases`: replay worked cases and show every difference."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from akkoord.cases import CaseResult, read_case_file, replay
from akkoord.cli.command import Command
from akkoord.cli.shell import Shell, pass_shell
from akkoord.language import N_, Message, plural_message


@click.command(
    "cases",
    cls=Command,
    help=N_(
        "Replay the worked cases in a file and compare what Akkoord computes with what the file expects: "
        "one line a case, the differences below it. Ends with 1 on any difference."
    ),
)
@click.argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path), help=N_("A file of worked cases (JSON)."))
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def cases(shell: Shell, file: Path, as_json: bool) -> None:
    """Replay worked cases."""
    read = read_case_file(file)
    plugins = shell.plugins()
    results = replay(
        read,
        tuple(plugins.clause_sets.values()),
        lambda draft, selection: plugins.adjustments(draft, selection).values,
        kinds=plugins.rule_kinds,
        policy=plugins.termination_policy,
    )
    if as_json:
        shell.json([result.to_json() for result in results])
    else:
        for result in results:
            _show(result, shell)
        _sum_up(results, shell)
    if not all(result.ok for result in results):
        shell.refuse()


COMMANDS: Final = (cases,)


def _show(result: CaseResult, shell: Shell) -> None:
    """Write a line for a case, its differences below it, and a dim line with what was not run."""
    shell.say(result.headline(shell.language), "dim" if not result.checks else "green" if result.ok else "red")
    for difference in result.details(shell.language):
        shell.say(f"    {difference}")
    for line in result.left_out(shell.language):
        shell.say(f"    {line}", "dim")


def _sum_up(results: Sequence[CaseResult], shell: Shell) -> None:
    """Say how many cases were run, and how many of them differ."""
    run = [result for result in results if result.checks]
    wrong = sum(not result.ok for result in run)
    values = {"all": len(results)}
    shell.say()
    shell.say(
        plural_message("{count} of {all} cases was run.", "{count} of {all} cases were run.", len(run), values), "bold"
    )
    if wrong:
        shell.say(plural_message("{count} case differs.", "{count} cases differ.", wrong), "bold red")
    elif run:
        shell.say(Message("Everything that was run is as expected."), "bold green")
