"""Say something to a person: an English sentence with values, translated when it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from akkoord.language.catalogs import CORE_DOMAIN, translate, translations
from akkoord.language.spoken import spoken
from akkoord.language.words import Language, Speaks

_NO_VALUES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable sentence: an English template with `{named}` places, and what belongs in them.

    Values are said in the language of the sentence: dates, decimals, `Words`, money and other messages alike.
    A sentence that counts something has a `plural` template and names the value it counts in `count`;
    `plural_message` makes those.

    >>> Message("no customer {name!r}", {"name": "De Zwaan"}).text("en")
    "no customer 'De Zwaan'"
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    domain: str = CORE_DOMAIN
    plural: str | None = None
    count: int = 1

    def text(self, language: Language = "en") -> str:
        """Translate the sentence and fill in its values."""
        if self.plural is None:
            template = translate(self.template, language, self.domain)
        else:
            template = translations(language, self.domain).ngettext(self.template, self.plural, self.count)
        return template.format(**{name: spoken(value, language) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.text("en")


def plural_message(
    singular: str, plural: str, count: int, values: Mapping[str, object] = _NO_VALUES, *, domain: str = CORE_DOMAIN
) -> Message:
    """Make a sentence that depends on a count, which its templates may use as `{count}`.

    >>> plural_message("{count} day", "{count} days", 14).text("en")
    '14 days'
    """
    return Message(singular, {"count": count, **values}, domain, plural, count)


@dataclass(frozen=True, slots=True)
class Sentences:
    """Several things to say, one after the other.

    >>> Sentences((Message("It rains."), Message("It pours."))).text("en")
    'It rains. It pours.'
    """

    things: tuple[Speaks, ...]

    def text(self, language: Language = "en") -> str:
        """Say them all."""
        return " ".join(thing.text(language) for thing in self.things)
