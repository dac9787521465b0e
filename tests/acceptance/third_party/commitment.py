"""Minimum commitments and guarantees: what is missing, for how long they held, and when it is made up for."""

from datetime import date, timedelta
from fractions import Fraction

from akkoord.executing import Counted, settle
from akkoord.values import Conversion, Period, add_months
from akkoord_rules_commitment import ShortfallPerUnit
from akkoord_rules_fees import Fixed, MinimumFee
from akkoord_rules_volume import PerUnit, TurnoverPct

from .facts import agreed, counted, net, sold
from .reading import number, numbers, only, text
from .replaying import maps
from .tier import METHODS, tiers_of

CENTS = 100
START = date(2026, 1, 1)


def minimum(amount, **more):
    """Agree a minimum over the line of what was charged."""
    return MinimumFee.read({"minimum": text(amount), "base_lines": ["charged"]} | more)


def short(position):
    """Give what the minimum adds."""
    return sum(Fraction(cents, 100) for key, cents in position.lines.items() if key.line == "minimum")


@maps("commitment.minimum_shortfall")
def of_tiers(case):
    """Tiers make what is charged; what was billed before in the period is a line of its own that counts as well.

    Whether they are graduated or by volume is said by the source only.
    """
    before = Fixed.read({"amount": text(number(case.inputs.get("prior_billed", 0)))})
    due = {"base_lines": ["charged", "before"], "due": "final"}
    rules = [
        agreed(priced(case), "charged"),
        agreed(before, "before"),
        agreed(minimum(number(case.parameters["minimum_amount"]), **due), "minimum"),
    ]
    last = case.inputs.get("last_in_period", True)
    facts = counted([sold(number(case.inputs["quantity"]))])
    made = settle(rules, facts if last else counted([*facts.events.within(["goods"], None, START)], cutoff=START))
    return {"amount": net(made.position), "shortfall": short(made.position)}


@maps("commitment.minimum_shortfall.final_only")
def final_only(case):
    """Settle the same period again and again; what is final is settled on its last day."""
    year = counted([]).period
    rules = [
        agreed(priced(case), "charged"),
        agreed(minimum(number(case.parameters["minimum_amount"]), due="final"), "minimum"),
    ]
    position, booked = None, []
    for quantity, final in zip(case.inputs["cumulative"], case.inputs["final"], strict=True):
        cutoff = year.last if final else year.last - timedelta(days=1)
        made = settle(rules, counted([sold(number(quantity))], cutoff=cutoff), booked=position)
        booked.append(net(made.due))
        position = made.position
    return {"booked": booked}


def priced(case):
    """Make the rule of what is charged: tiers, or a price per unit."""
    if "tiers" in case.parameters:
        return tiers_of(case, METHODS[case.inputs.get("tiers_are", "volume")], besides=("minimum_amount",))
    only(case.parameters, "unit", "minimum_amount")
    return PerUnit.read({"groups": ["goods"], "rate": text(number(case.parameters["unit"]))})


@maps("commitment.minimum_shortfall.prorated")
def prorated(case):
    """The first day counts; what was realised is cut down by whoever states it, and rounded as the commitment is."""
    only(case.parameters, "commitment_cents", "rounding")
    whole = Period(START, START + timedelta(days=case.inputs["period_days"] - 1))
    active = Period(START + timedelta(days=case.inputs["period_days"] - case.inputs["active_days"]), whole.last)
    rule = minimum(number(case.parameters["commitment_cents"]) / CENTS, prorate="days")
    realised = Fixed.read({"amount": text(number(case.inputs["realised_cents"]) / CENTS)})
    facts = Counted(active, active.last, full_period=whole)
    made = settle([agreed(realised, "charged"), agreed(rule, "minimum")], facts)
    found = [line.amount.minor for line in made.lines]
    nothing = settle([agreed(Fixed.read({"amount": "0"}), "charged"), agreed(rule, "minimum")], facts)
    return {"commitment_prorated_cents": short(nothing.position) * CENTS, "shortfall_cents": found[1]}


def quarter(place):
    """Give a quarter by its number, from 1."""
    return Period(add_months(START, 3 * (place - 1)), add_months(START, 3 * place) - timedelta(days=1))


@maps("commitment.guarantee_carry_forward")
def carry_forward(case):
    """What a customer earns is turnover at a hundred per cent. Carried forward, the quarters are settled together."""
    only(case.parameters, "guarantee_per_quarter", "cumulative")
    places = sorted(int(number(name)) for name in case.inputs)
    together = case.parameters["cumulative"] == "Yes"
    guarantee = minimum(number(case.parameters["guarantee_per_quarter"]), months=3, counts="payable")
    rules = [agreed(earned(), "charged", "payable"), agreed(guarantee, "minimum", "payable")]
    events = [sold(turnover=number(case.inputs[f"q{place}"]), on=quarter(place).first) for place in places]
    found, booked = {}, None
    for place in places:
        period = Period(quarter(1).first if together else quarter(place).first, quarter(place).last)
        made = settle(rules, counted(events, period), booked=booked if together else None)
        found[f"q{place}_top_up"] = short(made.due)
        booked = made.position
    return found


def earned():
    return TurnoverPct.read({"groups": ["goods"], "pct": "100"})


def guaranteed(case, due):
    """Settle the months of one period one after the other, under a guarantee."""
    rule = minimum(number(case.parameters["guarantee"]), counts="payable", due=due)
    rules = [agreed(earned(), "charged", "payable"), agreed(rule, "minimum", "payable")]
    year, position = counted([]).period, None
    for place, events in enumerate(months_of(case)):
        cutoff = year.last if place == len(case.inputs["months"]) - 1 else add_months(START, place + 1)
        made = settle(rules, counted(events, cutoff=cutoff), booked=position)
        yield place + 1, made
        position = made.position


def months_of(case):
    """Give what is earned by the end of every month; what comes above the guarantee is earned besides it."""
    guarantee, events = number(case.parameters["guarantee"]), []
    for place, written in enumerate(case.inputs["months"]):
        above = "above" in str(written)
        amount = numbers(written)[-1] if above else number(written)
        if above and amount:
            events = [*events, sold(turnover=guarantee, on=add_months(START, place))]
        events = [*events, sold(turnover=amount, on=add_months(START, place))]
        yield events


@maps("commitment.guarantee_upfront")
def upfront(case):
    only(case.parameters, "guarantee", "paid")
    return {f"month{month}_payment": -net(made.due) for month, made in guaranteed(case, "always")}


@maps("commitment.guarantee_end")
def at_the_end(case):
    only(case.parameters, "guarantee", "paid")
    *_, (_, made) = guaranteed(case, "final")
    return {"top_up": short(made.position)}


def framework(committed, **more):
    return ShortfallPerUnit.read({"groups": ["goods"], "commitment": text(committed), "rate": "0"} | more)


@maps("commitment.utilisation")
def utilisation(case):
    only(case.parameters, "committed")
    pairs = zip(numbers(case.parameters["committed"]), numbers(case.inputs["called_off"]), strict=True)
    return {"remaining": [framework(committed).goal(counted([sold(off)])).missing for committed, off in pairs]}


UNITS = {"unit": "piece", "units": "piece", "dozen": "dozen"}


@maps("commitment.utilisation.uom")
def utilisation_in_units(case):
    """The commitment is counted in its own unit; what remains is asked in that of the call-off."""
    only(case.parameters, "committed", "price_per_dozen")
    committed, unit = case.parameters["committed"].split()
    off, called = case.inputs["called_off"].split()
    into = UNITS[called]
    facts = counted([sold(number(off))])
    left = framework(number(committed), unit=UNITS[unit]).goal(facts).missing
    convert = Conversion()
    price = convert.rate(number(case.parameters["price_per_dozen"]), "dozen", into)
    return {"remaining_units": convert.convert(left, UNITS[unit], into), "unit_price": price}
