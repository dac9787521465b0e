"""The command `akkoord check`: prove a clause set sound over all answers."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from akkoord.cli.command import Command
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.closing import ClauseSet
from akkoord.closing.clause_set import ClauseSetError
from akkoord.facts import Problem
from akkoord.facts.kinds import json_value
from akkoord.language import N_, Message, plural_message

if TYPE_CHECKING:
    from akkoord.closing.check import Finding, Report

Check = Callable[[ClauseSet, Sequence[Problem]], "Report"]


@click.command(
    "check",
    cls=Command,
    help=N_(
        "Prove a clause set sound over all answers: references, conflicts, missing values, terms, conditions and more. "
        "Each finding comes with the smallest set of answers that shows it. Ends with 1 when something is found."
    ),
)
@click.argument("clause_set", metavar=N_("SET"), required=False, help=N_("The clause set; else that of the workspace."))
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def check(shell: Shell, clause_set: str | None, as_json: bool) -> None:
    """Check a clause set."""
    checked = _checker(shell)
    chosen, problems = _chosen(shell, clause_set)
    report = checked(chosen, problems)
    if as_json:
        shell.json(_plain(chosen, report, shell))
    else:
        _show(chosen, report, shell)
    if not report.is_clean:
        shell.refuse()


COMMANDS: Final = (check,)


def _checker(shell: Shell) -> Check:
    """Import the check, which needs the solver; what is paid is looked at with the rule kinds that are installed."""
    try:
        from akkoord.closing.check import check_whole  # noqa: PLC0415 - only this command needs the solver
        from akkoord.executing.printed import said_and_paid  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        raise BadInput(
            Message("Checking needs the solver z3. Install it: python -m pip install 'akkoord[check]'.")
        ) from error
    return partial(check_whole, also=[said_and_paid(shell.plugins().rule_kinds)])


def _chosen(shell: Shell, name: str | None) -> tuple[ClauseSet, Sequence[Problem]]:
    """Find the clause set; of one that cannot be used, what could be read of it, with what is wrong."""
    for failure in shell.plugins().failures if shell.plugins().clause_sets is not None else ():
        error = failure.message.values.get("what")
        if isinstance(error, ClauseSetError) and error.name == name and error.partial is not None:
            shell.warned = True  # what is wrong stands among the findings
            return error.partial, error.problems
    return shell.clause_set(name), ()


def _show(clause_set: ClauseSet, report: "Report", shell: Shell) -> None:
    """Write the findings, each with the answers that show it and what to do."""
    for finding in report.findings:
        shell.say(f"{finding.place}: {finding.code}", "bold red")
        shell.say(f"  {shell.text(finding.message)}")
        if finding.answers:
            shell.say(Message("  With these answers: {answers}.", {"answers": _answers(finding)}), "dim")
        shell.say(f"  {shell.text(finding.advice)}", "dim")
    values = {"title": clause_set.title, "clauses": len(clause_set.clauses), "accepted": len(report.accepted)}
    if report.is_clean:
        shell.say(Message("{title}: nothing wrong with {clauses} clauses; accepted: {accepted}.", values), "green")
    else:
        count = len(report.findings)
        shell.say(plural_message("{count} finding.", "{count} findings.", count), "bold")


def _answers(finding: "Finding") -> str:
    return ", ".join(f"{name} = {json_value(value)!r}" for name, value in finding.answers.items())


def _plain(clause_set: ClauseSet, report: "Report", shell: Shell) -> Mapping[str, object]:
    """Give the report as plain data."""
    accepted = [{**_finding(one.finding, shell), "reason": one.reason} for one in report.accepted]
    findings = [_finding(finding, shell) for finding in report.findings]
    return {"clause_set": clause_set.name, "findings": findings, "accepted": accepted}


def _finding(finding: "Finding", shell: Shell) -> dict[str, object]:
    return {
        "code": finding.code,
        "file": finding.place.file,
        "line": finding.place.line,
        "about": finding.about,
        "message": shell.text(finding.message),
        "advice": shell.text(finding.advice),
        "answers": {name: json_value(value) for name, value in finding.answers.items()},
    }
