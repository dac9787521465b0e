"""Draw signatures that look written: lines in whole pixels, different for every person and the same every time."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import Final

from akkoord.closing.strokes import Point, Strokes

WIDTH: Final = 640
BASELINE: Final = 150
SMOOTH: Final = 7
"""How many points a line has between two turns of the pen."""

Turn = tuple[float, float]


def signature_of(name: str) -> Strokes:
    """Draw the signature of a person: an initial, letters that flatten, a tail, and sometimes a line or a dot."""
    pen = Random(f"signature of {name}")  # noqa: S311 - a drawing, no secret
    slant = pen.uniform(0.25, 0.6)
    initial = _initial(pen, slant)
    letters = _letters(pen, initial[-1], len(name.rpartition(" ")[2]), slant)
    written = [*initial, *letters, *_tail(pen, letters[-1], initial[0][0])]
    return Strokes((_line(written), *_extras(pen, letters, slant)))


def _initial(pen: Random, slant: float) -> list[Turn]:
    """Turn the pen for a capital: up, over, down through its own stem, and out to the right."""
    x, height, width = pen.uniform(60, 90), pen.uniform(85, 125), pen.uniform(40, 75)
    top = BASELINE - height
    return [
        (x, BASELINE - pen.uniform(10, 40)),
        (x + slant * height * 0.7, top + pen.uniform(0, 25)),
        (x + slant * height + width * 0.5, top - pen.uniform(0, 15)),
        (x + width * pen.uniform(0.2, 0.5), BASELINE - height * 0.45),
        (x - pen.uniform(0, 25), BASELINE + pen.uniform(5, 30)),
        (x + width * 0.6, BASELINE - height * pen.uniform(0.25, 0.5)),
        (x + width, BASELINE - pen.uniform(0, 8)),
    ]


def _letters(pen: Random, start: Turn, count: int, slant: float) -> list[Turn]:
    """Turn the pen for the letters: up and down, lower to the right, with an ascender or a descender here and there."""
    turns: list[Turn] = []
    x = start[0]
    low = max(3, min(8, count))
    for letter in range(low):
        fading = 1 - 0.65 * letter / low
        height = pen.uniform(14, 34) * fading * (2.4 if pen.random() < 0.22 else 1)  # noqa: PLR2004 - one in five is tall
        depth = pen.uniform(22, 45) if pen.random() < 0.12 else pen.uniform(-4, 5)  # noqa: PLR2004 - one in eight hangs
        x += pen.uniform(14, 26)
        turns.append((x + slant * height, BASELINE - height))
        x += pen.uniform(6, 16)
        turns.append((x - slant * max(depth, 0), BASELINE + depth))
    return turns


def _tail(pen: Random, end: Turn, left: float) -> list[Turn]:
    """Turn the pen for the end: a sweep to the right, which one in two brings back under the name."""
    x = end[0] + pen.uniform(50, 110)
    sweep = [(x, BASELINE - pen.uniform(0, 35))]
    if pen.random() < 0.5:  # noqa: PLR2004 - one in two
        low = BASELINE + pen.uniform(26, 44)
        sweep += [(x + 15, low - 20), ((x + left) / 2, low), (left + pen.uniform(0, 60), low - pen.uniform(0, 10))]
    return sweep


def _extras(pen: Random, letters: Sequence[Turn], slant: float) -> Iterator[tuple[Point, ...]]:
    """Lift the pen for the cross of a t, or a dot."""
    x, y = letters[2 * pen.randrange(len(letters) // 2)]
    chance = pen.random()
    if chance < 0.4:  # noqa: PLR2004 - two in five
        yield _line([(x - 14, y + 8), (x + 6, y + 5), (x + 26 + 20 * slant, y + 1)])
    elif chance < 0.75:  # noqa: PLR2004 - a third
        yield _line([(x + 8, y - 15), (x + 11, y - 17), (x + 12, y - 13)])


def _line(turns: Sequence[Turn]) -> tuple[Point, ...]:
    """Let the pen run smoothly through its turns (a Catmull-Rom curve), in whole pixels within the glass."""
    ends = [turns[0], *turns, turns[-1]]
    points = [
        _between(ends[place], start, end, ends[place + 3], step / SMOOTH)
        for place, (start, end) in enumerate(pairwise(turns))
        for step in range(SMOOTH)
    ]
    points.append(turns[-1])
    return tuple((min(WIDTH, max(0, round(x))), max(0, round(y))) for x, y in points)


def _between(before: Turn, start: Turn, end: Turn, after: Turn, part: float) -> Turn:
    """Give the point at a part of the way from start to end."""
    x, y = (
        0.5 * (2 * b + (c - a) * part + (2 * a - 5 * b + 4 * c - d) * part**2 + (3 * b - a - 3 * c + d) * part**3)
        for a, b, c, d in zip(before, start, end, after, strict=True)
    )
    return x, y
