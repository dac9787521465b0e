"""What is known of an agreement: questions, the facts that answer them, and conditions over the facts."""

from akkoord.facts.agreeing import Disagreement
from akkoord.facts.answers import deep_merge
from akkoord.facts.checking import check_condition, check_questions
from akkoord.facts.conditions import Condition, ConditionError, parse_condition
from akkoord.facts.derived import Derived, term_dates
from akkoord.facts.explaining import DecidingPart, Explanation
from akkoord.facts.facts import Facts
from akkoord.facts.flips import Flip
from akkoord.facts.kinds import FACT_TYPES, FactType, FactValue, Json, WrongFact
from akkoord.facts.places import Place, Problem
from akkoord.facts.question_set import Questions
from akkoord.facts.questions import (
    PARTS,
    Ask,
    Choice,
    Choices,
    Date,
    Euro,
    Group,
    IbanNumber,
    InvalidQuestions,
    KvkNumber,
    LongText,
    Number,
    Part,
    Pct,
    PostalCode,
    Question,
    QuestionGroup,
    Rate,
    Row,
    Rows,
    Text,
    VatNumber,
    Whole,
    YesNo,
)
from akkoord.facts.reading import Reading, Unreadable
from akkoord.facts.showing import input_text, unit_text, value_text

__all__ = [
    "FACT_TYPES",
    "PARTS",
    "Ask",
    "Choice",
    "Choices",
    "Condition",
    "ConditionError",
    "Date",
    "DecidingPart",
    "Derived",
    "Disagreement",
    "Euro",
    "Explanation",
    "FactType",
    "FactValue",
    "Facts",
    "Flip",
    "Group",
    "IbanNumber",
    "InvalidQuestions",
    "Json",
    "KvkNumber",
    "LongText",
    "Number",
    "Part",
    "Pct",
    "Place",
    "PostalCode",
    "Problem",
    "Question",
    "QuestionGroup",
    "Questions",
    "Rate",
    "Reading",
    "Row",
    "Rows",
    "Text",
    "Unreadable",
    "VatNumber",
    "Whole",
    "WrongFact",
    "YesNo",
    "check_condition",
    "check_questions",
    "deep_merge",
    "input_text",
    "parse_condition",
    "term_dates",
    "unit_text",
    "value_text",
]
