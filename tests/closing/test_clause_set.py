"""Reading a clause set: what stands in the files, and every fault in them with file and line, in both languages."""

import pytest

from akkoord.closing import ClauseSetError, Due, Offset
from akkoord.facts import parse_condition

VARIABLE = "\n  - {{name: {name}, type: {type}, unit: {unit}}}"


def variable(name, type_, unit="null"):
    return VARIABLE.format(name=name, type=type_, unit=unit)


def faults(shop, folder, *files, **more):
    """The faults of a set: (file, line, English sentence), after seeing that Dutch has its own."""
    with pytest.raises(ClauseSetError) as refusal:
        shop.read(folder, *files, **more)
    for problem in refusal.value.problems:
        assert problem.text("nl") != problem.text("en")
    assert refusal.value.text("nl").startswith("Clausuleset 'bicycles' heeft")
    return [(found.place.file, found.place.line, str(found.message)) for found in refusal.value.problems]


def only_fault(shop, folder, *files, **more):
    (fault,) = faults(shop, folder, *files, **more)
    return fault


def rules(**more):
    """Write one rule as the front matter has it, with these keys."""
    keys = {
        "line": "fee",
        "kind": "fee",
        "direction": "payable",
        "vat": "{treatment: exempt}",
        "settle": "month",
        **more,
    }
    return {"rules": "\n  - {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}"}


def test_a_clause_is_read_with_all_its_keys(shop, tmp_path):
    file = """---
id: lock
client: z
kind: article
title: Slot
order: 20
after: [rent]
when: "rent.lock != 'none'"
requires: [rent]
conflicts: [bare]
variables:
  - {name: rent.lock, type: enum, unit: "none|chain|ring", source: proposal}
  - {name: rent.pay_days, type: int, unit: day, required: false}
legal_basis: ["7:201 BW", "7:213 BW"]
obligations:
  - {id: give-lock, party: supplier, action: "Slot meegeven", due: "term.commencement + pay_days"}
rules:
  - line: fee
    kind: recurring_fee
    direction: receivable
    vat: {treatment: standard, rate: 21}
    settle: month
    params: {monthly_fee: rent.price, pct: 2.5, months: 12, groups: [a, b], prorate: true}
attachment: lock.pdf
version: 3
---
De huurder gebruikt het slot.
"""
    others = (shop.file("rent", order=10), shop.file("bare", when='"false"'))
    clause_set = shop.read(tmp_path, file, *others)
    lock = clause_set.by_id["lock"]
    assert (lock.kind, lock.title, lock.order, lock.version) == ("article", "Slot", 20, 3)
    assert lock.when == parse_condition("rent.lock != 'none'")
    assert (lock.after, lock.requires, lock.conflicts) == (("rent",), ("rent",), ("bare",))
    assert [(v.name, v.type, v.unit, v.source, v.required) for v in lock.variables] == [
        ("rent.lock", "enum", "none|chain|ring", "proposal", True),
        ("rent.pay_days", "int", "day", None, False),
    ]
    (obligation,) = lock.obligations
    assert (obligation.id, obligation.party, obligation.action) == ("give-lock", "supplier", "Slot meegeven")
    assert obligation.due == Due(
        "term.commencement + pay_days", ("term.commencement",), Offset("rent.pay_days", "days")
    )
    (rule,) = lock.rules
    assert (rule.id, rule.kind, rule.direction, rule.settle) == ("fee", "recurring_fee", "receivable", "month")
    assert (rule.treatment, rule.rate) == ("standard", "21")
    assert rule.parameters == {
        "monthly_fee": "rent.price", "pct": "2.5", "months": 12, "groups": ("a", "b"), "prorate": True,
    }  # fmt: skip
    assert (lock.legal_basis, lock.attachment) == (("7:201 BW", "7:213 BW"), "lock.pdf")
    assert (lock.body, lock.body_line, lock.file) == ("De huurder gebruikt het slot.\n", 27, "lock.md")


def test_the_set_is_sorted_and_knows_how_case_files_call_it(shop, tmp_path):
    files = [shop.file("b", order=1, client="z"), shop.file("a", order=1, client="z"), shop.file("c", order=0)]
    clause_set = shop.read(tmp_path, *files)
    assert [clause.id for clause in clause_set.clauses] == ["c", "a", "b"]
    assert clause_set.client == "z"


def test_a_file_may_come_from_windows(shop, tmp_path):
    text = "\N{BYTE ORDER MARK}" + shop.file("a", body="Eén.").replace("\n", "\r\n")
    (tmp_path / "a.md").write_bytes(text.encode())
    assert shop.read(tmp_path).by_id["a"].body == "Eén.\n"


def test_files_that_are_no_clause_are_left_alone(shop, tmp_path):
    (tmp_path / "README.txt").write_text("not a clause")
    assert len(shop.read(tmp_path, shop.file("a")).clauses) == 1


def test_a_set_without_clauses_is_a_fault(shop, tmp_path):
    (tmp_path / "README.txt").write_text("not a clause")
    assert "no clause file" in only_fault(shop, tmp_path)[2]


def test_a_folder_that_is_not_there_is_a_fault(shop, tmp_path):
    assert "no clause file" in only_fault(shop, tmp_path / "gone")[2]


@pytest.mark.parametrize(
    ("keys", "line", "says"),
    [
        ({"kind": "artikel"}, 3, "'kind' is 'artikel'; it must be one of: preamble, recital, article"),
        ({"title": None}, 2, "The clause lacks 'title'"),
        ({"title": '""'}, 4, "The clause lacks 'title'"),
        ({"title": "[a, b]"}, 4, "'title' must be a text"),
        ({"order": "first"}, 5, "'order' must be a whole number"),
        ({"order": "1.5"}, 5, "'order' must be a whole number"),
        ({"version": 0}, 7, "Versions are numbered from 1, not 0"),
        ({"requried": "[b]"}, 7, "unknown key 'requried'. Known keys: after, attachment"),
        ({"requires": "b"}, 7, "'requires' must be a list"),
        ({"requires": "[[b]]"}, 7, "'requires' must be a list of words"),
        ({"requires": "[b]"}, 7, "'requires' names 'b'; there is no such clause"),
        ({"after": "[b]"}, 7, "'after' names 'b'; there is no such clause"),
        ({"conflicts": "[b]"}, 7, "'conflicts' names 'b'; there is no such clause"),
        ({"after": "[a]"}, 7, "'after' names the clause itself"),
        ({"when": '"rent.insured and"'}, 6, "is not a condition"),
        ({"when": '"__import__(1)"'}, 6, "not allowed in a condition"),
        ({"when": '"rent.insurred"'}, 6, "rent.insurred"),
        ({"when": "\"rent.lock == 'cable'\""}, 6, "'cable' is not one of the choices"),
        ({"when": "\"term.months == 'long'\""}, 6, "term.months"),
        ({"variables": variable("rent.prise", "money")}, 8, "There is no fact 'rent.prise'"),
        ({"variables": variable("rent.price", "date")}, 8, "declared as date, but it is asked as money"),
        ({"variables": variable("rent.price", "euro")}, 8, "'type' is 'euro'"),
        ({"variables": variable("rent.lock", "enum", '"none|cable"')}, 8, "'rent.lock' has no choice 'cable'"),
        ({"variables": variable("shop", "party")}, 8, "'shop' is no group of facts"),
        ({"variables": variable("rent.price", "money") * 2}, 9, "'rent.price' is declared twice"),
        ({"variables": "\n  - {name: rent.price, type: money, kind: x}"}, 8, "The variable has an unknown key 'kind'"),
        ({"variables": "\n  - rent.price"}, 8, "The variable must be 'key: value' lines"),
        ({"variables": "\n  - {name: rent.price, type: money, required: perhaps}"}, 8, "must be true or false"),
        (
            {"obligations": "\n  - {id: pay, party: customer, action: Pay, due: someday}"},
            8,
            "Due rule 'someday': 'someday' is neither a fact nor a known event",
        ),
        (
            {"obligations": "\n  - {id: pay, party: renter, action: Pay, due: signature}"},
            8,
            "'party' is 'renter'; it must be one of: supplier, customer",
        ),
        (
            {"obligations": "\n  - {id: pay, party: customer, action: Pay, due: rent.price}"},
            8,
            "needs 'rent.price' to be date, but it is money",
        ),
        (
            {"obligations": "\n  - {id: pay, party: customer, action: Pay, due: rent.day + 1 day}"},
            8,
            "names 'rent.day'; there is no such fact",
        ),
        ({"obligations": "\n  - {id: pay, party: customer, action: Pay}"}, 8, "The obligation lacks 'due'"),
        (
            {"obligations": "\n  - {id: pay, party: customer, action: Pay, due: signature}" * 2},
            9,
            "There are two obligations 'pay'",
        ),
        (rules(params="{rates: [rent.prise]}"), 8, "Rule 'fee' counts with 'rent.prise'; there is no such fact"),
        (rules(params="{rates: {each: rent.price, rate: row.rate}}"), 8, "but it is money, not a list"),
        (rules(params="{rate: row.rate}"), 8, "names column 'rate', but goes over no list; add 'each'"),
        (rules(each="rent.gone"), 8, "Rule 'fee' counts with 'rent.gone'; there is no such fact"),
        (rules(line="a b"), 8, "'a b' cannot name a line"),
        (rules(line="'fee-{serial}'"), 8, "names column 'serial', but goes over no list"),
        (rules(direction="debit"), 8, "'direction' is 'debit'; it must be one of: receivable, payable"),
        (rules(vat="{treatment: exempt, rate: 9}"), 8, "VAT that is exempt has rate 0, not 9"),
        (rules(vat="{treatment: standard, rate: veel}"), 8, "A VAT rate lies from 0 through 100, not veel"),
        (
            rules(vat="{treatment: standard, rate: 21, goods: [{groups: [a], treatment: exempt, rate: 9}]}"),
            8,
            "VAT that is exempt has rate 0, not 9",
        ),
        (
            rules(vat="{treatment: standard, rate: 21, goods: [{treatment: reduced, rate: 9}]}"),
            8,
            "Name the groups of goods that have this VAT.",
        ),
        (
            rules(
                vat="{treatment: standard, rate: 21, goods: [{groups: [a], treatment: exempt}, "
                "{groups: [b, a], treatment: reduced, rate: 9}]}"
            ),
            8,
            "The goods 'a' have two kinds of VAT; keep one.",
        ),
        (
            rules(vat="{treatment: exempt, goods: [{groups: [rent.gone], treatment: exempt}]}"),
            8,
            "Rule 'fee' counts with 'rent.gone'; there is no such fact",
        ),
        (rules(settle="weekly"), 8, "'settle' of rule 'fee' is 'weekly'; it must be one of: month, quarter"),
        (rules(settle="rent.lock"), 8, "'settle' of rule 'fee' follows 'rent.lock'; its choices must be among: month"),
        (rules(cumulation="lowest"), 8, "'cumulation' of rule 'fee' is 'lowest'; it must be one of: sum, highest"),
        (rules(effect="revenge"), 8, "'effect' is 'revenge'; it must be one of: clawback"),
        (rules(when="rent.gone > 1"), 8, "There is no fact rent.gone"),
        (rules(item="rent.gone"), 8, "Rule 'fee' counts with 'rent.gone'"),
    ],
    ids=lambda value: None if isinstance(value, dict) else str(value)[:40],
)
def test_a_fault_in_the_front_matter_is_named_with_its_line(shop, tmp_path, keys, line, says):
    file, at, sentence = only_fault(shop, tmp_path, shop.file("a", **keys))
    assert (file, at) == ("a.md", line)
    assert says in sentence


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("Eerst.\n\n${eur(rent.price)}", 10, "uses 'rent.price'; declare it"),
        ("% if rent.insured:\nJa.\n% endif", 8, "uses 'rent.insured'; declare it"),
        ("Zie ${ref('b')}.", 8, "names clause 'b'; there is no such clause"),
        ("Zie ${ref('a', 'gone')}.", 8, "Clause 'a' has no paragraph {#gone}"),
        ("Zie ${annex('a')}.", 8, "annex('a'): that clause is of kind article"),
        ("% if has('b'):\nJa.\n% endif", 8, "names clause 'b'; there is no such clause"),
        ("Eerst.\n<% import os %>", 9, "not allowed"),
        ("${__import__('os')}", 8, "no function"),
    ],
)
def test_a_fault_in_the_text_is_named_with_its_line(shop, tmp_path, body, line, says):
    file, at, sentence = only_fault(shop, tmp_path, shop.file("a", body=body))
    assert (file, at) == ("a.md", line)
    assert says in sentence


def test_a_text_may_use_the_columns_of_a_list_and_no_others(shop, tmp_path):
    loop = "% for bicycle in rent.bicycles:\n${bicycle.frame} ${bicycle.colour}\n% endfor"
    file = shop.file("a", variables=variable("rent.bicycles", "list"), body=loop)
    assert only_fault(shop, tmp_path, file) == (
        "a.md", 11, "'rent.bicycles' has no column 'colour'; it has frame.",
    )  # fmt: skip


def test_anchors_that_a_loop_computes_are_left_to_the_writing(shop, tmp_path):
    loop = "% for bicycle in rent.bicycles:\n{#nr-${loop.index + 1}} ${bicycle.frame}\n\n% endfor\n"
    file = shop.file("a", variables=variable("rent.bicycles", "list"), body=loop + "Zie ${ref('a', 'nr-1')}.")
    assert shop.read(tmp_path, file).by_id["a"].body.startswith("% for")


def test_a_party_declares_all_its_facts(shop, tmp_path):
    file = shop.file("a", variables=variable("rent", "party"), body="${eur(rent.price)} ${rent.lock}")
    assert shop.read(tmp_path, file).by_id["a"].variables[0].type == "party"


def test_all_faults_are_told_at_once_sorted_by_place(shop, tmp_path):
    found = faults(
        shop,
        tmp_path,
        shop.file("b", kind="artikel", body="${ref('x')}"),
        shop.file("a", order="x", requires="[c]", body="${rent.price}"),
    )
    assert [(file, line) for file, line, _ in found] == [
        ("a.md", 5), ("a.md", 7), ("a.md", 9), ("b.md", 3), ("b.md", 8),
    ]  # fmt: skip


def test_a_fault_reads_as_file_line_and_sentence(shop, tmp_path):
    with pytest.raises(ClauseSetError) as refusal:
        shop.read(tmp_path, shop.file("a", title=None))
    assert str(refusal.value).splitlines() == [
        "Clause set 'bicycles' has 1 problem.",
        "a.md:2: The clause lacks 'title'.",
    ]
    assert refusal.value.text("nl").splitlines()[1] == "a.md:2: De clausule mist 'title'."


def test_clauses_that_wait_for_each_other_are_named_in_a_circle(shop, tmp_path):
    files = [shop.file("a", after="[b]"), shop.file("b", after="[c]"), shop.file("c", after="[a]")]
    file, line, sentence = only_fault(shop, tmp_path, *files)
    assert (file, line) == ("a.md", 7)
    assert "a > b > c > a" in sentence


def test_two_clauses_with_one_id_are_both_named(shop, tmp_path):
    (tmp_path / "one.md").write_text(shop.file("a"))
    (tmp_path / "two.md").write_text(shop.file("a"))
    assert only_fault(shop, tmp_path) == ("two.md", 2, "Clause 'a' is also in one.md; ids must differ.")


def test_what_is_required_cannot_be_in_conflict(shop, tmp_path):
    file, line, sentence = only_fault(shop, tmp_path, shop.file("a", requires="[b]", conflicts="[b]"), shop.file("b"))
    assert (file, line) == ("a.md", 8)
    assert "both required and in conflict" in sentence


def test_clauses_of_two_clients_are_no_set(shop, tmp_path):
    fault = only_fault(shop, tmp_path, shop.file("a", client="y"), shop.file("b", client="z"))
    assert fault == ("b.md", 7, "This is a clause of client 'z', but a.md is of client 'y'.")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("id: a\n", 1, "begins with its front matter"),
        ("---\nid: a\n", 1, "begins with its front matter"),
        ("---\n---\nText.\n", 2, "front matter is empty"),
        ("---\nid: [a\nkind: article\n---\nText.\n", 3, "not valid YAML"),
        ("---\nid: a\n\tkind: article\n---\nText.\n", 3, "not valid YAML"),
        ("---\nid: own:1\nkind: article\ntitle: T\norder: 1\nwhen: 'true'\n---\nText.\n", 2, "no clause id"),
        ("---\nkind: article\ntitle: T\norder: 1\nwhen: 'true'\n---\nText.\n", 2, "lacks 'id'"),
        ("---\nid: a\nid: b\nkind: article\ntitle: T\norder: 1\nwhen: 'true'\n---\nText.\n", 3, "'id' is given twice"),
        ("---\n- id\n---\nText.\n", 2, "must be 'key: value' lines"),
    ],
)
def test_a_file_that_is_no_clause_is_named_with_the_line(shop, tmp_path, text, line, says):
    (tmp_path / "odd.md").write_text(text)
    file, at, sentence = faults(shop, tmp_path)[0]
    assert (file, at) == ("odd.md", line)
    assert says in sentence


def test_a_file_that_is_not_utf_8_is_named_with_the_line(shop, tmp_path):
    (tmp_path / "latin.md").write_bytes(b"---\nid: a\ntitle: caf\xe9\n---\n")
    assert only_fault(shop, tmp_path)[:2] == ("latin.md", 3)


VALIDATIONS = """
- code: TOO_LONG
  severity: error
  when: term.months > 60
  message:
    nl: Te lang.
    en: Too long.
"""


def checks(tmp_path, text):
    file = tmp_path / "validations.yaml"
    file.write_text(text)
    return file


def test_validations_are_read_from_a_file(shop, tmp_path):
    clause_set = shop.read(tmp_path, shop.file("a"), validations=checks(tmp_path, VALIDATIONS))
    (validation,) = clause_set.validations
    assert (validation.code, validation.severity, validation.when.source) == ("TOO_LONG", "error", "term.months > 60")
    assert (validation.message.nl, validation.message.en) == ("Te lang.", "Too long.")


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("error", "fatal", 3, "'severity' is 'fatal'"),
        ("TOO_LONG", "too long", 2, "'too long' cannot be a code"),
        ("TOO_LONG", "CLAUSE_CONFLICT", 2, "'CLAUSE_CONFLICT' cannot be a code"),
        ("term.months", "term.weeks", 4, "term.weeks"),
        ("> 60", ">> 60", 4, "not allowed"),
        ("    en: Too long.\n", "", 6, "The message lacks 'en'"),
        ("  message:", "  advice: x\n  message:", 5, "The validation has an unknown key 'advice'"),
        ("\n- code", "\ncode", 2, "must be a list"),
    ],
)
def test_a_fault_in_a_validation_is_named_with_its_line(shop, tmp_path, before, after, line, says):
    text = VALIDATIONS.replace(before, after)
    text = text.replace("\n  ", "\n") if says == "must be a list" else text
    found = faults(shop, tmp_path, shop.file("a"), validations=checks(tmp_path, text))
    assert found[0][:2] == ("validations.yaml", line)
    assert says in found[0][2]


def test_validations_that_cannot_be_read_are_a_fault(shop, tmp_path):
    fault = only_fault(shop, tmp_path, shop.file("a"), validations=tmp_path / "gone.yaml")
    assert fault == ("gone.yaml", 1, "The file cannot be read. Check that it is there.")
    (tmp_path / "latin.yaml").write_bytes(b"- code: \xe9")
    assert only_fault(shop, tmp_path, validations=tmp_path / "latin.yaml")[:2] == ("latin.yaml", 1)


def test_two_validations_with_one_code_are_refused(shop, tmp_path):
    twice = checks(tmp_path, VALIDATIONS * 2)
    assert "two validations 'TOO_LONG'" in only_fault(shop, tmp_path, shop.file("a"), validations=twice)[2]


def test_a_set_knows_the_events_of_its_trade(shop, tmp_path):
    due = "\n  - {id: clean, party: supplier, action: Clean, due: every wash}"
    file = shop.file("a", obligations=due)
    assert shop.read(tmp_path, file, events={"wash"}).by_id["a"].obligations[0].due.every == "wash"
