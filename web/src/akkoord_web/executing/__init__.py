"""Execute what was agreed: the statements of a customer, and the working behind every amount."""

from akkoord_web.executing import explaining, outputs, statements
from akkoord_web.executing.screens import bp

__all__ = ["VIEWS", "bp"]

VIEWS = (explaining, outputs, statements)
"""The modules that add their views to `bp` when they are imported."""
