"""The small frozen records that go into the store and come out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from akkoord.language import Language, Message
from akkoord.store.canonical import Json
from akkoord.store.schema import Row, Value


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a stream; the body carries ids and names of fields, never personal values."""

    kind: str
    body: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.kind:
            raise ValueError("an event needs a kind")


@dataclass(frozen=True, slots=True)
class Saving:
    """A stream's row as it is to be, the version that was read (0: it is new), and the events that tell of it."""

    row: Row
    expected: int
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An event as the journal keeps it: who did it when, and the hash that ties it to the one before."""

    seq: int
    stream: str
    version: int
    at: datetime
    actor: str
    kind: str
    body: Mapping[str, Json]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One request of one person: `id` comes from the page, `fingerprint` is a hash of what was sent."""

    id: str
    actor: str
    route: str
    fingerprint: str

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an operation needs an id")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to an operation: the HTTP status, where to go next, and a body if there was one."""

    status: int
    location: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes kept under their own SHA-256."""

    sha256: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Span:
    """A condition for `find`: from `first` to `last`, both included; None leaves that side open, empty never fits."""

    first: Value = None
    last: Value = None

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise ValueError("a span needs a first or a last value")


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What can be found of one thing.

    `title` and `detail` are shown with the hit, `words` are found but not shown (a KvK number, a phone number).
    `owner` is the account that the thing belongs to, `customer` the customer it is about, `tags` are exact filters.
    """

    kind: str
    id: str
    title: str
    detail: str = ""
    words: str = ""
    owner: str | None = None
    customer: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a shown text, and whether it is what the words asked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, its texts in pieces so that a page can mark what matched."""

    kind: str
    id: str
    title: tuple[Piece, ...]
    detail: tuple[Piece, ...]
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a check of the store found wrong: where, and what, in a sentence for an administrator."""

    where: str
    what: Message

    def text(self, language: Language = "en") -> str:
        """Say it in a language."""
        return f"{self.where}: {self.what.text(language)}"


class SaleRow(NamedTuple):
    """A sales line as it is kept, in the order of its columns: days as ISO text, cents, and grains of its unit.

    What is not there is empty text (`contract`, `product`, `paid_on`, `ordered_on`); `packages` may be None. An order
    is a day or a moment. Of two rows with one `id` the one with the higher `revision` holds; with the same revision,
    the one that came last.
    """

    id: str
    kind: str
    customer: str
    contract: str
    product: str
    product_group: str
    unit: str
    day: str
    paid_on: str
    packages: int | None
    quantity: int
    turnover: int
    revision: int = 0
    ordered_on: str = ""


class Loaded(NamedTuple):
    """How many sales lines were new, changed what was known, were known already, or were older than what was known."""

    new: int = 0
    changed: int = 0
    same: int = 0
    late: int = 0


class SalesSum(NamedTuple):
    """Sales lines of a customer (and contract), group and unit on a day, by payment and order: one, or added up."""

    customer: str
    contract: str
    product_group: str
    product: str
    unit: str
    on: str
    paid_on: str
    quantity: int
    turnover: int
    lines: int
    id: str = ""
    ordered_on: str = ""


class StretchSum(NamedTuple):
    """Sales lines of a customer (and contract), group and unit over whole months: all, and those that were paid."""

    customer: str
    contract: str
    product_group: str
    unit: str
    quantity: int
    turnover: int
    lines: int
    paid_quantity: int
    paid_turnover: int
    paid_lines: int


class RulesRow(NamedTuple):
    """What settling needs of a contract, with the rules of its version in force, as canonical JSON in their order."""

    contract: str
    number: str
    customer: str
    commencement: str
    ends_on: str | None
    version: str
    rules: tuple[str, ...]
