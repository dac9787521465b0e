"""Akkoord: contract management for field sales."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from akkoord.language import AkkoordError, Message, Words
    from akkoord.workspace import Workspace

__all__ = ["AkkoordError", "Message", "Words", "Workspace", "__version__", "hookimpl"]

__version__ = version("akkoord")

hookimpl = pluggy.HookimplMarker("akkoord")
"""Marks a function of a plugin as its answer to the hook of the same name in `akkoord.hookspecs`."""

_HOMES = {
    "AkkoordError": "akkoord.language",
    "Message": "akkoord.language",
    "Words": "akkoord.language",
    "Workspace": "akkoord.workspace",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: a plugin that only marks hooks loads nothing else."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """Open the workspace for a notebook: `%load_ext akkoord`. Needs the extra `akkoord[notebook]`."""
    import_module("akkoord.notebook.extension").load(shell)


def unload_ipython_extension(shell: "InteractiveShell") -> None:
    """Close the workspace of a notebook: `%unload_ext akkoord`."""
    import_module("akkoord.notebook.extension").unload(shell)
