"""Replaying worked cases: what is computed, what differs, what is not run, and nothing taken from what is expected."""

import copy
import json
from datetime import date
from typing import Annotated

import pytest

from akkoord.cases import clause_set_of, parse_case_file, replay
from akkoord.closing import Adjustment, Clause, ClauseSet, Validation
from akkoord.facts import Ask, Choice, Date, Group, Questions, Whole, YesNo, parse_condition, term_dates
from akkoord.language import Words


def words(text):
    return Words(nl=f"nl {text}", en=text)


class Term(Group, name="term", part="proposal", label=words("Term")):
    kind: Annotated[Choice, Ask(words("Kind"), choices={"fixed": words("fixed"), "open": words("open")})] = None
    commencement: Annotated[Date, Ask(words("Begins on"))] = None
    months: Annotated[Whole, Ask(words("Months"))] = None
    notice_months: Annotated[Whole, Ask(words("Notice"))] = None


class Rent(Group, name="rent", part="proposal", label=words("Rent")):
    insured: Annotated[YesNo, Ask(words("Insured"))] = None
    bare: Annotated[YesNo, Ask(words("Bare"))] = None


def clause(name, order, when="true", kind="article", body="Tekst.", **more):
    return Clause(name, kind, name.title(), order, parse_condition(when), body, **more)


CLAUSES = (
    clause("z-parties", 1, kind="preamble"),
    clause("z-rent", 10, body="{#price} De prijs.\n\nZie ${ref('z-end')} en ${ref('z-rent', 'price')}."),
    clause("z-insurance", 20, "rent.insured", requires=("z-annex",), body="Zie ${annex('z-annex')}."),
    clause("z-bare", 30, "rent.bare", conflicts=("z-insurance",)),
    clause("z-special", 40, "own_texts.unplaced > 0"),
    clause("z-end", 50),
    clause("z-annex", 90, "false", kind="annex"),
    clause("z-terms", 99, kind="annex"),
)
BICYCLES = ClauseSet(
    "bicycles",
    words("Bicycles"),
    Questions((Term, Rent)),
    CLAUSES,
    (Validation("LONG", "warning", parse_condition("term.months > 60"), words("Long")),),
    (term_dates,),
    client="z",
)

FIXED = {"kind": "fixed", "commencement": "2026-01-01", "months": 12, "notice_months": 2}
CASE = {
    "id": "Z1",
    "client": "Z",
    "customer": {"name": "Pedaal B.V."},
    "compositions": [
        {
            "version": 1,
            "based_on": None,
            "facts": {"term": FIXED},
            "own_texts": [{"n": 1, "title": "Bel", "body": "Met bel.", "position": {"after": "z-rent"}}],
            "expected": {
                "ok": True,
                "issues": [],
                "term_end": "2026-12-31",
                "notice_deadline": "2026-10-31",
                "clauses": [
                    {"id": "z-parties", "label": None},
                    {"id": "z-rent", "label": "1"},
                    {"id": "own:1", "label": "2"},
                    {"id": "z-insurance", "label": "3"},
                    {"id": "z-end", "label": "4"},
                    {"id": "z-annex", "label": "Bijlage 1"},
                    {"id": "z-terms", "label": "Bijlage 2"},
                ],
                "auto_included": ["z-annex"],
                "cross_references": [{"in": "z-rent", "text": "artikel 4"}],
            },
        }
    ],
}
FILE = {"schema": 1, "defaults": {"Z": {"rent": {"insured": True}}}, "cases": [CASE]}


def file_with(change):
    """The file above, with its case changed."""
    content = copy.deepcopy(FILE)
    change(content["cases"][0])
    return content


def replayed(content, clause_sets=(BICYCLES,), adjust=None):
    return replay(parse_case_file(json.dumps(content), "cases.json"), clause_sets, adjust)


def only(content, **more):
    (result,) = replayed(content, **more)
    return result


def actual(result, key, at=0):
    (check,) = [check for check in result.checks if check.path == f"compositions[{at}].expected.{key}"]
    return check.actual


def test_a_case_that_agrees_says_so_with_what_was_computed():
    result = only(FILE)
    assert result.details("en") == ()
    assert result.ok
    expected = CASE["compositions"][0]["expected"]
    for key in expected.keys() - {"cross_references"}:
        assert actual(result, key) == expected[key]
    assert actual(result, "cross_references") == [
        {"in": "z-rent", "text": "artikel 4"},
        {"in": "z-rent", "text": "artikel 1.1"},
        {"in": "z-insurance", "text": "Bijlage 1"},
    ]


def test_the_result_for_programs_has_exactly_the_agreed_shape():
    content = file_with(lambda case: case.update(forecast={"hectolitres": 120}))
    plain = only(content).to_json()
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain) == ["id", "checks", "not_run"]
    assert plain["checks"][0] == {"path": "compositions[0].expected.ok", "ok": True, "actual": True}
    assert plain["not_run"] == [{"section": "forecast", "reason": "not computed by this version of Akkoord"}]


WRONG = {
    "ok": False,
    "issues": [{"code": "LONG", "severity": "warning"}],
    "term_end": "2027-01-01",
    "notice_deadline": None,
    "clauses": [],
    "auto_included": ["z-annex", "z-terms"],
    "cross_references": [{"in": "z-rent", "text": "artikel 5"}],
}


@pytest.mark.parametrize("key", sorted(WRONG))
def test_each_difference_is_found_and_nothing_else(key):
    result = only(file_with(lambda case: case["compositions"][0]["expected"].update({key: WRONG[key]})))
    assert [check.path for check in result.differences] == [f"compositions[0].expected.{key}"]
    assert not result.ok


def test_what_is_computed_does_not_depend_on_what_is_expected():
    def spoil(case):
        case["compositions"][0]["expected"] = {key: f"wrong {key}" for key in WRONG}

    right, wrong = only(FILE), only(file_with(spoil))
    assert {check.path: check.actual for check in right.checks} == {check.path: check.actual for check in wrong.checks}
    assert not any(check.ok for check in wrong.checks)


def test_only_the_keys_that_are_there_are_checked():
    result = only(file_with(lambda case: case["compositions"][0].update(expected={"ok": True})))
    assert [check.path for check in result.checks] == ["compositions[0].expected.ok"]


def test_an_expected_value_that_is_not_known_is_not_run():
    result = only(file_with(lambda case: case["compositions"][0]["expected"].update(pages=12)))
    assert [item.section for item in result.not_run] == ["compositions[0].expected.pages"]
    assert result.ok


def test_true_is_not_one():
    result = only(file_with(lambda case: case["compositions"][0]["expected"].update(ok=1)))
    assert [check.path for check in result.differences] == ["compositions[0].expected.ok"]


def test_issues_carry_their_clauses_only_when_they_are_about_clauses():
    def change(case):
        case["compositions"][0]["facts"]["rent"] = {"bare": True}
        case["compositions"][0]["facts"]["term"] = FIXED | {"months": 61}

    result = only(file_with(change))
    assert actual(result, "ok") is False
    assert actual(result, "issues") == [
        {"code": "CLAUSE_CONFLICT", "severity": "error", "clauses": ["z-bare", "z-insurance"]},
        {"code": "LONG", "severity": "warning"},
    ]


def test_an_issue_may_be_expected_with_an_empty_list_of_clauses():
    def change(case):
        case["compositions"][0]["facts"]["term"] = FIXED | {"months": 61}
        case["compositions"][0]["expected"] = {"issues": [{"code": "LONG", "severity": "warning", "clauses": []}]}

    assert only(file_with(change)).ok


def test_facts_of_the_case_go_over_the_defaults_of_its_client():
    result = only(file_with(lambda case: case["compositions"][0]["facts"].update(rent={"insured": False})))
    assert {"id": "z-insurance", "label": "3"} not in actual(result, "clauses")


def test_the_customer_of_the_case_is_a_party_in_the_facts():
    named = clause("z-name", 5, "customer.name == 'Pedaal B.V.'")
    clauses = ClauseSet("named", words("x"), Questions((Term, Rent)), (*CLAUSES, named), client="z")
    assert {"id": "z-name", "label": "1"} in actual(only(FILE, clause_sets=[clauses]), "clauses")


def test_an_own_text_whose_clause_is_absent_goes_to_the_special_provisions():
    def change(case):
        case["compositions"][0]["own_texts"][0]["position"] = {"after": "z-bare"}

    parts = [part["id"] for part in actual(only(file_with(change)), "clauses")]
    assert "own:1" not in parts
    assert "z-special" in parts


def test_facts_that_no_question_asks_for_are_kept_and_absent_ones_are_nothing():
    result = only(file_with(lambda case: case["compositions"][0].update(facts={"weather": {"rain": "12.5"}})))
    assert actual(result, "term_end") is None
    assert actual(result, "ok") is True


def amended(case):
    second = copy.deepcopy(case["compositions"][0])
    second |= {"version": 2, "based_on": 1, "effective": "2026-07-01"}
    second["facts"]["rent"] = {"insured": False, "bare": True}
    second["expected"] = {
        "clauses": [
            {"id": "z-parties", "label": None},
            {"id": "z-rent", "label": "1"},
            {"id": "own:1", "label": "2"},
            {"id": "z-bare", "label": "2A"},
            {"id": "z-end", "label": "4"},
            {"id": "z-terms", "label": "Bijlage 2"},
        ],
        "cross_references": [{"in": "z-rent", "text": "artikel 4"}],
    }
    case["compositions"].append(second)


def test_an_amendment_keeps_the_labels_of_the_version_it_is_based_on():
    assert only(file_with(amended)).details("en") == ()


def test_an_amendment_of_what_could_not_be_composed_is_a_difference_with_the_reason():
    def change(case):
        amended(case)
        case["compositions"][0]["facts"]["term"] = {"months": "a year"}

    result = only(file_with(change))
    assert not any(check.ok for check in result.checks)
    assert {check.actual for check in result.checks} == {None}
    assert "a year" in result.details("en")[0]
    assert "version 1, which it amends, was not composed" in result.details("en")[-1]


def test_a_derived_fact_that_fails_is_a_difference_with_the_reason():
    def failing(_):
        raise OverflowError("the calendar ends")

    clauses = ClauseSet("failing", words("x"), Questions((Term,)), CLAUSES, derived=(failing,), client="z")
    result = only(FILE, clause_sets=[clauses])
    assert not any(check.ok for check in result.checks)
    assert "this could not be computed: the calendar ends" in result.details("en")[0]


def test_plugins_adjust_the_selection_as_they_do_for_a_contract():
    def adjust(draft, selection):
        assert "z-insurance" in selection
        return [Adjustment("z-bare", include=True, reason=words("chain"), plugin="chains")]

    result = only(FILE, adjust=adjust)
    assert actual(result, "ok") is False
    assert "z-bare" in actual(result, "auto_included")


def test_a_clause_text_that_fails_is_a_difference_and_the_rest_is_computed():
    broken = ClauseSet("broken", words("x"), Questions((Term,)), (clause("z-a", 1, body="${hl(1, 2, 3)}"),), client="z")
    result = only(FILE, clause_sets=[broken])
    assert actual(result, "cross_references") is None
    assert "z-a" in next(line for line in result.details("en") if "cross_references" in line)
    assert actual(result, "clauses")[0] == {"id": "z-a", "label": "1"}


def test_a_case_of_another_client_is_not_run_and_not_passed():
    content = file_with(lambda case: case.update(client="Y", states={"customer": [["make", "prospect"]]}))
    result = only(content)
    assert result.checks == ()
    assert [(item.section, str(item.reason)) for item in result.not_run] == [
        ("compositions", "clause set not installed for client Y"),
        ("states", "clause set not installed for client Y"),
    ]
    assert result.headline("en") == "Z1: nothing was run"
    assert result.left_out("en") == ("not run: compositions, states (clause set not installed for client Y)",)


@pytest.mark.parametrize("client", ["Z", "z", "bicycles", "Bicycles"])
def test_a_clause_set_is_found_by_its_letter_or_its_name(client):
    assert clause_set_of(client, [BICYCLES]) is BICYCLES


def test_a_clause_set_without_a_letter_is_not_found_by_nothing():
    nameless = ClauseSet("nameless", words("x"), Questions(()), ())
    assert clause_set_of("", [nameless]) is None


def test_sections_that_are_empty_or_that_only_go_in_are_no_expectations():
    content = file_with(
        lambda case: case.update(sales=[1], settlements=[], termination=None, story="once", forecast=[1])
    )
    assert [item.section for item in only(content).not_run] == ["forecast"]


RUNS = {
    "customer": [["make", "prospect"], ["contract_in_force", "active"], ["termination_effective", "terminated"]],
    "contract": [["make", "draft"], ["make_ready", "ready_to_sign"], ["reopen", "draft"]],
}


def test_states_are_replayed_machine_by_machine():
    result = only(file_with(lambda case: case.update(states=RUNS)))
    checks = {check.path: (check.ok, check.actual) for check in result.checks}
    assert checks["states.customer"] == (True, RUNS["customer"])
    assert checks["states.contract"] == (True, RUNS["contract"])


def test_a_state_that_differs_is_shown_with_the_one_that_was_reached():
    run = [["make", "prospect"], ["contract_in_force", "terminated"]]
    result = only(file_with(lambda case: case.update(states={"customer": run})))
    (check,) = result.differences
    assert check.path == "states.customer"
    assert check.actual == [["make", "prospect"], ["contract_in_force", "active"]]


def test_an_event_that_is_refused_leads_to_nothing():
    run = [["make", "prospect"], ["restore", "active"], ["archive", "archived"]]
    result = only(file_with(lambda case: case.update(states={"customer": run})))
    (check,) = result.differences
    assert check.actual == [["make", "prospect"], ["restore", None], ["archive", "archived"]]


@pytest.mark.parametrize(
    ("before", "restored"),
    [
        ([["make", "prospect"], ["archive", "archived"]], "prospect"),
        (
            [
                ["make", "prospect"], ["contract_in_force", "active"],
                ["termination_effective", "terminated"], ["archive", "archived"],
            ],
            "active",
        ),
    ],
)  # fmt: skip
def test_a_restored_customer_becomes_what_it_ever_was(before, restored):
    run = [*before, ["restore", restored]]
    assert only(file_with(lambda case: case.update(states={"customer": run}))).ok


LIFE = [["make", "prospect"], ["contract_in_force", "active"], ["termination_effective", "terminated"]]
ENDED = [["make", "draft"], ["make_ready", "ready_to_sign"], ["sign", "partly_signed"], ["last_signature", "in_force"],
         ["termination_effective", "terminated"]]  # fmt: skip
PROMISE = {"what": "Teruggave", "anchor": "2026-10-31", "offset": {"days": 14}, "due": "2026-11-14"}


def restored(*run, **expected):
    """Restore the customer of a case, on a real store; what was computed by name."""
    states = {"customer": [*run, ["restore", "active"]], "contract": ENDED}
    result = only(file_with(lambda case: case.update(states=states, obligations=[PROMISE], restore=expected)))
    return {check.path: check.actual for check in result.checks if check.path.startswith("restore")}


def test_who_was_terminated_is_active_again_and_its_contract_is_not():
    expected = {"customer_state": "active", "revived_contracts": [], "open_obligations_kept": True}
    for run in (LIFE, [*LIFE, ["archive", "archived"]]):
        assert restored(*run, **expected) == {f"restore.{key}": value for key, value in expected.items()}


def test_who_never_had_a_contract_in_force_is_a_prospect_again():
    found = restored(["make", "prospect"], ["archive", "archived"], customer_state="active")
    assert found == {"restore.customer_state": "prospect"}


def test_without_runs_the_sections_tell_what_there_was_to_restore():
    ended = {"reason": "x", "effective": "2026-10-31"}
    result = only(file_with(lambda case: case.update(termination=ended, restore={"customer_state": "active"})))
    assert {"restore.customer_state": "active"}.items() <= {each.path: each.actual for each in result.checks}.items()


def test_who_is_current_cannot_be_restored_and_the_case_says_so():
    states = {"customer": [["make", "prospect"], ["restore", "active"]]}
    result = only(file_with(lambda case: case.update(states=states, restore={"customer_state": "active"})))
    (check,) = [check for check in result.differences if check.path == "restore.customer_state"]
    assert "prospect" in check.difference("en")


def test_what_is_not_known_of_a_restore_is_left_out_by_name():
    states = {"customer": [*LIFE, ["restore", "active"]]}
    result = only(file_with(lambda case: case.update(states=states, restore={"letter": "sent"})))
    assert [item.section for item in result.not_run] == ["restore.letter"]


def test_extra_states_may_be_several_runs():
    extra = [{"contract": RUNS["contract"]}, {"contract": [["make", "draft"], ["withdraw", "withdrawn"]]}]
    result = only(file_with(lambda case: case.update(extra_states=extra)))
    assert [check.path for check in result.checks[-2:]] == ["extra_states[0].contract", "extra_states[1].contract"]
    assert result.ok


def test_a_machine_that_is_not_known_is_a_difference_and_says_which_are():
    result = only(file_with(lambda case: case.update(states={"bicycle": [["make", "new"]]})))
    assert "there is no state machine 'bicycle'; known are customer, proposal" in result.details("en")[0]
    result = only(file_with(lambda case: case.update(states={"customer": "active"})))
    assert "a run is a list of [event, state after it]" in result.details("en")[0]


def test_a_case_sums_up_in_one_line_and_each_difference_in_another():
    def change(case):
        expected = case["compositions"][0]["expected"]
        expected["term_end"] = "2027-01-01"
        expected["auto_included"] = ["z-terms"]
        expected["clauses"][0], expected["clauses"][1] = expected["clauses"][1], expected["clauses"][0]
        case["forecast"] = [1]

    result = only(file_with(change))
    assert result.headline("en") == "Z1: 3 of 7 checks differ"
    assert result.headline("nl") == "Z1: 3 van 7 controles verschillen"
    assert result.left_out("en") == ("not run: forecast (not computed by this version of Akkoord)",)
    assert result.left_out("nl") == ("niet nagerekend: forecast (wordt door deze versie van Akkoord niet berekend)",)
    ends, order, along = result.details("en")
    assert ends == 'compositions[0].expected.term_end: expected "2027-01-01", computed "2026-12-31"'
    assert order.startswith('compositions[0].expected.clauses[0]: expected {"id": "z-rent", "label": "1"}, computed {')
    assert along == 'compositions[0].expected.auto_included: lacks "z-terms"; has too many: "z-annex"'


def test_a_case_that_agrees_is_one_line():
    assert only(FILE).headline("en") == "Z1: 7 checks as expected"
    assert only(FILE).headline("nl") == "Z1: 7 controles als verwacht"


def test_cases_come_in_the_order_of_the_file():
    content = copy.deepcopy(FILE)
    content["cases"] = [CASE | {"id": name} for name in ("Z2", "Z1", "Z10")]
    assert [result.id for result in replayed(content)] == ["Z2", "Z1", "Z10"]


def test_a_date_is_written_as_in_the_file():
    assert actual(only(FILE), "term_end") == date(2026, 12, 31).isoformat()


@pytest.mark.parametrize(
    ("to", "effective"),
    [("end_of_month", "2026-10-31"), ("end_of_quarter", "2026-12-31"), ("end_of_year", "2026-12-31")],
)
def test_the_last_day_is_computed_from_the_notice(to, effective):
    notice = {"notice_received": "2026-08-17", "notice_months": 2, "notice_to": to, "effective": "2026-09-30"}
    check = only(file_with(lambda case: case.update(termination=notice))).checks[-1]
    assert (check.path, check.ok, check.actual) == ("termination.effective", False, effective)
