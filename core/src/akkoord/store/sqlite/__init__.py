"""Keep a store in one SQLite file; everything that is special to this engine."""

import sys
from importlib import import_module


def _lean() -> None:
    """Load sqlite-utils without pandas, which it takes for types that no store holds: a fifth of every start."""
    if "pandas" not in sys.modules:
        sys.modules["pandas"] = None  # type: ignore[assignment] # so the import system marks what is not there
        import_module("sqlite_utils")
        del sys.modules["pandas"]


_lean()
