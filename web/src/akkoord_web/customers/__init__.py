"""Find customers, keep what is known of them, and look into their dossiers."""

from akkoord_web.customers import agreements, dossier, editing, restoring, visits  # noqa: F401 - they add their views to `bp`
from akkoord_web.customers.listing import bp

__all__ = ["bp"]
