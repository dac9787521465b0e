"""Decide on a signature: who may still sign, whether the screen showed the right text, and what follows."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from akkoord.access import Account, Missing
from akkoord.closing.contract import (
    SIGNABLE,
    AlreadySigned,
    ApprovalNeeded,
    Contract,
    ContractFixed,
    ContractState,
    HashMismatch,
    Progress,
    StoredSignature,
)
from akkoord.closing.own_text import clean_line
from akkoord.closing.sign import Consent, InvalidSignature, Signature
from akkoord.closing.strokes import Strokes
from akkoord.closing.version import ContractVersion
from akkoord.dossier import machine
from akkoord.language import Message
from akkoord.store import Event

MOST_CHARACTERS = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came from the glass: where, who, the drawing, and the hash of the text that was on the screen."""

    slot: str
    name: str
    role: str
    strokes: Strokes
    sha256: str
    consent: Consent
    device: str
    place: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no page of ours sends: texts without end, a hash that is none. Raises InvalidSignature."""
        if any(
            len(text or "") > MOST_CHARACTERS for text in (self.slot, self.name, self.role, self.device, self.place)
        ):
            most = {"most": MOST_CHARACTERS}
            raise InvalidSignature(Message("Name, role and place have at most {most} characters each.", most))
        if not _SHA256.fullmatch(self.sha256):
            raise InvalidSignature(
                Message("The page did not say which text was on the screen. Open it again and sign.")
            )

    def signed(self, by: Account, at: datetime, zone: str) -> Signature:
        """Make the signature of it, in the session of an account; its names without what hides or reorders letters."""
        return Signature(
            slot=self.slot,
            name=clean_line(self.name),
            role=clean_line(self.role),
            strokes=self.strokes,
            at=at,
            zone=zone,
            account=by.id,
            device=self.device,
            sha256=self.sha256,
            consent=self.consent,
            place=clean_line(self.place or "") or None,
        )


def refuse_unless_signable(
    contract: Contract, drawn: Signature, progress: Progress, version: ContractVersion | None
) -> None:
    """Refuse a signature that cannot count: pure, all of the rules in one place.

    Raises ContractFixed, HashMismatch, Missing (no such place), AlreadySigned or ApprovalNeeded.
    """
    if contract.state not in SIGNABLE and contract.state != "draft":
        raise ContractFixed(contract.number, contract.state)
    if version is None or version.sha256 != drawn.sha256:
        raise HashMismatch(drawn, None if version is None else version.sha256)
    there = progress.signed.get(drawn.slot)
    if there is not None:
        raise AlreadySigned(drawn.slot, there.signature.name)
    if drawn.slot not in progress.waiting:
        raise Missing("slot", drawn.slot)
    if contract.unapproved:
        raise ApprovalNeeded(contract.number, contract.unapproved)


def progress_of(version: ContractVersion | None, signatures: tuple[StoredSignature, ...]) -> Progress:
    """Tell how far signing of a version is: signatures that still count, and the slots that wait."""
    if version is None:
        return Progress()
    signed = {one.signature.slot: one for one in signatures if one.voided_at is None}
    return Progress(signed, tuple(slot.id for slot in version.slots if slot.id not in signed))


def events_of_signing(contract: Contract, slot: str, waiting: tuple[str, ...]) -> tuple[ContractState, list[Event]]:
    """Return the state after a signature in `slot`, and the events that lead there; pure."""
    steps = ["sign", "last_signature"] if waiting == (slot,) else ["sign"]
    state, events = contract.state, []
    for step in steps:
        state = cast("ContractState", machine("contract").after(state, step))
        events.append(Event(step, {"slot": slot, "number": contract.number}))
    return state, events
