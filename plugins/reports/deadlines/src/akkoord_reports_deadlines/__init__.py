"""What must be done, by whom and by when, and what is late."""

from akkoord_reports_deadlines.deadlines import Deadlines

__all__ = ["Deadlines"]
