"""Contract versions: one canonical text and its hash, the same on every machine, and never half a contract."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from akkoord.closing import Obligation, OwnText, RuleUse, compose, parse_due
from akkoord.closing.document import MissingValues, UnfinishedText
from akkoord.closing.text import write_out
from akkoord.closing.version import ContractVersion, InvalidVersion, NotReady, freeze

PRINT_THE_HASH = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("conftest", sys.argv[1])
tests = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tests)
composition = tests.agreed.__wrapped__(tests.Shop())()
print(tests.freeze(tests.write_out(composition), composition, {"b": "1", "a": "2"}).sha256)
"""


def test_a_version_holds_all_of_the_contract(version):
    data = version.data
    assert data["contract"] == {"number": "F-2026-007", "title": "Title of parties", "language": "nl"}
    assert [(part["id"], part["label"]) for part in data["parts"]] == [
        ("parties", None), ("why", None), ("price", "1"), ("end", "2"), ("special", "3"), ("sign", None),
        ("list", "Bijlage 1"),
    ]  # fmt: skip
    assert data["facts"]["rent"]["price"] == "1234.50"
    assert data["own_texts"] == [{"n": 1, "title": "Terras", "body": "Eigen tekst met **vet**.", "after": None}]
    special = data["parts"][4]["clause"]
    assert special["version"] == 1
    assert special["reason"]["condition"] == "own_texts.unplaced > 0"
    assert special["reason"]["answers"] == {"own_texts.unplaced": 1}
    assert {"in": "price", "text": "artikel 2"} in data["references"]
    assert data["slots"][1] == {"id": "customer-1", "party": "customer", "name": "Café <De Zwaan>", "role": ""}
    assert data["plugins"] == {"bicycles": "1.0"}
    assert data["labels"]["by_id"] == {"price": "1", "end": "2", "special": "3", "list": "Bijlage 1"}


def test_obligations_and_rules_come_along_with_the_facts_they_use(shop):
    clause = shop.clause(
        "a",
        obligations=(Obligation("pay", "customer", "Betalen", parse_due("delivery + 14 days", {})),),
        rules=(RuleUse("per_unit", {"rate": "rent.price", "basis": "delivered"}, id="rent"),),
    )
    composition = compose(shop.clause_set(clause), shop.draft(rent={"price": "2.50"}))
    data = freeze(write_out(composition), composition, {}).data
    assert data["obligations"] == [
        {
            "clause": "a", "id": "pay", "party": "customer", "action": "Betalen", "due": "delivery + 14 days",
            "rule": {
                "anchors": ["delivery"], "days": {}, "every": None,
                "offset": {"amount": 14, "unit": "days", "before": False},
            },
            "checks": [],
        }
    ]  # fmt: skip
    assert data["rules"] == [
        {
            "clause": "a",
            "line": "rent",
            "kind": "per_unit",
            "direction": "receivable",
            "vat": {"treatment": "out_of_scope", "rate": "0"},
            "settle": "contract_year",
            "group": None,
            "cumulation": None,
            "effect": None,
            "item": None,
            "parameters": {"rate": "2.50", "basis": "delivered"},
            "facts": {"rate": ["rent.price"]},
        }
    ]


def test_the_same_contract_is_the_same_bytes_in_any_process():
    conftest = Path(__file__).with_name("conftest.py")
    hashes = {
        subprocess.run(
            [sys.executable, "-c", PRINT_THE_HASH, str(conftest)],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, locale in (("0", "UTC", "C"), ("1", "Pacific/Kiritimati", "C.UTF-8"))
    }
    assert len(hashes) == 1
    assert len(hashes.pop().strip()) == 64


def test_any_change_is_another_hash(agreed):
    hashes = []
    for changes, texts in (
        ((), ()),
        ((("client", {"name": "Café De Zwaan"}),), ()),
        ((), (OwnText(1, "T", "a"),)),
        ((), (OwnText(1, "T", "b"),)),
        ((), (OwnText(1, "T", "b", "price"),)),
    ):
        composition = agreed(changes, texts)
        hashes.append(freeze(write_out(composition), composition, {}).sha256)
    assert len(set(hashes)) == len(hashes)


def test_a_version_is_read_back_as_it_was(version):
    again = ContractVersion.read(version.canonical)
    assert again == version
    assert again.html == version.html
    assert again.slots == version.slots
    assert again.supplier == "Fietsenhuis B.V."


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text.replace(b"1.234,50", b"1.234,51", 1) + b" ", id="space added"),
        pytest.param(lambda text: text[:-1], id="cut"),
        pytest.param(lambda _: b"[]", id="no object"),
        pytest.param(lambda _: b"\xff", id="no text"),
        pytest.param(lambda text: json.dumps(json.loads(text)).encode(), id="written otherwise"),
        pytest.param(lambda text: text.replace(b"akkoord-contract/1", b"akkoord-contract/9"), id="another format"),
    ],
)
def test_what_is_not_canonical_is_no_version(version, damage):
    with pytest.raises(InvalidVersion):
        ContractVersion.read(damage(version.canonical))


def test_an_incomplete_contract_is_never_frozen(agreed):
    composition = agreed((("rent", {"price": None, "bicycles": [{"frame": "1"}]}),))
    with pytest.raises(MissingValues, match="Price"):
        freeze(write_out(composition), composition, {})


def test_a_broken_reference_is_never_frozen(shop):
    composition = compose(shop.clause_set(shop.clause("a", body="${ref('gone')}")), shop.draft())
    with pytest.raises(UnfinishedText):
        freeze(write_out(composition), composition, {})


def test_a_contract_with_errors_is_never_frozen(shop):
    clause_set = shop.clause_set(shop.clause("a"), validations=(shop.validation("WRONG", "true"),))
    composition = compose(clause_set, shop.draft())
    with pytest.raises(NotReady, match="WRONG"):
        freeze(write_out(composition), composition, {})
