"""Due rules: every form that clauses use is read, and every other one refused with what to write."""

import pytest

from akkoord.closing.due import Due, InvalidDue, Offset, parse_due

UNITS = {
    "equipment.return_days": "day",
    "transfer.notice_months": "month",
    "payment.end_days": "day",
    "payment.days": "day",
    "trial.days": "day",
    "equipment.count": "piece",
    "equipment.name": None,
    "equipment.line_cleaning_weeks": "week",
}


@pytest.mark.parametrize(
    ("rule", "anchors", "offset"),
    [
        ("term.end - 6 months", ("term.end",), Offset(6, "months", before=True)),
        ("end of period + 60 days", ("end of period",), Offset(60, "days")),
        ("termination date + 14 days", ("termination date",), Offset(14, "days")),
        ("notice deadline", ("notice deadline",), None),
        ("term.commencement", ("term.commencement",), None),
        ("end statement + payment.end_days", ("end statement",), Offset("payment.end_days", "days")),
        ("termination date + return_days", ("termination date",), Offset("equipment.return_days", "days")),
        ("termination date - 1 month", ("termination date",), Offset(1, "months", before=True)),
        (
            "transfer date - transfer.notice_months months",
            ("transfer date",),
            Offset("transfer.notice_months", "months", before=True),
        ),
        (
            "last of (signature, proof of spending) + payment.days",
            ("signature", "proof of spending"),
            Offset("payment.days", "days"),
        ),
        ("last of (term.end, notice deadline)", ("term.end", "notice deadline"), None),
    ],
)
def test_a_moment_may_be_moved(rule, anchors, offset):
    assert parse_due(rule, UNITS) == Due(rule, anchors, offset)


@pytest.mark.parametrize(
    ("rule", "every"),
    [
        ("every 3 months", Offset(3, "months")),
        ("every line_cleaning_weeks weeks", Offset("equipment.line_cleaning_weeks", "weeks")),
        ("every line_cleaning_weeks", Offset("equipment.line_cleaning_weeks", "weeks")),
        ("every 1 January", "1 January"),
        ("every delivery", "delivery"),
    ],
)
def test_an_obligation_may_return(rule, every):
    assert parse_due(rule, UNITS) == Due(rule, every=every)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("full moon + 3 days", "'full moon' is neither a fact nor a known event"),
        ("term.end - some time", "'some' is not among the variables"),
        ("term.end - a.b.c d e", "not a distance"),
        ("term.end + 6", "'6' lacks a unit"),
        ("term.end + equipment.name", "'equipment.name' lacks a unit"),
        ("term.end + equipment.count", "'piece' is not a unit of time"),
        ("term.end + 6 fortnights", "'fortnights' is not a unit of time"),
        ("term.end + missing_days", "'missing_days' is not among the variables"),
        ("term.end + days", "'days' may stand for payment.days and trial.days"),
        ("every 0 months", "never returns"),
        ("every 30 February", "not a day of every year"),
        ("last of (signature)", "at least two moments"),
        ("last of (signature, doomsday)", "'doomsday'"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(rule, says):
    with pytest.raises(InvalidDue) as refusal:
        parse_due(rule, UNITS)
    assert says in str(refusal.value)
    assert refusal.value.text("nl") != str(refusal.value)


def test_a_clause_set_may_know_more_events():
    assert parse_due("transport + 5 years", {}, events={"transport"}).anchors == ("transport",)


def test_a_due_rule_names_the_facts_it_counts_with():
    due = parse_due("last of (term.end, signature) + payment.days", UNITS)
    assert due.facts == {"term.end", "payment.days"}
