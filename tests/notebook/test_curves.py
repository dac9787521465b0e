"""The curve of a rule: exact amounts, and the quantities where something happens."""

from fractions import Fraction

import pytest

from akkoord.notebook import preview
from akkoord_rules_volume import PerUnit
from tests.notebook.conftest import stepped


def test_the_amount_at_a_quantity_is_that_of_the_rule_itself():
    curve = preview(stepped((0, "0.00"), (100, "6.00")))
    assert [curve.at(quantity) for quantity in (99, 100, 150)] == [0, 600, 900]


def test_tiers_are_steps_and_figures_that_are_no_thresholds_are_not():
    curve = preview(stepped((0, "0.00"), (100, "6.00"), (200, "9.00")))
    assert [(step.quantity, step.after) for step in curve.steps] == [(100, 600), (200, 1800)]
    assert curve.cliffs == ()


def test_a_cliff_is_found_and_said():
    curve = preview(stepped((0, "5.00"), (100, "3.00")))
    (cliff,) = curve.cliffs
    assert (cliff.quantity, cliff.after) == (100, 300)
    assert "100" in repr(curve)
    assert "report-note warn" in curve._repr_html_()


def test_slices_bend_without_a_jump():
    curve = preview(stepped((0, "2.00"), (100, "4.00"), method="slice"))
    (bend,) = curve.steps
    assert bend.quantity == 100
    assert abs(bend.jump) < Fraction(1, 100)


@pytest.mark.parametrize(("up_to", "end"), [pytest.param(None, 267, id="by itself"), pytest.param(500, 500, id="told")])
def test_the_curve_goes_beyond_the_last_threshold(up_to, end):
    assert preview(stepped((0, "0.00"), (200, "9.00")), up_to).points[-1][0] == end


def test_a_rule_without_thresholds_is_drawn_as_far_as_its_example():
    curve = preview(PerUnit(groups=("draught_lager",), rate="2.50"))
    assert curve.steps == ()
    assert curve.points[-1] == (100, 250)


def test_the_drawing_has_no_style_or_script_and_escapes_what_it_is_called():
    svg = str(preview(stepped((0, "0.00"), (100, "6.00"))).svg)
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert "style=" not in svg
