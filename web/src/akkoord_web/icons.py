"""Draw icons: inline SVG from lucide, copied into the package at build, read once at start."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

__all__ = ["icon"]

_FOLDER = Path(__file__).parent / "static" / "vendor" / "icons"
_BODY = re.compile(r"<svg.*?>(.*)</svg>", re.DOTALL)


@cache
def _bodies() -> Mapping[str, Markup]:
    return {path.stem: _body(path) for path in _FOLDER.glob("*.svg")}


def _body(path: Path) -> Markup:
    found = _BODY.search(path.read_text("utf-8"))
    if found is None:
        raise ValueError(f"{path.name} is not an SVG image")
    return Markup(re.sub(r"\s*\n\s*", "", found[1]))  # noqa: S704 - our own file from the locked package


@cache
def icon(name: str, label: str | None = None) -> Markup:
    """Draw one icon; decoration unless a label says what it means on its own.

    :raises KeyError: when the icon is not among those that `build_static.py` copies.
    """
    body = _bodies()[name]
    told = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" viewBox="0 0 24 24" {}>{}</svg>').format(escape(told), body)
