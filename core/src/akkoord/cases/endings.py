"""End the contract of a case as a service would: by its policy, its notice, the effects decided and what came back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final, cast

from akkoord.cases.by_contract import ByContract, Composed
from akkoord.cases.context import CaseContext, Entry, day, entries, mapping, period
from akkoord.cases.figures import checked
from akkoord.cases.guarding import guarded
from akkoord.cases.results import Check, NotRun
from akkoord.cases.terminations import says_notice
from akkoord.closing.contract import Contract
from akkoord.ending import BONUS_NAME, Effects, TerminationPolicy
from akkoord.ending.allowed import require_day
from akkoord.ending.termination import Initiator, Plan
from akkoord.ending.things import CHARGED
from akkoord.executing import ContractRule
from akkoord.executing.assets import STATES
from akkoord.executing.frozen import at_the_end
from akkoord.facts.kinds import as_date
from akkoord.language import Message

__all__ = ["replay_ending"]

_PATH: Final = "termination"
_NO_BONUS: Final = ("forfeit", "none")


def replay_ending(context: CaseContext, composed: Composed, policy: TerminationPolicy) -> Iterator[Check | NotRun]:
    """Check that the contract may end so, and that the end statement holds what was decided, and nothing else."""
    entry = mapping(context.case.sections[_PATH])
    read = guarded(partial(_Ending, context, composed, policy, entry))
    if isinstance(read, Message):
        yield Check(_PATH, ok=False, actual=None, expected=entry, note=read)
        return
    if "reason" in entry:
        yield checked(f"{_PATH}.reason", entry["reason"], read.reason)
    if "circumstances" in entry:
        yield checked(f"{_PATH}.circumstances", entry["circumstances"], read.circumstances)
    if "effective" in entry and "reason" in entry and not says_notice(entry):
        yield checked(f"{_PATH}.effective", entry["effective"], read.effective)
    yield from _decided(read)


def _decided(read: "_Ending") -> Iterator[Check | NotRun]:
    place = read.place
    if place is None:
        yield NotRun(f"{_PATH}.effects", Message("there is no end statement through the last day"))
        return
    for name, value in mapping(read.entry.get("effects") or {}).items():
        yield checked(f"{_PATH}.effects.{name}", value, partial(read.effect, place, name))
    for number, asset in entries(read.entry.get("assets")):
        path = f"{_PATH}.assets[{number}].status"
        yield checked(path, asset.get("status"), partial(read.status, asset))
    yield checked(f"{_PATH}.lines", read.expected_lines(place), partial(read.lines, place))


@dataclass(frozen=True)
class _Ending:
    """The end of the contract of a case; a cached property raises what the case has wrong."""

    context: CaseContext
    composed: Composed
    policy: TerminationPolicy
    entry: Entry

    @cached_property
    def settlements(self) -> ByContract:
        """The settlements of the case, by the rules of its contract."""
        return ByContract(self.context, self.composed)

    @cached_property
    def effects(self) -> Effects:
        """What was decided. Raises InvalidTermination."""
        return Effects.read(mapping(self.entry.get("effects") or {}))

    @cached_property
    def items(self) -> frozenset[str]:
        """The things that are charged because they do not come back or are bought."""
        found = entries(self.entry.get("assets"))
        return frozenset(str(one["serial"]) for _, one in found if one.get("status") in CHARGED)

    @property
    def place(self) -> int | None:
        """Where the end statement through the last day stands among the settlements."""
        for place, one in enumerate(self.settlements.entries):
            if one.get("kind") == "end" and mapping(one["period"])["to"] == self.entry.get("effective"):
                return place
        return None

    def reason(self) -> str:
        """Find the reason in the policy. Raises InvalidTermination."""
        return self.policy.reason(str(self.entry["reason"])).code

    def circumstances(self) -> list[str]:
        """Find the circumstances in the policy, and what is told of them. Raises InvalidTermination."""
        codes = [str(code) for code in cast("Sequence[object]", self.entry["circumstances"])]
        self.policy.require_told(str(self.entry["reason"]), codes, self._note)
        return codes

    def effective(self) -> str:
        """Give the last day when the contract may end on it: by notice, or on the ground that the case records."""
        received = self.entry.get("notice_received")
        plan = Plan(
            reason=str(self.entry["reason"]),
            circumstances=(),
            text=self._note,
            initiated_by=cast("Initiator", self.entry.get("initiated_by", "both")),
            effective=day(self.entry["effective"]),
            notice_received=None if received is None else day(received),
            ground=self._note,
        )
        today = plan.notice_received or plan.effective
        require_day(self._contract(), plan, today, self.policy.early)
        return plan.effective.isoformat()

    def effect(self, place: int, name: str) -> bool | str:
        """Tell what the end statement holds of an effect."""
        effects = self.effects.to_json()
        carried = [rule for rule in self._rules(place) if rule.effect == name]
        there = [rule for rule in carried if at_the_end(rule, effects, self.items)]
        if name != BONUS_NAME:
            return bool(there)
        decided = str(self.effects.bonus)
        return decided if bool(there) != (decided in _NO_BONUS) else "none" if not carried else "forfeit"

    def status(self, asset: Entry) -> str:
        """Give the status of a thing when there is such a status, and the contract names the thing."""
        status, serial = str(asset.get("status")), str(asset.get("serial"))
        named = {rule.item for place in (self.place,) if place is not None for rule in self._rules(place)}
        if status not in STATES:
            raise ValueError(f"{status!r} is no status of a thing; known are {', '.join(STATES)}")
        if serial not in named:
            raise ValueError(f"no rule of the contract is about {serial!r}")
        return status

    def expected_lines(self, place: int) -> list[str]:
        """Name the lines of the file that the end itself decides about, as far as the contract carries their rules."""
        return sorted(name for name, rule in self._matched(place).items() if _is_decided(rule))

    def lines(self, place: int) -> list[str]:
        """Name the lines that the end statement of the contract holds of what the end itself decides about."""
        names = {rule.line: name for name, rule in self._matched(place).items()}
        effects = self.effects.to_json()
        there = (rule for rule in self._rules(place) if _is_decided(rule) and at_the_end(rule, effects, self.items))
        return sorted(names.get(rule.line, rule.line) for rule in there)

    @property
    def _note(self) -> str:
        return str(self.entry.get("note") or "")

    def _rules(self, place: int) -> tuple[ContractRule, ...]:
        return self.settlements.in_force(period(self.settlements.entries[place]["period"]))

    def _matched(self, place: int) -> Mapping[str, ContractRule]:
        return self.settlements.matched(place)

    def _contract(self) -> Contract:
        """Give the composed contract as it would be in force: all that the last day follows from."""
        valid = [composition for _, composition in self.composed if composition.ok]
        if not valid:
            raise ValueError("no contract could be made that might end")
        facts = valid[-1].facts
        first, last = as_date(facts["term.commencement"]), as_date(facts["term.end"])
        return Contract(
            id="", version=1, state="in_force", customer="", proposal=None, number=self.context.case.id, clause_set="",
            facts=facts.to_json(), made_on=first or day(self.entry["effective"]), commencement=first, ends_on=last,
        )  # fmt: skip


def _is_decided(rule: ContractRule) -> bool:
    """Tell whether the end decides about a rule: it makes it due, or one of its effects switches it."""
    return rule.settle == "end" or rule.effect is not None
