"""What is earned before a period is over: the same rule over what is expected, in part."""

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from akkoord.executing import Accrual, settle
from akkoord.values import Period
from akkoord_rules_fees import Fixed
from akkoord_rules_volume import TierPerUnit, TurnoverPct

from .facts import NO_VAT, YEAR, agreed, counted, day, net, sold
from .reading import number, only, text
from .replaying import maps
from .tier import tiers_of

CENT = Fraction(1, 100)
ABOVE = 1
"""One unit more than a threshold; any expectation above it chooses the same tier."""


def accruing(rule, expected, name="line"):
    return Accrual(name, rule, "receivable", NO_VAT, expected=expected)


@maps("accrual.lump_sum_linear")
def lump_sum(case):
    """Settle every day, without one sale."""
    only(case.parameters, "lump_sum", "contract_days")
    days = int(number(case.parameters["contract_days"]))
    term = Period(YEAR.first, YEAR.first + timedelta(days=days - 1))
    lump = Fixed.read({"amount": text(number(case.parameters["lump_sum"]))})
    booked, daily = None, []
    for number_of_day in range(days):
        made = settle([accruing(lump, counted([], term))], counted([], term, day(number_of_day)), booked=booked)
        booked = made.position
        daily.append(net(made.due))
    assert max(daily) - min(daily) <= CENT, "it does not accrue evenly"
    return {"accrual_per_day_from_day_1": daily[0], "accrued": net(booked)}


@maps("accrual.retrospective_catch_up")
def catch_up(case):
    """Revenue at list price, less a rebate on everything once the threshold is expected to be passed."""
    only(case.parameters, "list_price", "rebate_price", "threshold", "method")
    prices = [number(case.parameters[name]) for name in ("list_price", "rebate_price")]
    threshold = number(case.parameters["threshold"])
    tiers = [{"from_qty": "0", "rate": text(prices[0])}, {"from_qty": text(threshold), "rate": text(prices[1])}]
    rule = TierPerUnit.read({"groups": ["goods"], "method": "whole", "boundary": "above", "tiers": tiers})
    booked, events, found = None, {}, {}
    for place, (name, known) in enumerate(sorted(case.inputs.items())):
        forecast = threshold + ABOVE if known["expects_threshold"] else threshold
        accrual = [accruing(rule, counted([sold(forecast)]))]
        for earlier, (sale, as_booked) in events.items():
            worth = net(settle(accrual, counted([sale])).position)
            found[f"{name}_catch_up_for_{earlier}"] = worth - as_booked
            events[earlier] = sale, worth
        sale = sold(number(known["units"]), on=90 * place)
        events[name] = sale, net(settle(accrual, counted([sale])).position)
        made = settle(accrual, counted([each for each, _ in events.values()], cutoff=day(90 * place)), booked=booked)
        found[f"{name}_revenue"] = net(made.due)
        booked = made.position
    return found


@maps("accrual.expected_average_price")
def expected_average(case):
    """What is earned takes the average of everything that is expected; what was invoiced beyond it is owed back."""
    only(case.parameters, "tiers", "expected_volume")
    rule = tiers_of(case, "slice", besides=("expected_volume",))
    expected = counted([sold(number(case.parameters["expected_volume"]))])
    known = counted([sold(number(case.inputs["sold"]))])
    invoiced = TierPerUnit.read(
        {
            "groups": ["goods"],
            "method": "whole",
            "tiers": [{"from_qty": "0", "rate": text(number(case.inputs["invoiced_at"]))}],
        }
    )
    revenue = settle([accruing(rule, expected)], known)
    booked = settle([agreed(invoiced)], known).position
    return {
        "expected_total": net(settle([agreed(rule)], expected).position),
        "revenue": net(revenue.position),
        "liability": net(booked - revenue.position),
    }


def commission(case, basis):
    return TurnoverPct.read({"groups": ["goods"], "basis": basis, "pct": text(number(case.parameters["percent"]))})


@maps("accrual.reversal_on_credit")
def reversal(case):
    only(case.parameters, "percent")
    rule, booked, accruals, events = agreed(commission(case, "delivered")), None, [], []
    for place, name in enumerate(("invoice", "credit_note")):
        events = [*events, sold(turnover=number(case.inputs[name]), on=place)]
        made = settle([rule], counted(events), booked=booked)
        accruals.append(net(made.due))
        booked = made.position
    return {"accruals": accruals, "net": net(booked)}


@maps("accrual.due_on_payment")
def due_on_payment(case):
    """Pending is what delivery earns and payment does not yet; it is due on the first day that it is earned.

    By another method than payment the invoice makes it due.
    """
    only(case.parameters, "percent", "method")
    method = case.parameters.get("method", "payment")
    paid = paid_on(case.inputs.get("paid_on"))
    sale = replace(sold(turnover=number(case.inputs["invoice"])), paid_on=paid)
    bases = ("delivered", "delivered_and_paid" if method == "payment" else "delivered")
    earned, due = (agreed(commission(case, basis)) for basis in bases)

    def worth(rule, on):
        return net(settle([rule], counted([sale], cutoff=on)).position)

    pending = worth(earned, day(0)) - worth(due, day(0))
    first = next((on for on in map(day, range(YEAR.days)) if worth(due, on)), None)
    named = {day(0): f"{method} date"} if method != "payment" else {paid: "payment date"}
    return {"pending_at_posting": pending, "due_date": named.get(first, first) if first else None}


DAYS = {"today": day(0), "tomorrow": day(1), "never": None, "not paid": None, "unpaid": None}


def paid_on(written):
    """Read when something was paid, counted from the day of its invoice; None when it was not."""
    said = "never" if written is None else str(written).lower()
    if said in DAYS:
        return DAYS[said]
    later = re.fullmatch(r"(?:in|after) (\d+) days?|(\d+) days? (?:later|after.*)", said)
    return day(int(later[1] or later[2])) if later else date.fromisoformat(said)
