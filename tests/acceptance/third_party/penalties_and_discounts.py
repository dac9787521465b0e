"""Contract clauses that others computed: penalties, instalments, credits and discounts, by their category and terms.

What a case calls a request are facts; its parameters are what our clause would agree. A state before is where a sale
by instalments stood. Amounts in the source are floats: they are the same when less than a billionth apart.
"""

import re
from collections.abc import Callable
from fractions import Fraction

from akkoord.executing import InvalidRule
from akkoord.values import round_to_cents
from akkoord_rules_loans import InstalmentSale, Standing
from akkoord_rules_penalties import DelayPenalty
from akkoord_rules_service import AvailabilityCredit
from akkoord_rules_volume import TierPct

from .facts import counted, line
from .reading import number, text

CATEGORIES: dict[str, Callable] = {}
"""The mappings, by the category that they translate."""

DAYS = {"day": Fraction(1), "week": Fraction(7), "hour": Fraction(1, 24), "minute": Fraction(1, 1440)}
NEAR = Fraction(1, 10**9)
REFUSED = "refused"
FULFILLED, WAITING = "Fulfilled", "WaitingForFirstDayOfNextMonth"
MONTHS = 23
"""The last month in which a sale by instalments takes one that is not the last."""


def translates(category):
    def kept(mapping):
        CATEGORIES[category] = mapping
        return mapping

    return kept


def exact(figure):
    """Take a figure of a case exactly as it is written, without what follows it."""
    if isinstance(figure, float):
        return Fraction(repr(figure))
    return number(figure.replace(",", "") if isinstance(figure, str) else figure)


def written(figure):
    return text(exact(figure))


def given(terms, name):
    """Write a figure that may be left out."""
    return None if terms.get(name) is None else written(terms[name])


def cents(amount):
    return Fraction(round_to_cents(amount).amount)


def days(duration):
    unit = duration["unit"].removesuffix("s")
    assert unit in DAYS, f"how many days there are in {duration['unit']!r} is not known"
    found = exact(duration["amount"]) * DAYS[unit]
    assert found.denominator == 1, f"delay is counted in whole days, and {duration} are none"
    return int(found)


@translates("penalty")
def penalty(case):
    """Parts of a step count in proportion, whole days only; before the moment that was agreed nothing is due."""
    terms, request = case["params"], case["request"]
    longest = terms.get("termination") or terms.get("maximumDelay")
    rule = DelayPenalty.read(
        {
            "agreed_on": request["agreedDelivery"],
            "done_on": request.get("deliveredAt") or case["now"],
            "value": written(request["goodsValue"]),
            "pct": written(terms["penaltyPercentage"]),
            "step_days": days(terms["penaltyDuration"]),
            "cap_pct": given(terms, "capPercentage"),
            "end_after_days": days(longest) if longest else None,
            "force_majeure": bool(terms.get("forceMajeure") and request.get("forceMajeure")),
        }
    )
    if not rule.is_late(counted([])):
        return {REFUSED: line(rule).working("en")}
    return {"penalty": line(rule).amount, "buyerMayTerminate": rule.may_end(counted([]))}


@translates("instalments")
def instalments(case):
    terms = case["params"]
    sale = InstalmentSale.read(
        {
            "groups": ["paid"],
            "principal": written(terms["INITIAL_DUE"]),
            "closing": written(terms["DUE_AT_CLOSING"]["amount"]),
            "interest_pct": written(terms["INTEREST_RATE"]),
            "minimum": written(terms["MIN_PAYMENT"]["amount"]),
            "first_term": terms["FIRST_MONTH"],
            "last_term": MONTHS,
        }
    )
    found = standing(case["state_before"]) if "state_before" in case else sale.start()
    if "request" in case:
        try:
            found = sale.pay(found, exact(case["request"]["amount"]["doubleValue"]))
        except InvalidRule as refused:
            return {REFUSED: str(refused)}
    return {
        "balance": found.balance,
        "balance_remaining": found.balance,
        "total_paid": found.paid,
        "next_payment_month": found.term,
        "status": FULFILLED if found.is_closed else WAITING,
    }


def standing(state):
    """Give where the sale stood."""
    return Standing(
        exact(state["balance_remaining"]["doubleValue"]),
        exact(state["total_paid"]["doubleValue"]),
        state["next_payment_month"],
    )


@translates("credit")
def credit(case):
    """The levels are told apart by number: the second is the one below the first."""
    terms, request = case["params"], case["request"]
    places = sorted(name.removeprefix("availability") for name in terms if name.startswith("availability"))
    levels = [
        {
            "below": written(terms[f"availability{place}"]),
            "pct": written(terms[f"serviceCredit{place}"]["amount"]),
        }
        for place in places
    ]
    try:
        rule = AvailabilityCredit.read(
            {
                "monthly_fee": written(request["monthlyCharge"]),
                "availability": written(request["monthlyServiceLevel"]),
                "levels": sorted(levels, key=lambda level: Fraction(level["below"])),
                "cap_pct": given(terms, "monthlyCapPercentage"),
                "cap_year_pct": given(terms, "yearlyCapPercentage"),
                "charged_before": written(request.get("last11MonthCharge", 0)),
                "credited_before": written(request.get("last11MonthCredit", 0)),
            }
        )
    except InvalidRule as refused:
        return {REFUSED: str(refused)}
    return {"monthlyCredit": cents(line(rule).amount)}


def tables(terms):
    """Read a table of rates: each from where, and where the last ends; what a gap divides are tables of their own.

    Some name the ends only, as first and second.
    """
    if "rates" not in terms:
        names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
        rates = [exact(terms[f"{name}Rate"]) for name in names if f"{name}Rate" in terms]
        ends = [exact(terms[f"{name}Volume"]) for name in names if f"{name}Volume" in terms]
        return [(list(zip([Fraction(0), *ends], rates, strict=True)), None)]
    found = []
    for each in sorted(terms["rates"], key=lambda rate: exact(rate["volumeAbove"])):
        begin, end, rate = (exact(each[name]) for name in ("volumeAbove", "volumeUpTo", "rate"))
        joined = bool(found) and found[-1][1] == begin
        rows = found.pop()[0] if joined else []
        found.append(([*rows, (begin, rate)], end))
    return found


def rate_table(rows, until, boundary):
    """Make tiers of a table of rates; to which tier a threshold belongs is stated."""
    tiers = [{"from_amount": text(begin), "pct": text(rate)} for begin, rate in rows]
    options = {"groups": ["goods"], "method": "whole", "boundary": boundary, "tiers": tiers}
    end = {} if until is None else {"until": text(until), "until_included": boundary == "above"}
    return TierPct.read(options | end)


def rate_at(terms, boundary, volume):
    """Give the percentage at a volume; None where the table has none."""
    for rows, until in tables(terms):
        try:
            step = rate_table(rows, until, boundary).step_at(exact(volume))
        except InvalidRule:
            continue
        return None if step is None else step.worth * 100
    return None


@translates("discount")
def discount(case):
    """The logic of a table with both ends takes the lower one out and the upper one in; of ends alone, the reverse."""
    boundary = "above" if "rates" in case["params"] else "from"
    found = rate_at(case["params"], boundary, case["request"]["netAnnualChargeVolume"])
    return {REFUSED: "no tier covers it"} if found is None else {"discountRate": found}


def amounts(expected):
    """Take amounts of money as their figure."""
    return {
        name: value["doubleValue"] if isinstance(value, dict) else value for name, value in (expected or {}).items()
    }


def same(expected, found):
    if isinstance(expected, bool | str) or isinstance(found, bool | str):
        return expected == found
    return abs(exact(expected) - Fraction(found)) < NEAR


def replay(case):
    """Give everything that is not right about a case; nothing when our rules do what it says."""
    if case.get("category") not in CATEGORIES:
        return [f"there is no mapping for category {case.get('category')!r}; there are {sorted(CATEGORIES)}"]
    found = CATEGORIES[case["category"]](case)
    if "expected_error" in case or REFUSED in found:
        return [] if ("expected_error" in case) == (REFUSED in found) else [f"{found} is not what it expects"]
    expected = [*amounts(case.get("expected_response")).items(), *amounts(case.get("expected_state")).items()]
    wrong = [f"{name}: {found.get(name)} is not {value}" for name, value in expected
             if name not in found or not same(value, found[name])]  # fmt: skip
    return wrong + unpaid(case, found) + ([] if expected else ["this case expects nothing"])


PAID = {"penalty": "penalty", "credit": "monthlyCredit"}


def unpaid(case, found):
    """Say which obligation to pay is not what our rule makes; an instalment obliges to what is paid with it."""
    name = PAID.get(case["category"])
    ours = found[name] if name else exact(case.get("request", {}).get("amount", {}).get("doubleValue", 0))
    return [
        f"obligation: {ours} is not {each['amount']['doubleValue']}"
        for each in case.get("expected_obligations", [])
        if not same(each["amount"]["doubleValue"], ours)
    ]


ABOVE = re.compile(r"(greater|more) than(?! or equal)|\babove\b|volume > |lower exclusive", re.IGNORECASE)


def boundary_of(words):
    """Read to which tier a threshold belongs: with `greater than` it is still in the lower one."""
    return "above" if ABOVE.search(words) else "from"


def readings(disagreement, cases):
    """Give what text and logic of a table say at its thresholds, each with what our tiers make of that reading."""
    templates = {each.strip() for each in disagreement["template"].split(",")}
    terms = next(case["params"] for case in cases if case["template"] in templates)
    for name in ("text", "logic"):
        for row in disagreement["rows"]:
            yield name, row["volume"], row[f"by_{name}"], rate_at(terms, boundary_of(disagreement[name]), row["volume"])
