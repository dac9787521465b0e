"""Know the passwords that are tried first: common words with the usual endings, and keys that lie in a row."""

from collections.abc import Iterator
from functools import cache
from itertools import product

_WORDS = tuple(
    word
    for line in (
        "password passwort wachtwoord welkom welcome geheim secret login admin administrator beheer beheerder",
        "letmein hallo hello goedemorgen goedendag manager verkoop verkoper sales contract contracten akkoord",
        "klanten klant tablet kantoor bedrijf horeca brouwerij brewery bier biertje pils pilsener",
        "speciaalbier koffie coffee espresso zakelijk vakantie holiday weekend voetbal football hockey tennis",
        "fietsen wielrennen schaatsen ajax feyenoord twente vitesse heerenveen amsterdam rotterdam utrecht",
        "eindhoven groningen zwolle deventer arnhem nijmegen breda tilburg maastricht leiden haarlem almere",
        "apeldoorn enschede leeuwarden nederland holland oranje vlaanderen antwerpen europa winter zomer",
        "lente herfst voorjaar najaar summer spring autumn januari februari maart april augustus september",
        "oktober november december january february october maandag dinsdag woensdag donderdag vrijdag",
        "zaterdag zondag monday tuesday wednesday thursday friday saturday sunday daniel thomas michael",
        "michiel pieter johannes martijn jeroen sander marieke annelies charlotte sophie emma julia lisanne",
        "femke sanne laura linda monique jessica jennifer ashley robert william charlie matthew andrew",
        "patrick vincent dennis princess prinses dragon draakje monkey aapje panda konijn hondje poesje",
        "tijger tiger vlinder butterfly sunshine zonnetje sterretje superman batman pokemon computer internet",
        "windows microsoft google samsung android iphone ipadpro apple facebook linkedin youtube netflix",
        "minecraft liefde loveyou iloveyou schatje lieverd mijnschat forever vriendje moeder vader familie",
        "jongens meisje trustno master killer shadow hunter soccer basketball baseball mustang ferrari",
        "mercedes porsche volkswagen toyota harley flower bloemen roosje cookie koekje chocola chocolade",
        "pindakaas hagelslag stroopwafel appeltaart pizza banaan whatever qwerty azerty qwertz zxcvbn asdfgh",
        "abcdef test tester testing demo proef start begin nieuw changeme verander veranderen temporary",
        "tijdelijk default standaard support service helpdesk systeem system server database",
    )
    for word in line.split()
)
_ENDINGS = (
    "", "1", "2", "12", "123", "1234", "12345", "123456", "01", "007", "11", "22", "69", "77", "88", "99", "00", "321",
    "!", "!!", "1!", "123!", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027", "2026!", "2025!",
)  # fmt: skip
_STARTS = ("mijn", "my", "het", "de", "the", "super", "nieuw")
_ROWS = ("1234567890", "0987654321", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qazwsxedc", "1q2w3e4r5t6y")
_LOOKALIKES = str.maketrans("@4310$57", "aaeiosst")
_SHORTEST = 8


def is_common(password: str) -> bool:
    """Tell whether a password is on the list, in any case and also with look-alikes such as @ for a.

    >>> is_common("W@chtwoord123")
    True
    """
    lowered = password.strip().casefold()
    return lowered in common_passwords() or lowered.translate(_LOOKALIKES) in _unlike() or len(set(lowered)) < 3  # noqa: PLR2004 - one or two different characters


@cache
def common_passwords() -> frozenset[str]:
    """Return all of the list, in lower case; shorter ones than are allowed anyway are left out."""
    return frozenset(text for text in (*_with_endings(), *_in_rows(), *_twice()) if len(text) >= _SHORTEST)


@cache
def _unlike() -> frozenset[str]:
    return frozenset(text.translate(_LOOKALIKES) for text in common_passwords())


def _with_endings() -> Iterator[str]:
    words = (*_WORDS, *(start + word for start, word in product(_STARTS, _WORDS)))
    yield from (word + ending for word, ending in product(words, _ENDINGS))


def _in_rows() -> Iterator[str]:
    for row in _ROWS:
        around = row * 3
        for first, length in product(range(len(row)), range(4, 17)):
            yield around[first : first + length]
            yield around[first : first + length][::-1]
        yield from (row[:length] + ending for length, ending in product(range(4, len(row)), _ENDINGS))


def _twice() -> Iterator[str]:
    yield from (word + word for word in _WORDS)
    yield from (
        part * times for part, times in product(("123", "abc", "1234", "abcd", "qwe", "xyz", "112", "121"), range(2, 7))
    )
