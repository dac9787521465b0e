"""What the verbs of the store need of an engine: run a statement, be in a transaction."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager

from akkoord.store.errors import StoreError
from akkoord.store.schema import Row, Table, Value


class Session(ABC):
    """A way to run SQL; each engine fills it in."""

    @abstractmethod
    def write(self) -> AbstractContextManager[None]:
        """Do everything inside as one transaction; inside another it is a part that can fail on its own."""

    @abstractmethod
    def read(self) -> AbstractContextManager[None]:
        """Let every read inside see the same moment."""

    @abstractmethod
    def is_writing(self) -> bool:
        """Tell whether we are inside `write()`."""

    @abstractmethod
    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run a query and return all its rows."""

    @abstractmethod
    def change(self, sql: str, values: Sequence[Value], table: Table) -> int:
        """Run a change of a table and return how many rows it touched.

        Raises AlreadyThere for a value that must be unique and BrokenReference for one that leads nowhere.
        """

    @abstractmethod
    def change_each(self, sql: str, rows: Iterable[Sequence[Value]], table: Table) -> None:
        """Run a change of a table once for each row of values. Raises what `change` raises."""

    @abstractmethod
    def tuples(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Value, ...]]:
        """Run a query and return all its rows as bare tuples, for many rows at once."""

    def in_one_go(self, sql: str, columns: int, values: Sequence[Value] = ()) -> Sequence[Sequence[Value]]:
        """Run a query over numbers and short texts, of so many columns, and return all its rows.

        An engine in this process may do so that other threads go on meanwhile.
        """
        del columns
        return self.tuples(sql, values)

    @abstractmethod
    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """Run a query and return its rows one by one, inside `read()`; for more rows than memory should hold."""

    @abstractmethod
    def damaged(self, reason: str) -> StoreError:
        """Return the error for data that contradicts itself."""
