"""Which contracts run, which came and went, and which end soon."""

from akkoord_reports_portfolio.portfolio import Portfolio

__all__ = ["Portfolio"]
