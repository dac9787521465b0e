"""Facts and settlements for cases: what was sold on which day, and what a rule makes of it."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from akkoord.executing import AgreedRule, Counted, Event, InvalidRule, Vat, settle
from akkoord.values import Period

from .comparing import Refused

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NO_VAT = Vat.of("out_of_scope")


def day(number=0):
    """Give the day of the year that comes so many days after the first."""
    return YEAR.first + timedelta(days=number)


def decimal(figure):
    """Give a figure that ends as a decimal."""
    figure = Fraction(figure)
    return Decimal(figure.numerator) / Decimal(figure.denominator)


def sold(quantity=0, turnover=0, *, group="goods", on=0, unit="piece", paid=None, **more):
    """Sell so much on a day of the year, and have it paid on that day, or on another one."""
    when = on if isinstance(on, date) else day(on)
    return Event(when, group, decimal(quantity), unit, decimal(turnover), paid_on=paid or when, **more)


def counted(events, period=YEAR, cutoff=None):
    return Counted.of(events, period, cutoff)


def exact(rule, *events, period=YEAR):
    """Give the exact amount that a rule makes of what was sold."""
    return sum((line.amount for line in rule.lines(counted(events, period))), Fraction(0))


def line(rule, *events, period=YEAR):
    """Give the one line that a rule makes of what was sold."""
    (found,) = rule.lines(counted(events, period))
    return found


def agreed(rule, name="line", direction="receivable", vat=NO_VAT):
    """Agree a rule by itself, charged to the customer without VAT unless it says otherwise."""
    return AgreedRule(name, rule, direction, vat)


def statements(rules, rounds, period=YEAR):
    """Settle the same period again and again, each time with all that is known by then, less what was booked."""
    booked = None
    for events in rounds:
        made = settle(rules, counted(events, period), booked=booked)
        yield made
        booked = made.position


def net(position):
    """Give what a position comes to before VAT, in euros; what goes to the customer counts as less."""
    cents = sum(net if key.direction == "receivable" else -net for key, (net, _) in position.groups.items())
    return Fraction(cents, 100)


def parts(position):
    """Give the amounts of a position by the part of the line, in euros."""
    return {
        key.line.partition(":")[2]: Fraction(cents if key.direction == "receivable" else -cents, 100)
        for key, cents in position.lines.items()
    }


def booked(rules, rounds, period=YEAR):
    """Give what every round books."""
    return [net(made.due) for made in statements(rules, rounds, period)]


def refusal(make):
    """Give what a rule makes, or what it refuses and why."""
    try:
        return make()
    except InvalidRule as refused:
        return {"error": Refused(tuple(problem.text("en") for problem in refused.problems))}
