"""Send e-mail through the server that the settings name; without one nothing is sent."""

import os
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import Final

from akkoord.language import AkkoordError, Message
from akkoord.settings import MailSettings

__all__ = ["PASSWORD", "CannotSend", "send"]

PASSWORD: Final = "AKKOORD_MAIL_PASSWORD"  # noqa: S105 - the name of a variable, not a password
"""The environment variable that holds the password of the mail server; it never stands in a file."""
SECONDS: Final = 20


class CannotSend(AkkoordError):
    """The mail server could not be reached, or refused."""


def send(
    settings: MailSettings, message: EmailMessage, *, environment: Callable[[str], str | None] = os.environ.get
) -> None:
    """Send a message from the sender of the settings. Raises CannotSend, which says what the server said."""
    message["From"] = settings.sender
    try:
        with _connected(settings) as server:
            if settings.user is not None:
                server.login(settings.user, environment(PASSWORD) or "")
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        values = {"server": settings.server, "port": settings.port, "reason": str(error)}
        raise CannotSend(
            Message("The mail server {server}, port {port}, did not take the mail: {reason}", values)
        ) from error


def _connected(settings: MailSettings) -> smtplib.SMTP:
    """Connect, encrypted as the settings say."""
    if settings.encryption == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(settings.server, settings.port, timeout=SECONDS, context=context)
    server = smtplib.SMTP(settings.server, settings.port, timeout=SECONDS)
    if settings.encryption == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server
