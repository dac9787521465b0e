"""Write data as canonical JSON and moments as UTC text, so that the same content always gives the same bytes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import NoneType
from typing import Final

Json = str | int | bool | None | Mapping[str, "Json"] | Sequence["Json"]

_EXACT: Final = frozenset({str, int, bool, NoneType})
# What refers to itself has no end and is refused before it gets here.
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)


def canonical_json(data: Json) -> str:
    """Write `data` with sorted keys, without spaces and unescaped; raises TypeError for anything inexact (a float)."""
    _refuse_inexact(data)
    return _ENCODER.encode(data)


def sha256_of(content: str | bytes) -> str:
    """Return the SHA-256 of a text (as UTF-8) or of bytes, in lower-case hexadecimals."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def utc_text(at: datetime) -> str:
    """Write a moment as UTC text of fixed width, which sorts as it reads; refuses a moment without a zone."""
    if at.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone: {at!r}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def utc_moment(text: str) -> datetime:
    """Read what `utc_text` wrote."""
    return datetime.fromisoformat(text)


def _refuse_inexact(data: object) -> None:
    if type(data) in _EXACT or isinstance(data, str | int):
        return
    if isinstance(data, dict | Mapping):
        for key, value in data.items():
            if not isinstance(key, str):
                raise TypeError(f"a key of canonical JSON is text, not {key!r}")
            if type(value) not in _EXACT:
                _refuse_inexact(value)
    elif isinstance(data, list | tuple | Sequence) and not isinstance(data, bytes | bytearray):
        for value in data:
            if type(value) not in _EXACT:
                _refuse_inexact(value)
    else:
        raise TypeError(f"canonical JSON cannot hold {data!r}")
