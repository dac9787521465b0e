"""Bring together what a contract is made from: settings, customer, situation, proposal and what plugins say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.compose import Composition, Issue, compose, settle_selection
from akkoord.closing.document import Document
from akkoord.closing.draft import Draft, OwnText
from akkoord.closing.select import Adjustment, Selection
from akkoord.closing.text import write_out
from akkoord.dossier import Answers, Customer, Party, Proposal, Situation
from akkoord.facts import Facts
from akkoord.language import Message, Words

T_co = TypeVar("T_co", covariant=True)


class Asked(Protocol):
    """Something that a plugin wants approved."""

    @property
    def code(self) -> str:
        """The ground, in capitals."""

    @property
    def reason(self) -> Words:
        """The ground in words."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids of the clauses it is about."""


class Failed(Protocol):
    """A plugin that could not be heard."""

    @property
    def plugin(self) -> str:
        """Its name."""

    @property
    def message(self) -> Message:
        """What went wrong."""


class Heard(Protocol[T_co]):
    """What all plugins answered, and which of them could not be heard."""

    @property
    def values(self) -> tuple[T_co, ...]:
        """The answers of all plugins together."""

    @property
    def failures(self) -> Sequence[Failed]:
        """With any of these the values are not the whole truth."""


class Advice(Protocol):
    """What plugins say about a contract in the making."""

    def adjustments(self, draft: Draft, selection: Selection) -> Heard[Adjustment]:
        """Say which clauses to add or take out."""

    def approvals(self, draft: Draft) -> Heard[Asked]:
        """Say what needs a second person."""

    @property
    def versions(self) -> Mapping[str, str]:
        """The names and versions of the plugins, which a frozen contract keeps."""


@dataclass(frozen=True, slots=True)
class _Silence:
    values: tuple[()] = ()
    failures: tuple[()] = ()


@dataclass(frozen=True, slots=True)
class NoAdvice:
    """No plugin has anything to say."""

    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def adjustments(self, draft: Draft, selection: Selection) -> _Silence:  # noqa: ARG002 - as Advice has it
        """Add nothing, take nothing out."""
        return _Silence()

    def approvals(self, draft: Draft) -> _Silence:  # noqa: ARG002 - as Advice has it
        """Need nobody."""
        return _Silence()


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
    of a year; `zone` is where a day begins and ends.
    """

    clause_set: ClauseSet
    defaults: Answers = field(default_factory=lambda: MappingProxyType({}))
    number: Callable[[int, int], str] = plain_number
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Amsterdam"))
    advice: Advice = field(default_factory=NoAdvice)

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


def facts_of(house: House, customer: Customer, situation: Situation, proposal: Proposal) -> Facts:
    """Merge what is recorded into facts; no answer can overrule who the parties are.

    Raises WrongFact for an answer that cannot be of the kind that its question asks for.
    """
    questions = house.clause_set.questions
    return Facts.merge(
        questions,
        questions.defaults(),
        house.defaults,
        _signing_for_the_supplier(house.defaults),
        situation.answers,
        proposal.answers,
        _parties(house, customer.party),
    )


def composed(house: House, facts: Facts, own_texts: tuple[OwnText, ...] = (), number: str | None = None) -> Preview:
    """Compose and write out a contract, with what the plugins say about it. Raises ClauseTextError."""
    draft = Draft(facts, own_texts, number)
    selection = settle_selection(house.clause_set, draft).selection
    adjusted, asked = house.advice.adjustments(draft, selection), house.advice.approvals(draft)
    issues = [Issue(one.code, "approval", one.reason, one.clauses) for one in asked.values]
    issues += [_unheard(failure) for failure in (*adjusted.failures, *asked.failures)]
    issues += _disagreements(house, facts)
    composition = compose(house.clause_set, draft, adjustments=adjusted.values, issues=issues)
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


def _unheard(failure: Failed) -> Issue:
    message = Message(
        "Plugin {plugin!r} could not be heard, so nobody knows whether it would change this contract: {problem}",
        {"plugin": failure.plugin, "problem": failure.message},
    )
    return Issue("PLUGIN_FAILED", "error", message)


def _disagreements(house: House, facts: Facts) -> list[Issue]:
    questions = house.clause_set.questions
    answers = []
    for name, problem in sorted(questions.validate(facts.nested).items()):
        asked = ".".join(name.split(".")[:2])
        if asked not in questions or questions.is_asked(asked, facts):
            label = questions[asked].label if asked in questions else name
            message = Message("{question}: {problem}", {"question": label, "problem": problem})
            answers.append(Issue("WRONG_ANSWER", "error", message))
    people = facts["signatories.customer"]
    if isinstance(people, tuple) and len(people) == 1 and people[0].get("authority") == "joint":
        message = Message(
            "{name} signs only together with someone else. Add the other person to the customer.",
            {"name": str(people[0].get("name"))},
        )
        answers.append(Issue("JOINT_SIGNATURE", "error", message))
    return answers
