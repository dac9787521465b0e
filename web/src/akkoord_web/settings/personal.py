"""One's own settings: language, hand, size of text, password, sessions."""

from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import WeakPassword
from akkoord.language import LANGUAGES, Language, Message
from akkoord_web import context, identity, pages, shell
from akkoord_web.devices import device_name
from akkoord_web.fields import Field, Form, Option
from akkoord_web.speech import say, text_of
from akkoord_web.writes import writes

__all__ = ["bp"]

bp = Blueprint("settings", __name__, template_folder="templates")

LANGUAGE_NAMES: Final = {"nl": "Nederlands", "en": "English"}
ROLE_NAMES: Final = {
    "account_manager": say("Account manager"),
    "manager": say("Manager"),
    "administrator": say("Administrator"),
}
_DONE: Final = {
    "language": say("From now on Akkoord speaks this language to you."),
    "look": say("This tablet shows it so from now on."),
    "password": say("Your password is changed. Other devices have been signed out."),
    "calendar": say("The calendar address no longer works."),
    "elsewhere": say("All other devices have been signed out."),
}


@bp.get("/settings")
def overview() -> ResponseReturnValue:
    """Show one's own settings."""
    return _page()


@bp.post("/settings/language")
@writes
def change_language() -> ResponseReturnValue:
    """Speak another language from now on, on every device."""
    chosen = request.form.get("language")
    account = context.account()
    if chosen in LANGUAGES and chosen != account.language:
        context.workspace().accounts.change_language(account, chosen, by=account, at=context.now())
    return pages.see_other(url_for("settings.overview", did="language"))


@bp.post("/settings/look")
@writes
def change_look() -> ResponseReturnValue:
    """Keep on this tablet which hand holds it and how large the text is."""
    chosen = shell.Look(
        hand="left" if request.form.get("hand") == "left" else "right",
        text="large" if request.form.get("text") == "large" else "normal",
    )
    return shell.remember_look(pages.see_other(url_for("settings.overview", did="look")), chosen)


@bp.post("/settings/password")
@writes
def change_password() -> ResponseReturnValue:
    """Change one's password, after asking for the present one; every other device must sign in again."""
    account, workspace = context.account(), context.workspace()
    present, new, again = (request.form.get(f"password_{name}", "") for name in ("present", "new", "again"))
    errors: dict[str, Message] = {}
    if not workspace.accounts.knows_password(account, present):
        errors["password_present"] = say("This is not your present password.")
    if new != again:
        errors["password_again"] = say("This is not the same as the new password.")
    if errors:
        return _page(errors, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        changed = workspace.accounts.set_password(account, new, by=account, at=context.now())
    except WeakPassword as error:
        return _page({"password_new": error.message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    # All sessions ended with the old password; the person who just proved to know it goes on with a new one.
    token = workspace.sessions.open(changed, request.user_agent.string, context.now())
    return identity.remember(pages.see_other(url_for("settings.overview", did="password")), token)


@bp.post("/settings/sessions/end")
@writes
def end_sessions() -> ResponseReturnValue:
    """Sign out everywhere else: a lost tablet is one press away."""
    workspace = context.workspace()
    workspace.sessions.revoke_all(context.account().id, context.now(), except_token=identity.token())
    return pages.see_other(url_for("settings.overview", did="elsewhere"))


def _page(errors: dict[str, Message] | None = None, *, status: int = HTTPStatus.OK) -> Response:
    account, workspace = context.account(), context.workspace()
    here = context.session()
    done = _DONE.get(request.args.get("did", ""))
    return pages.page(
        "settings/overview.html",
        status=status,
        role=text_of(ROLE_NAMES[account.role]),
        language_field=_language_field(account.language),
        look_fields=_look_fields(shell.look()),
        password=_password_form(errors or {}),
        sessions=sorted(
            (
                (device_name(one.device), one.seen_at, here is not None and one.id == here.id)
                for one in workspace.sessions.of(account, context.now())
            ),
            key=lambda line: not line[2],
        ),
        calendar=workspace.calendars.of(account),
        done=None if done is None or errors else text_of(done),
        failures=workspace.plugins.failures if account.is_administrator or account.is_manager else (),
    )


def _language_field(language: Language) -> Field:
    options = tuple(Option(code, name) for code, name in LANGUAGE_NAMES.items())
    return Field(name="language", label=text_of(say("Language")), kind="segmented", value=language, options=options)


def _look_fields(look: shell.Look) -> tuple[Field, ...]:
    hands = (Option("right", text_of(say("Right"))), Option("left", text_of(say("Left"))))
    sizes = (Option("normal", text_of(say("Normal"))), Option("large", text_of(say("Larger"))))
    hint = text_of(say("Puts the buttons where that thumb is."))
    return (
        Field(
            name="hand", label=text_of(say("Writing hand")), kind="segmented", value=look.hand, options=hands, hint=hint
        ),
        Field(name="text", label=text_of(say("Text")), kind="segmented", value=look.text, options=sizes),
    )


def _password_form(errors: dict[str, Message]) -> Form:
    labels = {
        "password_present": (say("Present password"), "current-password", None),
        "password_new": (say("New password"), "new-password", say("At least 8 characters; a short sentence is best.")),
        "password_again": (say("New password again"), "new-password", None),
    }
    return Form(
        id="password",
        fields=tuple(
            Field(
                name=name,
                label=text_of(label),
                kind="password",
                autocomplete=autocomplete,
                required=True,
                hint=None if hint is None else text_of(hint),
                error=text_of(errors[name]) if name in errors else None,
            )
            for name, (label, autocomplete, hint) in labels.items()
        ),
    )
