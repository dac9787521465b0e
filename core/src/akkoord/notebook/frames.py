"""Give rows to whatever computes with them: pandas, polars, an SQLite file. Amounts stay exact."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from akkoord.values import Money

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["Plain", "RowsView"]

Plain = str | int | Decimal | Money | date | bool | None
"""What a cell of a frame can be."""


class RowsView:
    """Something that is rows: `rows()` gives them, the rest follows from that."""

    def rows(self) -> Sequence[Mapping[str, Plain]]:
        """Give the rows, each with the same names."""
        raise NotImplementedError

    def to_pandas(self) -> "pd.DataFrame":
        """Give the rows as a pandas frame: amounts as Decimal, days as days."""
        import pandas as pd  # noqa: PLC0415 - only who wants frames needs it

        return pd.DataFrame([{name: _exact(value) for name, value in row.items()} for row in self.rows()])

    def to_polars(self) -> "pl.DataFrame":
        """Give the rows as a polars frame: amounts as exact decimals, days as days."""
        import polars as pl  # noqa: PLC0415 - only who wants frames needs it

        return pl.DataFrame([{name: _exact(value) for name, value in row.items()} for row in self.rows()])

    def to_sqlite(self, file: Path | str, table: str) -> None:
        """Write the rows to a table of an SQLite file of your own; amounts as whole cents in `..._cents`.

        What the table held is replaced.
        """
        database = Database(str(file))
        try:
            database.table(table).insert_all(
                [dict(_kept(name, value) for name, value in row.items()) for row in self.rows()], replace=True,
                truncate=database.table(table).exists(),
            )  # fmt: skip
        finally:
            database.close()


def _exact(value: Plain) -> str | int | Decimal | date | None:
    return value.amount if isinstance(value, Money) else value


def _kept(name: str, value: Plain) -> tuple[str, str | int | None]:
    """Write a value as it stands in a file: cents, decimals as text, days as ISO."""
    if isinstance(value, Money):
        return f"{name}_cents", value.minor
    if isinstance(value, Decimal):
        return name, f"{value:f}"
    if isinstance(value, date):
        return name, value.isoformat()
    return name, value
