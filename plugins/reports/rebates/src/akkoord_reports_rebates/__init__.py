"""What was settled and posted, per account manager and rule."""

from akkoord_reports_rebates.rebates import Rebates

__all__ = ["Rebates"]
