"""Know from which device something is written, so that the journal tells it with every event."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from akkoord.store.canonical import Json

DEVICE: Final = "device"
"""The name under which an event's body tells the device."""
_device: ContextVar[str | None] = ContextVar("device", default=None)


@contextmanager
def from_device(name: str | None) -> Iterator[None]:
    """Tell with every event that is written inside that it came from this device."""
    token = _device.set(name)
    try:
        yield
    finally:
        _device.reset(token)


def told_from(body: Mapping[str, Json]) -> Mapping[str, Json]:
    """Give the body of an event with the device that it comes from, when that is known."""
    name = _device.get()
    return body if name is None else {DEVICE: name, **body}
