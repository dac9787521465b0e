"""When something returns, ends or is paused."""

from datetime import date
from itertools import islice

from akkoord.values import Cadence, Period, SettlementDay, extended, moment_of
from akkoord_rules_fees import DailyFee

from .comparing import Leading
from .facts import line
from .reading import number, only, text
from .replaying import maps

CADENCES = {
    "daily": "day", "weekly": "week", "monthly": "month", "monthlylastday": "month_end", "quarterly": "quarter",
    "semesterly": "half_year", "yearly": "year",
}  # fmt: skip
WHEN = {"pre-paid": "in_advance", "post-paid": "in_arrears"}
OFFSETS = {"pre-paid": 0, "post-paid": 1}
"""In arrears a period is settled on the day after it, where the case does not say how many days later."""


def day(written):
    return None if written is None else date.fromisoformat(written)


def days(written):
    """Read a period, the last day included."""
    first, last = (moment_of(each).date() for each in written.split(".."))
    return Period(first, last)


def cadence(case):
    return Cadence(CADENCES[case.parameters["rule"]], int(case.parameters.get("every", 1)))


def settled(case):
    """Give when periods are settled."""
    kind = case.parameters["type"]
    offset = 0 if case.parameters["rule"] == "monthlylastday" else OFFSETS[kind]
    return SettlementDay(WHEN[kind], int(case.parameters.get("offset_days", offset)))


@maps("calendar.step")
def step(case):
    only(case.parameters, "rule", "every")
    return {"next": cadence(case).after(day(case.inputs["current"]))}


@maps("calendar.next_settlement")
def next_settlement(case):
    only(case.parameters, "type", "offset_days", "rule", "every", "contract_end")
    found = cadence(case).periods(day(case.inputs["period_start"]), day(case.parameters.get("contract_end")))
    first = next(iter(islice(found, 1)), None)
    return {"next_date": first and settled(case).of(first)}


@maps("calendar.period_sequence")
def period_sequence(case):
    only(case.parameters, "type", "rule", "every", "offset_days")
    found = cadence(case).periods(day(case.inputs["start"]), day(case.inputs["end"]))
    return {"settle_and_period_end": [[settled(case).of(each), each.last] for each in found]}


@maps("calendar.early_termination")
def early_termination(case):
    only(case.parameters, "type", "rule", "every", "offset_days")

    def last_settled(end):
        *_, last = cadence(case).periods(day(case.inputs["start"]), day(end))
        return settled(case).of(last)

    return {
        "settlement_before": last_settled(case.inputs["planned_end"]),
        "settlement_after": last_settled(case.inputs["stopped"]),
    }


@maps("calendar.suspension")
def suspension(case):
    only(case.parameters, "rule")
    term = Period(day(case.inputs["start"]), day(case.inputs["end"]))
    before, after = extended(term, days(case.inputs["suspension"]))
    return {"old_line_end": before and before.last, "new_start": after.first, "new_end": after.last}


@maps("calendar.last_day_of_month")
def last_day_of_month(case):
    only(case.parameters, "bymonthday")
    place = number(case.parameters["bymonthday"])
    first = day(case.inputs["first"])
    assert place in (-1, first.day), "of the days that are counted from the end of a month only the last is known"
    return {"next": Leading(tuple(Cadence("month_end" if place < 0 else "month").days(first, 120)))}


@maps("calendar.daily_consumption")
def daily_consumption(case):
    only(case.parameters, "per_day", "unit")
    rule = DailyFee.read(
        {"rate": text(number(case.parameters["unit"])), "per_day": text(number(case.parameters["per_day"]))}
    )
    found = line(rule, period=days(case.inputs["period"]))
    return {"quantity": found.quantity, "amount": found.amount}
