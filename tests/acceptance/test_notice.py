"""Notice and renewal as others state them: each case is read by its fields, and Akkoord's own reckoning must agree.

A term that is given by its start and its months is over at midnight after its last day. Some sources name the last
day as its end, others the day after, on which the next period begins; both name the same midnight, and both are right.
Every other date that a case calls an end or a renewal is a last day as RULES 0.4 reckons with it.
"""

import re
from datetime import date

from akkoord.values import Notice, Term, add_months, days_after, effective_at_end_of, notice_deadline

_PERIOD = re.compile(
    r"(?P<count>\w+)\s*(?P<unit>day|week|month|year)s?(?:\s*'?\s*notice)?"
    r"(?:,?\s+(?:to|before|at|by)\s+(?:the\s+)?end\s+of\s+(?:(?:a|the|each)\s+)?(?:calendar\s+)?"
    r"(?P<ending>month|quarter|year|term|period|contract)s?)?"
)
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: count for count, word in enumerate(WORDS)} | {"a": 1}
NONE = ("none", "no", "no notice", "0", "")
EXPECTED = ("expected_expiration", "expected_notice_by", "expected_first_end", "expected_end", "expected_cancel_by")


def day(case, name):
    return date.fromisoformat(case[name]) if case.get(name) else None


def notice_of(case):
    """Give the notice period of a case, and with the end of what it ends a contract (None: of its term)."""
    if "notice" in case:
        return written(str(case["notice"]).strip().lower())
    units = [unit for unit in ("months", "weeks", "days") if f"notice_{unit}" in case]
    return (Notice(int(case[f"notice_{units[0]}"]), units[0]) if units else Notice(0)), None


def written(notice):
    """Read a notice period that is written in words; to the end of a term it is one of the term."""
    if notice in NONE:
        return Notice(0), None
    read = _PERIOD.fullmatch(notice)
    count = read and (int(read["count"]) if read["count"].isdigit() else NUMBERS.get(read["count"]))
    assert count is not None, f"this notice period cannot be read: {notice!r}"
    ending = read["ending"] if read["ending"] in ("month", "quarter", "year") else None
    return (Notice(12 * count) if read["unit"] == "year" else Notice(count, f"{read['unit']}s")), ending


def months_of(case, name):
    """Give how many months a case says, in months or in years."""
    return int(case.get(f"{name}_months", 0)) + 12 * int(case.get(f"{name}_years", 0))


def renewal_of(case):
    return months_of(case, "renewal_period") if case.get("renewal") != "none" else 0


def term_of(case, notice):
    """Give the term of a case: from its start, or as one that ends when the case says that the first one does."""
    start, end, renewal = day(case, "start"), day(case, "initial_end"), renewal_of(case)
    if start is not None:
        return Term(start, months_of(case, "initial"), notice, renewal)
    months = renewal or 12
    return Term(add_months(days_after(end, 1), -months), months, notice, renewal)


def reckoned(case):
    """Reckon everything that a case expects, by name: the days that are right."""
    notice, ending = notice_of(case)
    known = {}
    if ending and "notice_given" in case:
        known["expected_end"] = {effective_at_end_of(day(case, "notice_given"), notice, ending)}
    if "start" in case or "initial_end" in case:
        term = term_of(case, notice)
        first = term.end()
        known["expected_first_end"] = {first, days_after(first, 1)} if "start" in case else {first}
        if "today" in case:
            known["expected_expiration"] = {term.end_on(day(case, "today"))}
            known["expected_notice_by"] = {term.deadline_on(day(case, "today"))}
        if "notice_given" in case:
            known.setdefault("expected_end", {term.end_for_notice(day(case, "notice_given"))})
        known.setdefault("expected_notice_by", {notice_deadline(first, notice)})
    if "renewal_date" in case:
        known["expected_cancel_by"] = known["expected_notice_by"] = {notice_deadline(day(case, "renewal_date"), notice)}
    return known


def test_notice_is_reckoned_as_the_case_says(notice_case):
    asked = [name for name in EXPECTED if name in notice_case]
    assert asked, "this case expects nothing that is known here"
    assert not {name for name in notice_case if name.startswith("expected_")} - set(EXPECTED)
    known = reckoned(notice_case)
    for name in asked:
        expected = day(notice_case, name)
        assert expected in known.get(name, set()), f"{name}: {expected} is not {known.get(name)}"
    wrong = {day(notice_case, name) for name in notice_case if name.startswith("got_")}
    right = {one for name in asked for one in known[name]}
    assert not wrong & right, "what others got wrong is reckoned here as well"
