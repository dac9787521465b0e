"""Close a contract at the table: situation, proposal, contract, signatures."""

from akkoord_web.closing import contracts, intake, making, own_texts, printing, proposals, reasons, signing, wording  # noqa: F401 - they add their views to `bp`
from akkoord_web.closing.screens import bp

__all__ = ["bp"]
