"""Facts that follow from the streams and containers: which kinds there are, and the lines that rules count."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from akkoord.facts import Facts, FactValue

Row = Mapping[str, FactValue]

NO_CODE: Final = (None, "")


def streams(facts: Facts) -> Mapping[str, object]:
    """Derive which kinds of waste there are, and whether each has its Eural code; nothing without streams."""
    rows = rows_of(facts, "streams.list")
    if not rows:
        return {}
    kinds = tuple(dict.fromkeys(str(row["kind"]) for row in rows if row.get("kind")))
    all_have = all(row.get("eural") not in NO_CODE for row in rows)
    return {"streams": {"kinds": kinds, "all_have_eural": all_have}}


def lines(facts: Facts) -> Mapping[str, object]:
    """Derive the lines that the rules count: an id for each stream and for each container that is rented.

    A second stream of a kind is told apart by its number (`residual`, `residual-2`): executed lifts are counted
    under the id, missed ones under `missed-<id>`.
    """
    lifts = tuple(
        {"id": name, "missed": f"missed-{name}", "price": row.get("price")}
        for name, row in _numbered(rows_of(facts, "streams.list"))
    )
    rents = tuple(
        {"id": name, "count": row.get("count"), "monthly": _monthly(row)}
        for name, row in _numbered(rows_of(facts, "containers.rents"))
    )
    counts = [row["count"] for row in rents if isinstance(row["count"], int)]
    return {
        "streams": {
            "lines": lifts,
            "ids": tuple(str(row["id"]) for row in lifts),
            "lift_lines": tuple(f"lift-{row['id']}" for row in lifts),
        },
        "containers": {"lines": rents, "number": sum(counts) or None},
        # A minimum per quarter is set against the lines of the same invoice.
        "payment": {"period": "quarter" if facts["minimum_fee.enabled"] else "month"},
    }


def rows_of(facts: Facts, name: str) -> tuple[Row, ...]:
    """Give the rows of a list that were filled in as rows."""
    rows = facts[name]
    return tuple(row for row in rows if isinstance(row, Mapping)) if isinstance(rows, tuple) else ()


def _monthly(row: Row) -> Decimal | None:
    """Give the rent of all containers of a row together."""
    count, rent = row.get("count"), row.get("rent")
    return count * rent if isinstance(count, int) and isinstance(rent, Decimal) else None


def _numbered(rows: tuple[Row, ...]) -> Iterator[tuple[str, Row]]:
    seen: Counter[str] = Counter()
    for row in rows:
        kind = str(row.get("kind") or "")
        if kind:
            seen[kind] += 1
            yield (kind if seen[kind] == 1 else f"{kind}-{seen[kind]}"), row
