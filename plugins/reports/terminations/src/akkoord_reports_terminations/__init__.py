"""Why contracts end, what it costs, and what they looked like before."""

from akkoord_reports_terminations.terminations import Terminations

__all__ = ["Terminations"]
