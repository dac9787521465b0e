"""Strokes: geometry only, and a signature is more than a touch."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.closing.strokes import FARTHEST, MOST_LINES, MOST_POINTS, InvalidStrokes, Strokes

LINE = [[10, 10], [40, 60], [90, 20]]


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        pytest.param({"lines": []}, "no signature yet", id="empty"),
        pytest.param({"lines": [[[5, 5]]]}, "no signature yet", id="single dot"),
        pytest.param({"lines": [[[5, 5], [6, 7]]]}, "no signature yet", id="touch"),
        pytest.param({"lines": [LINE], "pressure": [1]}, "'pressure' may not", id="pressure"),
        pytest.param({"lines": [[{"x": 1, "y": 2, "time": 3}]]}, "time, x, y", id="timed points"),
        pytest.param({"lines": [{"points": LINE, "velocity": 2}]}, "velocity", id="speed"),
        pytest.param({"lines": [[[1, 2, 99]]]}, "could not be read", id="third number"),
        pytest.param({"lines": [[[1.5, 2]]]}, "could not be read", id="fraction"),
        pytest.param({"lines": [[[True, False], [90, 90]]]}, "could not be read", id="yes and no"),
        pytest.param({"lines": ["ab"]}, "could not be read", id="text for a line"),
        pytest.param({"lines": "ab"}, "could not be read", id="text for lines"),
        pytest.param({"lines": [[], LINE]}, "could not be read", id="line without points"),
        pytest.param([LINE], "could not be read", id="no object"),
        pytest.param({"lines": [[[0, 0], [FARTHEST + 1, 0]]]}, "could not be read", id="off the glass"),
        pytest.param({"lines": [LINE] * (MOST_LINES + 1)}, "too large", id="too many lines"),
        pytest.param(
            {"lines": [[[i % 500, i % 90] for i in range(MOST_POINTS + 1)]]}, "too large", id="too many points"
        ),
    ],
)
def test_what_is_no_signature_is_refused(drawing, said):
    with pytest.raises(InvalidStrokes) as refused:
        Strokes.read(drawing)
    assert said in str(refused.value)


def drawings():
    point = st.tuples(st.integers(-50, 900), st.integers(-50, 300))
    return st.lists(st.lists(point, min_size=1, max_size=12).map(tuple), min_size=1, max_size=6).map(
        lambda lines: Strokes((*map(tuple, lines), ((0, 0), (100, 50))))
    )


@given(drawings())
def test_strokes_survive_json(strokes):
    assert Strokes.read(json.loads(json.dumps(strokes.to_json()))) == strokes


@given(drawings())
def test_the_drawing_is_whole_numbers_and_the_same_every_time(strokes):
    svg = strokes.to_svg()
    assert svg == Strokes(strokes.lines).to_svg()
    assert "." not in svg.replace("www.w3.org", "")
    assert svg.count("M") == len(strokes.lines)


def test_the_picture_is_cropped_to_the_lines():
    svg = Strokes(((((100, 100)), (190, 140)),)).to_svg()
    assert 'viewBox="196 196 188 88"' in svg
    assert 'stroke-width="4"' in svg
