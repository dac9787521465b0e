"""The form of a side agreement: what was agreed, who does it, by when, and a file that goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast

from flask import request

from akkoord.dossier import Attachment, InvalidAttachment, SideAgreement, keep_file
from akkoord.language import AkkoordError, Message
from akkoord.values.formats import parse_date
from akkoord_web import context
from akkoord_web.conflicts import Difference
from akkoord_web.fields import Field, Form, Option
from akkoord_web.speech import say, text_of

__all__ = ["AgreementTyped", "agreement_form", "differences", "typed_of"]

Who = Literal["supplier", "customer", "both"]
WHO: Final[Mapping[Who, Message]] = {"supplier": say("We do"), "customer": say("The customer"), "both": say("Both")}


class InvalidForm(AkkoordError):
    """Something in the form cannot be right; `errors` says per field what."""

    def __init__(self, errors: Mapping[str, Message]) -> None:
        super().__init__(next(iter(errors.values())))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class AgreementTyped:
    """What someone typed, as text."""

    text: str = ""
    party: str = ""
    due: str = ""

    @classmethod
    def of_request(cls) -> "AgreementTyped":
        """Read the posted form."""
        return cls(*(request.form.get(name, "") for name in ("text", "party", "due")))

    @property
    def who(self) -> Who | None:
        """Who has to do it."""
        return cast("Who", self.party) if self.party in WHO else None

    def read_due(self) -> date | None:
        """Read the last day. Raises InvalidForm."""
        if not self.due.strip():
            return None
        try:
            return parse_date(self.due, context.language())
        except AkkoordError as error:
            raise InvalidForm({"due": error.message}) from error

    def checked_text(self) -> str:
        """Give what was agreed. Raises InvalidForm when there is nothing."""
        if not self.text.strip():
            raise InvalidForm({"text": say("Write down what was agreed.")})
        return self.text


def attached() -> Attachment | None:
    """Keep the file that was sent along. Raises InvalidForm for one that cannot be kept."""
    sent = request.files.get("attachment")
    if sent is None or not sent.filename:
        return None
    try:
        return keep_file(context.workspace().store, sent.filename, sent.read())
    except InvalidAttachment as error:
        raise InvalidForm({"attachment": error.message}) from error


def typed_of(agreement: SideAgreement) -> AgreementTyped:
    """Write an agreement as it would be typed."""
    return AgreementTyped(agreement.text, agreement.party or "", agreement.due.isoformat() if agreement.due else "")


def agreement_form(
    typed: AgreementTyped, errors: Mapping[str, Message] | None = None, *, version: int | None = None
) -> Form:
    """Show the form with what was typed and what is wrong with it."""
    wrong = {name: text_of(message) for name, message in (errors or {}).items()}
    return Form(
        id="agreement",
        version=version,
        fields=(
            Field(
                name="text", label=text_of(say("What was agreed")), kind="longtext", value=typed.text, required=True,
                max_length=4_000, error=wrong.get("text"),
            ),
            Field(
                name="party", label=text_of(say("Who does it")), kind="segmented", value=typed.party, optional=True,
                options=tuple(Option(who, text_of(label)) for who, label in WHO.items()),
            ),
            Field(
                name="due", label=text_of(say("Before or on")), kind="date", value=typed.due, optional=True,
                error=wrong.get("due"),
            ),
            Field(
                name="attachment", label=text_of(say("File")), kind="file", optional=True,
                hint=text_of(say("A PDF or a photo, at most 10 MB.")), error=wrong.get("attachment"),
            ),
        ),
    )  # fmt: skip


def differences(theirs: SideAgreement, mine: AgreementTyped) -> tuple[Difference, ...]:
    """Compare what is kept now with what someone typed, field by field."""
    saved = typed_of(theirs)
    labels = {"text": say("What was agreed"), "party": say("Who does it"), "due": say("Before or on")}
    return tuple(
        Difference(text_of(label), _shown(getattr(saved, name)), _shown(getattr(mine, name)))
        for name, label in labels.items()
        if getattr(saved, name).strip() != getattr(mine, name).strip()
    )


def _shown(value: str) -> str:
    return text_of(WHO[cast("Who", value)]) if value in WHO else value
