"""Facts that remember what was asked of them, to know what derived facts are made of."""

from collections.abc import Iterator, Mapping

from akkoord.facts import Facts, FactValue

__all__ = ["Watched"]


class Watched(Facts):
    """Facts that remember what was asked of them, of the rows of lists too (`streams.list.kind`)."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts.nested, facts.questions)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> FactValue:
        self.read.add(name)
        return self._watched(name, super().__getitem__(name))

    def get(self, name: str, default: FactValue = None) -> FactValue:  # type: ignore[override] # facts have one type
        """Give a fact and remember that it was asked for."""
        self.read.add(name)
        return self._watched(name, super().get(name, default))

    def _watched(self, name: str, value: FactValue) -> FactValue:
        if not isinstance(value, tuple):
            return value
        return tuple(_Row(one, name, self.read) if isinstance(one, Mapping) else one for one in value)


class _Row(Mapping[str, FactValue]):
    """A row that remembers which of its columns were looked at."""

    def __init__(self, row: Mapping[str, FactValue], name: str, read: set[str]) -> None:
        self._row, self._name, self._read = row, name, read

    def __getitem__(self, column: str) -> FactValue:
        self._read.add(f"{self._name}.{column}")
        return self._row[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)
