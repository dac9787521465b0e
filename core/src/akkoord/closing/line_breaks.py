"""Mend a line break of WeasyPrint 70: text that fits but for the space at its end was cut after its first word.

It happens where plain text is followed by an inline element (a cross reference, a bold word) and the line is full up to
less than a space: Pango lets that space hang, WeasyPrint's own check of the width did not.
"""

from typing import Any, Final

from weasyprint import VERSION
from weasyprint.layout import inline
from weasyprint.text import line_break

_MENDED: Final = "70."
_CHARACTERS_TO_HEIGHT: Final = 4
"""WeasyPrint's own estimate of how many characters at most fit in a width as long as a character is high."""


def mend() -> None:
    """Let a space at the end of a text hang, in the version of WeasyPrint that needs it."""
    if VERSION.startswith(_MENDED):
        inline.split_first_line = _split_first_line


def _split_first_line(
    text: str,
    style: Any,  # noqa: ANN401 - WeasyPrint has no type information
    context: Any,  # noqa: ANN401 - as above
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,  # noqa: FBT001, FBT002 - as above
    minimum: bool = False,  # noqa: FBT001, FBT002 - as above
) -> Any:  # noqa: ANN401 - as above
    """Split as WeasyPrint does, but keep a text whole that Pango puts on one line."""
    split = line_break.split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    was_cut = split[2] is not None
    may_hang = text.endswith(" ") and style["white_space"] in {"normal", "pre-line"}
    if not (was_cut and may_hang and _may_fit(text, style["font_size"], max_width)):
        return split
    layout = line_break.create_layout(text, style, context, max_width, justification_spacing)
    first_line, cut_at = layout.get_first_line()
    if cut_at is not None:
        return split
    return line_break.first_line_metrics(first_line, text, layout, None, True, style)  # noqa: FBT003 - as above


def _may_fit(text: str, font_size: float, max_width: float | None) -> bool:
    """Tell whether a text is short enough to be worth another look."""
    return max_width is not None and len(text) * font_size <= max_width * _CHARACTERS_TO_HEIGHT
