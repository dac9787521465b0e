"""Backtest a rule: what it would have cost and brought over history, against the rules in force."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from akkoord.closing.contract import Contract
from akkoord.executing import Direction, Rule, Vat
from akkoord.executing.frozen import Settled
from akkoord.language import AkkoordError, Language, Message
from akkoord.notebook.display import Displayed
from akkoord.notebook.frames import Plain, RowsView
from akkoord.notebook.progress import steps
from akkoord.notebook.replacing import Placing, trial_of
from akkoord.notebook.session import Session
from akkoord.notebook.trials import Part, Ran, Trial, part_of, run_part, run_trials
from akkoord.notebook.views import Contracts, Sales
from akkoord.reporting.parts import Cell, Figure, KeyNumber, Note, Section, Series, Table, Target
from akkoord.values import Money, Period
from akkoord.workspace import store_file

__all__ = ["Backtest", "NothingToBacktest", "backtest", "in_processes", "run"]

TOGETHER: Final = 250
"""Contracts that are read and computed together."""
FEW: Final = 400
"""Up to so many contracts it is quicker to stay in this process."""
MOST_SHOWN: Final = 25
MOST_BARS: Final = 8

_known: list[Part] = []
"""What a process of our own was forked to run."""
RuleOf = Callable[[Contract], Rule | None]


class NothingToBacktest(AkkoordError):
    """None of the contracts had a period that ended in these days, or the rule was for none of them."""


@dataclass(frozen=True, repr=False)
class Backtest(Displayed, RowsView):
    """What came of a backtest: a row a contract and period, in euros for the customer, VAT apart.

    A difference above zero is what the customer would have had more, and the client less.
    """

    session: Session
    contracts: Contracts
    period: Period
    rules: Mapping[str, Rule]
    trials: Mapping[str, Trial]
    ran: tuple[Ran, ...]
    placing: Placing = field(default_factory=Placing)

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.session.language

    @property
    def done(self) -> tuple[Ran, ...]:
        """What could be computed."""
        return tuple(each for each in self.ran if not each.problem)

    @property
    def problems(self) -> tuple[Ran, ...]:
        """What could not, with why."""
        return tuple(each for each in self.ran if each.problem)

    @property
    def in_force(self) -> Money:
        """What the rules in force came to for all customers."""
        return Money.of_minor(sum(each.in_force for each in self.done))

    @property
    def tried(self) -> Money:
        """What the tried rule would have come to."""
        return Money.of_minor(sum(each.tried for each in self.done))

    @property
    def difference(self) -> Money:
        """What all customers would have had more: the cost of the change."""
        return self.tried - self.in_force

    @cached_property
    def per_customer(self) -> tuple[tuple[str, str, Money, Money], ...]:
        """Give for every customer its id, name, what it had, and what it would have had; most gained first."""
        found: dict[str, list[int]] = {}
        names: dict[str, str] = {}
        for each in self.done:
            customer = self.contracts.customer_of(each.contract)
            names[customer.id] = customer.name
            sums = found.setdefault(customer.id, [0, 0])
            sums[0] += each.in_force
            sums[1] += each.tried
        ordered = sorted(found.items(), key=lambda item: (item[1][0] - item[1][1], names[item[0]]))
        return tuple((name, names[name], Money.of_minor(a), Money.of_minor(b)) for name, (a, b) in ordered)

    @property
    def winners(self) -> tuple[tuple[str, str, Money, Money], ...]:
        """The customers who would have had more, most first."""
        return tuple(each for each in self.per_customer if each[3].minor > each[2].minor)

    @property
    def losers(self) -> tuple[tuple[str, str, Money, Money], ...]:
        """The customers who would have had less, most first."""
        return tuple(each for each in reversed(self.per_customer) if each[3].minor < each[2].minor)

    def sales(self, contract: str) -> Sales:
        """Give the sales lines behind a contract's figures, by its number."""
        found = self.contracts[contract]
        return Sales(self.session, found.customer).within(self.period)

    def rows(self) -> Sequence[Mapping[str, Plain]]:
        """Give a row for every contract and period."""
        return [
            {
                "contract": self.contracts[each.contract].number,
                "customer": self.contracts.customer_of(each.contract).name,
                "first": each.first,
                "last": each.last,
                "in_force": Money.of_minor(each.in_force),
                "tried": Money.of_minor(each.tried),
                "difference": Money.of_minor(each.difference),
                "problem": each.problem,
            }
            for each in self.ran
        ]

    def sections(self) -> Iterator[Section]:
        """Show the sums, who would gain and lose, and the difference per customer."""
        title = Message("Backtest over {period}", {"period": self.period})
        yield Section(title, (*self._keys(), *self._notes(), *self._chart(), self._table()))

    def _keys(self) -> Iterator[KeyNumber]:
        yield KeyNumber(Message("Contracts"), len({each.contract for each in self.done}))
        yield KeyNumber(Message("In force"), self.in_force)
        yield KeyNumber(Message("Tried rule"), self.tried)
        yield KeyNumber(Message("Difference"), self.difference, Message("above zero: the customer gets more"))
        winning = Message("{losers} would have less", {"losers": len(self.losers)})
        yield KeyNumber(Message("Customers with more"), len(self.winners), winning)

    def _notes(self) -> Iterator[Note]:
        for each in self.problems[:3]:
            values = {"number": self.contracts[each.contract].number, "problem": each.problem}
            yield Note(Message("{number}: {problem}", values), "warn")
        if len(self.problems) > 3:  # noqa: PLR2004 - three say enough
            yield Note(Message("{count} could not be computed.", {"count": len(self.problems)}), "warn")

    def _chart(self) -> Iterator[Figure]:
        shown = [each for each in (*self.winners, *self.losers) if each[2] != each[3]]
        shown.sort(key=lambda each: -abs(each[3].minor - each[2].minor))
        if shown:
            most = shown[:MOST_BARS]
            yield Figure(
                "bar", Message("Where the difference is largest"), Message("Customer"), tuple(each[1] for each in most),
                (Series(Message("In force"), tuple(each[2] for each in most)),
                 Series(Message("Tried rule"), tuple(each[3] for each in most))),
            )  # fmt: skip

    def _table(self) -> Table:
        rows = tuple(
            (Cell(name, Target("customer", customer)), before, after, after - before)
            for customer, name, before, after in self.per_customer[:MOST_SHOWN]
        )
        headings = (Message("Customer"), Message("In force"), Message("Tried rule"), Message("Difference"))
        total = (Message("All customers"), self.in_force, self.tried, self.difference)
        return Table(Message("Per customer"), headings, rows, total)


def backtest(
    rule: Rule | RuleOf,
    contracts: Contracts,
    period: Period,
    *,
    instead_of: str | None = None,
    settle: Settled | None = None,
    direction: Direction | None = None,
    vat: Vat | None = None,
    executor: Executor | None = None,
) -> Backtest:
    """Run a rule over every period of these contracts that ended in some days, as known today.

    `rule` is a rule, or a function that gives each contract its own (None: this contract keeps what it has). It takes
    the place of the rules `instead_of` names by line, clause or kind; without a name of those of its own kind, or the
    kind that it was made from. Whatever is not given (`settle`, `direction`, `vat`) is as it was with those. Any
    executor will do, such as a Dask client's: what runs there must reach the file of the store. Raises
    NothingToBacktest.
    """
    session, placing = contracts.session, Placing(instead_of, settle, direction, vat)
    rules = dict(_rules(rule, contracts))
    for each in dict.fromkeys(type(one) for one in rules.values()):
        session.try_kind(each)
    written = {id(each): each.parameters() for each in {id(one): one for one in rules.values()}.values()}
    kinds = session.kinds
    trials = {
        each.contract: trial_of(each, found, placing, kinds, written[id(found)])
        for each in contracts.agreements
        if (found := rules.get(each.contract)) is not None
    }
    ran = run(session, trials.values(), period, executor)
    if not ran:
        raise NothingToBacktest(
            Message("None of these contracts has a period that ended in {period}.", {"period": period})
        )
    return Backtest(session, contracts, period, rules, trials, ran, placing)


def _rules(rule: Rule | RuleOf, contracts: Contracts) -> Iterator[tuple[str, Rule]]:
    for contract in contracts:
        found = rule if isinstance(rule, Rule) else rule(contract)
        if found is not None:
            yield contract.id, found


def run(session: Session, trials: Iterable[Trial], within: Period, executor: Executor | None = None) -> tuple[Ran, ...]:
    """Run trials here, in processes when there are many, or where an executor likes; in the order of the contracts."""
    # Contracts that begin on one day of the year have their periods cut alike, and can be read together.
    ordered = sorted(trials, key=lambda each: (f"{each.in_force.commencement:%m-%d}", each.in_force.contract))
    kinds, file = session.kinds, store_file(session.place)
    parts = [
        Part(Path(file), tuple(ordered[first : first + TOGETHER]), within, session.today, kinds)
        for first in range(0, len(ordered), TOGETHER)
    ]
    if executor is not None:
        found = _followed([executor.submit(run_part, _plain(part)) for part in parts])
    elif len(ordered) <= FEW:
        found = [run_trials(part, session.workspace.sales) for part in parts]
    else:
        found = in_processes(parts)
    ran = [each for part in found for each in part]
    return tuple(sorted(ran, key=lambda each: (each.contract, each.first, each.last)))


def in_processes(parts: Sequence[Part]) -> list[list[Ran]]:
    """Run parts in as many processes as there are processors."""
    # Forked processes know the classes of cells, which have no module to be imported from, and the parts themselves.
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
    with ProcessPoolExecutor(os.cpu_count(), context, _know, ([_plain(part) for part in parts],)) as executor:
        return _followed([executor.submit(_run_known, place) for place in range(len(parts))])


def _know(parts: Sequence[Part]) -> None:
    _known[:] = parts


def _run_known(place: int) -> list[Ran]:
    return run_part(_known[place])


def _followed(waiting: Sequence[Future[list[Ran]]]) -> list[list[Ran]]:
    """Wait for what runs elsewhere, and show how far it is."""
    with steps(len(waiting)) as advance:
        for _ in as_completed(waiting):
            advance()
    return [each.result() for each in waiting]


def _plain(part: Part) -> Part:
    return Part(part.file, tuple(part_of(trial) for trial in part.trials), part.within, part.cutoff, part.kinds)
