"""End a contract or a customer: plan it, look it over, approve or withdraw it, and see what came of it."""

from akkoord_web.ending import deciding, planning, showing
from akkoord_web.ending.screens import bp

__all__ = ["VIEWS", "bp"]

VIEWS = (deciding, planning, showing)
"""The modules that add their views to `bp` when they are imported."""
