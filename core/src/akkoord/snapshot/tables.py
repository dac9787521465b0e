"""Say table by table how a row reads in a snapshot."""

import json
from collections.abc import Callable, Mapping
from itertools import count
from typing import Final, cast

from akkoord.snapshot.leaves import Leaves
from akkoord.snapshot.versions import Versions
from akkoord.store import Json, Row, Table, canonical_json, optional_text, schema, sort_key, text

__all__ = ["AS_THEY_ARE", "rewriters"]

Rewriter = Callable[[Row], Row | None]
Body = dict[str, Json]

DRAWING: Final[Json] = {"lines": [[[60, 150], [120, 70], [180, 150], [240, 70], [300, 150], [360, 110]]]}
"""What stands in the place of every signature."""
LEFT_OUT: Final = (
    schema.BLOB, schema.CALENDAR_FEED, schema.CUSTOMER_FILE, schema.DOCUMENT, schema.LOGIN_ATTEMPT, schema.OPERATION,
    schema.SALE_HISTORY, schema.SALE_REJECT, schema.SEARCH, schema.SESSION,
)  # fmt: skip
"""Files, prints, what an import refused or replaced, and what lets people in: nothing of it is in the copy."""

AS_THEY_ARE: Final = (schema.CONTRACT_RULE, schema.PRODUCT, schema.SALE_MONTH, schema.SALE_PAYMENT, schema.SERIES)
"""Figures and days only; the rules of contracts are taken anew from their versions."""


def rewriters(leaves: Leaves, versions: Versions, nobody: str) -> Mapping[Table, Rewriter]:
    """Give the rewriters in the order in which they meet originals: who people are first, the journal last.

    `nobody` is the hash of a password that nobody knows.
    """
    rows = _Rows(leaves, versions, nobody)
    return {
        schema.ACCOUNT: rows.account,
        schema.CUSTOMER: rows.customer,
        schema.SITUATION: rows.answers,
        schema.PROPOSAL: rows.answers,
        schema.CONTRACT_VERSION: versions.row,
        schema.CONTRACT: rows.contract,
        schema.SIGNATURE: rows.signature,
        schema.ASSET: rows.asset,
        schema.SIDE_AGREEMENT: rows.side_agreement,
        schema.VISIT: rows.record,
        schema.OBLIGATION: rows.record,
        schema.NOTE: rows.record,
        schema.STATEMENT: rows.record,
        schema.TERMINATION: rows.record,
        schema.SALE_RUN: rows.sale_run,
        schema.SALE_LINE: rows.sale_line,
        **dict.fromkeys(LEFT_OUT, _nothing),
        schema.EVENT: rows.event,
    }


def _nothing(_: Row) -> None:
    """Leave a row out."""


class _Rows:
    """The rewriters that look into rows."""

    def __init__(self, leaves: Leaves, versions: Versions, nobody: str) -> None:
        self._leaves = leaves
        self._of = leaves.pseudonyms.of
        self._versions = versions
        self._nobody = nobody
        self._lines = count(1)

    def account(self, row: Row) -> Row:
        body = _body(row)
        email = body["email"]
        body["name"] = self._of(str(body["name"]), "person")
        body["email"] = self._of(email, "email") if isinstance(email, str) else None
        body["password"] = self._nobody
        team = body.get("team")
        body["team"] = self._of(team, "team") if isinstance(team, str) else None
        return {**row, "login": self._of(text(row, "login"), "login"), "body": canonical_json(body)}

    def customer(self, row: Row) -> Row:
        body = _body(row)
        body["party"] = party = self._leaves.party(cast("Mapping[str, Json]", body["party"]))
        city = party.get("city")
        return {
            **row, "number": self._of(text(row, "number"), "number"), "name": str(party["name"]),
            "name_key": sort_key(str(party["name"])), "city": city if isinstance(city, str) else None,
            "body": canonical_json(body),
        }  # fmt: skip

    def answers(self, row: Row) -> Row:
        """Rewrite a situation or a proposal."""
        body = _body(row)
        answers = self._versions.facts(cast("Mapping[str, Json]", body.pop("answers")))
        rest = cast("Body", self._leaves.record(body))
        return {**row, "body": canonical_json({**rest, "answers": answers})}

    def contract(self, row: Row) -> Row:
        body = _body(row)
        facts = self._versions.facts(cast("Mapping[str, Json]", body.pop("facts")))
        own_texts = [
            {**one, "title": self._of(str(one["title"])), "body": self._of(str(one["body"]))}
            for one in cast("list[Body]", body.pop("own_texts"))
        ]
        rest = cast("Body", self._leaves.record(body))
        return {**row, "body": canonical_json({**rest, "facts": facts, "own_texts": cast("Json", own_texts)})}

    def signature(self, row: Row) -> Row:
        body = _body(row)
        strokes, consent, zone = body.pop("strokes"), body.pop("consent"), body.pop("zone", None)
        name, role = self._of(str(body.pop("name")), "person"), self._of(str(body.pop("role")), "role")
        del strokes
        rest = cast("Body", self._leaves.record(body))
        kept = {**rest, "name": name, "role": role, "strokes": DRAWING, "consent": consent}
        return {**row, "body": canonical_json(kept if zone is None else {**kept, "zone": zone})}

    def asset(self, row: Row) -> Row:
        body, serial = _body(row), optional_text(row, "serial_number")
        number = None if serial is None else self._of(serial)
        for key, value in body.items():
            if isinstance(value, str):
                body[key] = self._leaves.pseudonyms.within(value) if key == "key" else self._record_leaf(value, key)
        return {**row, "serial_number": number, "body": canonical_json(body)}

    def side_agreement(self, row: Row) -> Row:
        body = cast("Body", self._leaves.record({**_body(row), "attachment": None}))
        return {**row, "body": canonical_json(body)}

    def record(self, row: Row) -> Row:
        return {**row, "body": canonical_json(self._leaves.record(_body(row)))}

    def sale_run(self, row: Row) -> Row:
        return {**self.record(row), "file": self._of(text(row, "file"))}

    def sale_line(self, row: Row) -> Row:
        """Give a sales line another id: their own are often made of invoices and customers."""
        return {**row, "id": f"copy-{next(self._lines)}"}

    def event(self, row: Row) -> Row | None:
        """Rewrite what the journal tells; a stream of which the row is left out is left out with it."""
        if text(row, "stream").startswith(f"{schema.CUSTOMER_FILE.name}:"):
            return None
        return self.record(row)

    def _record_leaf(self, value: str, key: str) -> str:
        return str(self._leaves.record(value, key))


def _body(row: Row) -> Body:
    return cast("Body", json.loads(text(row, "body")))
