"""The page of the pricing rules says what the installed kinds say."""

import runpy
from pathlib import Path

from akkoord.plugins import Plugins
from akkoord.testing import NOON, FakeClock

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_pricing_rules_is_what_the_kinds_say_themselves():
    written = runpy.run_path(str(ROOT / "tools/pricing_rules.py"))["page"](Plugins.load(clock=FakeClock(NOON)))
    page = (ROOT / "docs/pricing-rules.md").read_text("utf-8")
    assert page == written, "write the page anew: tools/pricing_rules.py > docs/pricing-rules.md"
