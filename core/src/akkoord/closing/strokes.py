"""A signature as it was drawn on the glass: only where the lines went, never how fast or how hard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NoReturn

from akkoord.language import AkkoordError, Message
from akkoord.store import Json

Point = tuple[int, int]

MOST_LINES: Final = 200
MOST_POINTS: Final = 20_000
FARTHEST: Final = 10_000
LEAST_EXTENT: Final = 12
"""A drawing that is nowhere wider or higher than this (in pixels of the glass) is a touch, not a signature."""

_KEYS: Final = frozenset({"lines"})


class InvalidStrokes(AkkoordError):
    """A drawing that cannot be kept as a signature, and why."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """The lines of a signature, each a series of points in whole pixels, x to the right and y down.

    Pressure, speed and times are refused: used to tell people apart they would be biometric data (GDPR article 9).
    """

    lines: tuple[tuple[Point, ...], ...]

    def __post_init__(self) -> None:
        points = [point for line in self.lines for point in line]
        if len(self.lines) > MOST_LINES or len(points) > MOST_POINTS:
            _refuse(Message("The drawing is too large to keep. Clear it and sign again."))
        if any(not line for line in self.lines) or any(abs(value) > FARTHEST for point in points for value in point):
            _refuse(Message("The drawing could not be read. Clear it and sign again."))
        if not points or max(_extent(points)) < LEAST_EXTENT:
            _refuse(Message("There is no signature yet. Draw it in the box."))

    @classmethod
    def read(cls, drawing: object) -> "Strokes":
        """Read `{"lines": [[[x, y], ...], ...]}` as JSON gives it; anything besides is refused, not ignored."""
        if not isinstance(drawing, Mapping) or not isinstance(drawing.get("lines"), Sequence):
            _refuse(Message("The drawing could not be read. Clear it and sign again."))
        for key in sorted(set(drawing) - _KEYS, key=str):
            _refuse(Message("A signature keeps only its lines; {key!r} may not be sent along.", {"key": str(key)}))
        return cls(tuple(_line(line) for line in drawing["lines"]))

    def to_json(self) -> dict[str, Json]:
        """Write the drawing as `read` reads it."""
        return {"lines": [[[x, y] for x, y in line] for line in self.lines]}

    def to_svg(self) -> str:
        """Draw the signature as an SVG, cropped to the lines and in the colour of the text around it."""
        points = [point for line in self.lines for point in line]
        width, height = _extent(points)
        pen = max(2, max(width, height) // 90)
        left, top = min(x for x, _ in points) - pen, min(y for _, y in points) - pen
        # Twice the size, so that the middles between points are whole numbers too.
        box = " ".join(str(2 * value) for value in (left, top, width + 2 * pen, height + 2 * pen))
        paths = " ".join(_path(line) for line in self.lines)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{paths}" fill="none" '
            f'stroke="currentColor" stroke-width="{2 * pen}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
        )


def _refuse(message: Message) -> NoReturn:
    """Refuse the drawing."""
    raise InvalidStrokes(message)


def _line(line: object) -> tuple[Point, ...]:
    """Read one line."""
    if isinstance(line, str) or not isinstance(line, Sequence):
        if isinstance(line, Mapping):
            _refuse_keys(line)
        _refuse(Message("The drawing could not be read. Clear it and sign again."))
    return tuple(_point(point) for point in line)


def _point(point: object) -> Point:
    """Read one point: two whole numbers, and nothing more."""
    match point:
        case [int() as x, int() as y] if not isinstance(x, bool) and not isinstance(y, bool):
            return x, y
        case Mapping():
            _refuse_keys(point)
    _refuse(Message("The drawing could not be read. Clear it and sign again."))


def _refuse_keys(found: Mapping[object, object]) -> NoReturn:
    """Say what came along that may not be kept."""
    keys = ", ".join(sorted(str(key) for key in found))
    _refuse(Message("A signature keeps only its lines; {key!r} may not be sent along.", {"key": keys}))


def _extent(points: Sequence[Point]) -> tuple[int, int]:
    """Give the width and the height of a drawing."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return max(across) - min(across), max(down) - min(down)


def _path(line: Sequence[Point]) -> str:
    """Write one line as a smooth path through the middles between its points, in half pixels."""
    x, y = line[0]
    if len(line) == 1:
        return f"M{2 * x} {2 * y}h0"
    curves = [f"Q{2 * a} {2 * b} {a + c} {b + d}" for (a, b), (c, d) in pairwise(line)][1:]
    (first_x, first_y), (last_x, last_y) = line[1], line[-1]
    return f"M{2 * x} {2 * y}L{x + first_x} {y + first_y}" + "".join(curves) + f"L{2 * last_x} {2 * last_y}"
