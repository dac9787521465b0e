"""What a clause is: when it applies, what it says, what it obliges and what it computes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from akkoord.closing.due import Due
from akkoord.facts import Condition

Kind = Literal["preamble", "recital", "article", "signature", "annex"]
Source = Literal["intake", "proposal", "derived", "party", "contract", "own_text"]
PartyRole = Literal["supplier", "customer", "both"]
DeliveryCheck = Literal["performance", "time", "place", "quality"]

KINDS: tuple[Kind, ...] = ("preamble", "recital", "article", "signature", "annex")
SOURCES: tuple[Source, ...] = ("intake", "proposal", "derived", "party", "contract", "own_text")
DELIVERY_CHECKS: tuple[DeliveryCheck, ...] = ("performance", "time", "place", "quality")
CLAUSE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""A clause id: lower-case words joined by hyphens; `own:n` is kept for own texts."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact that a clause prints or decides by, as its file declares it."""

    name: str
    type: str
    unit: str | None = None
    source: Source | None = None
    required: bool = True
    line: int = 1


@dataclass(frozen=True, slots=True)
class Obligation:
    """Who must do what by when, once a contract with this clause is in force.

    `checks` are what is looked at when it is done, as for a delivery: was it the right thing, on time, at the right
    place, of the right quality?
    """

    id: str
    party: PartyRole
    action: str
    due: Due
    line: int = 1
    checks: tuple[DeliveryCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodsVatUse:
    """Goods that have another VAT than the line: groups, or names of facts that hold them, and how they are taxed."""

    groups: tuple[str, ...]
    treatment: str
    rate: str


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A pricing rule that a clause brings along: what it computes, of which facts, for whom, and when it is settled.

    A parameter is a literal, or the name of the fact that the clause prints; with `each`, a list fact, there is one
    rule for every row, whose columns are `row.<column>`. `id` names the line of the statement and may hold columns
    (`discount-{group}`). `settle`, `cumulation` and `item` are a word or the name of a fact. `effect` is the effect of
    a termination that switches the rule (RULES 0.11), `item` the thing on loan that it is about. `goods` says of which
    goods the VAT is another one.
    """

    kind: str
    parameters: Mapping[str, object]
    id: str = ""
    direction: str = "receivable"
    treatment: str = "out_of_scope"
    rate: str = "0"
    settle: str = "contract_year"
    each: str | None = None
    when: Condition | None = None
    group: str | None = None
    cumulation: str | None = None
    effect: str | None = None
    item: str | None = None
    goods: tuple[GoodsVatUse, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Allowance:
    """A finding of `akkoord check` that the author of a clause accepts, with the reason, and where that stands."""

    code: str
    reason: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a clause set: the unit of agreement.

    `order` is the primary sort key, `after` beats it (RULES 0.6(5)). `body` is the Mako and Markdown source, which
    begins at `body_line` of `file`; `lines` tells on which line each key of the front matter stands.
    """

    id: str
    kind: Kind
    title: str
    order: int
    when: Condition
    body: str
    after: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    rules: tuple[RuleUse, ...] = ()
    version: int = 1
    attachment: str | None = None
    legal_basis: tuple[str, ...] = ()
    client: str | None = None
    file: str = ""
    body_line: int = 1
    allowed: tuple[Allowance, ...] = field(default=(), compare=False)
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def __post_init__(self) -> None:
        """Refuse an id that cannot be told from an own text, and a kind that has no place in a contract."""
        if not CLAUSE_ID.fullmatch(self.id):
            raise ValueError(f"a clause id is lower-case words joined by hyphens, not {self.id!r}")
        if self.kind not in KINDS:
            raise ValueError(f"clause {self.id}: kind {self.kind!r} is none of {', '.join(KINDS)}")

    def line(self, key: str) -> int:
        """Tell the line of the clause's file on which a key of the front matter stands (1 when it is not there)."""
        return self.lines.get(key, 1)
