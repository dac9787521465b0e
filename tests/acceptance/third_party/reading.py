"""Read what cases write: figures as text, with words around them now and then."""

import re
from collections.abc import Mapping
from fractions import Fraction

UNITS = {"": "piece", "unit": "piece", "units": "piece", "pieces": "piece", "pcs": "piece", "dozens": "dozen"}
"""Names of others for units that we have."""
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


def given(mapping: Mapping, *names, default=None):
    """Give what stands under the first of these names that says something."""
    return next((mapping[name] for name in names if mapping.get(name) is not None), default)


def measured(written):
    """Read a quantity with its unit; what has no unit is a number of pieces."""
    figure, _, unit = str(written).strip().partition(" ")
    return number(figure), unit_of(unit)


def unit_of(written):
    """Give a unit as we name it."""
    return UNITS.get(str(written).strip().lower(), str(written).strip())


def says(written, *words):
    """Tell whether something is said with one of these words; yes, true and one say it by themselves."""
    said = str(written).strip().lower()
    return any(re.search(rf"\b{word}", said) for word in words)


def _words(value):
    return isinstance(value, str) and not NUMBER.search(value)
