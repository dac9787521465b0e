"""Keep files with the dossier: scans and photos, recognised by what they are, not by what they are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from akkoord.language import AkkoordError, Message
from akkoord.store import Json, Store

MOST_BYTES = 10_000_000
MOST_IN_A_NAME = 120

_BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class InvalidAttachment(AkkoordError):
    """A file that cannot be kept with a dossier, and why."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is kept: the hash that finds its bytes, what it was called, and what it is."""

    sha256: str
    name: str
    media_type: str

    def to_json(self) -> Mapping[str, Json]:
        """Return the attachment as it is kept."""
        return {"sha256": self.sha256, "name": self.name, "media_type": self.media_type}


def keep_file(store: Store, name: str, data: bytes) -> Attachment:
    """Keep a PDF, PNG or JPEG file of at most 10 MB. Raises InvalidAttachment."""
    if not data:
        raise InvalidAttachment(Message("“{name}” is empty. Choose another file.", {"name": name}))
    if len(data) > MOST_BYTES:
        raise InvalidAttachment(
            Message("“{name}” is larger than 10 MB. Make it smaller and add it again.", {"name": name})
        )
    media_type = next((kind for start, kind in _BEGINNINGS.items() if data.startswith(start)), None)
    if media_type is None:
        raise InvalidAttachment(
            Message("“{name}” is not a PDF, PNG or JPEG file. Choose another file.", {"name": name})
        )
    plain = "".join(letter for letter in name.replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable())
    return Attachment(store.put_blob(data, media_type), plain.strip()[-MOST_IN_A_NAME:] or "file", media_type)
