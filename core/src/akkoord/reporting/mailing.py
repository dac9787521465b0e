"""Write a report as an e-mail: its key numbers and notes as text, and the whole of it attached."""

from collections.abc import Iterator
from email.message import EmailMessage

from akkoord.language import Language, Message
from akkoord.reporting.outputs import FORMATS, Format, output
from akkoord.reporting.pages import under_words
from akkoord.reporting.parts import Built, KeyNumber, Note, Section, shown

__all__ = ["file_name", "mail_of"]


def mail_of(built: Built, form: Format, language: Language, *, to: str) -> EmailMessage:
    """Write the e-mail to one address. Raises PrintError when a PDF cannot be made."""
    mail = EmailMessage()
    mail["To"] = to
    mail["Subject"] = " ".join(f"{built.title.text(language)}, {built.over.text(language)}".split())
    mail.set_content("\n\n".join(_parts(built, form, language)) + "\n")
    main, _, sub = FORMATS[form].media_type.partition(";")[0].partition("/")
    name = file_name(built, form)
    mail.add_attachment(output(built, form, language), maintype=main, subtype=sub, filename=name)
    return mail


def file_name(built: Built, form: Format) -> str:
    """Name the file of a report after its days."""
    days = built.made_on.isoformat() if built.as_of_today else f"{built.period.first}-{built.period.last}"
    return f"{built.name}-{days}.{form}"


def _parts(built: Built, form: Format, language: Language) -> Iterator[str]:
    yield f"{built.title.text(language)}\n{under_words(built, language)}"
    if not built.sections:
        yield built.nothing.text(language)
    for section in built.sections:
        said = "\n".join(_lines(section, language))
        if said:
            yield f"{section.title.text(language)}\n{said}"
    yield Message("The whole report is attached: {file}.", {"file": file_name(built, form)}).text(language)


def _lines(section: Section, language: Language) -> Iterator[str]:
    """Say the key numbers and what stands beside them; tables and charts are in the attachment."""
    for part in section.parts:
        if isinstance(part, KeyNumber):
            below = "" if part.below is None else f" ({part.below.text(language)})"
            yield f"- {part.label.text(language)}: {shown(part.value, language)}{below}"
        elif isinstance(part, Note):
            yield part.text.text(language)
