"""Prove a clause set sound over all answers, with the solver z3 (the extra `akkoord[check]`).

What is found is shown with the smallest set of answers, which were put through the selection of a real contract.
This room is imported by whoever checks, never by what makes contracts.
"""

from akkoord.closing.check.checking import Accepted, Report, check_whole
from akkoord.closing.check.findings import ADVICE, Finding

__all__ = ["ADVICE", "Accepted", "Finding", "Report", "check_whole"]
