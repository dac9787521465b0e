"""Whatever is chosen, the contract is whole: no reference hangs in the air, no value misses, no article is empty."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing.text import write_out
from akkoord.testing.contracts import faults

FILLED = json.loads((Path(__file__).parent / "golden" / "hotel.json").read_text(encoding="utf-8"))
FILLED.pop("own_texts")
SWITCHES = (
    "paper_rebate", "registration", "exclusivity", "minimum_fee", "weight", "fuel", "indexation", "ze_zone", "sla",
    "reporting",
)  # fmt: skip
AMOUNTS = {
    "ze_zone": "surcharge", "registration": "fee", "reporting": "fee", "sla": "credit_fixed",
}  # fmt: skip


@st.composite
def offers(draw, table):
    found = {item: {"enabled": draw(st.booleans())} for item in SWITCHES}
    for name in ("term.renewal", "containers.owner", "customer.legal_form"):
        group, _, key = name.partition(".")
        found.setdefault(group, {})[key] = draw(st.sampled_from(sorted(table.questions[name].choices)))
    for group, key in AMOUNTS.items():
        found[group][key] = draw(st.sampled_from(["0", "5.00"]))
    found["services"] = {"scheduled": draw(st.booleans()), "on_call": draw(st.booleans())}
    kinds = draw(st.lists(st.sampled_from(sorted(table.questions["streams.list"].column("kind").choices)), min_size=1))
    row = {"eural": "20 03 01", "container": "240 l", "count": 1, "lifts": "weekly", "price": "8.00"}
    found["streams"] = {"list": [{**row, "kind": kind} for kind in kinds]}
    return found


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_every_contract_that_may_be_made_can_be_signed(table, data):
    composition = table.composed(FILLED, data.draw(offers(table)))
    if composition.ok:
        assert faults(write_out(composition)) == []
