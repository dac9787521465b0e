"""Whatever is chosen, the contract is whole: no reference hangs in the air, no value misses, no article is empty."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing.text import write_out
from akkoord.testing.contracts import faults

GOLDEN = Path(__file__).parent / "golden"
FILLED = json.loads((GOLDEN / "per_cup.json").read_text(encoding="utf-8"))
FILLED.pop("own_texts")
SWITCHES = ("trial", "telemetry", "sustainability", "indexation", "upgrade", "consumables", "purchase_option")
CHOICES = (
    "term.renewal", "equipment.form", "service.level", "billing.mode", "billing.period", "sustainability.certificate",
    "customer.legal_form", "situation.power_phase",
)  # fmt: skip


@st.composite
def offers(draw, table):
    found = {item: {"enabled": draw(st.booleans())} for item in SWITCHES}
    for name in CHOICES:
        group, _, key = name.partition(".")
        found.setdefault(group, {})[key] = draw(st.sampled_from(sorted(table.questions[name].choices)))
    found["situation"] |= {
        "water_connected": draw(st.booleans()),
        "water_hardness_dh": draw(st.sampled_from(["7", "8"])),
    }
    found["consumables"] |= {"minimum_kg": draw(st.sampled_from([None, "300"]))}
    return found | {"ending": {"loan_fee": "45.00"}}


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_every_contract_that_may_be_made_can_be_signed(table, data):
    composition = table.composed(FILLED, data.draw(offers(table)))
    if composition.ok:
        assert faults(write_out(composition)) == []
