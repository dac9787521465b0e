"""Say in words when a promise falls due: what is counted from, and how far."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from akkoord.executing.due_rules import DueRule, Offset
from akkoord.language import N_, Message, plural_message

__all__ = ["end_words", "notice_words", "reading"]

_EVENTS: Final[Mapping[str, str]] = {
    "before first delivery": N_("the first delivery"),
    "delivery": N_("the delivery"),
    "effective date": N_("the day on which the change takes effect"),
    "end of contract year": N_("the end of the contract year"),
    "end of each contract year": N_("the end of the contract year"),
    "end of month": N_("the end of the month"),
    "end of period": N_("the end of the period"),
    "end of quarter": N_("the end of the quarter"),
    "end statement": N_("the end statement"),
    "first delivery": N_("the first delivery"),
    "first working day of month": N_("the first working day of the month"),
    "notice deadline": N_("the last day of notice"),
    "placement date": N_("the placing of the equipment"),
    "proof of spending": N_("the proof of spending"),
    "receipt of settlement": N_("the receipt of the settlement"),
    "request": N_("the request"),
    "signature": N_("the signature"),
    "term.commencement": N_("the commencement of the contract"),
    "term.end": N_("the end of the contract"),
    "term.notice_deadline": N_("the last day of notice"),
    "termination date": N_("the end of the contract"),
    "transfer date": N_("the transfer of the business"),
}


def reading(rule: DueRule) -> Message:
    """Say when a promise falls due, as the contract has it: `60 days after the end of the contract year`."""
    if rule.every is not None:
        every = _distance(rule.every) if isinstance(rule.every, Offset) else rule.every
        return Message("every {distance}", {"distance": every})
    anchor = _anchors(rule)
    offset = rule.offset
    if offset is None or offset.amount is None or offset.amount == 0:
        return Message("on {anchor} at the latest", {"anchor": anchor})
    values = {"distance": _distance(offset), "anchor": anchor}
    return (
        Message("{distance} before {anchor}", values) if offset.before else Message("{distance} after {anchor}", values)
    )


def notice_words(day: date) -> Message:
    """Say until when notice may be given, and what counts (3:37(3) BW)."""
    return Message("Notice is possible until {day}: receipt counts", {"day": day})


def end_words(day: date) -> Message:
    """Say which day is the last of the contract."""
    return Message("{day} is the last day of the contract", {"day": day})


def _anchors(rule: DueRule) -> Message:
    first, *rest = [_words(anchor) for anchor in rule.anchors] or [Message("the contract")]
    for one in rest:
        first = Message("{one} or {other}, whichever comes last", {"one": first, "other": one})
    return first


def _words(anchor: str) -> Message:
    known = _EVENTS.get(anchor)
    if known is not None:
        return Message(known)
    return Message("the day that the contract names") if "." in anchor else Message("{event}", {"event": anchor})


def _distance(offset: Offset) -> Message:
    amount = offset.amount or 0
    match offset.unit:
        case "hours":
            return plural_message("{count} hour", "{count} hours", amount)
        case "weeks":
            return plural_message("{count} week", "{count} weeks", amount)
        case "months":
            return plural_message("{count} month", "{count} months", amount)
        case "years":
            return plural_message("{count} year", "{count} years", amount)
    return plural_message("{count} day", "{count} days", amount)
