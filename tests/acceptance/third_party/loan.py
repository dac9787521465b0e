"""Loans: paid back by annuity, or written off by what is bought."""

from datetime import date

from akkoord.values import round_to_cents
from akkoord_rules_loans import AnnuityLoan
from akkoord_rules_writeoff import PerUnitWriteoff

from .facts import counted, sold
from .reading import number, only, text
from .replaying import maps

START = date(2026, 1, 1)
ANY = "any product"


@maps("loan.annuity")
def annuity(case):
    only(case.parameters, "principal", "rate_percent", "years", "months", "annuity")
    years = case.parameters.get("years")
    loan = AnnuityLoan.read(
        {
            "principal": text(number(case.parameters["principal"])),
            "rate_pct": text(number(case.parameters["rate_percent"])),
            "instalments": years if years is not None else case.parameters["months"],
            "every": "month" if years is None else "year",
            "start": START,
            "rounded": case.parameters.get("annuity") != "unrounded",
        }
    )
    *_, last = loan.schedule()
    return {"annuity": round_to_cents(loan.annuity).amount, "final_balance": last.balance}


@maps("loan.repaid_per_unit")
def repaid_per_unit(case):
    only(case.parameters, "principal", "interest", "repay_per_hl", "expected_hl_per_year", "counts")
    assert number(case.parameters.get("interest", 0)) == 0, "a loan that volume repays bears no interest here"
    rates = case.parameters["repay_per_hl"]
    rates = rates if isinstance(rates, dict) else {ANY: rates}
    paid_only = "PAID" in case.parameters.get("counts", "").upper()
    loan = PerUnitWriteoff.read(
        {
            "principal": text(number(case.parameters["principal"])),
            "basis": "delivered_and_paid" if paid_only else "delivered",
            "rates": [{"group": group, "rate": text(number(rate))} for group, rate in rates.items()],
        }
    )
    return bought(case, loan) if "purchased_paid_hl" in case.inputs else foreseen(case, loan)


def bought(case, loan):
    """Buy what the case says; what is repaid is what the loan is less by."""
    volumes = case.inputs["purchased_paid_hl"]
    volumes = volumes if isinstance(volumes, dict) else {ANY: volumes}
    facts = counted([sold(number(volume), group=group) for group, volume in volumes.items()])
    (left,) = loan.residual(facts.period.last, facts)
    return {"balance": left.amount, "repaid": loan.written_off(facts.period.last, facts)}


def foreseen(case, loan):
    """Tell how much of the first product writes all of it off, and how long that takes."""
    group = loan.rates[0].group
    found = {"hl_to_zero": loan.needed(group)}
    if "expected_hl_per_year" in case.parameters:
        found["years"] = loan.years(group, number(case.parameters["expected_hl_per_year"]))
    return found
