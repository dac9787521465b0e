"""Who works here: an administrator adds accounts, changes their role, gives a new password, disables and enables."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final, cast, get_args

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import (
    MOST_IN_A_TEAM,
    Account,
    InvalidAccount,
    LastAdministrator,
    LoginTaken,
    Role,
    StaleVersion,
    WeakPassword,
)
from akkoord.language import LANGUAGES, AkkoordError, Language, Message
from akkoord_web import context, identity, pages
from akkoord_web.conflicts import Conflict, Difference, conflict_of
from akkoord_web.fields import Field, Form, Option, raw_answers
from akkoord_web.settings.personal import LANGUAGE_NAMES, ROLE_NAMES, bp
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

_WHO_SEES_WHAT: Final = say(
    "An account manager sees the own customers, a manager all customers, an administrator the accounts."
)
_FIELD_OF: Final[Mapping[type[AkkoordError], str]] = {
    LoginTaken: "login",
    InvalidAccount: "login",
    WeakPassword: "password",
    LastAdministrator: "role",
}


@dataclass(frozen=True, slots=True)
class AccountTyped:
    """What an administrator typed about an account."""

    login: str = ""
    name: str = ""
    email: str = ""
    role: Role = "account_manager"
    language: Language = "nl"
    also_manager: bool = False
    team: str = ""

    @classmethod
    def of_request(cls) -> "AccountTyped":
        """Read the posted form; a role or language that does not exist counts as not chosen."""
        raw = raw_answers(request.form.items(multi=True))
        role, language = raw.get("role"), raw.get("language")
        return cls(
            login=raw.get("login", ""),
            name=raw.get("name", ""),
            email=raw.get("email", ""),
            role=cast("Role", role) if role in get_args(Role) else "account_manager",
            language=language if language in LANGUAGES else "nl",
            also_manager=raw.get("also_manager") == "yes",
            team=raw.get("team", ""),
        )

    @classmethod
    def of(cls, account: Account) -> "AccountTyped":
        """Write an account as it would be typed."""
        return cls(
            account.login, account.name, account.email or "", account.role, account.language, account.also_manager,
            account.team or "",
        )  # fmt: skip


@bp.get("/settings/accounts")
def accounts() -> ResponseReturnValue:
    """List everyone who can sign in."""
    identity.require("administer")
    everyone = [(one, text_of(ROLE_NAMES[one.role])) for one in context.workspace().accounts.all()]
    return pages.page("settings/accounts.html", everyone=everyone)


@bp.get("/settings/accounts/new")
def new_account() -> ResponseReturnValue:
    """Show an empty form."""
    identity.require("administer")
    return _form_page(_form(AccountTyped(language=context.workspace().settings.language)))


@bp.post("/settings/accounts/new")
@writes
def add_account() -> ResponseReturnValue:
    """Add an account; the person changes the first password after signing in."""
    identity.require("administer")
    typed, workspace, by = AccountTyped.of_request(), context.workspace(), context.account()
    try:
        with workspace.store.write():
            added = workspace.accounts.add(
                typed.login,
                typed.name,
                typed.role,
                request.form.get("password", ""),
                language=typed.language,
                email=typed.email.strip() or None,
                by=by,
                at=context.now(),
            )
            if typed.also_manager or typed.team:
                workspace.accounts.change(
                    added, also_manager=typed.also_manager, team=typed.team, by=by, at=context.now()
                )
    except (InvalidAccount, LoginTaken, WeakPassword) as error:
        return _form_page(_form(typed, _errors(error, typed)), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.see_other(url_for("settings.accounts"))


@bp.get("/settings/accounts/<account_id>")
def account(account_id: str) -> ResponseReturnValue:
    """Show an account, to change it."""
    identity.require("administer")
    found = context.workspace().accounts.get(account_id)
    return _form_page(_form(AccountTyped.of(found), version=found.version), account=found)


@bp.post("/settings/accounts/<account_id>")
@writes
def change_account(account_id: str) -> ResponseReturnValue:
    """Keep name, role and e-mail; a filled-in password replaces the present one."""
    identity.require("administer")
    workspace, by = context.workspace(), context.account()
    found, typed, version = workspace.accounts.get(account_id), AccountTyped.of_request(), expected_version()
    try:
        changed = workspace.accounts.change(
            replace(found, version=version),
            name=typed.name,
            role=typed.role,
            email=typed.email,
            also_manager=typed.also_manager,
            team=typed.team,
            by=by,
            at=context.now(),
        )
        if request.form.get("password"):
            workspace.accounts.set_password(changed, request.form["password"], by=by, at=context.now())
    except (InvalidAccount, WeakPassword, LastAdministrator) as error:
        form = _form(typed, _errors(error, typed), version=version)
        return _form_page(form, account=found, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except StaleVersion:
        conflict = conflict_of(f"account:{found.id}", found.version, _differences(found, typed))
        form = _form(typed, version=version)
        return _form_page(form, account=found, conflict=conflict, status=HTTPStatus.CONFLICT)
    return pages.see_other(url_for("settings.accounts"))


@bp.post("/settings/accounts/<account_id>/disable")
@writes
def disable_account(account_id: str) -> ResponseReturnValue:
    """Let nobody sign in with it any more, and end its sessions."""
    identity.require("administer")
    workspace = context.workspace()
    workspace.accounts.disable(workspace.accounts.get(account_id), by=context.account(), at=context.now())
    return pages.see_other(url_for("settings.accounts"))


@bp.post("/settings/accounts/<account_id>/enable")
@writes
def enable_account(account_id: str) -> ResponseReturnValue:
    """Let the person sign in again."""
    identity.require("administer")
    workspace = context.workspace()
    workspace.accounts.enable(workspace.accounts.get(account_id), by=context.account(), at=context.now())
    return pages.see_other(url_for("settings.accounts"))


def _form_page(
    form: Form, *, account: Account | None = None, conflict: Conflict | None = None, status: int = HTTPStatus.OK
) -> Response:
    action = url_for("settings.add_account") if account is None else url_for("settings.account", account_id=account.id)
    return pages.page(
        "settings/account.html", status=status, form=form, account=account, conflict=conflict, action=action
    )


def _form(typed: AccountTyped, errors: Mapping[str, Message] | None = None, *, version: int | None = None) -> Form:
    said = {name: text_of(message) for name, message in (errors or {}).items()}
    login = Field(
        name="login", label=text_of(say("Sign-in name")), value=typed.login, required=True, error=said.get("login"),
        hint=text_of(say("Lower-case letters, digits, dots; such as anna.bos.")),
    )  # fmt: skip
    return Form(
        id="account", version=version, fields=((login,) if version is None else ()) + _fields(typed, said, version)
    )


def _fields(typed: AccountTyped, said: Mapping[str, str], version: int | None) -> tuple[Field, ...]:
    new = version is None
    languages = tuple(Option(code, name) for code, name in LANGUAGE_NAMES.items())
    fields = [
        Field(name="name", label=text_of(say("Name")), value=typed.name, required=True, error=said.get("name")),
        Field(name="email", label=text_of(say("E-mail address")), kind="email", value=typed.email, optional=True),
        Field(
            name="role", label=text_of(say("Role in Akkoord")), kind="select", value=typed.role, required=True,
            error=said.get("role"),
            options=tuple(Option(role, text_of(label)) for role, label in ROLE_NAMES.items()),
            hint=text_of(_WHO_SEES_WHAT),
        ),
        Field(
            name="team", label=text_of(say("Team")), value=typed.team, optional=True, error=said.get("team"),
            hint=text_of(say("A manager can choose a team in reports.")),
        ),
        Field(
            name="also_manager", label=text_of(say("Administrator who also sees all customers")), kind="bool",
            value="yes" if typed.also_manager else "no",
        ),
        Field(
            name="password", label=text_of(say("First password") if new else say("New password")), kind="password",
            autocomplete="new-password", required=new, optional=not new, error=said.get("password"),
            hint=text_of(say("At least 8 characters; a short sentence is best.")),
        ),
    ]  # fmt: skip
    if new:
        fields.insert(
            2,
            Field(
                name="language",
                label=text_of(say("Language")),
                kind="segmented",
                value=typed.language,
                options=languages,
            ),
        )
    return tuple(fields)


def _errors(error: AkkoordError, typed: AccountTyped) -> dict[str, Message]:
    """Put the error beside its field: an account that cannot be says so of its name or its sign-in name."""
    if isinstance(error, InvalidAccount) and not typed.name.strip():
        return {"name": error.message}
    if isinstance(error, InvalidAccount) and len(typed.team) > MOST_IN_A_TEAM:
        return {"team": error.message}
    return {_FIELD_OF[type(error)]: error.message}


def _differences(theirs: Account, mine: AccountTyped) -> tuple[Difference, ...]:
    saved = AccountTyped.of(theirs)
    pairs = (
        (say("Name"), saved.name, mine.name),
        (say("E-mail address"), saved.email, mine.email),
        (say("Team"), saved.team, mine.team),
        (say("Role in Akkoord"), text_of(ROLE_NAMES[saved.role]), text_of(ROLE_NAMES[mine.role])),
    )
    return tuple(Difference(text_of(label), one, other) for label, one, other in pairs if one != other)
