"""Compare what the product says with what a case expects: figures exactly, refusals by what is refused."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from akkoord.values.rounding import round_half_up

REFUSALS = {
    re.compile("no tier covers", re.IGNORECASE): re.compile(r"no tier|last tier", re.IGNORECASE),
    re.compile("conflict", re.IGNORECASE): re.compile(r"same (priority|place|order)", re.IGNORECASE),
    re.compile("unique|multiple|more than one", re.IGNORECASE): re.compile(r"only one may", re.IGNORECASE),
}
"""Words of others for a refusal, and the words by which we refuse the same."""
TRANSLATED = re.compile(r"^(?P<name>.+)_(?P<places>\d)dp$")
FIGURE = re.compile(r"-?\d+(\.\d+)?")
COUNTS = re.compile(r"quantity|units|billable|remaining|factor|percent|years|hl_|applied|extra_lines|amount_\ddp|shown")
"""Names of what is counted or measured: that is never rounded to cents."""


@dataclass(frozen=True)
class Refused:
    """What the product refused, in its own words."""

    said: tuple[str, ...]


@dataclass(frozen=True)
class Leading:
    """What goes on for longer than a case asks; it must begin as the case says."""

    values: tuple


def plain(value):
    """Make values comparable: figures as exact fractions, days as text, whatever holds them as it was."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool) else figure(value)


def figure(value):
    """Take a figure exactly, and leave alone what is none."""
    if isinstance(value, int | float | Decimal):
        return Fraction(str(value))
    return Fraction(value) if isinstance(value, str) and FIGURE.fullmatch(value) else value


def worked(expected):
    """Give what comes out of a working that is written out: `16 x 5 = 80` is 80."""
    return expected.rpartition("=")[2].strip()


def same(expected, found, *, money=True):
    """Tell whether what was found is what was expected; a line of money is so to the cent."""
    if isinstance(found, Refused):
        return any(
            words.search(str(expected)) and any(ours.search(said) for said in found.said)
            for words, ours in REFUSALS.items()
        )
    if isinstance(found, Leading):
        return bool(expected) and plain(expected) == plain(found.values[: len(expected)])
    if isinstance(found, dict) and isinstance(expected, dict):
        return expected.keys() <= found.keys() and all(
            same(expected[name], found[name], money=money) for name in expected
        )
    if isinstance(found, list | tuple) and isinstance(expected, list):
        return len(expected) == len(found) and all(
            same(one, other, money=money) for one, other in zip(expected, found, strict=True)
        )
    expected = plain(worked(expected) if isinstance(expected, str) else expected)
    return expected == plain(found) or (money and expected == in_cents(expected, plain(found)))


def in_cents(expected, found):
    """Round a figure as the line of a statement is; where whole cents are expected, it may be what is meant."""
    whole = isinstance(expected, Fraction) and (expected * 100).denominator == 1
    return Fraction(round_half_up(found, 2)) if whole and isinstance(found, Fraction) else found


def found_for(name, outcome):
    """Give what the outcome says under a name; `amount_2dp` is the amount, rounded to two decimals."""
    shown = TRANSLATED.match(name)
    if name not in outcome and shown and shown["name"] in outcome:
        return round_half_up(Fraction(outcome[shown["name"]]), int(shown["places"]))
    assert name in outcome, f"nothing is computed for {name!r}; there is {sorted(outcome)}"
    return outcome[name]


def differences(expected, outcome):
    """Say where the outcome is not what was expected."""
    found = {name: found_for(name, outcome) for name in expected}
    return [
        f"{name}: {found[name]} is not {wanted}"
        for name, wanted in expected.items()
        if not same(wanted, found[name], money=not COUNTS.search(name))
    ]


def repeated(wrong, outcome):
    """Say where the outcome repeats a figure that its source got wrong."""
    return [
        f"{name}: {value} is the mistake of the source"
        for name, value in wrong.items()
        for found in ([outcome[name]] if name in outcome else outcome.values() if not name else [])
        if same(value, found)
    ]
