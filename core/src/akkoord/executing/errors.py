"""Errors about rules and statements."""

from collections.abc import Sequence

from akkoord.language import AkkoordError, Message, Sentences, Speaks
from akkoord.logs import places


class InvalidRule(AkkoordError):
    """A rule whose parameters cannot be right; `problems` says of each what is wrong."""

    def __init__(self, kind: str, label: Speaks, problems: Sequence[Speaks]) -> None:
        values = {"label": label, "kind": kind, "problems": Sentences(tuple(problems))}
        super().__init__(Message("The rule {label} ({kind}) cannot be used: {problems}", values))
        self.kind = kind
        self.problems = tuple(problems)


class UnknownRuleKind(AkkoordError, KeyError):
    """A rule of a kind that no installed plugin brings."""


class InvalidStatement(AkkoordError):
    """Rules that cannot be settled together: two with one id, or lines that wait for each other."""


class RuleFailed(InvalidStatement):
    """A rule whose own code failed: a fault of the plugin that brings it, not of the contract."""

    @classmethod
    def over(cls, kind: str, line: str, error: Exception) -> "RuleFailed":
        """Say which rule failed over which line, and where; not what was raised, which may quote a customer's data."""
        values = {"kind": kind, "line": line, "error": type(error).__name__, "place": places(error)[0]}
        return cls(
            Message(
                "The rule {kind!r} of line {line!r} failed: {error} at {place}. That is a fault in the plugin that "
                "brings it; tell whoever looks after the plugins.",
                values,
            )
        )


class LineMissing(AkkoordError):
    """A rule builds on a line that is not in the statement."""


class InvalidSale(AkkoordError):
    """A sales line that cannot be kept: what it says is impossible or unclear."""
