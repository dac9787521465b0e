"""Dress the screens in a client's accent colour, made readable in light and in dark."""

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from akkoord.workspace import Workspace

__all__ = ["contrast", "readable", "theme_css"]

Colour = tuple[int, int, int]
LEAST_CONTRAST: Final = 4.5
# On a dark ground an accent that is only just readable looks like a disabled one.
_CONTRAST_IN_THE_DARK: Final = 7.0
_LINEAR_BELOW: Final = 0.04045
_WHITE: Final[Colour] = (255, 255, 255)
_MIDDLE: Final[Colour] = (128, 128, 128)
_DARK_SURFACE: Final[Colour] = (0x19, 0x23, 0x2B)
_DARK_INK: Final[Colour] = (0x06, 0x22, 0x2A)


def theme_css(workspace: "Workspace") -> str:
    """Give the style that replaces the accent, or nothing when the client has none of its own."""
    accent = _accent(workspace)
    if accent is None:
        return ""
    chosen = _parsed(accent)
    light = readable(chosen, _WHITE)
    dark = readable(chosen, _DARK_SURFACE, _CONTRAST_IN_THE_DARK)
    on_dark = _DARK_INK if contrast(_DARK_INK, dark) >= LEAST_CONTRAST else _WHITE
    by_day = _tokens(light, _WHITE, towards=(0, 0, 0), ground=_WHITE)
    by_night = _tokens(dark, on_dark, towards=_WHITE, ground=_DARK_SURFACE)
    return f":root{{{by_day}}}@media (prefers-color-scheme: dark){{:root{{{by_night}}}}}"


def contrast(one: Colour, other: Colour) -> float:
    """Compute the contrast ratio of two colours, as WCAG 2 defines it.

    >>> round(contrast((255, 255, 255), (0, 0, 0)))
    21
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Colour, ground: Colour, least: float = LEAST_CONTRAST) -> Colour:
    """Lighten or darken a colour, step by step, until text in it can be read on this ground; the hue stays."""
    lighter = _luminance(ground) < _luminance(_MIDDLE)
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in colour))
    for step in range(101):
        goal = lightness + ((1 - lightness) if lighter else -lightness) * step / 100
        red, green, blue = (round(part * 255) for part in hls_to_rgb(hue, goal, saturation))
        if contrast((red, green, blue), ground) >= least:
            return red, green, blue
    return _WHITE if lighter else (0, 0, 0)


def _accent(workspace: "Workspace") -> str | None:
    theme = workspace.plugins.theme(workspace.clause_set.name)
    return theme.accent if theme is not None and theme.accent else workspace.settings.accent


def _tokens(accent: Colour, on_accent: Colour, *, towards: Colour, ground: Colour) -> str:
    return (
        f"--accent:{_hex(accent)};--on-accent:{_hex(on_accent)};--accent-strong:{_hex(_mixed(accent, towards, 25))};"
        f"--accent-tint:{_hex(_mixed(ground, accent, 13))}"
    )


def _parsed(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def _mixed(colour: Colour, other: Colour, percent: int) -> Colour:
    red, green, blue = (
        (part * (100 - percent) + goal * percent) // 100 for part, goal in zip(colour, other, strict=True)
    )
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """Undo the gamma of sRGB; the numbers are those of its definition."""
    return part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
