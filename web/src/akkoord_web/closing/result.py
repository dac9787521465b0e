"""What a proposal comes to: its figures, the articles it gives, and what still stands in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from flask import url_for

from akkoord.closing.assembling import Preview
from akkoord.closing.compose import Issue
from akkoord.closing.expected import WORTH, Expected
from akkoord.closing.highlights import Figure, figures
from akkoord.dossier import Proposal
from akkoord.executing import Worth
from akkoord.executing.history import last_year
from akkoord.facts import Question
from akkoord.language import AkkoordError
from akkoord.values import Period, formats
from akkoord_web import context
from akkoord_web.speech import text_of

__all__ = ["Article", "Basis", "Box", "Remark", "Result", "basis_of", "figures_of", "result_of"]


@dataclass(frozen=True, slots=True)
class Article:
    """A clause in the contract, with the address that says why."""

    id: str
    label: str | None
    title: str
    why_url: str | None
    auto: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule brings in a year: the article that agrees it, what it does in words, and the amount."""

    title: str
    words: str
    amount: str
    why_url: str


@dataclass(frozen=True, slots=True)
class Basis:
    """On what the figures rest: `history` is what was bought in a year, or None while a customer has none."""

    chosen: Literal["stated", "history"] = "stated"
    history: tuple[Expected, ...] = ()
    year: Period | None = None

    @property
    def expected(self) -> tuple[Expected, ...] | None:
        """What is expected; None leaves it to the clause set."""
        return self.history if self.chosen == "history" and self.history else None


@dataclass(frozen=True, slots=True)
class Box:
    """A question, and the address at which it is asked."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the contract that a person must know, and the boxes where that can be changed."""

    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What the panel beside a proposal shows; with `broken` there is a reason and no figures, never stale ones.

    `missing` are the answers that the contract still needs; `unread` counts the boxes that could not be read.
    """

    amount: str | None = None
    amount_label: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    basis: Basis = Basis()
    articles: tuple[Article, ...] = ()
    numbered: int = 0
    errors: tuple[Remark, ...] = ()
    approvals: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    missing: tuple[Box, ...] = ()
    broken: str | None = None
    unread: int = 0


STATED: Final = Basis()


def result_of(
    proposal: Proposal,
    preview: Preview | AkkoordError,
    *,
    unread: int = 0,
    beside_the_form: bool = True,
    basis: Basis = STATED,
) -> Result:
    """Say what a composed proposal comes to.

    :param beside_the_form: the questions of the proposal are on the page; going there must not load it anew.
    """
    if isinstance(preview, AkkoordError):
        return Result(broken=text_of(preview), unread=unread)
    boxes = _Boxes(proposal, preview, beside_the_form)
    try:
        worth = _worth(preview, basis)
        headline, rest = _headline(_figures(preview, worth))
    except AkkoordError as error:
        return Result(broken=text_of(error), unread=unread)
    return Result(
        amount=None if headline is None else _amount(headline),
        amount_label="" if headline is None else text_of(headline.label),
        pairs=tuple((text_of(one.label), one.text(context.language())) for one in rest),
        basis=basis,
        parts=_parts(proposal, preview, worth),
        articles=_articles(proposal, preview),
        numbered=sum(1 for part in preview.composition.placed if part.kind == "article"),
        errors=tuple(boxes.remark(issue) for issue in preview.errors),
        approvals=tuple(boxes.remark(issue) for issue in preview.approvals),
        warnings=tuple(boxes.remark(issue) for issue in preview.warnings),
        missing=boxes.missing(),
        unread=unread,
    )


def figures_of(preview: Preview) -> tuple[Figure, ...]:
    """Give the headline: highlights of the facts, and of what the rules come to on what is expected.

    Raises what rules raise: an amount is never shown while one of them fails.
    """
    return _figures(preview, _worth(preview, STATED))


def basis_of(customer: str, chosen: str | None) -> Basis:
    """Look up on what the figures of a customer's proposal can rest, and take the choice where there is one."""
    today = context.today()
    history = context.workspace().history(customer, today)
    return Basis("history" if chosen == "history" and history else "stated", history, last_year(today))


def _worth(preview: Preview, basis: Basis) -> Worth:
    return context.workspace().worth(preview.composition, context.today(), basis.expected)


def _figures(preview: Preview, worth: Worth) -> tuple[Figure, ...]:
    clause_set = context.workspace().clause_set
    facts = preview.composition.facts.with_({WORTH: worth.facts()})
    return figures(clause_set.highlights, facts, clause_set.questions)


def _parts(proposal: Proposal, preview: Preview, worth: Worth) -> tuple[Part, ...]:
    """Say what each rule brings in a year, in the order of the contract; before anything is expected, nothing."""
    if not worth.facts():
        return ()
    titles = {part.id: part.title for part in preview.composition.placed}
    language = context.language()
    return tuple(
        Part(
            titles[share.clause],
            share.words.text(language),
            share.per_year.text(language),
            url_for("closing.why_in_proposal", proposal_id=proposal.id, clause=share.clause),
        )
        for share in worth.shares
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


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Finds the boxes in which the answers behind a remark are asked."""

    proposal: Proposal
    preview: Preview
    beside_the_form: bool

    def remark(self, issue: Issue) -> Remark:
        return Remark(text_of(issue.message), tuple(self._behind(issue)))

    def missing(self) -> tuple[Box, ...]:
        questions = context.workspace().clause_set.questions
        found: dict[str, Box] = {}
        for value in self.preview.document.missing:
            question = questions.get(value.question)
            label = text_of(value.label) if value.label else value.name
            found.setdefault(value.question, Box(label, None if question is None else self._where(question)))
        return tuple(found.values())

    def _behind(self, issue: Issue) -> Iterator[Box]:
        questions, facts = context.workspace().clause_set.questions, self.preview.composition.facts
        for name in issue.facts:
            question = questions.get(name)
            url = None if question is None or not questions.is_asked(name, facts) else self._where(question)
            if question is not None and url is not None:
                yield Box(text_of(question.label), url)

    def _where(self, question: Question) -> str | None:
        """Give the address of a box; None for what nobody is asked."""
        anchor = "f-" + question.name.replace(".", "-")
        match question.part:
            case "situation":
                return url_for("closing.intake", customer_id=self.proposal.customer, _anchor=anchor)
            case "proposal" | "terms":
                page = "" if self.beside_the_form else url_for("closing.proposal", proposal_id=self.proposal.id)
                return f"{page}#{anchor}"
            case "party" if question.group != "supplier":
                return url_for("customers.edit", customer_id=self.proposal.customer)
            case _:
                return None
