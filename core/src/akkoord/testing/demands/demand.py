"""One thing that is asked of a plugin, and how what is wrong is said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["Demand", "none_of"]


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is asked of a plugin; `met` raises AssertionError when it is not so."""

    name: str
    met: Callable[[], None]


def none_of(faults: Iterable[str]) -> None:
    """Raise AssertionError with every fault on a line, if there is any."""
    said = list(faults)
    assert not said, "\n".join(said)
