"""Bring together what a contract is made from: settings, customer, situation, proposal and what plugins say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol
from zoneinfo import ZoneInfo

from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.compose import Composition, Issue, compose
from akkoord.closing.document import Document
from akkoord.closing.draft import Draft, OwnText
from akkoord.closing.labels import Labels
from akkoord.closing.select import Adjustment
from akkoord.closing.text import write_out
from akkoord.dossier import Answers, Customer, Party, Proposal, Situation
from akkoord.facts import Facts, FactValue, Questions
from akkoord.language import Message


class Advice(Protocol):
    """What plugins say about a draft: clauses to add or take out, and issues such as approvals that it needs."""

    @property
    def adjustments(self) -> Sequence[Adjustment]:
        """Clauses to add or take out."""

    @property
    def issues(self) -> Sequence[Issue]:
        """What needs approval; a plugin that could not be heard is an error."""


@dataclass(frozen=True, slots=True)
class NoAdvice:
    """No plugin has anything to say."""

    adjustments: tuple[Adjustment, ...] = ()
    issues: tuple[Issue, ...] = ()


def plain_number(year: int, n: int) -> str:
    """Write the number of a contract where nothing else is set.

    >>> plain_number(2026, 7)
    '2026-0007'
    """
    return f"{year}-{n:04}"


@dataclass(frozen=True, slots=True)
class House:
    """How one client company makes its contracts.

    `defaults` are the supplier and the standing terms, as nested facts; `number` writes the number of the n-th contract
    of a year; `zone` is where a day begins and ends. `advise` asks the plugins about a draft; `plugins` gives their
    names and versions, which a frozen contract keeps.
    """

    clause_set: ClauseSet
    defaults: Answers = field(default_factory=lambda: MappingProxyType({}))
    number: Callable[[int, int], str] = plain_number
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Amsterdam"))
    advise: Callable[[Draft], Advice] = lambda _: NoAdvice()
    plugins: Callable[[], Mapping[str, str]] = dict

    def day(self, at: datetime) -> date:
        """Return the day that it is here at a moment."""
        return at.astimezone(self.zone).date()

    def series(self, year: int) -> str:
        """Return the name of the number series: one for each year when the year is in the numbers, else one for all."""
        return f"contract {year}" if self.number(year, 1) != self.number(year + 1, 1) else "contract"


@dataclass(frozen=True, slots=True)
class Preview:
    """A contract as it would be: composed and written out. It may be made when nothing stands in the way."""

    draft: Draft
    composition: Composition
    document: Document

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What blocks it: contradictions, faults in the text, plugins that could not be heard."""
        composed = tuple(issue for issue in self.composition.issues if issue.severity == "error")
        return composed + self.document.issues

    @property
    def approvals(self) -> tuple[Issue, ...]:
        """What needs a second person before it is signed."""
        return tuple(issue for issue in self.composition.issues if issue.severity == "approval")

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """What is worth knowing, and blocks nothing."""
        return tuple(issue for issue in self.composition.issues if issue.severity == "warning")

    @property
    def can_be_made(self) -> bool:
        """Tell whether a contract can be made of it now."""
        return not self.errors and not self.document.missing


def starting_facts(house: House) -> tuple[Mapping[str, object], ...]:
    """Give what every contract of a house starts from, in layers, the later over the earlier.

    The defaults of the questions, the supplier and the standing terms, and who signs for the supplier.
    """
    return house.clause_set.questions.defaults(), house.defaults, _signing_for_the_supplier(house.defaults)


def facts_of(house: House, customer: Customer, situation: Situation, proposal: Proposal) -> Facts:
    """Merge what is recorded into facts; no answer can overrule who the parties are.

    An answer that is kept but not asked for any more (the notice period of a renewal that was switched off) is no
    fact. Raises WrongFact for an answer that cannot be of the kind that its question asks for.
    """
    questions = house.clause_set.questions
    return asked_facts(
        questions,
        Facts.merge(
            questions, *starting_facts(house), situation.answers, proposal.answers, _parties(house, customer.party)
        ),
    )


def asked_facts(questions: Questions, facts: Facts) -> Facts:
    """Take out the answers to questions that these facts do not ask, until nothing more falls away.

    Each round takes out at least one answer, so there are at most as many as there are questions.
    """
    while unasked := [name for name in _answered(questions, facts) if not questions.is_asked(name, facts)]:
        gone: dict[str, dict[str, None]] = {}
        for name in unasked:
            group, _, key = name.partition(".")
            gone.setdefault(group, {})[key] = None
        facts = facts.with_(gone)
    return facts


def _answered(questions: Questions, facts: Facts) -> list[str]:
    asked = (question.name for group in questions.groups for question in group.questions)
    return [name for name in asked if facts[name] not in (None, ())]


def composed(
    house: House,
    facts: Facts,
    own_texts: tuple[OwnText, ...] = (),
    number: str | None = None,
    frozen: Labels | None = None,
) -> Preview:
    """Compose and write out a contract, with what the plugins say about it. Raises ClauseTextError.

    `frozen` are the labels of the signed contract that this one amends.
    """
    draft = Draft(facts, own_texts, number)
    advice = house.advise(draft)
    issues = [*advice.issues, *_disagreements(house, facts)]
    composition = compose(house.clause_set, draft, frozen=frozen, adjustments=advice.adjustments, issues=issues)
    return Preview(draft, composition, write_out(composition))


def _parties(house: House, party: Party) -> Answers:
    language = house.clause_set.language
    parties: dict[str, Answers] = {"customer": party.facts(language)}
    if "supplier" in house.defaults:
        supplier = house.defaults["supplier"]
        parties["supplier"] = supplier if isinstance(supplier, Mapping) else {}
    if party.signatories:
        parties["signatories"] = {"customer": [person.to_json() for person in party.signatories]}
    return parties


def _signing_for_the_supplier(defaults: Answers) -> Answers:
    supplier = defaults.get("supplier")
    people = supplier.get("signatories") if isinstance(supplier, Mapping) else None
    return {"signatories": {"supplier": people}} if people else {}


def _disagreements(house: House, facts: Facts) -> list[Issue]:
    questions = house.clause_set.questions
    answers = []
    for name, problem in sorted(questions.validate(facts.nested).items()):
        asked = ".".join(name.split(".")[:2])
        if asked not in questions or questions.is_asked(asked, facts):
            label = questions[asked].label if asked in questions else name
            message = Message("{question}: {problem}", {"question": label, "problem": problem})
            answers.append(Issue("WRONG_ANSWER", "error", message, facts=(asked,)))
    alone = _signs_only_together(facts["signatories.customer"])
    if alone is not None:
        message = Message(
            "{name} signs only together with someone else. Add the other person to the customer.", {"name": alone}
        )
        answers.append(Issue("JOINT_SIGNATURE", "error", message, facts=("signatories.customer",)))
    return answers


def _signs_only_together(people: FactValue) -> str | None:
    match people:
        case (Mapping() as only,) if only.get("authority") == "joint":
            return str(only.get("name"))
    return None
