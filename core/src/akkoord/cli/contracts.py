"""The commands `akkoord contract ...`: make a contract of a file of facts, read it, print it."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, NoReturn

import click

from akkoord.cli.clauses import plain_issue, show_issues
from akkoord.cli.command import Group
from akkoord.cli.drafts import drafted, drafting
from akkoord.cli.reading import WIDTH, contract_text
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.closing.assembling import Preview
from akkoord.closing.document import MissingValue
from akkoord.closing.pdf import print_pdf
from akkoord.closing.sign import Signature
from akkoord.closing.version import ContractVersion, InvalidVersion, freeze
from akkoord.language import N_, Message


@click.group("contract", cls=Group, help=N_("Make a contract of facts, read it, print it."))
def contract() -> None:
    """Make, read and print contracts."""


@contract.command(
    "make",
    help=N_(
        "Compose a contract of a file of facts and write it as canonical JSON: the contract version, as it would be "
        "signed. Nothing is kept in the workspace. Ends with 1 when something stands in the way."
    ),
)
@drafting
@click.option("--number", metavar=N_("NUMBER"), help=N_("The number that the contract gets."))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar=N_("OUT"), help=N_("The file to write; else the output.")
)
@click.option("--json", "as_json", is_flag=True, help=N_("Write what stands in the way as JSON, for programs."))
@pass_shell
def make(
    shell: Shell,
    facts: Path,
    clause_set: str | None,
    own_texts: Sequence[Path],
    number: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Compose a contract."""
    made = drafted(shell, facts, clause_set, own_texts, number)
    if not made.can_be_made:
        _refuse(made, shell, as_json=as_json)
    version = freeze(made.document, made.composition, shell.plugins().versions)
    if output is None:
        sys.stdout.write(version.canonical.decode() + "\n")
        return
    output.write_bytes(version.canonical)
    shell.say(
        Message(
            "{file} holds the contract: {count} parts.", {"file": str(output), "count": len(made.composition.placed)}
        )
    )
    shell.say(Message("SHA-256 {hash}", {"hash": version.sha256}), "dim")
    show_issues(made.composition.issues, shell)


@contract.command("show", help=N_("Read a contract in the terminal."))
@click.argument("which", metavar=N_("FILE|NUMBER"), help=N_("A file of contract make, or a number of the workspace."))
@pass_shell
def show(shell: Shell, which: str) -> None:
    """Read a contract."""
    found = _found(shell, which)
    version = found.version
    if version.number:
        shell.say(Message("Contract {number}", {"number": version.number}), "dim")
    shell.write(contract_text(version.html, version.slots), width=WIDTH)
    for signature in found.signatures:
        values = {"name": signature.name, "role": signature.role, "day": signature.local.date()}
        shell.say(Message("Signed by {name}, {role}, on {day}.", values), "green")


@contract.command("pdf", help=N_("Print a contract as PDF/A-3, with the contract as data attached."))
@click.argument("which", metavar=N_("FILE|NUMBER"), help=N_("A file of contract make, or a number of the workspace."))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar=N_("OUT"),
    help=N_("The PDF file to write."),
)
@pass_shell
def pdf(shell: Shell, which: str, output: Path) -> None:
    """Print a contract."""
    found = _found(shell, which)
    output.write_bytes(print_pdf(found.version, found.signatures, made_at=found.made_at))
    shell.say(Message("{file} is printed.", {"file": str(output)}))


COMMANDS: Final = (contract,)


def _refuse(made: Preview, shell: Shell, *, as_json: bool) -> NoReturn:
    """Say what stands in the way of a contract: errors, faults in the text, answers that are missing."""
    issues = [*made.composition.issues, *made.document.issues]
    lacking = _to_be_answered(made)
    if as_json:
        missing = [{"name": each.name, "clauses": list(each.clauses)} for each in lacking]
        shell.json({"issues": [plain_issue(issue, shell) for issue in issues], "missing": missing})
        shell.refuse()
    shell.warn(Message("No contract can be made of this yet."), "bold red")
    show_issues(issues, shell, as_errors=True)
    if lacking:
        shell.warn(Message("Answers are missing:"), "bold")
    for each in lacking:
        label = shell.text(each.label) if each.label else each.name
        shell.warn(f"  {label} ({each.name}): {', '.join(each.clauses)}", "")
    shell.refuse()


def _to_be_answered(made: Preview) -> list[MissingValue]:
    """Give the missing facts that somebody can answer; what is derived from them follows by itself."""
    derived = {question.name for question in made.composition.clause_set.questions.derived}
    missing = made.document.missing
    return [each for each in missing if each.question not in derived] or list(missing)


@dataclass(frozen=True, slots=True)
class Found:
    """A contract version that was asked for, with the signatures under it, and when it was made (None: unknown)."""

    version: ContractVersion
    signatures: tuple[Signature, ...] = ()
    made_at: datetime | None = None


def _found(shell: Shell, which: str) -> Found:
    """Find a contract version: in a file that contract make wrote, or by its number in the workspace."""
    if Path(which).is_file():
        try:
            return Found(ContractVersion.read(Path(which).read_bytes().rstrip(b"\n")))
        except InvalidVersion as error:
            raise BadInput(Message("{file}: {problem}", {"file": which, "problem": error})) from error
    if shell.settings() is None:
        raise BadInput(
            Message(
                "There is no file {which}, and no workspace here to look for a contract of that number.",
                {"which": which},
            )
        )
    contracts = shell.open().contracts
    contract = contracts.by_number(which)
    if contract is None:
        raise BadInput(Message("The workspace has no contract {which}, and there is no such file.", {"which": which}))
    version = contracts.version(contract)
    if version is None:
        raise BadInput(Message("Contract {which} is a draft: it has no text yet to be signed.", {"which": which}))
    signatures = (
        kept.signature
        for kept in contracts.signatures(contract)
        if kept.contract_version == contract.current and kept.voided_at is None
    )
    made_at = next(info.made_at for info in contracts.versions(contract) if info.id == contract.current)
    return Found(version, tuple(signatures), made_at)
