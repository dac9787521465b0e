"""Read what was typed about an end: into a plan, or into what is still wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, cast

from flask import request

from akkoord.closing.contract import Contract
from akkoord.ending import BONUS, BONUS_NAME, Effects, InvalidTermination, Proposal
from akkoord.ending.termination import INITIATORS, PREVENTABLE, Initiator, Plan
from akkoord.language import AkkoordError, Message
from akkoord.values.formats import parse_date
from akkoord_web import context
from akkoord_web.fields import raw_answers
from akkoord_web.speech import say

__all__ = ["CIRCUMSTANCE", "EFFECT", "Reading", "read", "typed_of_request"]

CIRCUMSTANCE: Final = "circumstances."
EFFECT: Final = "effects."
_PLAIN: Final = (
    "reason", "initiated_by", "text", "notice_received", "effective", "ground", "competitor", "preventable",
    "win_back_on", "effects_for",
)  # fmt: skip
_PICK: Final = "pick"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed as it was understood; `plan` is there once nothing is missing, `errors` are by field."""

    reason: str | None
    proposal: Proposal
    effects: Effects
    effective: date | None
    received: date | None
    plan: Plan | None = None
    errors: Mapping[str, Message] = field(default_factory=dict)


def typed_of_request() -> dict[str, str]:
    """Take what was typed from a posted form; a day that was picked from the comparison is the last day."""
    answers = raw_answers(request.form.items(multi=True))
    typed = {name: value for name, value in answers.items() if name in _PLAIN or _is_listed(name)}
    picked = request.form.get(_PICK, "")
    return typed | {"effective": picked} if picked else typed


def read(typed: Mapping[str, str], contract: Contract | None) -> Reading:
    """Understand what was typed about the end of a contract, or of a customer without one."""
    terminations, errors = context.workspace().terminations, dict[str, Message]()
    days = {name: _day(typed, name, errors) for name in ("effective", "notice_received", "win_back_on")}
    reason = _reason(typed)
    proposal = Proposal(Effects()) if reason is None else terminations.proposal(contract, reason)
    effects = _effects(typed, proposal)
    _refuse_gaps(typed, reason, days, errors)
    errors |= {f"{EFFECT}{name}": say("Choose one.") for name in effects.undecided(proposal.asked)}
    plan = None
    if not errors and reason is not None and days["effective"] is not None:
        try:
            plan = _plan(typed, reason, effects, days)
        except InvalidTermination as error:
            errors["text"] = error.message
    return Reading(reason, proposal, effects, days["effective"], days["notice_received"], plan, errors)


def _plan(typed: Mapping[str, str], reason: str, effects: Effects, days: Mapping[str, date | None]) -> Plan:
    preventable = typed.get("preventable") or None
    return Plan(
        reason=reason,
        circumstances=tuple(name.removeprefix(CIRCUMSTANCE) for name in typed if name.startswith(CIRCUMSTANCE)),
        text=typed.get("text", "").strip(),
        initiated_by=cast("Initiator", typed.get("initiated_by", "")),
        effective=cast("date", days["effective"]),
        notice_received=days["notice_received"],
        ground=typed.get("ground", "").strip(),
        effects=effects,
        competitor=typed.get("competitor", "").strip(),
        preventable=preventable if preventable in PREVENTABLE else None,
        win_back_on=days["win_back_on"],
    )


def _is_listed(name: str) -> bool:
    return name.startswith((CIRCUMSTANCE, EFFECT))


def _reason(typed: Mapping[str, str]) -> str | None:
    known = {one.code for one in context.workspace().terminations.policy.reasons}
    return typed.get("reason") if typed.get("reason") in known else None


def _effects(typed: Mapping[str, str], proposal: Proposal) -> Effects:
    """Give the effects as decided so far: what was answered for this very reason, else what it proposes."""
    decided = proposal.effects.to_json()
    if typed.get("effects_for") == typed.get("reason"):
        for name in (*proposal.effects.to_json(), *proposal.asked):
            answer = typed.get(f"{EFFECT}{name}", "")
            if name == BONUS_NAME and answer in BONUS:
                decided[name] = answer
            elif name != BONUS_NAME and answer in {"yes", "no"}:
                decided[name] = answer == "yes"
    return Effects.read(decided)


def _refuse_gaps(
    typed: Mapping[str, str], reason: str | None, days: Mapping[str, date | None], errors: dict[str, Message]
) -> None:
    gaps = {
        "reason": (reason is None, say("Choose why it ends.")),
        "initiated_by": (typed.get("initiated_by") not in INITIATORS, say("Choose who ends it.")),
        "circumstances": (not any(map(_is_circumstance, typed)), say("Choose one or more circumstances.")),
        "text": (not typed.get("text", "").strip(), say("Describe in your own words what happened.")),
        "effective": (days["effective"] is None, say("Choose the last day.")),
    }
    for name, (is_gap, message) in gaps.items():
        if is_gap and name not in errors:
            errors[name] = message


def _is_circumstance(name: str) -> bool:
    return name.startswith(CIRCUMSTANCE)


def _day(typed: Mapping[str, str], name: str, errors: dict[str, Message]) -> date | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    try:
        return parse_date(text, context.language())
    except AkkoordError as error:
        errors[name] = error.message
        return None
