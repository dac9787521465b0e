"""The commands `akkoord clauses ...`: list a clause set; show what a file of facts selects, and why."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from akkoord.cli.command import Group
from akkoord.cli.drafts import drafted, drafting, known_clause
from akkoord.cli.shell import Shell, pass_shell
from akkoord.closing import Clause, Composition, Issue, Why, why
from akkoord.facts.kinds import json_value
from akkoord.language import N_, Message

SEVERITIES: Final = {
    "error": Message("error"),
    "approval": Message("needs approval"),
    "warning": Message("warning"),
}
KINDS: Final = {
    "preamble": Message("preamble"),
    "recital": Message("recital"),
    "article": Message("article"),
    "signature": Message("signature"),
    "annex": Message("annex"),
}
WHENS: Final = {"true": Message("always"), "false": Message("only when another clause requires it")}
STYLES: Final = {"error": "bold red", "approval": "yellow", "warning": "yellow"}


@click.group("clauses", cls=Group, help=N_("Look at a clause set, and at what facts select from it."))
def clauses() -> None:
    """Look at clauses."""


@clauses.command("list", help=N_("List the clauses of a set: their order, kind, title, and when each applies."))
@click.argument("clause_set", metavar=N_("SET"), required=False, help=N_("The clause set; else that of the workspace."))
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def list_(shell: Shell, clause_set: str | None, as_json: bool) -> None:
    """List the clauses of a set."""
    chosen = shell.clause_set(clause_set)
    if as_json:
        shell.json({"clause_set": chosen.name, "clauses": [_plain(clause) for clause in chosen.clauses]})
        return
    shell.say(Message("{title}: {count} clauses", {"title": chosen.title, "count": len(chosen.clauses)}), "bold")
    for each in chosen.clauses:
        shell.say()
        shell.say(f"{each.id}  {each.title}")
        shell.say(Message("  {kind}, order {order}, when: {when}", _about(each)), "dim")


@clauses.command(
    "why",
    help=N_(
        "Show which clauses a file of facts selects and why, why the others are out, and what is wrong with the "
        "contract. With the id of a clause: all there is to say about that one. Ends with 1 on an error."
    ),
)
@drafting
@click.argument("clause", metavar=N_("CLAUSE"), required=False, help=N_("The id of one clause."))
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def why_(
    shell: Shell,
    facts: Path,
    clause_set: str | None,
    own_texts: Sequence[Path],
    clause: str | None,
    as_json: bool,
) -> None:
    """Explain the selection."""
    made = drafted(shell, facts, clause_set, own_texts).composition
    chosen = [known_clause(made.clause_set, clause)] if clause else list(made.clause_set.clauses)
    reasons = [_why(made, each) for each in chosen]
    if as_json:
        shell.json(_answer(made, reasons, shell))
    elif clause:
        _show_one(made, reasons[0], shell)
    else:
        _show_all(made, reasons, shell)
    if not made.ok:
        shell.refuse()


COMMANDS: Final = (clauses,)


def show_issues(issues: Sequence[Issue], shell: Shell, *, as_errors: bool = False) -> None:
    """Write what is wrong with a contract, or what a person must know of it, the worst first, each with its code."""
    write = shell.warn if as_errors else shell.say
    for issue in sorted(issues, key=lambda issue: list(SEVERITIES).index(issue.severity)):
        severity = shell.text(SEVERITIES[issue.severity])
        write(f"  {severity}: {shell.text(issue.message)}", STYLES[issue.severity])
        write(f"    {', '.join((issue.code, *issue.clauses))}", "dim")


def plain_issue(issue: Issue, shell: Shell) -> Mapping[str, object]:
    """Give an issue as plain data."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "clauses": list(issue.clauses),
        "message": shell.text(issue.message),
    }


def _why(made: Composition, clause: Clause) -> Why:
    """Explain one clause, with the plugins' adjustments."""
    adjustments = [each for reason in made.selection.reasons.values() for each in reason.adjusted]
    return why(made.clause_set, made.facts, clause.id, adjustments)


def _show_all(made: Composition, reasons: Sequence[Why], shell: Shell) -> None:
    """Write the contract's articles with their reasons, then what is out, then the issues."""
    by_id = {reason.clause: reason for reason in reasons}
    shell.say(Message("In the contract ({count})", {"count": len(made.placed)}), "bold")
    for placed in made.placed:
        label = f"{placed.label}  " if placed.label else ""
        shell.say(f"  {label}{placed.title}")
        if placed.own_text is not None:
            shell.say(Message("    own text {n}", {"n": placed.own_text.n}), "dim")
        else:
            shell.say(f"    {placed.id}: {_because(made, by_id[placed.id], shell)}", "dim")
    out = [reason for reason in reasons if not reason.selected]
    shell.say()
    shell.say(Message("Not in the contract ({count})", {"count": len(out)}), "bold")
    for reason in out:
        shell.say(f"  {made.clause_set.by_id[reason.clause].title}")
        shell.say(f"    {reason.clause}: {_because(made, reason, shell)}", "dim")
    shell.say()
    _show_issues_of(made, shell)


def _show_issues_of(composition: Composition, shell: Shell) -> None:
    """Write the section with the issues."""
    if not composition.issues:
        shell.say(Message("Nothing stands in the way of this contract."), "green")
        return
    shell.say(Message("To know or to solve ({count})", {"count": len(composition.issues)}), "bold")
    show_issues(composition.issues, shell)


def _because(made: Composition, reason: Why, shell: Shell) -> str:
    """Give the grounds of a decision, without what would turn it."""
    *grounds, _ = reason.words(made.clause_set, shell.language)
    return " ".join(grounds)


def _show_one(made: Composition, reason: Why, shell: Shell) -> None:
    """Write all there is to say about one clause."""
    clause = made.clause_set.by_id[reason.clause]
    placed = next((each for each in made.placed if each.id == clause.id), None)
    values = {"title": clause.title, "label": placed.label if placed else None}
    if placed is None:
        shell.say(Message("{title} is not in the contract.", values), "bold")
    elif placed.label is None:
        shell.say(Message("{title} is in the contract.", values), "bold")
    else:
        shell.say(Message("{title} is in the contract: {label}.", values), "bold")
    for sentence in reason.words(made.clause_set, shell.language):
        shell.say(f"  {sentence}")
    shell.say()
    shell.say(Message("Condition: {source}", {"source": clause.when.source}), "dim")
    shell.say(Message("Written in: {file}", {"file": clause.file}), "dim")
    for name, value in reason.answers.items():
        shell.say(f"  {name} = {json.dumps(json_value(value), ensure_ascii=False)}", "dim")


def _answer(made: Composition, reasons: Sequence[Why], shell: Shell) -> Mapping[str, object]:
    """Give the whole answer as plain data."""
    labels = {placed.id: placed.label for placed in made.placed}
    return {
        "ok": made.ok,
        "clause_set": made.clause_set.name,
        "issues": [plain_issue(issue, shell) for issue in made.issues],
        "clauses": [
            {
                "id": reason.clause,
                "selected": reason.selected,
                "label": labels.get(reason.clause),
                "title": made.clause_set.by_id[reason.clause].title,
                "ground": reason.reason.ground,
                "condition": made.clause_set.by_id[reason.clause].when.source,
                "required_by": list(reason.reason.required_by),
                "answers": {name: json_value(value) for name, value in reason.answers.items()},
                "flips": [{"name": flip.name, "value": json_value(flip.value)} for flip in reason.flips],
                "words": list(reason.words(made.clause_set, shell.language)),
            }
            for reason in reasons
        ],
    }


def _about(clause: Clause) -> Mapping[str, object]:
    """Say of a clause what the list shows below its title."""
    return {
        "kind": KINDS[clause.kind],
        "order": clause.order,
        "when": WHENS.get(clause.when.source, clause.when.source),
    }


def _plain(clause: Clause) -> Mapping[str, object]:
    """Give one clause as plain data."""
    return {
        "id": clause.id,
        "kind": clause.kind,
        "title": clause.title,
        "order": clause.order,
        "when": clause.when.source,
        "after": list(clause.after),
        "requires": list(clause.requires),
        "conflicts": list(clause.conflicts),
        "version": clause.version,
        "file": clause.file,
    }
