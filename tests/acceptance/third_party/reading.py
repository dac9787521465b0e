"""Read what cases write: figures as text, with words around them now and then."""

import re
from collections.abc import Mapping
from fractions import Fraction

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def number(written):
    """Read a figure; of a text the first one in it."""
    if isinstance(written, int | Fraction) and not isinstance(written, bool):
        return Fraction(written)
    found = NUMBER.search(str(written))
    assert found, f"there is no figure in {written!r}"
    return Fraction(found[0])


def numbers(written):
    """Read a list of figures, or all figures in a text."""
    if isinstance(written, str):
        return [Fraction(each) for each in NUMBER.findall(written)]
    return [number(each) for each in written]


def text(figure):
    """Write a figure as parameters hold it."""
    figure = Fraction(figure)
    return str(figure) if figure.denominator == 1 else f"{figure.numerator}/{figure.denominator}"


def only(mapping: Mapping, *known):
    """Refuse names with figures that a mapping does not know: those would be passed over in silence.

    Words without a figure may stand beside what is read: they describe it.
    """
    strange = sorted(name for name in set(mapping) - set(known) if not _words(mapping[name]))
    assert not strange, f"this mapping does not know {strange}; it knows {sorted(known)}"
    return mapping


def _words(value):
    return isinstance(value, str) and not NUMBER.search(value)
