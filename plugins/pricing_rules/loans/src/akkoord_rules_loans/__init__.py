"""Loans that are paid back: by annuity, and by instalments on which interest runs."""

from akkoord_rules_loans.annuity import AnnuityLoan, Instalment
from akkoord_rules_loans.instalments import InstalmentSale
from akkoord_rules_loans.standing import Standing

__all__ = ["AnnuityLoan", "Instalment", "InstalmentSale", "Standing"]
