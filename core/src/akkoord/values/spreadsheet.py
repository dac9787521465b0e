"""Keep a text a text where a spreadsheet would take it for a formula."""

from typing import Final

__all__ = ["looks_like_formula", "safe_text"]

_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what a formula begins, also in full width, as spreadsheets of East Asia read it."""


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would compute a text.

    >>> looks_like_formula("@SUM(A1)"), looks_like_formula("Café")
    (True, False)
    """
    return text.startswith(_SIGNS)


def safe_text(text: str) -> str:
    """Put a quote before what a spreadsheet would take for a formula.

    >>> safe_text("=1+1"), safe_text("Café")
    ("'=1+1", 'Café')
    """
    return f"'{text}" if looks_like_formula(text) else text
