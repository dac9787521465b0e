"""Write somebody the day's e-mail: what is overdue, and what falls due in the days to come."""

from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage

from akkoord.access import Account
from akkoord.executing.deadlines import Deadline
from akkoord.language import Language, Message, plural_message
from akkoord.values.formats import date_long

__all__ = ["DAYS", "digest_of"]

DAYS = 14
"""How many days ahead the e-mail looks."""


def digest_of(account: Account, deadlines: Sequence[Deadline], on: date) -> EmailMessage | None:
    """Write the e-mail of a day; None when there is nothing to tell, or no address to tell it to."""
    if not deadlines or account.email is None:
        return None
    language, count = account.language, len(deadlines)
    subject = plural_message("{count} day to look after", "{count} days to look after", count)
    overdue = [one for one in deadlines if one.day < on]
    coming = [one for one in deadlines if one.day >= on]
    mail = EmailMessage()
    mail["To"] = account.email
    mail["Subject"] = " ".join(subject.text(language).split())
    parts = [_part(Message("Overdue"), overdue, language), _part(Message("Coming"), coming, language)]
    mail.set_content("\n\n".join(part for part in parts if part) + "\n")
    return mail


def _part(title: Message, deadlines: Sequence[Deadline], language: Language) -> str:
    lines = [_line(one, language) for one in deadlines]
    return "\n".join([title.text(language), *lines]) if lines else ""


def _line(one: Deadline, language: Language) -> str:
    what = f"{date_long(one.day, language)}  {one.customer.name}: {one.what.text(language)}"
    return what if one.reading is None else f"{what} ({one.reading.text(language)})"
