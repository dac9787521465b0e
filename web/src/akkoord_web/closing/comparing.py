"""Set answers side by side: theirs and mine after a conflict, now and the proposals before a decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from akkoord.dossier import Proposal
from akkoord.facts import Facts, Part, Question, QuestionGroup, Questions, value_text
from akkoord.language import Language
from akkoord_web.conflicts import Difference

__all__ = ["Compared", "ComparedGroup", "compared_groups", "fact_differences"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One question: what holds now, and what each proposal says; `differs` when these are not all alike."""

    label: str
    now: str | None
    answers: tuple[str | None, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """The questions of one subject, side by side."""

    label: str
    lines: tuple[Compared, ...]


def fact_differences(questions: Questions, theirs: Facts, mine: Facts, language: Language) -> Iterator[Difference]:
    """Give the answers in which two records differ, as people read them."""
    for group in questions.groups:
        for question in group.questions:
            if theirs[question.name] != mine[question.name]:
                yield Difference(
                    question.label.text(language),
                    _said(question, theirs, language) or "",
                    _said(question, mine, language) or "",
                )


def compared_groups(
    questions: Questions, part: Part, proposals: Sequence[tuple[Proposal, Facts]], language: Language
) -> list[ComparedGroup]:
    """Set the proposals beside each other and beside what holds now; subjects that none of them has are left out."""
    groups = (_group(questions, group, [facts for _, facts in proposals], language) for group in questions.of(part))
    return [group for group in groups if group.lines]


def _group(questions: Questions, group: QuestionGroup, columns: Sequence[Facts], language: Language) -> ComparedGroup:
    lines = []
    for question in group.questions:
        values = tuple(
            _said(question, facts, language) if questions.is_asked(question.name, facts) else None for facts in columns
        )
        if any(value is not None for value in values):
            lines.append(
                Compared(
                    question.label.text(language),
                    _now(questions, question, columns, language),
                    values,
                    len(set(values)) > 1,
                )
            )
    return ComparedGroup(group.label.text(language), tuple(lines))


def _said(question: Question, facts: Facts, language: Language) -> str | None:
    value = facts[question.name]
    if value in (None, ()):
        return None
    if isinstance(value, tuple) and question.columns:
        return "; ".join(_row_said(question, row, language) for row in value if isinstance(row, Mapping))
    return value_text(question, value, language)


def _row_said(question: Question, row: Mapping[str, object], language: Language) -> str:
    """Say a row of a list in one line: its cells in the order of the columns."""
    return ", ".join(
        value_text(column, row[column.key], language)  # type: ignore[arg-type] # a typed row holds fact values
        for column in question.columns
        if row.get(column.key) is not None
    )


def _now(questions: Questions, question: Question, columns: Sequence[Facts], language: Language) -> str | None:
    if question.now is None or question.now not in questions or not columns:
        return None
    return _said(questions[question.now], columns[0], language)
