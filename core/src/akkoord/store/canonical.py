"""Write data as canonical JSON and moments as UTC text, so that the same content always gives the same bytes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

Json = str | int | bool | None | Mapping[str, "Json"] | Sequence["Json"]


def canonical_json(data: Json) -> str:
    """Write `data` with sorted keys, without spaces and unescaped; raises TypeError for anything inexact (a float)."""
    _refuse_inexact(data)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


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
    if data is None or isinstance(data, str | int):
        return
    if isinstance(data, Mapping):
        for key, value in data.items():
            if not isinstance(key, str):
                raise TypeError(f"a key of canonical JSON is text, not {key!r}")
            _refuse_inexact(value)
    elif isinstance(data, Sequence) and not isinstance(data, bytes | bytearray):
        for value in data:
            _refuse_inexact(value)
    else:
        raise TypeError(f"canonical JSON cannot hold {data!r}")
