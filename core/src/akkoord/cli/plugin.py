"""The commands `akkoord plugin ...`: begin a new plugin."""

from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from akkoord.cli.command import Group
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.language import N_, Message
from akkoord.scaffold import KINDS, FirstCase, scaffold
from akkoord.values.formats import parse_number


@click.group("plugin", cls=Group, help=N_("Make a plugin."))
def plugin() -> None:
    """Make a plugin."""


@plugin.command(
    "new",
    help=N_(
        "Begin a plugin: a project that installs and passes its own tests. A pricing rule begins with a case: "
        "how much is taken, and what must come out."
    ),
)
@click.argument(
    "kind", metavar=N_("KIND"), type=click.Choice(sorted(KINDS)), help=N_("clause-set, pricing-rule or report.")
)
@click.argument("name", metavar=N_("NAME"), help=N_("Its name: small letters, joined by hyphens."))
@click.option("--into", type=click.Path(path_type=Path), default=Path(), help=N_("The folder to make it in."))
@click.option("--quantity", help=N_("The case of a pricing rule: how many units are taken."))
@click.option("--amount", help=N_("The case of a pricing rule: what comes out, in euros."))
@pass_shell
def new(shell: Shell, kind: str, name: str, into: Path, quantity: str | None, amount: str | None) -> None:
    """Begin a plugin."""
    case = _case(shell, quantity, amount) if kind == "pricing-rule" else None
    made = scaffold(kind, name, into, case)
    shell.say(Message("{folder} is a plugin now. Install it and run its tests:", {"folder": str(made)}))
    shell.say(f"  python -m pip install -e {made}\n  python -m pytest {made}")


COMMANDS: Final = (plugin,)


def _case(shell: Shell, quantity: str | None, amount: str | None) -> FirstCase:
    """Ask for the case with which a rule begins, unless it was given."""
    taken = quantity or click.prompt(shell.text(Message("A case first. How many units are taken?")))
    paid = amount or click.prompt(shell.text(Message("And what must come out, in euros?")))
    return FirstCase(_number(shell, taken), _number(shell, paid))


def _number(shell: Shell, text: str) -> Decimal:
    if not text.strip():
        raise BadInput(Message("A case needs a number."))
    return parse_number(text, shell.language)
