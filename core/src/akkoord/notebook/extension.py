"""`%load_ext akkoord`: open the workspace and put exactly the documented names into the notebook."""

import os
import warnings
from datetime import date
from pathlib import Path
from typing import Final

from IPython.core.interactiveshell import InteractiveShell

from akkoord.language import AkkoordError, Message
from akkoord.notebook.clause_views import Clauses
from akkoord.notebook.magics import AkkoordMagics
from akkoord.notebook.report_views import Reports
from akkoord.notebook.session import TODAY, Session, current, found_place, open_session
from akkoord.notebook.views import Contracts, Customers, Rules, Sales

__all__ = ["NAMES", "load", "unload"]

NAMES: Final = ("workspace", "customers", "contracts", "sales", "rules", "clauses", "reports")
"""What a notebook has after `%load_ext akkoord`, and nothing else."""


def load(shell: InteractiveShell, folder: Path | None = None) -> None:
    """Open the workspace that is meant; without one it warns, and the notebook goes on."""
    place = found_place(folder or Path.cwd())
    if place is None:
        warnings.warn(
            Message(
                "No workspace was found here. Start in its folder, or name it in AKKOORD_WORKSPACE, "
                "and load the extension again: %reload_ext akkoord."
            ).text("en"),
            stacklevel=3,
        )
        return
    try:
        told = os.environ.get(TODAY)
        session = open_session(place, date.fromisoformat(told) if told else None)
    except AkkoordError as error:
        warnings.warn(error.message.text("en"), stacklevel=3)
        return
    shell.push(names(session))  # type: ignore[no-untyped-call] # IPython has no types for it
    shell.register_magics(AkkoordMagics(shell))


def unload(shell: InteractiveShell) -> None:
    """Close the workspace and take the names away."""
    del shell
    current().close()


def names(session: Session) -> dict[str, object]:
    """Give what the names stand for."""
    found: tuple[object, ...] = (
        session.workspace, Customers(session), Contracts(session), Sales(session), Rules(session), Clauses(session),
        Reports(session),
    )  # fmt: skip
    return dict(zip(NAMES, found, strict=True))
