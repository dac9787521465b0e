"""Labels of articles and annexes, and how they stay frozen after signing (RULES 0.6(7) and (8))."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a signed contract: by the id of the clause or own text, and every label ever used.

    `retired` holds labels of parts that an earlier amendment took out: they are never given to another part.
    """

    by_id: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    retired: frozenset[str] = frozenset()

    @property
    def used(self) -> frozenset[str]:
        """Every label that is not free any more."""
        return frozenset(self.by_id.values()) | self.retired
