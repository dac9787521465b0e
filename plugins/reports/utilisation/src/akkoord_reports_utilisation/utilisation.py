"""Whether contracts are used to the full: commitments against the time that passed, and what customers leave behind."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from akkoord import Words
from akkoord.closing.contract import Contract
from akkoord.dossier import Customer
from akkoord.executing.progress import Progress
from akkoord.executing.rule import EUROS
from akkoord.reporting import (
    Amount,
    Cell,
    Figure,
    KeyNumber,
    Note,
    Reading,
    Report,
    Section,
    Series,
    Table,
    Target,
)
from akkoord.reporting.shared import AT_A_GLANCE, CONTRACT, CUSTOMER, MANAGER, last_row, who
from akkoord.values import Money, Percentage, Quantity, round_half_up, total
from akkoord.values.quantity import UNITS

__all__ = ["Utilisation"]

MOST_BARS = 8
COMMITMENTS = Words(nl="Toezeggingen", en="Commitments")
BONUSES = Words(nl="Bonussen", en="Bonuses")
UNTIL = Words(nl="Tot en met", en="Through")
USED = Words(nl="Benut", en="Used")
PASSED = Words(nl="Tijd verstreken", en="Time passed")
EXPECTED = Words(nl="Verwacht", en="Expected")
COURSE = Words(nl="Verloop", en="Course")
ON_COURSE = Words(nl="Op koers", en="On course")
BEHIND = Words(nl="Loopt achter", en="Behind")
SHORTFALL = Words(nl="Verwacht tekort", en="Expected shortfall")
OWED_BY = Words(nl="te betalen door klanten", en="owed by customers")
UNCLAIMED = Words(nl="Blijft liggen", en="Left unclaimed")
Found = list[tuple[Progress, Contract, Customer]]


class Utilisation(
    Report,
    name="utilisation",
    title=Words(nl="Benutting", en="Utilisation"),
    about=Words(
        nl="Worden contracten ten volle benut: toezeggingen tegen de tijd, tekort dat dreigt, bonus die blijft liggen.",
        en="Are contracts used to the full: commitments against time, shortfall at risk, bonus left unclaimed.",
    ),
    order=15,
    nothing=Words(
        nl="Geen contract dat in deze periode loopt heeft een toezegging of een bonus om te halen.",
        en="No contract that runs in this period has a commitment or a bonus to reach.",
    ),
):
    """What contracts aim at in the periods that run today, or ran on the last day of a period that is over."""

    def build(self, reading: Reading) -> Iterable[Section]:
        """Set what was reached beside the time, and what is expected beside the goal."""
        found = reading.progress()
        if not found:
            return
        owed = [each for each in found if each[0].is_owed]
        bonuses = [each for each in found if not each[0].is_owed]
        yield _at_a_glance(reading, owed, bonuses)
        if owed:
            yield _commitments(owed)
        if bonuses:
            yield _bonuses(bonuses)


def _at_a_glance(reading: Reading, owed: Found, bonuses: Found) -> Section:
    late = sum(1 for each, _, _ in owed if not each.is_expected)
    near = sum(1 for each, _, _ in bonuses if each.unclaimed)
    numbers = (
        KeyNumber(COMMITMENTS, len(owed), Words(nl="lopen nu", en="run now")),
        KeyNumber(BEHIND, late, Words(nl="halen het zo niet", en="will not make it this way")),
        KeyNumber(SHORTFALL, total(each.shortfall for each, _, _ in owed), OWED_BY),
        KeyNumber(UNCLAIMED, total(each.unclaimed for each, _, _ in bonuses), _of_bonuses(near, len(bonuses))),
    )
    note = Note(
        Words(
            nl="Verwacht: de rest van het jaar als dezelfde dagen een jaar eerder, in de verhouding van dit jaar; "
            "gelijkmatig waar die niet bekend zijn. Bedragen zonder btw.",
            en="Expected: the rest of the year goes as the same days a year before, in this year's proportion; "
            "evenly where these are not known. Amounts before VAT.",
        )
    )
    return Section(AT_A_GLANCE, (*numbers, *_by_manager(reading, owed), note))


def _of_bonuses(near: int, among: int) -> Words:
    return Words(nl=f"bij {near} van {among} bonussen", en=f"in {near} of {among} bonuses")


def _by_manager(reading: Reading, owed: Found) -> Iterator[Figure]:
    """Draw, for every account manager, how much of the commitments was used on average, and of the time."""
    by: dict[str, list[Progress]] = {}
    for each, _, customer in owed:
        by.setdefault(reading.manager_of(customer), []).append(each)
    if not by:
        return
    names = sorted(by)
    yield Figure(
        "bar",
        Words(nl="Toezeggingen naar accountmanager, gemiddeld", en="Commitments by account manager, on average"),
        MANAGER,
        reading.managers(names),
        (
            Series(USED, tuple(_mean(by[name], _share) for name in names)),
            Series(PASSED, tuple(_mean(by[name], lambda each: Fraction(each.time)) for name in names)),
        ),
    )


def _mean(found: list[Progress], of: Callable[[Progress], Fraction]) -> Percentage:
    return Percentage.of(round_half_up(sum((of(each) for each in found), Fraction(0)) / len(found), 0))


def _share(each: Progress) -> Fraction:
    return each.goal.reached * 100 / each.goal.target if each.goal.target else Fraction(100)


def _commitments(owed: Found) -> Section:
    ordered = sorted(owed, key=lambda found: (-found[0].shortfall.minor, found[2].name, found[1].number))
    headings = (CUSTOMER, CONTRACT, UNTIL, COMMITMENTS, USED, PASSED, EXPECTED, COURSE, SHORTFALL)
    rows = tuple(
        (
            *who(customer, contract),
            each.period.last,
            _amount(each.goal.target, each),
            Cell(Percentage.of(round_half_up(_share(each), 0)), Target("standing", customer.id)),
            Percentage.of(each.time),
            _amount(each.expected, each),
            ON_COURSE if each.is_expected else BEHIND,
            Cell(each.shortfall, Target("standing", customer.id)),
        )
        for each, contract, customer in ordered
    )
    last = last_row(len(headings), total(each.shortfall for each, _, _ in owed))
    figure = _largest(Words(nl="Grootste verwachte tekorten", en="Largest expected shortfalls"), SHORTFALL, ordered)
    return Section(COMMITMENTS, (*figure, Table(COMMITMENTS, headings, rows, last)))


def _bonuses(bonuses: Found) -> Section:
    ordered = sorted(bonuses, key=lambda found: (-found[0].unclaimed.minor, found[2].name, found[1].number))
    headings = (
        CUSTOMER,
        CONTRACT,
        UNTIL,
        Words(nl="Volgende trede", en="Next tier"),
        Words(nl="Nog nodig", en="Still needed"),
        EXPECTED,
        COURSE,
        UNCLAIMED,
    )
    rows = tuple(
        (
            *who(customer, contract),
            each.period.last,
            each.goal.said,
            Cell(_amount(each.missing, each), Target("standing", customer.id)),
            _amount(each.expected, each),
            ON_COURSE if each.is_expected else BEHIND,
            Cell(each.unclaimed, Target("standing", customer.id)),
        )
        for each, contract, customer in ordered
    )
    last = last_row(len(headings), total(each.unclaimed for each, _, _ in bonuses))
    figure = _largest(Words(nl="Waar het meest blijft liggen", en="Where most is left"), UNCLAIMED, ordered)
    return Section(BONUSES, (*figure, Table(BONUSES, headings, rows, last)))


def _largest(title: Words, name: Words, ordered: Found) -> tuple[Figure, ...]:
    """Draw the largest amounts, of customers that have any."""
    amounts = [(customer.name, each.shortfall + each.unclaimed) for each, _, customer in ordered]
    shown = [(label, amount) for label, amount in amounts if amount][:MOST_BARS]
    if not shown:
        return ()
    labels, values = tuple(label for label, _ in shown), tuple(amount for _, amount in shown)
    return (Figure("bar", title, CUSTOMER, labels, (Series(name, values),)),)


def _amount(value: Fraction, each: Progress) -> Amount:
    """Write a quantity with its unit, or a turnover; while nothing was bought the unit is not known."""
    rounded = round_half_up(value, 2)
    if each.goal.unit == EUROS:
        return Money(rounded)
    return Quantity.of(rounded, each.goal.unit) if each.goal.unit in UNITS else rounded
