"""A store with thousands of contracts in force, three rules each, and millions of lines of two years, made once."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import duckdb

from akkoord.executing import RuleKinds
from akkoord.store import CONTRACT, CONTRACT_VERSION, CUSTOMER, Event, Json, SaleRow, Store, canonical_json, open_store
from akkoord.values import Period
from akkoord_rules_volume.per_unit import PerUnit
from akkoord_rules_volume.tiers import TierPerUnit
from akkoord_rules_volume.turnover import TurnoverPct

AT: Final = datetime(2026, 11, 1, tzinfo=UTC)
QUARTER: Final = Period(date(2026, 7, 1), date(2026, 9, 30))
CUTOFF: Final = date(2026, 10, 15)
KINDS: Final = RuleKinds([PerUnit, TierPerUnit, TurnoverPct])
GROUPS: Final = ("lager", "special", "bottled")
_WEEKS: Final = 104
_TOGETHER: Final = 5_000
_ARTICLES: Final = 30
_TEXT: Final = "<p>" + "De afnemer neemt van de brouwerij af wat hij in het bedrijf verkoopt. " * 12 + "</p>"

_LINES: Final = """
CREATE TABLE lines AS
SELECT 'L' || lpad(n::VARCHAR, 9, '0') AS id, 'c' || customer AS customer, product_group, day,
  CASE WHEN delivery % 20 > 0 THEN day + 14 + (delivery * 7 % 30)::INTEGER END AS paid_on, quantity, turnover
FROM (
  SELECT n, delivery, delivery % {customers} AS customer, (['lager', 'special', 'bottled'])[1 + n % 3] AS product_group,
    DATE '2024-10-07' + (delivery // {customers} * 7 + delivery % 5)::INTEGER AS day,
    1000 * (1 + n * 17 % 400) AS quantity, 500 + n * 31 % 90000 AS turnover
  FROM (SELECT n, n * {deliveries} // {lines} AS delivery FROM range({lines}) AS all_lines(n)) AS numbered
) AS described
"""
"""Every customer is delivered once a week; what came in one delivery is paid on one day, or not yet."""


@dataclass(frozen=True)
class Portfolio:
    """Where the store and DuckDB's raw lines are, and how large it is."""

    folder: Path
    contracts: int
    lines: int

    @property
    def store(self) -> Path:
        """The file of the store."""
        return self.folder / "s.sqlite"

    @property
    def raw(self) -> Path:
        """The raw lines and the terms, for DuckDB."""
        return self.folder / "raw.duckdb"


@dataclass(frozen=True)
class Terms:
    """What the contract of one customer says: rates in ten-thousandths of euros, a percentage, a quantity in hl."""

    rate: int
    pct: int
    bound: int
    low: int
    high: int

    @classmethod
    def of(cls, n: int) -> "Terms":
        """Agree something else with every few."""
        return cls(
            100_000 + n % 41 * 5_000, 1 + n % 7, 5 * (1 + n % 60), 10_000 + n % 13 * 2_500, 60_000 + n % 17 * 2_500
        )


def portfolio(cache: Path, lines: int, contracts: int) -> Portfolio:
    """Give a store with so many contracts and lines; make it when it is not there yet."""
    made = Portfolio(cache / f"portfolio-{contracts}-{lines}", contracts, lines)
    if not made.folder.exists():
        part = Portfolio(made.folder.with_suffix(".part"), contracts, lines)
        shutil.rmtree(part.folder, ignore_errors=True)
        part.folder.mkdir(parents=True)
        _fill(part)
        part.folder.rename(made.folder)
    return made


def _fill(made: Portfolio) -> None:
    store = open_store(made.store, create=True)
    for start in range(0, made.contracts, _TOGETHER):
        with store.write():
            for n in range(start, min(start + _TOGETHER, made.contracts)):
                _agree(store, n)
    with duckdb.connect(str(made.raw)) as base:
        base.execute("SET memory_limit = '4GB'; SET enable_progress_bar = false")
        deliveries = made.contracts * _WEEKS
        base.execute(_LINES.format(customers=made.contracts, deliveries=deliveries, lines=made.lines))
        base.execute("CREATE TABLE terms (customer VARCHAR, rate INT, pct INT, bound INT, low INT, high INT)")
        terms = [(f"c{n}", each.rate, each.pct, each.bound, each.low, each.high)
                 for n in range(made.contracts) if (each := Terms.of(n))]  # fmt: skip
        base.executemany("INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?)", terms)
        for some in _rows(base):
            store.load_sales(some, run="r", at=AT)
    store.close()


def _rows(base: duckdb.DuckDBPyConnection) -> Iterator[list[SaleRow]]:
    columns = "id, customer, product_group, day::VARCHAR, coalesce(paid_on::VARCHAR, ''), quantity, turnover"
    found = base.execute(f"SELECT {columns} FROM lines")
    while some := found.fetchmany(_TOGETHER):
        yield [
            SaleRow(name, "delivery", customer, "", "", group, "hl", day, paid, None, quantity, turnover)
            for name, customer, group, day, paid, quantity, turnover in some
        ]


def _agree(store: Store, n: int) -> None:
    customer, contract, version = f"c{n}", f"k{n}", f"v{n}"
    row = {"id": customer, "state": "active", "number": customer, "name": customer, "name_key": customer, "city": None}
    row |= {"owner": None, "updated_at": "x", "body": "{}"}
    store.save(CUSTOMER, row, expected=0, events=[Event("added")], by="x", at=AT)
    signed = {
        "id": contract, "state": "in_force", "customer": customer, "number": f"{n:06}", "commencement": "2024-10-01",
        "ends_on": "2029-09-30", "notice_by": None, "current": None, "updated_at": "x", "proposal": None,
        "body": _FACTS,
    }  # fmt: skip
    store.save(CONTRACT, signed, expected=0, events=[Event("made")], by="x", at=AT)
    store.add(CONTRACT_VERSION, {
        "id": version, "contract": contract, "version": 1, "revision": 1, "sha256": version, "made_at": "x",
        "made_by": "x", "body": canonical_json({"parts": _PARTS, "rules": _rules(Terms.of(n))}),
    })  # fmt: skip
    events = [Event("make_ready"), Event("commence")]
    store.save(CONTRACT, {"id": contract, "current": version}, expected=1, events=events, by="x", at=AT)


_PARTS: Final[list[Json]] = [
    {"id": f"a-{place}", "label": str(place), "title": "Afname", "html": _TEXT} for place in range(1, _ARTICLES + 1)
]
_FACTS: Final = canonical_json(
    {"clause_set": "x", "facts": {"notes": _TEXT}, "made_on": "2024-09-01", "own_texts": [], "sha256": None,
     "needs": [], "approvals": [], "authors": [], "reason": None, "notice_on": None}
)  # fmt: skip


def _rules(terms: Terms) -> list[Json]:
    paid: dict[str, Json] = {"basis": "delivered_and_paid"}
    tiers: list[Json] = [{"from_qty": str(terms.bound), "rate": _rate(terms.low)},
                         {"from_qty": str(2 * terms.bound), "rate": _rate(terms.high)}]  # fmt: skip
    return [
        _rule("discount", "per_unit", {"groups": ["lager", "special"], "rate": _rate(terms.rate), **paid}),
        _rule("rebate", "turnover_pct", {"groups": list(GROUPS), "pct": str(terms.pct), **paid}),
        _rule("bonus", "tier_per_unit", {"groups": list(GROUPS), "method": "whole", "tiers": tiers}),
    ]


def _rate(ten_thousandths: int) -> str:
    return f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04}"


def _rule(line: str, kind: str, parameters: dict[str, Json]) -> dict[str, Json]:
    return {
        "clause": "a-5", "line": line, "kind": kind, "direction": "payable", "group": None, "cumulation": None,
        "vat": {"treatment": "standard", "rate": "21"}, "settle": "quarter", "effect": None, "item": None,
        "parameters": parameters, "facts": {"rate": [f"{line}.rate"], "groups": [f"{line}.groups"]},
    }  # fmt: skip
