"""Whatever is chosen, the contract is whole: no reference hangs in the air, no value misses, no article is empty."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing.text import write_out

EVERYTHING = json.loads((Path(__file__).parent / "golden" / "everything.json").read_text(encoding="utf-8"))
EVERYTHING.pop("own_texts")
ALL_FILLED_IN = {"commitment": {"total_hl": "500", "run_on_until": "2032-12-31"}, "customer": {"seat": "Deventer"}}
ITEMS = (
    "volume_discount", "tier_bonus", "growth_bonus", "range_rebate", "investment", "loan", "guarantee", "equipment",
    "energy",
)  # fmt: skip


def choices(table, name):
    return st.sampled_from(sorted(table.questions[name].choices))


@st.composite
def offers(draw, table):
    """Draw the choices of a proposal; every amount that one of them asks for is filled in."""
    found = {item: {"enabled": draw(st.booleans())} for item in ITEMS}
    for name in (
        "term.kind", "term.renewal", "exclusivity.mode", "commitment.mode", "volume_discount.frequency",
        "tier_bonus.method", "ending.shortfall_scope", "ending.cumulation", "situation.premises", "customer.legal_form",
    ):  # fmt: skip
        group, _, key = name.partition(".")
        found.setdefault(group, {})[key] = draw(choices(table, name))
    found["term"] |= {"months": draw(st.sampled_from([12, 36, 60])), "notice_months": draw(st.sampled_from([0, 3]))}
    found["commitment"] |= {
        "tolerance_pct": draw(st.sampled_from(["0", "10"])),
        "shortfall_rate": draw(st.sampled_from(["0", "25"])),
        "run_on": draw(st.booleans()),
    }
    found["payment"] = {"direct_debit": draw(st.booleans())}
    found["energy"] |= {"co2_cylinders": draw(st.sampled_from([0, 1, 2])), "cooling_contribution": draw(
        st.sampled_from(["0", "12.50"])
    )}  # fmt: skip
    return found


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_every_contract_is_complete_and_refers_to_what_is_there(table, data):
    composition = table.composed(EVERYTHING, ALL_FILLED_IN, data.draw(offers(table)))
    if not composition.ok:
        return
    document = write_out(composition)
    document.require_complete()
    for section in document.sections:
        assert section.paragraphs, section.id
