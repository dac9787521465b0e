"""Where contracts leave the clause library: own texts, and what needed approval."""

from akkoord_reports_deviations.deviations import Deviations

__all__ = ["Deviations"]
