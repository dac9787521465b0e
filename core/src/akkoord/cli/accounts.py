"""The commands `akkoord account ...`: who may sign in."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import click

from akkoord.access import CONSOLE, ROLES, Account, Role, WeakPassword
from akkoord.cli.command import Group
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.language import N_, Message, Speaks
from akkoord.workspace import Workspace

ROLE_NAMES: Final = {
    "account_manager": Message("account manager"),
    "manager": Message("manager"),
    "administrator": Message("administrator"),
}
STATE_NAMES: Final = {"active": Message("active"), "disabled": Message("disabled")}


@click.group("account", cls=Group, help=N_("Keep the accounts: who may sign in, and in which role."))
def account() -> None:
    """Keep the accounts."""


@account.command(
    "add",
    help=N_("Add an account. Asks for the password, or reads it from the input with --password-stdin."),
)
@click.argument("login", metavar=N_("LOGIN"), help=N_("The sign-in name."))
@click.option("--name", required=True, metavar=N_("NAME"), help=N_("The name of the person."))
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="account_manager",
    help=N_("What the person may do; account_manager unless told otherwise."),
)
@click.option("--email", metavar=N_("ADDRESS"), help=N_("An e-mail address."))
@click.option("--team", metavar=N_("TEAM"), help=N_("The team in which the person works."))
@click.option("--password-stdin", is_flag=True, help=N_("Read the password from the input."))
@pass_shell
def add(
    shell: Shell, login: str, name: str, role: Role, email: str | None, team: str | None, password_stdin: bool
) -> None:
    """Add an account."""
    workspace = shell.open()
    password = _password(shell, from_input=password_stdin)
    language = workspace.settings.language
    with _about_the_password(), workspace.store.write():
        added = workspace.accounts.add(
            login, name, role, password, by=CONSOLE, at=shell.clock(), language=language, email=email
        )
        if team:
            workspace.accounts.change(added, team=team, by=CONSOLE, at=shell.clock())
    shell.say(Message("{name} can sign in as {login}.", {"name": added.name, "login": added.login}))


@account.command("change", help=N_("Change what is kept of an account; what is not given stays as it is."))
@click.argument("login", metavar=N_("LOGIN"), help=N_("The sign-in name."))
@click.option("--name", metavar=N_("NAME"), help=N_("The name of the person."))
@click.option("--role", type=click.Choice(ROLES), help=N_("What the person may do."))
@click.option("--email", metavar=N_("ADDRESS"), help=N_("An e-mail address."))
@click.option("--team", metavar=N_("TEAM"), help=N_("The team in which the person works; empty is none."))
@pass_shell
def change(shell: Shell, login: str, name: str | None, role: Role | None, email: str | None, team: str | None) -> None:
    """Change an account."""
    workspace = shell.open()
    changed = workspace.accounts.change(
        _found(workspace, login), name=name, role=role, email=email, team=team, by=CONSOLE, at=shell.clock()
    )
    shell.say(Message("{login} was changed.", {"login": changed.login}))


@account.command("list", help=N_("List the accounts."))
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON, for programs."))
@pass_shell
def list_(shell: Shell, as_json: bool) -> None:
    """List the accounts."""
    accounts = shell.open().accounts.all()
    if as_json:
        fields = ("id", "login", "name", "role", "language", "state", "email", "team")
        shell.json({"accounts": [{field: getattr(each, field) for field in fields} for each in accounts]})
    elif accounts:
        shell.table(*_listed(accounts))
    else:
        shell.say(Message("There is no account yet. Add one with akkoord account add."))


@account.command("password", help=N_("Give an account another password; its sessions end."))
@click.argument("login", metavar=N_("LOGIN"), help=N_("The sign-in name."))
@click.option("--password-stdin", is_flag=True, help=N_("Read the password from the input."))
@pass_shell
def password(shell: Shell, login: str, password_stdin: bool) -> None:
    """Give an account another password."""
    workspace = shell.open()
    found = _found(workspace, login)
    new = _password(shell, from_input=password_stdin)
    with _about_the_password():
        workspace.accounts.set_password(found, new, by=CONSOLE, at=shell.clock())
    shell.say(Message("{login} has a new password. Every session of this account has ended.", {"login": found.login}))


@account.command("disable", help=N_("Let nobody sign in with an account any more; its sessions end."))
@click.argument("login", metavar=N_("LOGIN"), help=N_("The sign-in name."))
@pass_shell
def disable(shell: Shell, login: str) -> None:
    """Disable an account."""
    workspace = shell.open()
    found = workspace.accounts.disable(_found(workspace, login), by=CONSOLE, at=shell.clock())
    shell.say(Message("{login} cannot sign in any more.", {"login": found.login}))


@account.command("enable", help=N_("Let a disabled account sign in again."))
@click.argument("login", metavar=N_("LOGIN"), help=N_("The sign-in name."))
@pass_shell
def enable(shell: Shell, login: str) -> None:
    """Enable an account."""
    workspace = shell.open()
    found = workspace.accounts.enable(_found(workspace, login), by=CONSOLE, at=shell.clock())
    shell.say(Message("{login} can sign in again.", {"login": found.login}))


COMMANDS: Final = (account,)


def _listed(accounts: Sequence[Account]) -> tuple[list[Message], list[list[Speaks | str]]]:
    """Give the headings and rows of the list; the team only where there are teams."""
    headings = [Message("Sign-in name"), Message("Name"), Message("Role"), Message("State")]
    rows: list[list[Speaks | str]] = [
        [each.login, each.name, ROLE_NAMES[each.role], STATE_NAMES[each.state]] for each in accounts
    ]
    if not any(each.team for each in accounts):
        return headings, rows
    return [*headings, Message("Team")], [[*row, each.team or ""] for row, each in zip(rows, accounts, strict=True)]


def _found(workspace: Workspace, login: str) -> Account:
    """Find an account by its sign-in name."""
    found = workspace.accounts.by_login(login)
    if found is None:
        values = {"login": login, "known": [each.login for each in workspace.accounts.all()]}
        if not values["known"]:
            raise BadInput(Message("There is no account {login!r}; there is none yet.", values))
        raise BadInput(Message("There is no account {login!r}. Known are: {known}.", values))
    return found


@contextmanager
def _about_the_password() -> Iterator[None]:
    """Say of a refusal that it is about the password: on the command line no field stands above it."""
    try:
        yield
    except WeakPassword as error:
        raise BadInput(Message("This password cannot be used. {problem}", {"problem": error})) from error


def _password(shell: Shell, *, from_input: bool) -> str:
    """Ask for a password twice, or read it from the first line of the input."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadInput(Message("Nobody can type a password here. Give it on the input with --password-stdin."))
    first = str(click.prompt(shell.text(Message("Password")), hide_input=True))
    again = str(click.prompt(shell.text(Message("Again")), hide_input=True))
    if first != again:
        raise BadInput(Message("The two passwords differ. Type the same one twice."))
    return first
