"""Demands on how a client looks: readable by everyone, and a mark that runs nothing."""

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from akkoord.hookspecs import Theme
from akkoord.testing.demands.demand import Demand, none_of

__all__ = ["of_looks"]

READABLE: Final = 4.5
"""The contrast with white that small text needs (WCAG 2.2, level AA)."""
DARK: Final = 0.04045
"""Below this a channel of sRGB is linear."""
DRAWN: Final = frozenset({"svg", "g", "title", "desc", "defs", "circle", "ellipse", "line", "path", "polygon", "rect"})
"""Elements of which a mark may consist: shapes, and nothing that fetches or runs."""


def of_looks(theme: Theme) -> Iterator[Demand]:
    """Demand that the accent can be read, and that a drawn mark is nothing but a drawing."""
    if theme.accent is not None:
        yield Demand("its accent can be read on white", lambda: _is_readable(str(theme.accent)))
    if theme.logo is not None and theme.logo_type == "image/svg+xml":
        yield Demand("its mark is a drawing without script", lambda: none_of(_alive(theme.logo or b"")))


def _is_readable(colour: str) -> None:
    contrast = 1.05 / (_luminance(colour) + 0.05)
    assert contrast >= READABLE, f"{colour} has contrast {contrast:.1f} with white; it needs {READABLE}"


def _luminance(colour: str) -> float:
    """Give the relative luminance of `#rrggbb` (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= DARK else float(((channel + 0.055) / 1.055) ** 2.4)


def _alive(logo: bytes) -> Iterator[str]:
    for element in ET.fromstring(logo).iter():  # noqa: S314 - the plugin's own file, at its own test
        name = element.tag.rpartition("}")[2]
        if name not in DRAWN:
            yield f"the mark has <{name}>"
        yield from (f"the mark has {one}" for one in element.attrib if one.startswith("on") or one.endswith("href"))
