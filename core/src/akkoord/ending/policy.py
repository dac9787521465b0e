"""The policy of a client for ending: its reasons, its circumstances, and what each reason proposes (RULES 0.11)."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, Literal

from akkoord.ending.effects import BONUS_NAME, SWITCHES, Effects
from akkoord.ending.errors import InvalidTermination
from akkoord.ending.first_day import NoticeRule
from akkoord.executing.assets import AssetState
from akkoord.language import Message, Words

Attributable = Literal["nobody", "customer", "supplier", "asked"]
_CODE: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reason proposes: effects, those that a person is `asked`, and whether it takes a second person anyway."""

    effects: Effects
    asked: tuple[str, ...] = ()
    needs_second_person: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a contract ends: a code, its words, to whom it is attributable, and what it proposes.

    `only_fixed_term` are effects that a reason proposes while the term is fixed, and switches off otherwise. `things`
    is where what stands at the customer is from then on (`to_be_reclaimed`); None: it is still to come back.
    """

    code: str
    words: Words
    attributable: Attributable = "nobody"
    effects: Effects = field(default_factory=Effects)
    asked: tuple[str, ...] = ()
    only_fixed_term: tuple[str, ...] = ()
    needs_second_person: bool = False
    things: AssetState | None = None

    def __post_init__(self) -> None:
        """Refuse a code that is none, and questions about effects that are none."""
        _refuse_code(self.code)
        unknown = {*self.asked, *self.only_fixed_term} - {*SWITCHES, BONUS_NAME}
        if unknown:
            raise ValueError(f"reason {self.code} names effects that there are not: {', '.join(sorted(unknown))}")

    def proposal(self, *, fixed_term: bool, carried: Collection[str] | None = None) -> Proposal:
        """Propose the effects for a contract with or without a fixed term.

        `carried` are the effects that the contract has rules for: nothing is proposed or asked about another, and what
        the reason says nothing about is asked.
        """
        off = {} if fixed_term else dict.fromkeys(self.only_fixed_term, False)
        effects = Effects({**self.effects.switches, **off}, self.effects.bonus)
        if carried is None:
            return Proposal(effects, self.asked, self.needs_second_person)
        effects = effects.only(carried)
        asked = tuple(name for name in (*SWITCHES, BONUS_NAME) if name in carried and name not in effects.to_json())
        return Proposal(effects, asked, self.needs_second_person)


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Something that played a part: a code and its words."""

    code: str
    words: Words

    def __post_init__(self) -> None:
        """Refuse a code that is none."""
        _refuse_code(self.code)


@dataclass(frozen=True, slots=True)
class TerminationPolicy:
    """The reasons and circumstances of a client, in the order in which a person chooses from them.

    `early` is how notice ends a fixed term before its end, where the clauses allow that at the price of the effects.
    """

    reasons: tuple[Reason, ...]
    circumstances: tuple[Circumstance, ...]
    early: NoticeRule | None = None

    def __post_init__(self) -> None:
        """Refuse an empty list, and a code that stands in it twice."""
        for codes in ([one.code for one in self.reasons], [one.code for one in self.circumstances]):
            if not codes or len(codes) != len(set(codes)):
                raise ValueError("a policy has at least one reason and one circumstance, each code once")

    def reason(self, code: str) -> Reason:
        """Give the reason with this code. Raises InvalidTermination."""
        for reason in self.reasons:
            if reason.code == code:
                return reason
        raise InvalidTermination(Message("Choose a reason from the list."))

    def circumstance(self, code: str) -> Circumstance | None:
        """Give the circumstance with this code; None for one that is in the list no more."""
        return next((one for one in self.circumstances if one.code == code), None)

    def require_told(self, reason: str, circumstances: Collection[str], text: str) -> None:
        """Raise InvalidTermination unless the reason, one or more circumstances and their description are there."""
        self.reason(reason)
        if not circumstances or not set(circumstances) <= {one.code for one in self.circumstances}:
            raise InvalidTermination(Message("Choose one or more circumstances from the list."))
        if not text.strip():
            raise InvalidTermination(Message("Describe the circumstances in your own words."))


def _refuse_code(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise ValueError(f"a code is small letters, digits and underscores, not {code!r}")
