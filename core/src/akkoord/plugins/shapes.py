"""Check that a plugin's answer is what its hook asks for, reading the hook's own return type."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from types import NoneType, UnionType
from typing import Final, Union, get_args, get_origin, get_type_hints

from akkoord.language import AkkoordError, Message

MOST_ITEMS: Final = 1_000
"""The most things that one plugin may answer with to one call."""


class WrongAnswer(AkkoordError):
    """A plugin answered with something else than its hook asks for; says what came, by type only."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a hook asks for: nothing (`item` is None), one `item` or None, or `many` of them, or of its subclasses."""

    item: type | None
    many: bool
    of_classes: bool = False

    @classmethod
    def of(cls, spec: Callable[..., object]) -> "Shape":
        """Read the shape from the return type of a hook specification."""
        asked = get_type_hints(spec)["return"]
        if asked is NoneType:
            return cls(None, many=False)
        if get_origin(asked) is Iterable:
            item = get_args(asked)[0]
            of_classes = get_origin(item) is type
            return cls(get_args(item)[0] if of_classes else item, many=True, of_classes=of_classes)
        kinds = [kind for kind in get_args(asked) if kind is not NoneType]
        if get_origin(asked) in {Union, UnionType} and len(kinds) == 1:
            return cls(kinds[0], many=False)
        raise TypeError(f"a hook returns None, an Iterable or something optional, not {asked!r}")

    def checked(self, answer: object) -> object:
        """Return the answer (many things as a tuple, None as no things), or raise WrongAnswer."""
        if self.many:
            return self._all(answer)
        if answer is None or (self.item is not None and isinstance(answer, self.item)):
            return answer
        if self.item is None:
            raise WrongAnswer(Message("nothing was asked for, and a {came} came.", {"came": _kind(answer)}))
        raise WrongAnswer(
            Message("a {asked} was asked for, and a {came} came.", {"asked": self.item.__name__, "came": _kind(answer)})
        )

    def _all(self, answer: object) -> tuple[object, ...]:
        """Take the things one by one: a generator that fails or never ends does so here."""
        asked = self.item.__name__ if self.item else ""
        if answer is None:
            return ()
        if not isinstance(answer, Iterable):
            raise WrongAnswer(
                Message("a list of {asked} was asked for, and a {came} came.", {"asked": asked, "came": _kind(answer)})
            )
        items = tuple(islice(answer, MOST_ITEMS + 1))
        if len(items) > MOST_ITEMS:
            raise WrongAnswer(Message("more than {most} answers came.", {"most": MOST_ITEMS}))
        for item in items:
            if not self._fits(item):
                raise WrongAnswer(
                    Message(
                        "a list of {asked} was asked for, and one with a {came} came.",
                        {"asked": asked, "came": _kind(item)},
                    )
                )
        return items

    def _fits(self, item: object) -> bool:
        """Tell whether one thing is what was asked for."""
        if self.item is None:
            return False
        if self.of_classes:
            return isinstance(item, type) and issubclass(item, self.item)
        return isinstance(item, self.item)


def _kind(thing: object) -> str:
    """Name the type of a thing; its value may be personal."""
    return type(thing).__name__
