"""The brewery's looks can be read by everyone, and its mark runs nothing."""

from xml.etree import ElementTree as ET

import pytest

from akkoord_clauses_brewery.plugin import ACCENT, theme


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_accent_is_as_readable_on_white_as_it_says():
    contrast = 1.05 / (luminance(ACCENT) + 0.05)
    assert contrast == pytest.approx(7.9, abs=0.05)


def test_the_mark_is_a_small_drawing_without_script():
    looks = theme()
    root = ET.fromstring(looks.logo)
    assert looks.logo_type == "image/svg+xml"
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "circle", "path"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


def test_the_name_is_that_of_the_brewery():
    assert theme().name == "Brouwerij Zilverbeek"
