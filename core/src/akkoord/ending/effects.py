"""The effects of an end: which lines of the end statement are charged, and what becomes of the bonus (RULES 0.11)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, Self, cast, get_args

from akkoord.ending.errors import InvalidTermination
from akkoord.language import Message

Bonus = Literal["pro_rata", "forfeit", "full", "none"]

BONUS: Final[tuple[Bonus, ...]] = get_args(Bonus)
"""What may become of the bonus of the running year; `none` where no bonus was agreed."""
BONUS_NAME: Final = "bonus_running_year"
SWITCHES: Final = (
    "clawback",
    "loan_due",
    "shortfall_elapsed",
    "shortfall_future",
    "shortfall_total",
    "instalments",
    "exit_fee",
    "refund_prepaid",
)
"""The effects that are on or off; a line whose effect is off is left out of the end statement."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What was decided about an end: every switch that was decided on, and the bonus of the running year.

    A switch that is not there was not decided on; `read` and `to_json` are each other's opposite.
    """

    switches: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    bonus: Bonus | None = None

    def __post_init__(self) -> None:
        """Refuse effects that nobody knows, and answers that are none."""
        for name, value in self.switches.items():
            if name not in SWITCHES:
                known = {"name": name, "known": (*SWITCHES, BONUS_NAME)}
                raise InvalidTermination(Message("There is no effect {name!r}; known are {known}.", known))
            if not isinstance(value, bool):
                raise InvalidTermination(
                    Message("Effect {name} is on or off, not {value!r}.", {"name": name, "value": value})
                )
        if self.bonus is not None and self.bonus not in BONUS:
            values = {"value": self.bonus, "known": BONUS}
            raise InvalidTermination(Message("The bonus of the running year is one of {known}, not {value!r}.", values))
        object.__setattr__(self, "switches", MappingProxyType(dict(self.switches)))

    @classmethod
    def read(cls, written: Mapping[str, object]) -> Self:
        """Read effects by their names in files and statements. Raises InvalidTermination."""
        switches = {name: cast("bool", value) for name, value in written.items() if name != BONUS_NAME}
        return cls(switches, cast("Bonus | None", written.get(BONUS_NAME)))

    def to_json(self) -> dict[str, bool | str]:
        """Write effects by their names, as statements take them."""
        written: dict[str, bool | str] = dict(self.switches)
        return written if self.bonus is None else written | {BONUS_NAME: self.bonus}

    def only(self, names: Collection[str]) -> "Effects":
        """Give the effects with these names alone: those that a contract has rules for."""
        kept = {name: value for name, value in self.switches.items() if name in names}
        return Effects(kept, self.bonus if BONUS_NAME in names else None)

    def deviations(self, proposed: "Effects") -> tuple[str, ...]:
        """Name the effects that were decided otherwise than proposed; each of these needs a second person."""
        mine, theirs = self.to_json(), proposed.to_json()
        return tuple(name for name in (*SWITCHES, BONUS_NAME) if name in theirs and mine.get(name) != theirs[name])

    def undecided(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """Name what was asked and not decided."""
        mine = self.to_json()
        return tuple(name for name in asked if name not in mine)
