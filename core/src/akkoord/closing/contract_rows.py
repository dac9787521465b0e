"""Write contracts as rows, and read them, their versions and their signatures back."""

import json
from datetime import date
from typing import cast

from akkoord.closing.contract import Approval, Contract, ContractState, Ground, StoredSignature, VersionInfo
from akkoord.closing.draft import OwnText
from akkoord.closing.sign import Signature
from akkoord.language import Words
from akkoord.store import Json, Row, canonical_json, utc_moment, utc_text

__all__ = ["contract_of", "contract_row", "signature_of", "version_info"]


def contract_row(contract: Contract) -> Row:
    """Write a contract as a row."""
    body: dict[str, Json] = {
        "clause_set": contract.clause_set,
        "facts": contract.facts,
        "made_on": contract.made_on.isoformat(),
        "own_texts": [
            {"n": text.n, "title": text.title, "body": text.body, "after": text.after} for text in contract.own_texts
        ],
        "sha256": contract.sha256,
        "needs": [{"code": ground.code, "nl": ground.words.nl, "en": ground.words.en} for ground in contract.needs],
        "approvals": [
            {"code": one.code, "by": one.by, "reason": one.reason, "at": utc_text(one.at)} for one in contract.approvals
        ],
        "authors": list(contract.authors),
        "reason": contract.reason,
        "notice_on": _iso(contract.notice_on),
        "base": contract.base,
    }
    return {
        "id": contract.id, "state": contract.state, "customer": contract.customer, "proposal": contract.proposal,
        "number": contract.number, "commencement": _iso(contract.commencement), "ends_on": _iso(contract.ends_on),
        "notice_by": _iso(contract.notice_by), "current": contract.current, "updated_at": contract.updated_at,
        "body": canonical_json(body), "amends": contract.amends,
    }  # fmt: skip


def contract_of(row: Row, owner: str | None) -> Contract:
    """Read a contract from its row; `owner` is its customer's."""
    body = json.loads(str(row["body"]))
    return Contract(
        id=str(row["id"]),
        version=int(str(row["version"])),
        state=cast("ContractState", row["state"]),
        customer=str(row["customer"]),
        proposal=_text(row["proposal"]),
        number=str(row["number"]),
        clause_set=body["clause_set"],
        facts=body["facts"],
        made_on=date.fromisoformat(body["made_on"]),
        own_texts=tuple(OwnText(**text) for text in body["own_texts"]),
        current=_text(row["current"]),
        sha256=body["sha256"],
        commencement=_day(row["commencement"]),
        ends_on=_day(row["ends_on"]),
        notice_by=_day(row["notice_by"]),
        needs=tuple(Ground(ground["code"], Words(nl=ground["nl"], en=ground["en"])) for ground in body["needs"]),
        approvals=tuple(
            Approval(one["code"], one["by"], one["reason"], utc_moment(one["at"])) for one in body["approvals"]
        ),
        authors=tuple(body["authors"]),
        reason=body["reason"],
        notice_on=_day(body.get("notice_on")),
        amends=_text(row["amends"]),
        base=body.get("base"),
        owner=owner,
        updated_at=str(row["updated_at"]),
    )


def signature_of(row: Row) -> StoredSignature:
    """Read a signature from its row."""
    voided = row["voided_at"]
    return StoredSignature(
        id=str(row["id"]),
        contract_version=str(row["contract_version"]),
        signature=Signature.read(json.loads(str(row["body"]))),
        voided_at=None if voided is None else utc_moment(str(voided)),
    )


def version_info(row: Row) -> VersionInfo:
    """Read what is known of a frozen version from its row."""
    return VersionInfo(
        id=str(row["id"]),
        revision=int(str(row["revision"])),
        sha256=str(row["sha256"]),
        made_at=utc_moment(str(row["made_at"])),
        made_by=str(row["made_by"]),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
