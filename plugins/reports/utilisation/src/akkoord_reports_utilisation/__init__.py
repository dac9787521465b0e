"""How far commitments and bonuses are used, and what is at risk."""

from akkoord_reports_utilisation.utilisation import Utilisation

__all__ = ["Utilisation"]
