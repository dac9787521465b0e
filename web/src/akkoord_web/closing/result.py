"""What a proposal comes to: its figures, the articles it gives, and what still stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from akkoord.closing.assembling import Preview
from akkoord.closing.compose import Issue
from akkoord.closing.highlights import Figure, figures
from akkoord.dossier import Proposal
from akkoord.language import AkkoordError
from akkoord.values import formats
from akkoord_web import context
from akkoord_web.speech import text_of

__all__ = ["Article", "Missing", "Result", "result_of"]


@dataclass(frozen=True, slots=True)
class Article:
    """A clause in the contract, with the address that says why."""

    id: str
    label: str | None
    title: str
    why_url: str | None
    auto: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that the contract needs, and where it is asked."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the panel beside a proposal shows; with `broken` there is a reason and no figures, never stale ones."""

    amount: str | None = None
    amount_label: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    articles: tuple[Article, ...] = ()
    numbered: int = 0
    errors: tuple[Issue, ...] = ()
    approvals: tuple[Issue, ...] = ()
    warnings: tuple[Issue, ...] = ()
    missing: tuple[Missing, ...] = ()
    broken: str | None = None
    unread: int = 0

    @property
    def can_be_made(self) -> bool:
        """Tell whether a contract can be made of it now."""
        return not (self.errors or self.missing or self.broken or self.unread)

    @property
    def in_the_way(self) -> int:
        """Count what must be done before a contract can be made."""
        return len(self.errors) + len(self.missing) + self.unread


def result_of(proposal: Proposal, preview: Preview | AkkoordError, *, unread: int = 0) -> Result:
    """Say what a composed proposal comes to; `unread` counts the boxes that could not be read."""
    if isinstance(preview, AkkoordError):
        return Result(broken=text_of(preview), unread=unread)
    clause_set = context.workspace().clause_set
    headline, rest = _headline(figures(clause_set.highlights, preview.composition.facts, clause_set.questions))
    return Result(
        amount=None if headline is None else _amount(headline),
        amount_label="" if headline is None else text_of(headline.label),
        pairs=tuple((text_of(one.label), one.text(context.language())) for one in rest),
        articles=_articles(proposal, preview),
        numbered=sum(1 for part in preview.composition.placed if part.kind == "article"),
        errors=preview.errors,
        approvals=preview.approvals,
        warnings=preview.warnings,
        missing=_missing(proposal, preview),
        unread=unread,
    )


def _amount(figure: Figure) -> str:
    assert isinstance(figure.value, Decimal)
    return formats.number(figure.value, context.language(), places=2)


def _headline(found: Sequence[Figure]) -> tuple[Figure | None, Sequence[Figure]]:
    """Take the first figure as the headline when it is an amount of money."""
    if found and found[0].question.type == "money":
        return found[0], found[1:]
    return None, found


def _articles(proposal: Proposal, preview: Preview) -> tuple[Article, ...]:
    auto = preview.composition.auto_included
    return tuple(
        Article(
            part.id,
            part.label,
            part.title,
            url_for("closing.why_in_proposal", proposal_id=proposal.id, clause=part.id) if part.clause else None,
            part.id in auto,
        )
        for part in preview.composition.placed
    )


def _missing(proposal: Proposal, preview: Preview) -> tuple[Missing, ...]:
    questions = context.workspace().clause_set.questions
    found: dict[str, Missing] = {}
    for value in preview.document.missing:
        question = questions.get(value.question)
        part = question.part if question else None
        label = text_of(value.label) if value.label else value.name
        found.setdefault(value.question, Missing(label, _where(proposal, value.question, part)))
    return tuple(found.values())


def _where(proposal: Proposal, name: str, part: str | None) -> str | None:
    """Give the address of the box in which something is asked."""
    anchor = "f-" + name.replace(".", "-")
    match part:
        case "situation":
            return url_for("closing.intake", customer_id=proposal.customer, _anchor=anchor)
        case "proposal" | "terms":
            return f"#{anchor}"
        case "party":
            return url_for("customers.edit", customer_id=proposal.customer)
        case _:
            return None
