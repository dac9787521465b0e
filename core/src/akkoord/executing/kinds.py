"""The rule kinds that are installed, by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar, cast

from akkoord.executing.errors import UnknownRuleKind
from akkoord.executing.rule import Rule
from akkoord.language import Message

__all__ = ["RuleKinds"]

MOST_MADE: Final = 50_000
_Given = TypeVar("_Given")
_T = TypeVar("_T")


class RuleKinds(Mapping[str, type[Rule]]):
    """Rule kinds by name, in the order of their names; makes rules of parameters as files hold them."""

    def __init__(self, kinds: Iterable[type[Rule]] = ()) -> None:
        """Take kinds; each name once, which is for whoever collects them to see to."""
        found = {kind.kind: kind for kind in kinds}
        self._kinds = dict(sorted(found.items()))
        self._made: dict[int, tuple[object, object]] = {}

    def __reduce__(self) -> tuple[type["RuleKinds"], tuple[tuple[type[Rule], ...]]]:
        """Go to another process without what was made here."""
        return RuleKinds, (tuple(self._kinds.values()),)

    def __getitem__(self, name: str) -> type[Rule]:
        """Give a kind. Raises UnknownRuleKind, which names those that are installed."""
        try:
            return self._kinds[name]
        except KeyError:
            values = {"name": name, "known": tuple(self._kinds)}
            raise UnknownRuleKind(
                Message("There is no rule of the kind {name!r}. Installed are: {known}.", values)
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def once(self, given: _Given, make: Callable[[_Given], _T]) -> _T:
        """Make something of a thing that never changes with these kinds, and the next time give it again."""
        found = self._made.get(id(given))
        if found is None:
            if len(self._made) >= MOST_MADE:
                self._made.clear()
            # The thing is kept as well: while it is there nothing else has its id.
            found = self._made[id(given)] = given, make(given)
        return cast("_T", found[1])

    def make(self, name: str, parameters: Mapping[str, object]) -> Rule:
        """Make a rule. Raises UnknownRuleKind or InvalidRule."""
        return self[name].read(parameters)
