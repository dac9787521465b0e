"""Keep what was agreed: obligations, things on loan, notes and files of a customer."""

from akkoord_web.keeping import assets, files, finding, notes, obligations
from akkoord_web.keeping.screens import bp

__all__ = ["VIEWS", "bp"]

VIEWS = (assets, files, finding, notes, obligations)
"""The modules that add their views to `bp` when they are imported."""
