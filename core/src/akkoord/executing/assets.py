"""Keep track of the things that stand at a customer: which, since when, of what value, and where they went."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, cast, get_args

from akkoord.access import Account, Change, Missing, NewId, new_id, require, save_as
from akkoord.closing.contract import Contract
from akkoord.closing.contract_reading import ContractReading
from akkoord.closing.version import ContractVersion
from akkoord.dossier.customers import owner_of
from akkoord.language import N_, AkkoordError, Message
from akkoord.store import ASSET, Event, Json, Row, Store, canonical_json
from akkoord.values import Money

__all__ = ["ASSET_WORDS", "Asset", "AssetState", "Assets", "InvalidAsset"]

AssetState = Literal["placed", "returned", "returned_damaged", "not_returned", "purchased", "to_be_reclaimed"]
STATES: Final[tuple[AssetState, ...]] = get_args(AssetState)
ASSET_WORDS: Final[Mapping[AssetState, Message]] = {
    "placed": Message(N_("at the customer")),
    "returned": Message(N_("returned")),
    "returned_damaged": Message(N_("returned, damaged")),
    "not_returned": Message(N_("not returned")),
    "purchased": Message(N_("bought by the customer")),
    "to_be_reclaimed": Message(N_("to be reclaimed")),
}
_NAMES: Final = ("description", "device", "container", "name", "label")
_SERIALS: Final = ("serial_number", "serial")
_VALUES: Final = ("new_value", "value", "price")
MOST_IN_A_TEXT: Final = 160


class InvalidAsset(AkkoordError):
    """What was given cannot be said of a thing."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing at a customer: `new_value` when it was placed, `life_months` until it is written off (RULES 0.11).

    `key` ties it to its row in the contract's facts.
    """

    id: str
    version: int
    customer: str
    contract: str | None
    description: str
    serial_number: str | None = None
    placed_on: date | None = None
    new_value: Money | None = None
    life_months: int | None = None
    state: AssetState = "placed"
    key: str = ""
    owner: str | None = None

    def __post_init__(self) -> None:
        """Refuse a thing without a name, and a state that is none."""
        if not self.description.strip():
            raise InvalidAsset(Message("Say what it is: a thing needs a description."))
        if self.state not in STATES:
            raise ValueError(f"an asset is {', '.join(STATES)}, not {self.state!r}")


class Assets:
    """The things of a store that stand at customers."""

    def __init__(self, store: Store, fact: str | None, *, new_id: NewId = new_id) -> None:
        """Work with this store; `fact` is the list among the facts of a contract that names things, if there is one."""
        self._store = store
        self._fact = fact
        self._new_id = new_id
        self._contracts = ContractReading(store)

    def get(self, asset_id: str) -> Asset:
        """Return a thing. Raises Missing."""
        row = self._store.get(ASSET, asset_id)
        if row is None:
            raise Missing("asset", asset_id)
        return _asset(row, owner_of(self._store, str(row["customer"])))

    def of(self, customer_id: str) -> list[Asset]:
        """Return the things of a customer: those that stand there first, then by description."""
        rows = self._store.find(ASSET, where={"customer": customer_id})
        owner = owner_of(self._store, customer_id) if rows else None
        return sorted((_asset(row, owner) for row in rows), key=lambda one: (one.state != "placed", one.description))

    def change(
        self,
        asset: Asset,
        *,
        by: Account,
        at: datetime,
        description: str,
        serial_number: str | None,
        placed_on: date | None,
        state: AssetState,
    ) -> Asset:
        """Keep what is known of a thing now. Raises InvalidAsset, StaleVersion or NotAllowed."""
        require(by, "change", asset)
        changed = replace(
            asset,
            description=" ".join(description.split())[:MOST_IN_A_TEXT],
            serial_number=(serial_number or "").strip()[:MOST_IN_A_TEXT] or None,
            placed_on=placed_on,
            state=state,
        )
        fields = ("description", "serial_number", "placed_on", "state")
        names = [name for name in fields if getattr(asset, name) != getattr(changed, name)]
        if not names:
            return asset
        return self._save(changed, Event("changed", {"fields": names, "state": state}), Change(by, at))

    def move(self, asset: Asset, state: AssetState, *, by: Account, at: datetime) -> Asset:
        """Note where a thing went; all else that is known of it stays. Raises StaleVersion or NotAllowed."""
        return self.change(
            asset,
            by=by,
            at=at,
            description=asset.description,
            serial_number=asset.serial_number,
            placed_on=asset.placed_on,
            state=state,
        )

    def follow(self, contract: Contract, event: str, change: Change) -> None:
        """Keep the things that a version in force names; part of the write that saves the event."""
        version = self._contracts.version(contract)
        if contract.amends is not None or event not in {"last_signature", "amendment_in_force"} or version is None:
            return
        known = {one.key for one in self.of(contract.customer) if one.contract == contract.id}
        for asset in self._named(contract, version):
            if asset.key not in known:
                self._save(asset, Event("placed", {"number": contract.number}), change)

    def _named(self, contract: Contract, version: ContractVersion) -> Iterator[Asset]:
        """Read the things that the facts of a version name, one for each piece."""
        for n, row in enumerate(_rows(version.data["facts"], self._fact)):
            serial = _first(row, _SERIALS)
            for piece in range(_whole(row.get("count")) or 1):
                yield Asset(
                    id=self._new_id(),
                    version=0,
                    customer=contract.customer,
                    contract=contract.id,
                    description=_first(row, _NAMES) or f"{n + 1}",
                    serial_number=serial,
                    placed_on=_day(row.get("placed_on")) or contract.commencement,
                    new_value=_money(_first(row, _VALUES)),
                    life_months=_whole(row.get("life_months")) or None,
                    key=f"{serial or _first(row, _NAMES)}/{n}/{piece}",
                    owner=contract.owner,
                )

    def _save(self, asset: Asset, event: Event, change: Change) -> Asset:
        version = save_as(
            self._store,
            ASSET,
            _row(asset),
            expected=asset.version,
            events=[event],
            change=change,
            current=lambda now: _asset(now, asset.owner),
        )
        return replace(asset, version=version)


def _rows(facts: Mapping[str, Json], fact: str | None) -> list[Mapping[str, Json]]:
    found: Json = facts
    for key in (fact or "").split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list | tuple) else []


def _first(row: Mapping[str, Json], names: tuple[str, ...]) -> str | None:
    return next((str(row[name]) for name in names if row.get(name)), None)


def _money(text: str | None) -> Money | None:
    return None if text is None else Money.of(text)


def _whole(value: object) -> int:
    return int(str(value)) if str(value).isdigit() else 0


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def _row(asset: Asset) -> Row:
    body: dict[str, Json] = {
        "description": asset.description,
        "cents": None if asset.new_value is None else asset.new_value.minor,
        "life_months": asset.life_months,
        "key": asset.key,
    }
    return {
        "id": asset.id, "state": asset.state, "customer": asset.customer, "contract": asset.contract,
        "serial_number": asset.serial_number,
        "placed_on": None if asset.placed_on is None else asset.placed_on.isoformat(), "body": canonical_json(body),
    }  # fmt: skip


def _asset(row: Row, owner: str | None) -> Asset:
    body = json.loads(str(row["body"]))
    return Asset(
        id=str(row["id"]),
        version=int(str(row["version"])),
        customer=str(row["customer"]),
        contract=None if row["contract"] is None else str(row["contract"]),
        description=body["description"],
        serial_number=None if row["serial_number"] is None else str(row["serial_number"]),
        placed_on=_day(row["placed_on"]),
        new_value=None if body["cents"] is None else Money.of_minor(body["cents"]),
        life_months=body["life_months"],
        state=cast("AssetState", row["state"]),
        key=body["key"],
        owner=owner,
    )
