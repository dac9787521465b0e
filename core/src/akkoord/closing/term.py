"""How the term of a contract goes on by itself: its end comes in sight, it expires, or it renews itself (RULES 0.4)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from akkoord.closing.contract import Contract
from akkoord.closing.contract_steps import event_of, moved
from akkoord.store import Event
from akkoord.values import Notice, Term, add_months, notice_deadline

__all__ = ["LONGEST_NOTICE", "MONTHS_IN_SIGHT", "in_sight_from", "steps_on", "term_of", "with_notice"]

MONTHS_IN_SIGHT: Final = 3
"""How many months before its end, and before the last day of notice, a contract's end is in sight."""
LONGEST_NOTICE: Final = 24
"""No notice period is longer, in months: how far ahead the daily duty looks."""
_TACIT: Final = re.compile(r"tacit_(\d+)")


def term_of(contract: Contract) -> Term | None:
    """Give the fixed term of a contract, with its notice and how it renews; None for an indefinite one.

    `term.renewal` says `tacit_12` for a renewal by twelve months each time, or `term.renewal_months` holds the number.
    """
    facts = contract.facts.get("term")
    months = _whole(facts.get("months")) if isinstance(facts, Mapping) else 0
    if not isinstance(facts, Mapping) or contract.commencement is None or contract.ends_on is None or months < 1:
        return None
    notice = Notice(_whole(facts.get("notice_months"))) or Notice(_whole(facts.get("notice_weeks")), "weeks")
    return Term(contract.commencement, months, notice, _renewal(facts))


def in_sight_from(contract: Contract) -> date | None:
    """Give the day from which the end is in sight: three months before the last day of notice, or the end."""
    days = [day for day in (contract.notice_by, contract.ends_on) if day is not None]
    return add_months(min(days), -MONTHS_IN_SIGHT) if contract.ends_on is not None else None


def with_notice(contract: Contract, received: date) -> Contract:
    """Give a contract against which notice was received: it ends when that notice works (RULES 0.4)."""
    term = term_of(contract)
    if term is None or contract.ends_on is None:
        return replace(contract, notice_on=received)
    end = max(term.end_for_notice(received), contract.ends_on) if _renews(term) else contract.ends_on
    return replace(contract, notice_on=received, ends_on=end, notice_by=notice_deadline(end, term.notice))


def steps_on(contract: Contract, day: date) -> tuple[Contract, list[Event]]:
    """Give a contract as it is on a day when nobody does anything, and what happened to it since; often nothing."""
    events: list[Event] = []
    while (step := _next_step(contract, day)) is not None:
        contract, event = step
        events.append(event)
    return contract, events


def _next_step(contract: Contract, day: date) -> tuple[Contract, Event] | None:
    seen = in_sight_from(contract)
    if contract.state in {"in_force", "amended"} and seen is not None and day >= seen:
        return moved(contract, "end_in_sight"), event_of("end_in_sight", contract)
    if contract.state == "expiring" and contract.ends_on is not None and day > contract.ends_on:
        return _after_the_end(contract, day)
    return None


def _after_the_end(contract: Contract, day: date) -> tuple[Contract, Event]:
    term = term_of(contract)
    if term is None or not _renews(term) or contract.notice_on is not None:
        return moved(contract, "end_date_passed"), event_of("end_date_passed", contract)
    end = term.end_on(day)
    renewed = replace(moved(contract, "renewed"), ends_on=end, notice_by=notice_deadline(end, term.notice))
    return renewed, event_of("renewed", contract, ends_on=end.isoformat())


def _renews(term: Term) -> bool:
    return term.renewal_months > 0


def _renewal(facts: Mapping[str, object]) -> int:
    told = _TACIT.fullmatch(str(facts.get("renewal") or ""))
    return int(told[1]) if told else _whole(facts.get("renewal_months"))


def _whole(value: object) -> int:
    return int(str(value)) if str(value).isdigit() else 0
