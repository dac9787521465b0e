"""Show facts to a clause text: by name, comparing as conditions do, absent ones included."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from akkoord.facts.kinds import Comparable, comparable
from akkoord.facts.nodes import at_most, contained, less

Missed = Callable[[str], None]
"""What is told the name of a fact that a text needs and that is absent."""


class Answer:
    """A fact, or a group or list of facts, as a clause text sees it.

    `term.months` is an attribute, `% for row in loan.rates` iterates, `if loan.enabled` asks whether it holds anything.
    An absent fact equals `None`, is false, and is neither smaller nor larger than anything: answers
    compare here as they do in conditions (RULES 0.5). Going through an absent or empty list counts
    as needing it, since the contract would silently lack its lines.
    """

    __slots__ = ("_missed", "_name", "_value")

    def __init__(self, name: str, value: object, missed: Missed) -> None:
        self._name = name
        self._value = value
        self._missed = missed

    def __getattr__(self, name: str) -> "Answer":
        if name.startswith("_"):
            raise AttributeError(name)
        inner = self._value.get(name) if isinstance(self._value, Mapping) else None
        return Answer(f"{self._name}.{name}", inner, self._missed)

    def __iter__(self) -> Iterator["Answer"]:
        rows = self._rows()
        if not rows:
            self._missed(self._name)
        for number, row in enumerate(rows, start=1):
            yield Answer(f"{self._name}.{number}", row, self._missed)

    def __getitem__(self, index: int) -> "Answer":
        rows = self._rows()
        return Answer(f"{self._name}.{index + 1}", rows[index] if 0 <= index < len(rows) else None, self._missed)

    def __len__(self) -> int:
        return len(self._rows())

    def __bool__(self) -> bool:
        return bool(comparable(self._value))

    def __contains__(self, item: object) -> bool:
        return contained(_comparable(item), comparable(self._value))

    def __eq__(self, other: object) -> bool:
        return bool(comparable(self._value) == _comparable(other))

    def __lt__(self, other: object) -> bool:
        return less(comparable(self._value), _comparable(other))

    def __gt__(self, other: object) -> bool:
        return less(_comparable(other), comparable(self._value))

    def __le__(self, other: object) -> bool:
        return at_most(comparable(self._value), _comparable(other))

    def __ge__(self, other: object) -> bool:
        return at_most(_comparable(other), comparable(self._value))

    __hash__ = None  # type: ignore[assignment] # equal to values of several types, so fit for no set or dictionary

    def _rows(self) -> Sequence[object]:
        return self._value if isinstance(self._value, tuple | list) else ()


def value_of(answer: Answer) -> object:
    """Give the value of the fact itself; `None` when it is absent."""
    return answer._value  # noqa: SLF001 - an Answer has no public names of its own: those are the facts'


def name_of(answer: Answer) -> str:
    """Give the dotted name of the fact; rows of a list are numbered from 1 (`loan.rates.2.rate`)."""
    return answer._name  # noqa: SLF001 - as above


def as_decimal(value: object) -> Decimal | None:
    """Read a number, or text that is one; `None` for anything else.

    >>> as_decimal("25.00"), as_decimal("pilsener"), as_decimal(True)
    (Decimal('25.00'), None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _comparable(other: object) -> Comparable:
    """Bring what an answer is compared with into the form in which conditions compare."""
    return comparable(value_of(other) if isinstance(other, Answer) else other)
