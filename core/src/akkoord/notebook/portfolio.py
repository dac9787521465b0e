"""What if: other answers or clauses for every contract. What would read otherwise, and what would it cost and bring."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from akkoord.closing import ClauseSet
from akkoord.closing.amendment import labels_of
from akkoord.closing.assembling import Preview, asked_facts, composed
from akkoord.closing.clause_file import read_clause
from akkoord.closing.contract import Contract
from akkoord.closing.due import EVENTS
from akkoord.closing.rules import frozen_rules
from akkoord.closing.variant import events_of
from akkoord.executing import ContractRule, RuleKinds, rules_of
from akkoord.executing.agreement import Agreement
from akkoord.executing.history import last_year
from akkoord.facts import Facts, deep_merge
from akkoord.language import AkkoordError, Language, Message
from akkoord.notebook.display import Displayed
from akkoord.notebook.frames import Plain, RowsView
from akkoord.notebook.progress import steps
from akkoord.notebook.session import Session, current, open_apart
from akkoord.notebook.trials import Part, Trial, run_trials
from akkoord.notebook.trying import Difference, compared
from akkoord.notebook.views import Contracts
from akkoord.reporting.parts import Cell, KeyNumber, Note, Section, Table, Target
from akkoord.values import Money, Period

__all__ = ["Touched", "WhatIf", "what_if"]

TOGETHER = 100
MOST_SHOWN = 25

Answers = Mapping[str, object]
Changing = Answers | Callable[[Contract], Answers | None]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change does to one contract: the clauses that change, cents for the customer, and what stands in the way.

    `clauses` are pairs of an id and a title; `before` and `after` are what its rules came to over the period.
    """

    contract: str
    clauses: tuple[tuple[str, str], ...] = ()
    before: int = 0
    after: int = 0
    problems: tuple[str, ...] = ()

    @property
    def is_touched(self) -> bool:
        """Tell whether anything about the contract changes."""
        return bool(self.clauses or self.problems) or self.before != self.after


@dataclass(frozen=True, repr=False)
class WhatIf(Displayed, RowsView):
    """What a change does to the contracts: which it touches, what it costs over a period, and who must sign again."""

    session: Session
    contracts: Contracts
    changes: Mapping[str, Answers]
    period: Period
    all: tuple[Touched, ...]

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.session.language

    @property
    def touched(self) -> tuple[Touched, ...]:
        """The contracts about which anything changes."""
        return tuple(each for each in self.all if each.is_touched)

    @property
    def difference(self) -> Money:
        """What all customers would have had more over the period."""
        return Money.of_minor(sum(each.after - each.before for each in self.all))

    @cached_property
    def clauses(self) -> Mapping[str, int]:
        """How many contracts each clause changes in, by its title, most first."""
        counted = Counter(title for each in self.all for _, title in each.clauses)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @property
    def to_amend(self) -> tuple[str, ...]:
        """The customers, by name, whose contract would read otherwise: they must sign an amendment."""
        return tuple(sorted({self.contracts.customer_of(each.contract).name for each in self.all if each.clauses}))

    def diff(self, contract: str) -> Difference:
        """Show what changes in the text of one contract, by its number."""
        found = self.contracts[contract]
        before, after = both(self.session, found, self.changes.get(found.id, {}))
        return compared(before.document, after.document)

    def rows(self) -> Sequence[Mapping[str, Plain]]:
        """Give a row for every contract that is touched."""
        return [
            {
                "contract": self.contracts[each.contract].number,
                "customer": self.contracts.customer_of(each.contract).name,
                "clauses": ", ".join(title for _, title in each.clauses),
                "before": Money.of_minor(each.before),
                "after": Money.of_minor(each.after),
                "difference": Money.of_minor(each.after - each.before),
                "problems": "; ".join(each.problems),
            }
            for each in self.touched
        ]

    def sections(self) -> Iterator[Section]:
        """Show how many are touched, what it costs, which clauses change and who must sign."""
        title = Message("What if: over {period}", {"period": self.period})
        more = Message("of {count}", {"count": len(self.all)})
        numbers = (
            KeyNumber(Message("Contracts touched"), len(self.touched), more),
            KeyNumber(Message("Customers to amend with"), len(self.to_amend)),
            KeyNumber(Message("Difference"), self.difference, Message("above zero: the customer gets more")),
        )
        blocked = [each for each in self.all if each.problems]
        notes = [Note(Message("{number}: {problem}", {"number": self.contracts[each.contract].number,
                                                     "problem": each.problems[0]}), "warn")
                 for each in blocked[:3]]  # fmt: skip
        yield Section(title, (*numbers, *notes, *self._tables()))

    def _tables(self) -> Iterator[Table]:
        if self.clauses:
            headings = (Message("Clause"), Message("Contracts"))
            yield Table(Message("Clauses that change"), headings, tuple(self.clauses.items()))
        rows = tuple(
            (Cell(str(row["customer"]), Target("contract", each.contract)), str(row["contract"]), row["before"],
             row["after"], row["difference"])
            for row, each in zip(self.rows(), self.touched[:MOST_SHOWN], strict=False)
        )  # fmt: skip
        headings5 = (Message("Customer"), Message("Contract"), Message("Now"), Message("Then"), Message("Difference"))
        yield Table(Message("Contracts touched"), headings5, rows)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Some contracts with what changes in each, and where to look: goes to other processes and machines."""

    place: Path
    today: date
    changes: tuple[tuple[str, Answers], ...]
    clause_texts: Mapping[str, str]
    period: Period


def what_if(
    change: Changing, contracts: Contracts | None = None, period: Period | None = None, *,
    executor: Executor | None = None,
) -> WhatIf:  # fmt: skip
    """Tell what other answers would do to every contract, with the clauses that were edited in this notebook.

    `change` is answers by group (`{"payment": {"settlement_days": 30}}`), or a function that gives each contract its
    own (None: it is left alone); `{}` tells what the edited clauses do by themselves. Money is over a period, else
    over the last twelve full months. Any executor will do that can reach the file of the store.
    """
    chosen = contracts if contracts is not None else Contracts(current())
    session, over = chosen.session, period or last_year(chosen.session.today)
    changes = {
        contract.id: found
        for contract in chosen
        if contract.is_binding and (found := change(contract) if callable(change) else change) is not None
    }
    listed = list(changes.items())
    asked = [
        _Asked(session.place, session.today, tuple(listed[first : first + TOGETHER]), session.clause_texts, over)
        for first in range(0, len(listed), TOGETHER)
    ]
    parts = list(_followed(session, asked, executor))
    return WhatIf(session, chosen, changes, over, tuple(each for part in parts for each in part))


def _followed(session: Session, asked: Sequence[_Asked], executor: Executor | None) -> Iterator[list[Touched]]:
    """Look at the contracts here, or where an executor likes, and show how far it is."""
    waiting = [] if executor is None else [executor.submit(touched_apart, one) for one in asked]
    with steps(len(asked)) as advance:
        for place, each in enumerate(asked):
            yield waiting[place].result() if waiting else _touched(session, each)
            advance()


def touched_apart(asked: _Asked) -> list[Touched]:
    """Look at some contracts with a session of its own: in another process, or on another machine."""
    session = open_apart(asked.place, asked.today)
    try:
        session.tried_clauses = _edited(session.workspace.clause_set, asked.clause_texts)
        return _touched(session, asked)
    finally:
        session.workspace.close()


def both(session: Session, contract: Contract, answers: Answers) -> tuple[Preview, Preview]:
    """Compose a contract as it is by the installed clauses, and with other answers by the edited ones."""
    house = session.workspace.house
    version = session.workspace.contracts.version(contract)
    labels = None if version is None else labels_of(version)
    questions = house.clause_set.questions
    now = asked_facts(questions, Facts(contract.facts, questions))
    then = asked_facts(questions, Facts(deep_merge(contract.facts, answers), questions))
    edited = replace(house, clause_set=session.clause_set)
    return (
        composed(house, now, contract.own_texts, contract.number, labels),
        composed(edited, then, contract.own_texts, contract.number, labels),
    )


def _touched(session: Session, asked: _Asked) -> list[Touched]:
    texts = [_text_of(session, session.workspace.contracts.get(name), answers) for name, answers in asked.changes]
    trials = [trial for _, trial in texts if trial is not None]
    ran = run_trials(
        Part(asked.place, tuple(trials), asked.period, session.today, session.kinds), session.workspace.sales
    )
    before, after = Counter[str](), Counter[str]()
    problems: dict[str, list[str]] = {}
    for each in ran:
        before[each.contract] += each.in_force
        after[each.contract] += each.tried
        if each.problem:
            problems.setdefault(each.contract, []).append(each.problem)
    return [
        replace(each, before=before[each.contract], after=after[each.contract],
                problems=(*each.problems, *problems.get(each.contract, ())))
        for each, _ in texts
    ]  # fmt: skip


def _text_of(session: Session, contract: Contract, answers: Answers) -> tuple[Touched, Trial | None]:
    """Compare the text of one contract, and give its rules on both sides when those differ."""
    try:
        before, after = both(session, contract, answers)
    except AkkoordError as error:
        return Touched(contract.id, problems=(error.message.text(session.language),)), None
    changed = compared(before.document, after.document).changes
    # What was a fault before the change is none of its doing.
    known = {issue.code for issue in before.errors}
    problems = tuple(issue.message.text(session.language) for issue in after.errors if issue.code not in known)
    clauses = tuple((one.id, one.title) for one in changed)
    return Touched(contract.id, clauses, problems=problems), _trial(session, contract, before, after)


def _trial(session: Session, contract: Contract, before: Preview, after: Preview) -> Trial | None:
    now, then = _rules(before), _rules(after)
    if _plain(now) == _plain(then) or contract.commencement is None:
        return None
    agreement = Agreement(contract.id, contract.number, contract.customer, contract.commencement, contract.ends_on, now)
    kinds = session.kinds
    return Trial(replace(agreement, rules=_known(now, kinds)), replace(agreement, rules=_known(then, kinds)))


def _known(rules: Sequence[ContractRule], kinds: RuleKinds) -> tuple[ContractRule, ...]:
    """Leave out what is settled at the end only, and what no installed kind can compute."""
    return tuple(rule for rule in rules if rule.settle != "end" and rule.kind in kinds)


def _rules(preview: Preview) -> tuple[ContractRule, ...]:
    composition = preview.composition
    clauses = [placed.clause for placed in composition.placed if placed.clause is not None]
    return rules_of(frozen_rules(clauses, composition.facts, composition.facts.to_json()))


def _plain(rules: Sequence[ContractRule]) -> list[object]:
    return [
        (rule.line, rule.kind, rule.direction, rule.vat, rule.goods, rule.settle, dict(rule.parameters))
        for rule in rules
    ]


def _edited(clause_set: ClauseSet, texts: Mapping[str, str]) -> ClauseSet | None:
    """Put edited clauses in the place of the installed ones; they were checked when they were edited."""
    if not texts:
        return None
    events = EVENTS | events_of(clause_set.clauses)
    read = [read_clause(text, f"{name}.md", events)[0] for name, text in texts.items()]
    edited = {clause.id: clause for clause in (*clause_set.clauses, *(one for one in read if one is not None))}
    return replace(clause_set, clauses=tuple(edited.values()))
