"""Minimum commitments and guarantees: what is missing, for how long they held, and when it is made up for."""

from datetime import date, timedelta
from fractions import Fraction

from akkoord.executing import Counted, settle
from akkoord.values import Conversion, Period, add_months
from akkoord_rules_commitment import ShortfallPerUnit
from akkoord_rules_fees import Fixed, MinimumFee
from akkoord_rules_volume import TurnoverPct

from .facts import agreed, counted, net, sold
from .pricing import priced
from .reading import measured, number, numbers, only, says, text, unit_of
from .replaying import maps
from .tier import METHODS

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
        agreed(charged(case), "charged"),
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
        agreed(charged(case), "charged"),
        agreed(minimum(number(case.parameters["minimum_amount"]), due="final"), "minimum"),
    ]
    position, booked = None, []
    for quantity, final in zip(case.inputs["cumulative"], case.inputs["final"], strict=True):
        cutoff = year.last if final else year.last - timedelta(days=1)
        made = settle(rules, counted([sold(number(quantity))], cutoff=cutoff), booked=position)
        booked.append(net(made.due))
        position = made.position
    return {"booked": booked}


def charged(case):
    """Make the rule of what is charged; the minimum is a line of its own. The kind may say what its tiers are."""
    method = METHODS.get(case.inputs.get("tiers_are"))
    return priced(case, method, without=("minimum_amount",))


@maps("commitment.minimum_shortfall.prorated")
def prorated(case):
    """The first day counts; what was realised is cut down by whoever states it, and rounded as the commitment is."""
    only(case.parameters, "commitment_cents", "rounding")
    days, used = (int(number(case.inputs[name])) for name in ("period_days", "active_days"))
    whole = Period(START, START + timedelta(days=days - 1))
    active = Period(START + timedelta(days=days - used), whole.last)
    rule = minimum(number(case.parameters["commitment_cents"]) / CENTS, prorate="days")
    realised = Fixed.read({"amount": text(number(case.inputs["realised_cents"]) / CENTS)})
    facts = Counted(active, active.last, full_period=whole)
    made = settle([agreed(realised, "charged"), agreed(rule, "minimum")], facts)
    found = [line.amount.minor for line in made.lines]
    nothing = settle([agreed(Fixed.read({"amount": "0"}), "charged"), agreed(rule, "minimum")], facts)
    return {"commitment_prorated_cents": short(nothing.position) * CENTS, "shortfall_cents": found[1]}


MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "semester": 6, "year": 12}


def span(place, months):
    """Give a period of so many months by its number, from 1."""
    return Period(add_months(START, months * (place - 1)), add_months(START, months * place) - timedelta(days=1))


@maps("commitment.guarantee_carry_forward")
def carry_forward(case):
    """What a customer earns is turnover at a hundred per cent. Carried forward, the periods are settled together."""
    (said,) = (name for name in case.parameters if name.startswith("guarantee_per_"))
    only(case.parameters, said, "cumulative")
    months = MONTHS[said.removeprefix("guarantee_per_")]
    names = {int(number(name)): name for name in case.inputs}
    together = says(case.parameters.get("cumulative", "no"), "yes", "true", "on")
    guarantee = minimum(number(case.parameters[said]), months=months, counts="payable")
    rules = [agreed(earned(), "charged", "payable"), agreed(guarantee, "minimum", "payable")]
    events = [sold(turnover=number(case.inputs[name]), on=span(place, months).first) for place, name in names.items()]
    found, booked = {}, None
    for place, name in sorted(names.items()):
        period = Period(span(1 if together else place, months).first, span(place, months).last)
        made = settle(rules, counted(events, period), booked=booked if together else None)
        found[f"{name}_top_up"] = short(made.due)
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
    guarantee, events, passed = number(case.parameters["guarantee"]), [], False
    for place, written in enumerate(case.inputs["months"]):
        above = "above" in str(written)
        amount = numbers(written)[-1] if above else number(written)
        if above and amount and not passed:
            events = [*events, sold(turnover=guarantee, on=add_months(START, place))]
            passed = True
        events = [*events, sold(turnover=amount, on=add_months(START, place))]
        yield events


@maps("commitment.guarantee_upfront")
def upfront(case):
    only(case.parameters, "guarantee", "paid")
    return {f"month{month}_payment": -net(made.due) for month, made in guaranteed(case, "always")}


@maps("commitment.guarantee_end")
def at_the_end(case):
    """A guarantee that is paid at the beginning is no final one."""
    if says(case.parameters.get("paid", "end"), "begin", "upfront", "advance"):
        return upfront(case)
    only(case.parameters, "guarantee", "paid")
    *_, (_, made) = guaranteed(case, "final")
    return {"top_up": short(made.position)}


def framework(committed, **more):
    return ShortfallPerUnit.read({"groups": ["goods"], "commitment": text(committed), "rate": "0"} | more)


@maps("commitment.utilisation")
def utilisation(case):
    if isinstance(case.parameters["committed"], str) and " " in case.parameters["committed"]:
        return utilisation_in_units(case)
    only(case.parameters, "committed")
    pairs = zip(numbers(case.parameters["committed"]), numbers(case.inputs["called_off"]), strict=True)
    left = [framework(committed).goal(counted([sold(off)])).missing for committed, off in pairs]
    return {"remaining": left if isinstance(case.inputs["called_off"], list) else left[0]}


@maps("commitment.utilisation.uom")
def utilisation_in_units(case):
    """The commitment is counted in its own unit; what remains is asked in that of the call-off."""
    committed, unit = measured(case.parameters["committed"])
    off, into = measured(case.inputs["called_off"])
    prices = {name.removeprefix("price_per_"): each for name, each in case.parameters.items() if name != "committed"}
    only(case.parameters, "committed", *(f"price_per_{name}" for name in prices))
    left = framework(committed, unit=unit).goal(counted([sold(off, unit=into)])).missing
    convert = Conversion()
    found = {"remaining": left, "remaining_units": convert.convert(left, unit, into)}
    for name, price in prices.items():
        found["unit_price"] = convert.rate(number(price), unit_of(name), into)
    return found
