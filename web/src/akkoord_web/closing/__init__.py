"""Close a contract at the table: situation, proposal, contract, signatures."""

from akkoord_web.closing import (
    amending,
    contracts,
    intake,
    making,
    own_texts,
    printing,
    proposals,
    reasons,
    signing,
    variants,
    wording,
)
from akkoord_web.closing.screens import bp

__all__ = ["VIEWS", "bp"]

VIEWS = (amending, intake, proposals, variants, reasons, making, contracts, own_texts, signing, printing, wording)
"""The modules that add their views to `bp` when they are imported."""
