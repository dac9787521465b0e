"""Speak Dutch and English: messages with values, translated through gettext when a person reads them."""

from akkoord.language.catalogs import CORE_DOMAIN, N_, translate, translations
from akkoord.language.errors import AkkoordError
from akkoord.language.message import Message, Sentences, plural_message
from akkoord.language.spoken import locale_of, spoken
from akkoord.language.words import LANGUAGES, Language, Speaks, Words

__all__ = [
    "CORE_DOMAIN",
    "LANGUAGES",
    "N_",
    "AkkoordError",
    "Language",
    "Message",
    "Sentences",
    "Speaks",
    "Words",
    "locale_of",
    "plural_message",
    "spoken",
    "translate",
    "translations",
]
