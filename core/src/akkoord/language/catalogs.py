"""Read the translations that a package ships as .po text, without compiled files."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from akkoord.language.words import Language

CORE_DOMAIN = "akkoord"


@cache
def translations(language: Language, domain: str = CORE_DOMAIN) -> NullTranslations:
    """Give the gettext translations of `domain` in `language`.

    A domain is the import name of a package; its texts stand in `locale/<language>/LC_MESSAGES/<domain>.po`
    inside that package. English is the language of the message ids and needs no file.
    """
    source = files(domain) / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    if language == "en" or not source.is_file():
        return NullTranslations()
    with source.open("rb") as text:
        catalog = read_po(text, locale=language, domain=domain, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(template: str, language: Language, domain: str = CORE_DOMAIN) -> str:
    """Translate one message id; an unknown one comes back as it is."""
    return translations(language, domain).gettext(template) if template else ""


def N_(template: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a template for translation without translating it yet."""
    return template
