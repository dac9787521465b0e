"""Show how far something is, on a terminal and in a notebook; it is gone when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

__all__ = ["steps"]


@contextmanager
def steps(total: int) -> Iterator[Callable[[], None]]:
    """Give what to call after each of so many steps; one step alone is not worth a bar."""
    console = Console()
    seen = console.is_jupyter or console.is_terminal
    with Progress(console=console, transient=True, disable=total < 2 or not seen) as progress:  # noqa: PLR2004 - see above
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)
