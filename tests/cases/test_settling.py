"""Replaying what rests on rules: settlements, corrections, indexations, due dates, reports and claims."""

import copy
import json
from importlib.metadata import entry_points

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.cases import parse_case_file, replay
from akkoord.executing import RuleKinds


def installed():
    """The rule kinds that ship with Akkoord."""
    points = [point for point in entry_points(group="akkoord") if point.name.startswith("rules_")]
    return RuleKinds(kind for point in points for kind in point.load().pricing_rules())


KINDS = installed()
STANDARD = {"treatment": "standard", "rate": "21"}
SALES = [
    {"id": "s1", "date": "2026-03-31", "group": "cider", "packages": 30, "litres_each": "50", "paid_on": "2026-04-14"},
    {"id": "s2", "date": "2026-12-20", "group": "cider", "qty": "10.00", "unit": "hl", "paid_on": "2027-02-10"},
]


def line(name, rule, params, amount=None, direction="payable", vat=STANDARD, **expected):
    values = expected if amount is None else {"amount": amount, **expected}
    return {
        "line": name,
        "rule": rule,
        "direction": direction,
        "vat": vat,
        "params": params,
        "expected": values,
        "working": "",
    }


DISCOUNT = {"groups": ["cider"], "basis": "delivered_and_paid", "rate": "10.05"}
SHORTFALL = {"groups": ["cider"], "basis": "delivered_and_paid", "commitment": "20", "rate": "4"}
YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
PERIODIC = {
    "id": "year",
    "kind": "periodic",
    "contract_year": 1,
    "period": YEAR,
    "cutoff": "2027-01-31",
    "lines": [
        line("discount", "per_unit", DISCOUNT, "150.75", qty="15.00"),
        line("shortfall", "shortfall_per_unit", SHORTFALL, "20.00", "receivable", qty="5.00"),
    ],
    "expected": {
        "receivable": [STANDARD | {"net": "20.00", "vat": "4.20"}],
        "payable": [STANDARD | {"net": "150.75", "vat": "31.66"}],
        "balance": {"direction": "payable", "amount": "158.21"},
    },
}
CORRECTION = {
    "id": "late",
    "kind": "correction",
    "corrects": "year",
    "period": YEAR,
    "cutoff": "2027-03-31",
    "recalculated": [{"line": "discount", "amount": "251.25"}, {"line": "shortfall", "amount": "0.00"}],
    "differences": [
        {"line": "discount", "old": "150.75", "new": "251.25", "difference": "100.50"},
        {"line": "shortfall", "direction": "payable", "amount": "20.00"},
    ],
    "expected": {
        "receivable": [],
        "payable": [STANDARD | {"net": "120.50", "vat": "25.30"}],
        "balance": {"direction": "payable", "amount": "145.80"},
    },
}


def replayed(kinds=KINDS, **sections):
    case = {"id": "Z1", "client": "Z", "customer": {}, "compositions": [], **copy.deepcopy(sections)}
    content = json.dumps({"defaults": {"Z": {"term": {"commencement": "2026-01-01"}}}, "cases": [case]})
    (result,) = replay(parse_case_file(content, "cases.json"), (), kinds=kinds)
    return result


def changed(settlement, change):
    found = copy.deepcopy(settlement)
    change(found)
    return found


def test_a_settlement_is_computed_from_the_parameters_and_the_sales_without_a_clause_set():
    result = replayed(sales=SALES, settlements=[PERIODIC])
    assert result.details("en") == ()
    assert [check.path for check in result.checks] == [
        "settlements[0].lines[0].expected.amount",
        "settlements[0].lines[0].expected.qty",
        "settlements[0].lines[1].expected.amount",
        "settlements[0].lines[1].expected.qty",
        "settlements[0].expected.receivable",
        "settlements[0].expected.payable",
        "settlements[0].expected.balance",
    ]
    assert [check.actual for check in result.checks[:4]] == ["150.75", "15.00", "20.00", "5.00"]


def test_a_correction_books_what_is_new_per_line_and_per_vat_group():
    result = replayed(sales=SALES, settlements=[PERIODIC, CORRECTION])
    assert result.details("en") == ()
    assert "settlements[1].differences[0].difference" in [check.path for check in result.checks]


def test_a_second_correction_builds_on_the_first():
    again = CORRECTION | {"id": "again", "recalculated": {"discount": "251.25"}, "differences": {"discount": "0.00"}}
    again["expected"] = {"payable": [], "receivable": [], "balance": {"direction": "none", "amount": "0.00"}}
    result = replayed(sales=SALES, settlements=[PERIODIC, CORRECTION, again])
    assert result.details("en") == ()


def test_totals_of_a_correction_may_stand_under_recalculated_and_differences():
    totals = {"payable": [STANDARD | {"net": "251.25", "vat": "52.76"}]}
    correction = CORRECTION | {"recalculated": totals, "differences": CORRECTION["expected"]}
    assert replayed(sales=SALES, settlements=[PERIODIC, correction]).details("en") == ()


def test_a_correction_that_says_no_period_has_that_of_what_it_corrects():
    correction = {name: value for name, value in CORRECTION.items() if name != "period"}
    assert replayed(sales=SALES, settlements=[PERIODIC, correction]).details("en") == ()


def test_a_line_whose_vat_follows_the_goods_is_one_line_with_totals_at_each_rate():
    sales = [
        {"date": "2026-03-01", "group": "beer", "qty": "80", "unit": "hl", "net": "12000.00"},
        {"date": "2026-03-01", "group": "soft", "qty": "40", "unit": "hl", "net": "4000.00"},
    ]
    tiers = {"groups": ["beer", "soft"], "method": "whole", "tiers": [{"from_qty": "100", "rate": "1.01"}]}
    vat = STANDARD | {"goods": [{"groups": ["soft"], "treatment": "reduced", "rate": "9"}]}
    settlement = {"id": "both", "kind": "periodic", "period": YEAR, "cutoff": "2026-12-31"}
    settlement["lines"] = [line("bonus", "tier_per_unit", tiers, "121.20", vat=vat, qty="120")]
    settlement["expected"] = {
        "receivable": [],
        "payable": [
            STANDARD | {"net": "90.90", "vat": "19.09"},
            {"treatment": "reduced", "rate": "9", "net": "30.30", "vat": "2.73"},
        ],
        "balance": {"direction": "payable", "amount": "143.02"},
    }
    assert replayed(sales=sales, settlements=[settlement]).details("en") == ()


def test_a_part_of_a_stated_full_period_is_cut_down_by_its_days():
    held = SHORTFALL | {"prorate": "days"}
    first = {"from": "2026-01-01", "to": "2026-03-14"}
    settlement = {"id": "part", "kind": "end", "period": first, "full_period": YEAR, "cutoff": "2026-03-31"}
    settlement["lines"] = [line("shortfall", "shortfall_per_unit", held, "16.00", "receivable", qty="4")]
    assert replayed(sales=SALES, settlements=[settlement]).details("en") == ()


def test_a_correction_of_something_that_is_not_there_differs():
    result = replayed(sales=SALES, settlements=[CORRECTION])
    assert not result.ok
    assert "there is no settlement 'year' above it" in result.details("en")[0]


@pytest.mark.parametrize(
    ("place", "key", "value"),
    [
        (("lines", 0, "expected"), "amount", "150.76"),
        (("lines", 0, "expected"), "qty", "15.01"),
        (("expected",), "balance", {"direction": "receivable", "amount": "158.21"}),
        (("expected",), "payable", [STANDARD | {"net": "150.75", "vat": "31.65"}]),
        (("expected",), "receivable", []),
    ],
)
def test_each_wrong_expectation_is_one_difference(place, key, value):
    def change(settlement):
        inner = settlement
        for step in place:
            inner = inner[step]
        inner[key] = value

    result = replayed(sales=SALES, settlements=[changed(PERIODIC, change)])
    assert len(result.differences) == 1
    assert result.differences[0].path.endswith(key)


def test_what_is_computed_does_not_follow_what_is_expected():
    def forget(settlement):
        for each in settlement["lines"]:
            each["expected"] = dict.fromkeys(each["expected"], "0")
        settlement["expected"] = {key: [] for key in settlement["expected"]}

    told = replayed(sales=SALES, settlements=[changed(PERIODIC, forget)])
    assert [check.actual for check in told.checks if check.path.endswith("amount")] == ["150.75", "20.00"]
    assert not any(check.ok for check in told.checks)


def test_cumulation_leaves_the_lower_line_uncharged():
    end = {"contract_end": "2028-12-31", "after": "2026-12-31", "group": "future"}
    settlement = PERIODIC | {
        "kind": "end",
        "cumulation": {"group": "future", "mode": "highest"},
        "lines": [
            line(
                "back", "linear_clawback", {"amount": "3600", "months": 36, **end}, "2400.00", "receivable", months=24
            ),
            line(
                "future",
                "shortfall_future",
                {"annual_commitment": "20", "rate": "4", **end},
                "160.00",
                "receivable",
                charged=False,
            ),
        ],
        "expected": {"receivable": [STANDARD | {"net": "2400.00", "vat": "504.00"}]},
    }
    assert replayed(settlements=[settlement]).details("en") == ()


def test_a_kind_that_is_not_installed_differs_with_the_reason():
    result = replayed(kinds=RuleKinds(), sales=SALES, settlements=[PERIODIC])
    assert len(result.differences) == 7
    assert "There is no rule of the kind 'per_unit'" in result.details("en")[0]


def test_a_rule_with_wrong_parameters_differs_with_the_reason():
    wrong = changed(PERIODIC, lambda each: each["lines"][0]["params"].update(rate=None))
    assert "Parameter rate" in replayed(sales=SALES, settlements=[wrong]).details("en")[0]


@pytest.mark.parametrize("section", ["settlements", "obligations", "reports", "indexations", "other_claims"])
def test_a_section_that_cannot_be_read_differs_and_does_not_spoil_the_others(section):
    good = {"settlements": [PERIODIC], "obligations": [{"anchor": "2026-01-01", "due": "2026-01-01"}]}
    result = replayed(sales=SALES, **(good | {section: [1]}))
    assert [check.path for check in result.differences] == [section]
    assert any(check.ok for check in result.checks)


def test_a_settlement_that_cannot_be_read_does_not_spoil_the_others():
    result = replayed(
        sales=SALES, settlements=[PERIODIC, PERIODIC | {"id": "x", "lines": [{"line": "a", "expected": 1}]}]
    )
    assert [check.path for check in result.differences] == ["settlements[1]"]
    assert len(result.checks) == 8


def test_what_is_expected_beyond_what_is_computed_is_named():
    result = replayed(sales=SALES, settlements=[changed(PERIODIC, lambda each: each["expected"].update(mood="good"))])
    assert "settlements[0].expected.mood (not a value that Akkoord computes)" in result.left_out("en")[0]


@pytest.mark.parametrize(
    ("anchor", "offset", "due"),
    [
        ("2026-12-31", {"days": 60}, "2027-03-01"),
        ("2026-02-12", {"days": -5}, "2026-02-07"),
        ("2030-12-31", {"months": -6}, "2030-06-30"),
        ("2026-01-31", {"months": 1}, "2026-02-28"),
        ("2026-01-01", {"years": 1, "weeks": 1}, "2027-01-08"),
        ("2028-12-31", {"notice_months": 3}, "2028-09-30"),
        ("2028-12-31", {"notice_months": 0}, None),
        (["2026-03-01", "2026-05-01"], {"days": 14}, "2026-05-15"),
        ("2026-05-01", None, "2026-05-01"),
    ],
)
def test_due_dates_are_counted_from_their_anchor(anchor, offset, due):
    result = replayed(obligations=[{"anchor": anchor, "offset": offset, "due": due}])
    assert result.details("en") == ()
    assert [check.actual for check in result.checks] == [due]


@pytest.mark.parametrize("offset", [{"moons": 1}, {"days": "1"}, {"notice_months": 1, "days": 1}])
def test_an_offset_that_is_none_differs(offset):
    result = replayed(obligations=[{"anchor": "2026-01-01", "offset": offset, "due": "2026-01-02"}])
    assert not result.ok


STEPS = [{"from": "120.4", "to": "124.1"}, {"from": "124.1", "to": "131.9"}]


@pytest.mark.parametrize(
    "entry",
    [
        {"params": {"base": "89.50", "steps": STEPS, "cap_pct": "5"}, "expected": {"amount": "96.86"}},
        {"base": "89.50", "steps": STEPS, "cap_pct": "5", "expected": ["92.25", "96.86"]},
        {"base": "89.50", "steps": STEPS, "cap_pct": "5", "expected": "96.86"},
        {
            "steps": STEPS,
            "cap_pct": "5",
            "items": [{"item": "a", "base": "89.50", "expected": {"prices": ["92.25", "96.86"]}}],
        },
    ],
    ids=["parameters apart", "every year", "the last year", "items"],
)
def test_prices_are_indexed_in_whichever_shape(entry):
    result = replayed(indexations=[entry])
    assert result.details("en") == ()
    assert len(result.checks) == 1


def test_reports_are_computed_as_of_their_day():
    writeoff = {"principal": "1000", "basis": "delivered_and_paid", "rates": [{"group": "cider", "rate": "10"}]}
    reports = [
        {"report": "loan", "as_of": "2026-12-31", "rule": "per_unit_writeoff", "params": writeoff,
         "expected": {"amount": "850.00"}},
        {"report": "loan", "as_of": "2027-03-01", "rule": "per_unit_writeoff", "params": writeoff,
         "expected": {"amount": "750.00"}},
        {"report": "used", "as_of": "2026-12-31", "rule": "ratio_pct",
         "params": {"numerator": "15", "denominator": "20"}, "expected": {"amount": "75.00"}},
        {"report": "left", "as_of": "2026-12-31", "rule": "remaining_months", "params": {"contract_end": "2027-06-30"},
         "expected": {"months": 6, "amount": "6"}},
        {"report": "mood"},
    ]  # fmt: skip
    result = replayed(sales=SALES, reports=reports)
    assert result.details("en") == ()
    assert len(result.checks) == 5
    assert [item.section for item in result.not_run] == ["reports[4]"]


def test_claims_add_up_with_the_end_statement():
    claims = [
        {"line": "asset", "rule": "residual_value", "direction": "receivable",
         "vat": {"treatment": "out_of_scope", "rate": "0"},
         "params": {"new_value": "1000", "placed_on": "2026-01-01", "life_months": 24},
         "expected": {"amount": "500.00"}},
        {"line": "invoices", "amount": "250.10"},
    ]  # fmt: skip
    result = replayed(
        sales=SALES,
        settlements=[PERIODIC | {"kind": "end"}],
        termination={"effective": "2026-12-31"},
        other_claims=claims,
        claim_total="591.89",
    )
    assert result.details("en") == ()
    assert [check.path for check in result.checks][-2:] == ["other_claims[0].expected.amount", "claim_total"]


@given(st.permutations(SALES * 2))
def test_the_order_of_the_sales_does_not_matter(sales):
    actual = [check.actual for check in replayed(sales=sales, settlements=[PERIODIC]).checks]
    assert actual == [check.actual for check in replayed(sales=SALES * 2, settlements=[PERIODIC]).checks]
