"""Rules as a contract has agreed them, and their lines: in the order they need each other, cumulated (RULES 0.10)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from akkoord.executing.bases import CountingRule
from akkoord.executing.counted import Counted
from akkoord.executing.errors import InvalidStatement, RuleFailed
from akkoord.executing.goods_vat import GoodsVat, divided
from akkoord.executing.line import OPPOSITE, Direction, ExactLine, Line, Vat, rounded
from akkoord.executing.rule import Rule
from akkoord.language import AkkoordError, Message, Speaks

CumulationMode = Literal["highest", "sum"]
MODES: Final[tuple[CumulationMode, ...]] = get_args(CumulationMode)


@dataclass(frozen=True, slots=True)
class AgreedRule:
    """A rule in a contract: the id of its line, who pays, the VAT, and the clause that agreed it.

    Rules with the same `group` are cumulated. Where VAT follows the goods, `goods` says which have another one. When a
    rule is settled for less than the statement's period, that period goes with the Counted, not with the rule.
    """

    id: str
    rule: Rule
    direction: Direction
    vat: Vat
    group: str | None = None
    clause: str | None = None
    goods: tuple[GoodsVat, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a direction that is none, and VAT by goods of a rule that counts none."""
        if self.direction not in OPPOSITE:
            values = {"line": self.id, "direction": self.direction, "known": tuple(OPPOSITE)}
            raise InvalidStatement(Message("Line {line!r} cannot be {direction!r}; it is {known}.", values))
        if self.goods and not isinstance(self.rule, CountingRule):
            values = {"line": self.id, "kind": self.rule.kind}
            raise InvalidStatement(
                Message("Line {line!r} has VAT by its goods, but its rule {kind!r} counts no groups of goods.", values)
            )

    def lines(self, counted: Counted) -> tuple[Line, ...]:
        """Compute the rounded lines of the rule; where VAT follows the goods each is divided over its VAT."""
        found = tuple([self._rounded(line) for line in self.exact(counted)])
        if not self.goods or not isinstance(self.rule, CountingRule):
            return found
        return tuple(part for line in found for part in divided(line, self.rule, self.goods, counted))

    def _rounded(self, line: ExactLine) -> Line:
        return rounded(
            line,
            id=self.id,
            kind=self.rule.kind,
            direction=self.direction,
            vat=self.vat,
            group=self.group,
            clause=self.clause,
        )

    def exact(self, counted: Counted) -> Iterable[ExactLine]:
        """Compute the lines of the rule before they are rounded. Raises RuleFailed for what its plugin did wrong."""
        try:
            return tuple(self.rule.lines(counted))
        except AkkoordError:
            raise
        except Exception as error:  # a plugin's rule must take down neither a run nor the table
            raise RuleFailed.over(self.rule.kind, self.id, error) from error

    def in_words(self) -> Speaks:
        """Say the rule in words. Raises RuleFailed."""
        try:
            return self.rule.in_words()
        except Exception as error:  # as for its lines
            raise RuleFailed.over(self.rule.kind, self.id, error) from error


@dataclass(frozen=True, slots=True)
class Cumulation:
    """How the lines of a group go together: only the highest is charged, or all are."""

    group: str
    mode: CumulationMode = "sum"

    def __post_init__(self) -> None:
        """Refuse a mode that is none."""
        if self.mode not in MODES:
            values = {"mode": self.mode, "known": MODES}
            raise InvalidStatement(Message("Lines do not cumulate by {mode!r}; known are {known}.", values))


@dataclass(frozen=True, slots=True)
class Ordered:
    """Rules as they were agreed, the same in the order in which they need each other, and how groups cumulate."""

    agreed: tuple[AgreedRule, ...]
    in_order: tuple[AgreedRule, ...]
    cumulations: tuple[Cumulation, ...] = ()

    @classmethod
    def of(cls, agreed: Sequence[AgreedRule], cumulations: Sequence[Cumulation] = ()) -> "Ordered":
        """Put rules in order. Raises InvalidStatement."""
        return cls(tuple(agreed), in_order(agreed), tuple(cumulations))

    def lines(self, counted: Counted) -> tuple[Line, ...]:
        """Compute every line, in the order in which the rules were agreed. Raises AkkoordError."""
        found: dict[str, tuple[Line, ...]] = {}
        facts = counted.with_rounded(MappingProxyType(found))
        for each in self.in_order:
            found[each.id] = each.lines(facts)
        return cumulated([line for each in self.agreed for line in found[each.id]], self.cumulations)


def lines_of(
    agreed: Sequence[AgreedRule], counted: Counted, cumulations: Sequence[Cumulation] = ()
) -> tuple[Line, ...]:
    """Compute every line, in the order of the rules. Raises InvalidStatement."""
    return Ordered.of(agreed, cumulations).lines(counted)


def in_order(agreed: Sequence[AgreedRule]) -> tuple[AgreedRule, ...]:
    """Put rules after the lines they build on, else in the order given. Raises InvalidStatement."""
    by_id: dict[str, AgreedRule] = {}
    for rule in agreed:
        if rule.id in by_id:
            raise InvalidStatement(Message("Two rules have the line {line!r}; give each its own.", {"line": rule.id}))
        by_id[rule.id] = rule
    if not any(rule.rule.needs() for rule in agreed):
        return tuple(agreed)
    done: dict[str, AgreedRule] = {}
    for rule in agreed:
        _place(rule, by_id, done, ())
    return tuple(done.values())


def _place(
    rule: AgreedRule, by_id: Mapping[str, AgreedRule], done: dict[str, AgreedRule], above: tuple[str, ...]
) -> None:
    """Place what a rule needs, then the rule. Lines that are not there are found missing when they are asked for."""
    if rule.id in done:
        return
    if rule.id in above:
        values = {"lines": (*above[above.index(rule.id) :], rule.id)}
        raise InvalidStatement(Message("These lines wait for each other: {lines}.", values))
    for needed in rule.rule.needs():
        other = by_id.get(needed)
        if other is not None:
            _place(other, by_id, done, (*above, rule.id))
    done[rule.id] = rule


def cumulated(lines: Sequence[Line], cumulations: Sequence[Cumulation]) -> tuple[Line, ...]:
    """Leave uncharged all but the highest of a group that says so; of equals the first is charged.

    Lines that are parts of one, by VAT or in the working of a rule, count together.
    """
    if not cumulations:
        return tuple(lines)
    kept = list(lines)
    for group in {each.group for each in cumulations if each.mode == "highest"}:
        wholes: dict[str, list[int]] = {}
        for place, line in enumerate(kept):
            if line.group == group:
                wholes.setdefault(line.rule, []).append(place)
        highest = max(wholes.values(), key=lambda places: _sum([kept[place] for place in places]), default=[])
        for place in (place for places in wholes.values() for place in places if places is not highest):
            kept[place] = kept[place].uncharged()
    return tuple(kept)


def _sum(parts: Sequence[Line]) -> int:
    """Add up parts of a whole, of which some may go the other way."""
    return abs(sum(part.amount.minor if part.direction == parts[0].direction else -part.amount.minor for part in parts))
