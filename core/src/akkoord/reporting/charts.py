"""Draw figures as SVG without style or script: shape and pattern tell series apart, colour only helps.

Colours stand in attributes for print; on screen classes (`chart-1` ...) replace them by those of the scheme.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from markupsafe import Markup, escape

from akkoord.language import Language
from akkoord.reporting.parts import Amount, Figure, shown
from akkoord.values import Money, Quantity
from akkoord.values.percentage import Percentage

__all__ = ["drawn"]

WIDTH: Final = 640
MOST_LABEL: Final = 300
LETTER: Final = 8
VALUE: Final = 120
ROW: Final = 34
PLOT: Final = 220
COLOURS: Final = ("#0b5563", "#c2611f", "#6a51a3", "#3f7d3a", "#b03a6f", "#7a6a1f")
_LONGEST: Final = 40
_HATCHES: Final = ("", "M0 8L8 0", "M0 4H8", "M4 0V8", "M0 0L8 8M0 8L8 0", "M0 4H8M4 0V8")


def drawn(figure: Figure, language: Language, *, key: str) -> Markup:
    """Draw a figure; `key` tells its patterns from those of other figures on the page."""
    body = {"bar": _bars, "stacked": _stacked, "line": _lines}[figure.kind]
    height, shapes = body(figure, language, key)
    title = escape(figure.title.text(language))
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{t}"'
        ' font-size="14" font-family="Inter, sans-serif">{d}{s}</svg>'
    ).format(w=WIDTH, h=height, t=title, d=_patterns(figure, key), s=Markup("").join(shapes))


def plain_number(value: Amount) -> Fraction:
    """Give the bare number of a value, for lengths and heights.

    >>> plain_number(Money.of("2.50"))
    Fraction(5, 2)
    """
    if isinstance(value, Money | Quantity | Percentage):
        return Fraction(value.amount)
    return Fraction(value)


def _patterns(figure: Figure, key: str) -> Markup:
    """Define the hatching of the second and further series."""
    made = [
        Markup(
            '<pattern id="{k}-{n}" width="8" height="8" patternUnits="userSpaceOnUse">'
            '<rect width="8" height="8" class="chart-{n}" fill="{c}"/>'
            '<path d="{p}" class="chart-hatch" stroke="#ffffff" stroke-width="1.6" fill="none"/></pattern>'
        ).format(k=key, n=place, c=COLOURS[place - 1], p=_HATCHES[place - 1])
        for place in range(2, len(figure.series) + 1)
    ]
    return Markup("<defs>{}</defs>").format(Markup("").join(made)) if made else Markup("")


def _fill(place: int, key: str) -> Markup:
    if place == 0:
        return Markup('class="chart-1" fill="{}"').format(COLOURS[0])
    return Markup('fill="url(#{}-{})"').format(key, place + 1)


def _text(x: int, y: int, text: str, anchor: str = "start") -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}" class="chart-text" fill="#14212b">{}</text>').format(
        x, y, anchor, text
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _begin(figure: Figure, language: Language) -> int:
    """Tell where bars begin: behind the longest label."""
    longest = max((len(_short(shown(label, language))) for label in figure.labels), default=0)
    return min(MOST_LABEL, LETTER * longest + LETTER)


def _scaled(value: Fraction, most: Fraction, room: int) -> int:
    return 0 if most <= 0 else round(max(Fraction(0), value) / most * room)


def _bars(figure: Figure, language: Language, key: str) -> tuple[int, list[Markup]]:
    """Draw a bar a label and series, with its value behind it."""
    values = [plain_number(value) for each in figure.series for value in each.values]
    most, begin = max(values, default=Fraction(0)), _begin(figure, language)
    room = WIDTH - begin - VALUE
    shapes, y = _legend(figure, language, key), _legend_height(figure)
    for place, label in enumerate(figure.labels):
        shapes.append(_text(0, y + 21, _short(shown(label, language))))
        for number, each in enumerate(figure.series):
            width = _scaled(plain_number(each.values[place]), most, room)
            shapes.append(_rect(begin, y + 5, width, 22, _fill(number, key)))
            shapes.append(_text(begin + width + 8, y + 21, shown(each.values[place], language)))
            y += ROW
    return y + 4, shapes


def _stacked(figure: Figure, language: Language, key: str) -> tuple[int, list[Markup]]:
    """Draw a bar a label, in which the series lie one behind the other."""
    sums = [
        sum((plain_number(each.values[i]) for each in figure.series), Fraction(0)) for i in range(len(figure.labels))
    ]
    most, begin = max(sums, default=Fraction(0)), _begin(figure, language)
    room = WIDTH - begin - VALUE
    shapes, y = _legend(figure, language, key), _legend_height(figure)
    for place, label in enumerate(figure.labels):
        shapes.append(_text(0, y + 21, _short(shown(label, language))))
        x = begin
        for number, each in enumerate(figure.series):
            width = _scaled(plain_number(each.values[place]), most, room)
            shapes.append(_rect(x, y + 5, max(0, width - 1), 22, _fill(number, key)))
            x += width
        shapes.append(_text(x + 8, y + 21, shown(_sum(figure, place), language)))
        y += ROW
    return y + 4, shapes


def _sum(figure: Figure, place: int) -> Amount:
    """Add up what lies one behind the other."""
    first, *others = (each.values[place] for each in figure.series)
    total = first
    for value in others:
        total = total + value  # type: ignore[operator] # the values of a figure have one unit
    return total


def _lines(figure: Figure, language: Language, key: str) -> tuple[int, list[Markup]]:
    """Draw a line a series over the labels, with marks of a shape of its own."""
    values = [plain_number(value) for each in figure.series for value in each.values]
    most, top = max(values, default=Fraction(0)), _legend_height(figure) + 24
    shapes = _legend(figure, language, key)
    step = (WIDTH - 80) // max(1, len(figure.labels) - 1)
    for number, each in enumerate(figure.series):
        points = [
            (40 + place * step, top + PLOT - _scaled(plain_number(value), most, PLOT))
            for place, value in enumerate(each.values)
        ]
        path = " ".join(f"{x},{y}" for x, y in points)
        shapes.append(
            Markup(
                '<polyline points="{}" class="chart-line chart-{}" fill="none" stroke="{}" stroke-width="2.5"{}/>'
            ).format(path, number + 1, COLOURS[number], _dash(number))
        )
        shapes.extend(_rect(x - 4, y - 4, 8, 8, _fill(number, key)) for x, y in points)
        shapes.extend(
            _text(x, y - 10, shown(value, language), "middle")
            for (x, y), value in zip(points, each.values, strict=True)
            if number == 0
        )
    every = max(1, len(figure.labels) // 12)
    shapes.extend(
        _text(40 + place * step, top + PLOT + 24, _short(shown(label, language)), "middle")
        for place, label in enumerate(figure.labels)
        if place % every == 0
    )
    return top + PLOT + 36, shapes


def _dash(number: int) -> Markup:
    return Markup(' stroke-dasharray="{}"').format(f"{number * 5} 4") if number else Markup("")


def _rect(x: int, y: int, width: int, height: int, fill: Markup) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="3" {}/>').format(x, y, width, height, fill)


def _legend_height(figure: Figure) -> int:
    return 0 if len(figure.series) == 1 else 24 * ((len(figure.series) + 2) // 3) + 6


def _legend(figure: Figure, language: Language, key: str) -> list[Markup]:
    """Name the series, when there are more than one."""
    return list(_keys(figure, language, key)) if len(figure.series) > 1 else []


def _keys(figure: Figure, language: Language, key: str) -> Iterator[Markup]:
    for place, each in enumerate(figure.series):
        x, y = place % 3 * (WIDTH // 3), place // 3 * 24
        yield _rect(x, y + 3, 16, 16, _fill(place, key))
        yield _text(x + 24, y + 16, _short(each.name.text(language)))
