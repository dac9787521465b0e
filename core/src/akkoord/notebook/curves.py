"""Draw what a rule pays or asks at every quantity, with its steps marked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final

from markupsafe import Markup, escape

from akkoord.executing import Counted, Event, Rule, amount_of, euros
from akkoord.executing.parameters import as_text
from akkoord.language import Language, Message, Speaks
from akkoord.notebook.display import framed
from akkoord.notebook.session import NoWorkspaceOpen, current
from akkoord.reporting.charts import COLOURS
from akkoord.values import Period, round_to_cents

__all__ = ["Curve", "Step", "preview"]

YEAR: Final = Period(date(2026, 1, 1), date(2026, 12, 31))
POINTS: Final = 60
NEAR: Final = Fraction(1, 1000)
WIDTH: Final = 640
HEIGHT: Final = 300
LEFT: Final = 100
TOP: Final = 22
_LAST_X: Final = WIDTH - 16
_LAST_Y: Final = HEIGHT - 40
_Place = Callable[[Fraction, Fraction], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Step:
    """A quantity at which the amount jumps or bends; with a `cliff` one more unit brings less."""

    quantity: Fraction
    before: Fraction
    after: Fraction

    @property
    def jump(self) -> Fraction:
        """How much the amount changes at once."""
        return self.after - self.before

    @property
    def cliff(self) -> bool:
        """Tell whether the amount falls here."""
        return self.jump < 0


@dataclass(frozen=True, repr=False)
class Curve:
    """The amount of a rule against the quantity of a year: exact points, and the steps between them."""

    rule: Rule
    unit: str
    points: tuple[tuple[Fraction, Fraction], ...]
    steps: tuple[Step, ...]
    language: Language = "nl"

    @property
    def cliffs(self) -> tuple[Step, ...]:
        """The quantities at which more brings less."""
        return tuple(step for step in self.steps if step.cliff)

    def at(self, quantity: Fraction | int) -> Fraction:
        """Give the exact amount at a quantity."""
        return _amount(self.rule, Fraction(quantity), self.unit)

    def _repr_html_(self) -> str:
        words = self.rule.in_words().text(self.language)
        said = Markup("").join(
            Markup('<p class="report-note{}">{}</p>').format(" warn" if step.cliff else "", each)
            for step, each in zip(self.steps, self._said(), strict=True)
        )
        figure = Markup("<figure><figcaption>{}: {}</figcaption>{}</figure>")
        return str(framed(figure.format(self.rule.label.text(self.language), words, self.svg) + said))

    def __repr__(self) -> str:
        return "\n".join([self.rule.in_words().text(self.language), *self._said()])

    @property
    def svg(self) -> Markup:
        """The drawing, without style or script."""
        return _drawn(self)

    def _said(self) -> Iterator[str]:
        for step in self.steps:
            yield _step_words(step, self.unit).text(self.language)


def preview(rule: Rule, up_to: Fraction | int | None = None, *, unit: str = "hl") -> Curve:
    """Compute a rule over a year at quantities from zero up, with the steps that its parameters make.

    Without `up_to` it goes a third beyond the last threshold, or beyond the quantity of the rule's own example.
    """
    thresholds = sorted(set(_numbers(rule.parameters())))
    end = Fraction(up_to) if up_to is not None else _end(rule, thresholds)
    steps = tuple(_steps(rule, [each for each in thresholds if 0 < each < end], unit))
    grid = {Fraction(round(end * place / POINTS / NEAR)) * NEAR for place in range(POINTS + 1)}
    edges = {each for step in steps for each in (step.quantity - NEAR, step.quantity)}
    points = tuple((each, _amount(rule, each, unit)) for each in sorted(grid | edges))
    return Curve(rule, unit, points, steps, _language())


def _language() -> Language:
    try:
        return current().language
    except NoWorkspaceOpen:
        return "nl"


def _numbers(tree: object) -> Iterator[Fraction]:
    """Give every figure among the parameters: some of them are thresholds, which is found out by trying."""
    match tree:
        case str():
            try:
                yield Fraction(tree)
            except (ValueError, ZeroDivisionError):
                return
        case bool():
            return
        case int():
            yield Fraction(tree)
        case Mapping():
            for value in tree.values():
                yield from _numbers(value)
        case list() | tuple():
            for value in tree:
                yield from _numbers(value)


def _end(rule: Rule, thresholds: Sequence[Fraction]) -> Fraction:
    """Tell how far the curve goes: beyond the last figure at which something happens."""
    last = max((each for each in thresholds if _happens(rule, each)), default=Fraction(0))
    lines = rule.example().lines
    sample = next((line.quantity for line in lines if line.quantity), None) or Fraction(100)
    return Fraction(ceil(last * Fraction(4, 3))) if last else sample


def _happens(rule: Rule, at: Fraction) -> bool:
    """Tell whether a curve jumps or bends at a quantity."""
    before, here, after = (_amount(rule, at + step, "hl") for step in (-NEAR, Fraction(0), NEAR))
    return here - before != after - here


def _steps(rule: Rule, thresholds: Sequence[Fraction], unit: str) -> Iterator[Step]:
    for each in thresholds:
        if _happens(rule, each):
            yield Step(each, _amount(rule, each - NEAR, unit), _amount(rule, each, unit))


def _amount(rule: Rule, quantity: Fraction, unit: str) -> Fraction:
    """Compute a rule over a quantity that was delivered and paid on the first day of a year."""
    groups: tuple[str, ...] = getattr(rule, "groups", ("-",))
    exact = Decimal(as_text(quantity))
    event = Event(YEAR.first, groups[0], exact, unit, paid_on=YEAR.first)
    facts = Counted.of([event] if quantity else [], YEAR)
    return sum((line.amount for line in rule.lines(facts)), Fraction(0))


def _step_words(step: Step, unit: str) -> Speaks:
    values: dict[str, object] = {
        "quantity": amount_of(step.quantity, unit), "before": round_to_cents(step.before),
        "after": round_to_cents(step.after),
    }  # fmt: skip
    if step.cliff:
        return Message("A cliff at {quantity}: the amount falls from {before} to {after}.", values)
    if step.jump > abs(step.before) * NEAR + 1:
        return Message("A jump at {quantity}: from {before} to {after}.", values)
    return Message("From {quantity} the amount goes another way; there it is {after}.", values)


def _drawn(curve: Curve) -> Markup:
    most = max((amount for _, amount in curve.points), default=Fraction(0))
    least = min(Fraction(0), *(amount for _, amount in curve.points))
    end = curve.points[-1][0] or Fraction(1)

    def place(quantity: Fraction, amount: Fraction) -> tuple[int, int]:
        x = LEFT + round(quantity / end * (_LAST_X - LEFT))
        return x, TOP + round((most - amount) / ((most - least) or 1) * (_LAST_Y - TOP))

    path = " ".join("{},{}".format(*place(*point)) for point in curve.points)
    shapes = [
        _line(LEFT, place(Fraction(0), Fraction(0))[1], _LAST_X, place(Fraction(0), Fraction(0))[1], "#8a9aa6"),
        _text(LEFT - 8, TOP + 5, round_to_cents(most).text(curve.language), "end"),
        _text(LEFT - 8, place(Fraction(0), Fraction(0))[1] + 5, euros(Fraction(0)).text(curve.language), "end"),
        _text(_LAST_X, HEIGHT - 8, amount_of(end, curve.unit).text(curve.language), "end"),
        *(mark for step in curve.steps for mark in _marks(step, place, curve)),
        Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2.5"/>').format(path, COLOURS[0]),
    ]
    title = escape(curve.rule.label.text(curve.language))
    return Markup(
        '<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{t}" font-size="13"'
        ' font-family="inherit">{s}</svg>'
    ).format(w=WIDTH, h=HEIGHT, t=title, s=Markup("").join(shapes))


def _marks(step: Step, place: _Place, curve: Curve) -> Iterator[Markup]:
    """Mark a step: a dashed line and its quantity; a cliff in another colour, with a point where it falls to."""
    x, y = place(step.quantity, step.after)
    colour = COLOURS[1] if step.cliff else "#8a9aa6"
    yield Markup('<path d="M{} {}V{}" stroke="{}" stroke-dasharray="4 4" fill="none"/>').format(x, TOP, _LAST_Y, colour)
    yield _text(x, _LAST_Y + 16, amount_of(step.quantity, curve.unit).text(curve.language), "middle")
    if step.cliff:
        yield Markup('<path d="M{} {}l-7 -12h14z" fill="{}"/>').format(x, y, colour)


def _line(x1: int, y1: int, x2: int, y2: int, colour: str) -> Markup:
    return Markup('<path d="M{} {}L{} {}" stroke="{}" fill="none"/>').format(x1, y1, x2, y2, colour)


def _text(x: int, y: int, text: str, anchor: str) -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}" fill="#14212b">{}</text>').format(x, y, anchor, text)
