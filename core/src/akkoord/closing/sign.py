"""Sign a contract version on the glass: who drew what, when, having seen which text; and the evidence of it.

This is an electronic signature in the plain sense of eIDAS article 3(10) and article 3:15a BW: level 0, a drawing made
in the session of an account manager. It is nowhere called more than that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as installed
from typing import Final, Literal
from zoneinfo import ZoneInfo

from akkoord.closing.own_text import clean_line
from akkoord.closing.strokes import Strokes
from akkoord.closing.version import ContractVersion
from akkoord.language import AkkoordError, Language, Message
from akkoord.store import Json, canonical_json, utc_moment, utc_text

Level = Literal[0, 1, 2, 3]
"""0: drawing in the account manager's session; 1: and a code on the signatory's own device; 2: verified identity;
3: qualified signature of a trust service. Level 0 is built in."""

CONSENT_VERSION: Final = "1"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TOOLS: Final = ("akkoord", "mako", "markdown", "markdown-it-py", "nh3", "weasyprint")


class InvalidSignature(AkkoordError):
    """A signature that lacks something it is worthless without."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What the signatory agreed to on the screen: the very text, and its version."""

    text: str
    version: str


def consent(language: Language) -> Consent:
    """Give the words that the signatory ticks before signing."""
    words = Message("I have read this contract, I agree with it, and my drawing is my signature.")
    return Consent(words.text(language), CONSENT_VERSION)


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's signature in one slot of one contract version.

    `at` is the moment with its zone; `zone` is the name of the time zone in which people read it. `account` is whose
    session it was made in, `device` the tablet. `sha256` is the hash of the version that was on the screen.
    """

    slot: str
    name: str
    role: str
    strokes: Strokes
    at: datetime
    zone: str
    account: str
    device: str
    sha256: str
    consent: Consent
    level: Level = 0
    place: str | None = None

    def __post_init__(self) -> None:
        """Refuse a signature without a name, a moment in time, or the hash of what was signed."""
        if not clean_line(self.name):
            raise InvalidSignature(Message("Write the name of the person who signs."))
        if self.at.utcoffset() is None:
            raise ValueError(f"a signature needs a moment with a time zone, not {self.at!r}")
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"{self.sha256!r} is not a SHA-256")
        if not self.consent.text.strip():
            raise InvalidSignature(Message("A signature needs the words that were agreed to."))
        ZoneInfo(self.zone)

    @property
    def local(self) -> datetime:
        """The moment as the clock on the wall showed it."""
        return self.at.astimezone(ZoneInfo(self.zone))

    def to_json(self) -> dict[str, Json]:
        """Write the signature as JSON data, which `read` reads."""
        return {
            "slot": self.slot, "name": self.name, "role": self.role, "place": self.place,
            "strokes": self.strokes.to_json(), "at": utc_text(self.at), "zone": self.zone,
            "account": self.account, "device": self.device, "sha256": self.sha256, "level": self.level,
            "consent": {"text": self.consent.text, "version": self.consent.version},
        }  # fmt: skip

    @classmethod
    def read(cls, data: Mapping[str, object]) -> "Signature":
        """Read what `to_json` wrote."""
        fields = dict(data)
        fields["strokes"] = Strokes.read(fields["strokes"])
        fields["consent"] = Consent(**fields["consent"])  # type: ignore[arg-type] # as to_json wrote it
        fields["at"] = utc_moment(str(fields["at"]))
        return cls(**fields)  # type: ignore[arg-type] # likewise


def software() -> Mapping[str, str]:
    """Tell which versions of Akkoord and its text tools are at work."""
    return {tool: installed(tool) for tool in _TOOLS}


def evidence(version: ContractVersion, signatures: Sequence[Signature], tools: Mapping[str, str]) -> bytes:
    """Write the evidence of the signatures as canonical JSON: what was signed, by whom, how, and with which tools."""
    data: Json = {
        "format": "akkoord-signatures/1",
        "kind": "electronic signature (eIDAS article 3(10))",
        "contract": version.number,
        "sha256": version.sha256,
        "signatures": [
            {**signature.to_json(), "local_time": signature.local.isoformat(timespec="seconds")}
            for signature in signatures
        ],
        "software": dict(tools),
    }
    return canonical_json(data).encode()
