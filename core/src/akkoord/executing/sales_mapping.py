"""Which column of a file says what: the mapping that a client keeps in its settings."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from akkoord.executing.errors import InvalidSale
from akkoord.language import Message

SaleField = Literal[
    "id", "customer", "contract", "kind", "day", "paid_on", "product", "group", "packages", "quantity", "unit",
    "turnover", "revision", "ordered_on",
]  # fmt: skip
FIELDS: Final[tuple[SaleField, ...]] = get_args(SaleField)
NEEDED: Final[tuple[SaleField, ...]] = ("id", "customer", "day")

HEADINGS: Final[Mapping[SaleField, tuple[str, ...]]] = MappingProxyType(
    {
        "id": ("id", "line", "regel", "regelnummer"),
        "customer": ("customer", "klant", "klantnummer", "debiteur"),
        "contract": ("contract", "contractnummer"),
        "kind": ("kind", "soort"),
        "day": ("day", "date", "datum", "leverdatum"),
        "paid_on": ("paid_on", "paid", "betaald", "betaaldatum", "betaald op"),
        "product": ("product", "article", "artikel", "artikelnummer"),
        "group": ("group", "groep", "productgroep"),
        "packages": ("packages", "colli", "verpakkingen"),
        "quantity": ("quantity", "aantal", "hoeveelheid"),
        "unit": ("unit", "eenheid"),
        "turnover": ("turnover", "omzet", "netto"),
        "revision": ("revision", "versie"),
        "ordered_on": ("ordered_on", "ordered", "order_date", "order date", "besteld", "besteld op", "besteldatum"),
    }
)
"""The headings that are understood without a mapping."""

LABELS: Final[Mapping[SaleField, Message]] = MappingProxyType(
    {
        "id": Message("line id"),
        "customer": Message("customer"),
        "contract": Message("contract"),
        "kind": Message("kind of sale"),
        "day": Message("day"),
        "paid_on": Message("day of payment"),
        "product": Message("product"),
        "group": Message("product group"),
        "packages": Message("packages"),
        "quantity": Message("quantity"),
        "unit": Message("unit"),
        "turnover": Message("turnover"),
        "revision": Message("revision"),
        "ordered_on": Message("time of the order"),
    }
)
"""What each field is called in a sentence."""


class SalesMapping(BaseModel):
    """How a client writes its files of sales: the heading of each field, and how numbers and dates are written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Mapping[SaleField, str] = Field(default_factory=dict)
    numbers: Literal["nl", "en"] | None = None
    dates: Literal["iso", "day-month-year", "month-day-year"] | None = None
    unit: str = ""
    group: str = ""
    kind: Literal["delivery", "reading", "lift", "weighing"] = "delivery"

    def places(self, headings: Sequence[str]) -> dict[SaleField, int]:
        """Find the column of each field. Raises InvalidSale for one that is named or needed and not there."""
        known = {heading.strip().lower(): place for place, heading in reversed(list(enumerate(headings)))}
        found: dict[SaleField, int] = {}
        for name in FIELDS:
            wanted = (self.columns[name],) if name in self.columns else HEADINGS[name]
            place = next((known[each.strip().lower()] for each in wanted if each.strip().lower() in known), None)
            if place is not None:
                found[name] = place
            elif name in self.columns or name in NEEDED:
                values = {"field": LABELS[name], "heading": wanted[0], "headings": tuple(headings)}
                raise InvalidSale(
                    Message(
                        "The file has no column {heading!r} for {field}; its columns are {headings}. "
                        "Name it in the mapping.",
                        values,
                    )
                )
        if not {"quantity", "packages"} & found.keys():
            raise InvalidSale(Message("The file has no column for a quantity, nor for packages."))
        return found
