"""Replay worked cases: files that say which contract should come out of which facts (RULES 0.12)."""

from akkoord.cases.case_file import Case, CaseComposition, CaseFile, InvalidCaseFile, parse_case_file, read_case_file
from akkoord.cases.replay import Adjust, clause_set_of, replay
from akkoord.cases.results import CaseResult, Check, NotRun

__all__ = [
    "Adjust",
    "Case",
    "CaseComposition",
    "CaseFile",
    "CaseResult",
    "Check",
    "InvalidCaseFile",
    "NotRun",
    "clause_set_of",
    "parse_case_file",
    "read_case_file",
    "replay",
]
