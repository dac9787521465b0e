"""The looks can be read by everyone, and the mark runs nothing."""

from xml.etree import ElementTree as ET

import pytest

from akkoord_clauses_waste.plugin import ACCENT, theme


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_accent_is_as_readable_on_white_as_it_says():
    assert 1.05 / (luminance(ACCENT) + 0.05) == pytest.approx(6.6, abs=0.05)


def test_the_mark_is_a_small_drawing_without_script():
    root = ET.fromstring(theme().logo)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "circle", "path"}
    assert theme().name == "Schoonkring Afvalinzameling"
