"""Hold what is known of an agreement: named values, merged from layers, typed by the questions."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import cast

from akkoord.facts.answers import deep_merge, flat, frozen_mapping, json_tree
from akkoord.facts.kinds import Comparable, FactValue, Json, comparable
from akkoord.facts.question_set import Questions

NO_QUESTIONS = Questions(derived=())


class Facts(Mapping[str, FactValue]):
    """Facts by name (`term.kind`); what is not known is None. Frozen.

    What a question asks for is typed by it (amounts and dates); other facts keep the types they have in JSON.
    """

    def __init__(self, nested: Mapping[str, object] | None = None, questions: Questions | None = None) -> None:
        self.questions = NO_QUESTIONS if questions is None else questions
        self._nested = self.questions.typed(nested or {})

    @classmethod
    def merge(cls, questions: Questions | None, *layers: Mapping[str, object]) -> "Facts":
        """Merge layers of nested facts, the later over the earlier: groups deeply, lists as a whole.

        :raises WrongFact: when a known fact cannot be of the kind that its question asks for.
        """
        merged: Mapping[str, object] = {}
        for layer in layers:
            merged = deep_merge(merged, layer)
        return cls(merged, questions)

    def with_(self, nested: Mapping[str, object]) -> "Facts":
        """Give these facts with others laid over them."""
        facts = Facts({}, self.questions)
        # What is here is typed already: only what comes over it needs to be.
        facts._nested = cast("dict[str, FactValue]", deep_merge(self._nested, self.questions.typed(nested)))
        return facts

    @cached_property
    def nested(self) -> Mapping[str, FactValue]:
        """The facts by group, typed, for texts."""
        return frozen_mapping(self._nested)

    @cached_property
    def comparable(self) -> Mapping[str, Comparable]:
        """The facts by name in the form in which conditions compare them."""
        return {name: comparable(value) for name, value in self._flat.items()}

    def to_json(self) -> dict[str, Json]:
        """Write the facts as canonical JSON: sorted names, amounts as text, ISO dates."""
        return json_tree(self.questions, self._nested)

    def __getitem__(self, name: str) -> FactValue:
        return self._flat.get(name)

    def get(self, name: str, default: FactValue = None) -> FactValue:  # type: ignore[override]  # facts have one type
        """Give a fact, or the default when it is not in here; one that is left open is None all the same."""
        return self._flat.get(name, default)

    def __contains__(self, name: object) -> bool:
        return name in self._flat

    def __iter__(self) -> Iterator[str]:
        return iter(self._flat)

    def __len__(self) -> int:
        return len(self._flat)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and self._nested == other._nested

    def __hash__(self) -> int:
        return hash(frozenset(self._flat))

    def __repr__(self) -> str:
        return f"Facts({self._nested!r})"

    @cached_property
    def _flat(self) -> dict[str, FactValue]:
        return dict(flat(self._nested))
