"""Declare the tables that Akkoord keeps, engine-neutral; nobody else names a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | bytes | None
Row = Mapping[str, Value]

ColumnType = Literal["TEXT", "INTEGER", "BLOB"]
Kind = Literal["stream", "plain", "append_only", "own"]

_PYTHON = {"TEXT": str, "INTEGER": int, "BLOB": bytes}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, whether it may be empty, and the table whose key it repeats."""

    name: str
    type: ColumnType = "TEXT"
    null: bool = False
    references: str | None = None

    def require(self, value: object) -> None:
        """Refuse a value that this column cannot hold. Raises TypeError."""
        if value is None and self.null:
            return
        if not isinstance(value, _PYTHON[self.type]) or isinstance(value, bool):
            raise TypeError(f"column {self.name} holds {self.type}, not {value!r}")


@dataclass(frozen=True, slots=True)
class Index:
    """An index over columns; a unique one refuses a second row with the same values."""

    columns: tuple[str, ...]
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table and how it may change.

    A `stream` row carries a version and changes only through `save`, with journal events; a `plain` row changes
    through `put` and `remove`; an `append_only` row is only ever added; the store's `own` rows change through the
    verbs that they serve. Columns named in `fixed` keep their first value, and such a row is never removed. Where
    `clustered_by` names columns these belong to the key too, and rows lie in the order of the whole key.
    """

    name: str
    columns: tuple[Column, ...]
    kind: Kind = "plain"
    key: str = "id"
    indexes: tuple[Index, ...] = ()
    fixed: tuple[str, ...] = ()
    clustered_by: tuple[str, ...] = ()
    column_names: tuple[str, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Name the columns once: every statement asks for them."""
        object.__setattr__(self, "column_names", tuple(column.name for column in self.columns))

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that together tell a row from all others."""
        return (self.key, *self.clustered_by)

    def stream_of(self, row_id: str) -> str:
        """Return the name of the journal stream of a row, such as `customer:8f3a`."""
        return f"{self.name}:{row_id}"


def text(row: Row, name: str) -> str:
    """Return a column that holds text."""
    value = row[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is text, not {value!r}")
    return value


def optional_text(row: Row, name: str) -> str | None:
    """Return a column that holds text or is empty."""
    return None if row[name] is None else text(row, name)


def whole(row: Row, name: str) -> int:
    """Return a column that holds a whole number."""
    value = row[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is a whole number, not {value!r}")
    return value


def raw(row: Row, name: str) -> bytes:
    """Return a column that holds bytes."""
    value = row[name]
    if not isinstance(value, bytes):
        raise TypeError(f"{name} is bytes, not {value!r}")
    return value


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _optional(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, null=True) for name in names)


def _integer(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "INTEGER") for name in names)


def _to(table: str, name: str | None = None, *, null: bool = False) -> Column:
    return Column(name or table, null=null, references=table)


_ID, _VERSION, _STATE, _BODY = Column("id"), Column("version", "INTEGER"), Column("state"), Column("body")
_STREAM = (_ID, _VERSION)

ACCOUNT = Table(
    "account",
    (*_STREAM, _STATE, *_text("login", "role"), _BODY),
    kind="stream",
    indexes=(Index(("login",), unique=True),),
)
CUSTOMER = Table(
    "customer",
    (*_STREAM, _STATE, *_text("number", "name", "name_key"), *_optional("city", "owner"), Column("updated_at"), _BODY),
    kind="stream",
    indexes=(
        Index(("number",), unique=True),
        Index(("name_key", "id")),
        Index(("state", "name_key", "id")),
        Index(("owner", "name_key", "id")),
        Index(("owner", "state", "name_key", "id")),
        Index(("updated_at", "id")),
        Index(("owner", "updated_at", "id")),
    ),
)
SITUATION = Table(
    "situation",
    (*_STREAM, _to("customer"), Column("recorded_on"), _BODY),
    kind="stream",
    indexes=(Index(("customer", "recorded_on", "id")),),
)
PROPOSAL = Table(
    "proposal",
    (
        *_STREAM,
        _STATE,
        _to("customer"),
        _to("situation"),
        *_text("letter", "updated_at"),
        _BODY,
    ),
    kind="stream",
    indexes=(
        Index(("customer", "letter", "id")),
        Index(("situation",)),
        Index(("state", "updated_at", "id")),
    ),
)
CONTRACT = Table(
    "contract",
    (
        *_STREAM,
        _STATE,
        _to("customer"),
        _to("proposal", null=True),
        *_optional("number", "commencement", "ends_on", "notice_by"),
        _to("contract_version", "current", null=True),
        Column("updated_at"),
        _BODY,
        _to("contract", "amends", null=True),
    ),
    kind="stream",
    indexes=(
        Index(("number",), unique=True),
        Index(("amends", "commencement", "id")),
        Index(("customer", "updated_at", "id")),
        Index(("proposal",)),
        Index(("current",)),
        Index(("state", "notice_by", "id")),
        Index(("state", "ends_on", "id")),
        Index(("state", "updated_at", "id")),
    ),
)
CONTRACT_VERSION = Table(
    "contract_version",
    (_ID, _to("contract"), *_integer("version", "revision"), *_text("sha256", "made_at", "made_by"), _BODY),
    kind="append_only",
    indexes=(Index(("contract", "revision", "version"), unique=True), Index(("sha256",))),
)
CONTRACT_RULE = Table(
    "contract_rule",
    (_to("contract_version"), *_integer("place"), _BODY),
    kind="own",
    key="contract_version",
    clustered_by=("place",),
)
SIGNATURE = Table(
    "signature",
    (_ID, _to("contract"), _to("contract_version"), Column("slot"), _BODY, Column("at"), *_optional("voided_at")),
    indexes=(Index(("contract", "at", "id")), Index(("contract_version", "slot"))),
    fixed=("id", "contract", "contract_version", "slot", "body", "at"),
)
DOCUMENT = Table(
    "document",
    (_ID, _to("contract"), _STATE, _to("blob", null=True), *_optional("error"), Column("at")),
    indexes=(Index(("contract", "at", "id")), Index(("blob",)), Index(("state", "at", "id"))),
)
SIDE_AGREEMENT = Table(
    "side_agreement",
    (*_STREAM, _STATE, _to("customer"), *_optional("due"), _BODY),
    kind="stream",
    indexes=(Index(("customer", "state", "due", "id")), Index(("state", "due", "id"))),
)
VISIT = Table(
    "visit",
    (*_STREAM, _STATE, _to("customer"), _to("account"), Column("day"), _BODY),
    kind="stream",
    indexes=(Index(("account", "day", "id")), Index(("customer", "day", "id"))),
)
OBLIGATION = Table(
    "obligation",
    (*_STREAM, _STATE, _to("customer"), _to("contract"), Column("name"), *_optional("due", "returns_on"), _BODY),
    kind="stream",
    indexes=(
        Index(("customer", "state", "due", "id")),
        Index(("contract", "name", "due", "id")),
        Index(("state", "due", "id")),
        Index(("returns_on", "id")),
    ),
)
ASSET = Table(
    "asset",
    (*_STREAM, _STATE, _to("customer"), _to("contract", null=True), *_optional("serial_number", "placed_on"), _BODY),
    kind="stream",
    indexes=(Index(("customer", "state", "id")), Index(("contract",)), Index(("serial_number", "id"))),
)
NOTE = Table(
    "note",
    (*_STREAM, _STATE, _to("customer"), Column("at"), _BODY),
    kind="stream",
    indexes=(Index(("customer", "at", "id")),),
)
CUSTOMER_FILE = Table(
    "customer_file",
    (*_STREAM, _STATE, _to("customer"), _to("blob"), Column("at"), _BODY),
    kind="stream",
    indexes=(Index(("customer", "at", "id")), Index(("blob",))),
)
PRODUCT = Table(
    "product",
    (_ID, *_text("name", "product_group", "unit"), *_integer("content", "per", "vat")),
    indexes=(Index(("product_group", "id")),),
)
SALE_LINE = Table(
    "sale_line",
    (
        _ID,
        Column("kind"),
        _to("customer"),
        *_text("contract", "product", "product_group", "unit", "day", "paid_on"),
        Column("packages", "INTEGER", null=True),
        *_integer("quantity", "turnover", "revision", "known_at"),
        Column("ordered_on"),
    ),
    kind="own",
    indexes=(Index(("customer", "day", "id")),),
)
SALE_HISTORY = Table(
    "sale_history",
    (_ID, _to("sale_line"), Column("run"), *_integer("known_at", "replaced_at"), _BODY),
    kind="own",
    indexes=(Index(("sale_line", "replaced_at", "id")),),
)
SALE_MONTH = Table(
    "sale_month",
    (
        _to("customer"),
        *_text("month", "contract", "product_group", "unit"),
        *_integer("quantity", "turnover", "lines", "paid_quantity", "paid_turnover", "paid_lines"),
    ),
    kind="own",
    key="customer",
    clustered_by=("month", "contract", "product_group", "unit"),
)
SALE_PAYMENT = Table(
    "sale_payment",
    (
        _to("customer"),
        *_text("paid_on", "month", "contract", "product_group", "unit"),
        *_integer("quantity", "turnover", "lines"),
    ),
    kind="own",
    key="customer",
    clustered_by=("paid_on", "month", "contract", "product_group", "unit"),
)
SALE_RUN = Table(
    "sale_run",
    (_ID, _STATE, *_text("file", "format", "started_at", "started_by"), *_optional("ended_at"), _BODY),
    indexes=(Index(("started_at", "id")),),
)
SALE_REJECT = Table(
    "sale_reject",
    (_ID, _to("sale_run", "run"), *_integer("line"), *_text("reason", "cells")),
    indexes=(Index(("run", "line", "id")),),
)
CALENDAR_FEED = Table(
    "calendar_feed",
    (_ID, _to("account"), Column("made_at"), *_optional("revoked_at")),
    indexes=(Index(("account", "made_at", "id")),),
)
STATEMENT = Table(
    "statement",
    (
        *_STREAM,
        _STATE,
        _to("customer"),
        _to("contract"),
        _to("contract_version", "contract_version"),
        *_text("settled", "first", "last"),
        *_integer("sequence"),
        *_optional("number"),
        _to("statement", "corrects", null=True),
        Column("updated_at"),
        _BODY,
    ),
    kind="stream",
    indexes=(
        Index(("contract", "settled", "first", "sequence"), unique=True),
        Index(("number",), unique=True),
        Index(("customer", "last", "id")),
        Index(("state", "last", "id")),
        Index(("contract_version",)),
        Index(("corrects",)),
    ),
)
TERMINATION = Table(
    "termination",
    (
        *_STREAM,
        _STATE,
        _to("customer"),
        _to("contract", null=True),
        *_text("effective", "updated_at"),
        _to("statement", null=True),
        _BODY,
    ),
    kind="stream",
    indexes=(
        Index(("customer", "effective", "id")),
        Index(("contract", "state", "id")),
        Index(("state", "effective", "id")),
        Index(("statement",)),
    ),
)
SESSION = Table(
    "session",
    (_ID, _to("account"), *_text("opened_at", "seen_at"), *_optional("ended_at", "device")),
    indexes=(Index(("account", "seen_at", "id")), Index(("seen_at", "id"))),
)
LOGIN_ATTEMPT = Table(
    "login_attempt",
    (_ID, *_integer("failures"), Column("last_at")),
    indexes=(Index(("last_at", "id")),),
)
OPERATION = Table(
    "operation",
    (
        _ID,
        *_text("actor", "route", "fingerprint"),
        *_integer("status"),
        *_optional("location", "body"),
        Column("at"),
    ),
    kind="own",
    indexes=(Index(("at", "id")),),
)
EVENT = Table(
    "event",
    (*_integer("seq"), Column("stream"), *_integer("version"), *_text("at", "actor", "kind", "body", "prev", "hash")),
    kind="own",
    key="seq",
    indexes=(Index(("stream", "version"), unique=True), Index(("kind", "seq")), Index(("actor", "seq"))),
)
BLOB = Table(
    "blob",
    (_ID, Column("media_type"), *_integer("size"), Column("data", "BLOB")),
    kind="own",
)
SERIES = Table("series", (_ID, *_integer("last")), kind="own")
SEARCH = Table(
    "search",
    (
        *_integer("seq"),
        *_text("kind", "id"),
        *_optional("customer"),
        *_text("title", "detail", "title_key", "title_words", "other_words", "tags"),
    ),
    kind="own",
    key="seq",
    indexes=(Index(("kind", "id"), unique=True),),
)

TABLES = (
    ACCOUNT, CUSTOMER, SITUATION, PROPOSAL, CONTRACT, CONTRACT_VERSION, CONTRACT_RULE, SIGNATURE, DOCUMENT,
    SIDE_AGREEMENT, VISIT, OBLIGATION, ASSET, NOTE, CUSTOMER_FILE, CALENDAR_FEED,
    STATEMENT, TERMINATION,
    PRODUCT, SALE_LINE, SALE_HISTORY, SALE_MONTH, SALE_PAYMENT, SALE_RUN, SALE_REJECT,
    SESSION, LOGIN_ATTEMPT, OPERATION, EVENT, BLOB, SERIES, SEARCH,
)  # fmt: skip
