"""`akkoord settle`: what it settles, what it says, and how it ends."""

from datetime import UTC, datetime

import pytest

from akkoord.access import CONSOLE
from akkoord.dossier import Customers, Party
from akkoord.store import CONTRACT, CONTRACT_VERSION, Event, canonical_json, open_store

AT = datetime(2026, 1, 1, tzinfo=UTC)


def rule(kind):
    return {
        "clause": "rent", "line": "fee", "kind": kind, "direction": "payable", "group": None, "cumulation": None,
        "vat": {"treatment": "standard", "rate": "21"}, "settle": "quarter", "effect": None, "item": None,
        "parameters": {"amount": "10.00"}, "facts": {},
    }  # fmt: skip


@pytest.fixture
def in_force(made, folder):
    """Put a contract with one rule in force in the workspace of the current folder."""

    def put(number, kind="fixed_per_month"):
        with_store = open_store(folder / "akkoord.sqlite")
        customer = Customers(with_store).add(Party(f"Klant {number}"), None, by=CONSOLE, at=AT)
        body = {"clause_set": "x", "facts": {}, "made_on": "2026-01-01", "own_texts": [], "sha256": None, "needs": [],
                "approvals": [], "authors": [], "reason": None, "notice_on": None}  # fmt: skip
        contract = {"id": number, "state": "in_force", "customer": customer.id, "number": number, "notice_by": None,
                    "commencement": "2026-01-01", "ends_on": None, "current": None, "updated_at": "", "proposal": None,
                    "body": canonical_json(body)}  # fmt: skip
        with_store.save(CONTRACT, contract, expected=0, events=[Event("made")], by="console", at=AT)
        text = canonical_json({"rules": [rule(kind)], "parts": []})
        version = {"id": f"v{number}", "contract": number, "version": 1, "revision": 1, "sha256": number,
                   "made_at": "", "made_by": "console", "body": text}  # fmt: skip
        with_store.add(CONTRACT_VERSION, version)
        changed = {"id": number, "current": f"v{number}"}
        with_store.save(CONTRACT, changed, expected=1, events=[Event("ready")], by="console", at=AT)
        with_store.close()

    return put


def test_a_quarter_is_settled_posted_and_not_settled_twice(run, in_force):
    in_force("2026-0001")
    first = run("settle", "--period", "2026-Q1", "--cutoff", "2026-04-15", "--post", "--json")
    (made,) = first.json
    assert (made["did"], made["state"], made["lines"][0]["amount"]) == ("made", "posted", "30.00")
    assert made["balance"] == {"direction": "payable", "amount": "36.30"}
    again = run("settle", "--period", "2026-Q1", "--cutoff", "2026-04-15")
    assert "New 0, changed 0, corrections 0, as they were 1, failed 0." in again.out
    assert (first.code, again.code) == (0, 0)


def test_a_contract_that_cannot_be_settled_is_named_and_the_others_go_on(run, in_force):
    in_force("2026-0001", "gone")
    in_force("2026-0002")
    done = run("settle", "--period", "2026-Q1", "--cutoff", "2026-04-15")
    assert "2026-0001: Line 'fee' of clause 'rent' needs the rule kind 'gone'" in done.out
    assert "2026-0002: 1 January 2026 through 31 March 2026, €36.30 for the customer" in done.out
    assert "1 waits for approval." in done.out
    assert done.code == 1


def test_one_contract_can_be_settled_by_itself(run, in_force):
    in_force("2026-0001")
    in_force("2026-0002")
    done = run("settle", "--period", "2026-Q1", "--contract", "2026-0002", "--json")
    assert [each["contract"] for each in done.json] == ["2026-0002"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("--period", "2026-Q9"), "is no period"), (("--period", "2026", "--contract", "x"), "There is no contract x.")],
)
def test_what_cannot_be_settled_is_said_in_a_sentence(run, made, arguments, says):
    done = run("settle", *arguments)
    assert says in done.err
    assert done.code == 2


def test_what_was_posted_goes_to_the_books(run, in_force, folder):
    in_force("2026-0001")
    run("settle", "--period", "2026-Q1", "--cutoff", "2026-04-15", "--post")
    (names, row) = (line.split(";") for line in run("ledger", "--period", "2026-Q1").out.splitlines())
    assert dict(zip(names, row, strict=True))["net"] == "30.00"
    assert run("ledger", "--period", "2026-Q2").out.splitlines() == [";".join(names)]
    done = run("ledger", "--period", "2026-Q1", "--format", "xlsx", "--output", str(folder / "q1.xlsx"))
    assert (done.code, (folder / "q1.xlsx").read_bytes()[:2]) == (0, b"PK")
