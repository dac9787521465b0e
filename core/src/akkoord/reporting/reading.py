"""What a report may read: the records of a workspace, as far as the account that asks for it may see them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from akkoord.access import Account, Accounts, whose_customers
from akkoord.closing import ClauseSet
from akkoord.closing.contract import Contract, ContractState
from akkoord.closing.contract_reading import ContractReading
from akkoord.dossier import Answers, Customer, Customers, Proposals
from akkoord.ending.restoring import Restoring
from akkoord.ending.termination import Termination
from akkoord.ending.terminations import Terminations
from akkoord.executing.agreements import SETTLED_STATES
from akkoord.executing.booked import Booked, BookedSums
from akkoord.executing.bulk import in_bulk
from akkoord.executing.counted import Events
from akkoord.executing.deadlines import Deadline, Deadlines
from akkoord.executing.forecasts import Coming, Forecasts
from akkoord.executing.history import last_year
from akkoord.executing.kept import KeptStatement
from akkoord.executing.obligations import Obligations
from akkoord.executing.progress import Progress
from akkoord.executing.sales import Sales
from akkoord.executing.statement_reading import StatementReading
from akkoord.facts import Facts
from akkoord.language import Message, Speaks, Words
from akkoord.reporting.parameters import InvalidParameters, Parameters
from akkoord.reporting.parts import Cell, Target
from akkoord.values import MixedUnits, Period, Quantity, days_after
from akkoord.values.exact import EXACT
from akkoord.values.quantity import UNITS

__all__ = ["Reading", "Records"]


class Records(Protocol):
    """The services that a report reads from; a workspace is one."""

    @property
    def accounts(self) -> Accounts:
        """The accounts."""

    @property
    def customers(self) -> Customers:
        """The customers."""

    @property
    def contracts(self) -> ContractReading:
        """The contracts."""

    @property
    def proposals(self) -> Proposals:
        """The proposals."""

    @property
    def statements(self) -> StatementReading:
        """The statements."""

    @property
    def obligations(self) -> Obligations:
        """The obligations."""

    @property
    def deadlines(self) -> Deadlines:
        """The deadlines."""

    @property
    def sales(self) -> Sales:
        """What was sold."""

    @property
    def clause_set(self) -> ClauseSet:
        """The clause set, with its questions and highlights."""

    @property
    def terminations(self) -> Terminations:
        """The ends of contracts."""

    @property
    def restoring(self) -> Restoring:
        """Customers who were made current again."""

    @property
    def booked(self) -> BookedSums:
        """What statements book, of very many at once."""

    @property
    def forecasts(self) -> Forecasts:
        """What running contracts will come to."""


@dataclass(frozen=True)
class Reading:
    """The records as one account sees them on a day, narrowed to what was chosen."""

    records: Records
    by: Account
    today: date
    chosen: Parameters

    @cached_property
    def owner(self) -> str | None:
        """Whose customers these are: an account id, None for everyone's.

        An account manager sees the own customers whatever is chosen. Raises NotAllowed or InvalidParameters.
        """
        own = whose_customers(self.by)
        if own is not None or self.chosen.account_manager is None:
            return own
        found = self.records.accounts.by_login(self.chosen.account_manager)
        if found is None:
            values = {"login": self.chosen.account_manager}
            raise InvalidParameters({"account_manager": Message("There is no account {login!r}.", values)})
        return found.id

    @cached_property
    def _team(self) -> frozenset[str] | None:
        """Whose customers are those of the chosen team, by account id; None for any. Raises InvalidParameters.

        It narrows what a manager sees; an account manager sees the own customers whatever is chosen.
        """
        if self.chosen.team is None or whose_customers(self.by) is not None:
            return None
        wanted = self.chosen.team.casefold()
        found = frozenset(one.id for one in self.records.accounts.all() if (one.team or "").casefold() == wanted)
        if not found:
            raise InvalidParameters({"team": _no_team(self.chosen.team, self.records.accounts.teams())})
        return found

    @cached_property
    def people(self) -> Mapping[str, str]:
        """The names of the accounts by id."""
        return {account.id: account.name for account in self.records.accounts.all()}

    def manager_of(self, customer: Customer) -> str:
        """Name the account manager of a customer, with a dash for none."""
        return self.people.get(customer.owner or "", "–")

    def manager(self, customer: Customer) -> Cell:
        """Name the account manager of a customer, as what leads to this report of his."""
        return self.managers([self.manager_of(customer)])[0]

    def managers(self, names: Iterable[str]) -> tuple[Cell, ...]:
        """Give names of account managers as what leads to this report of each."""
        logins = self._logins
        return tuple(Cell(name, Target("account_manager", logins[name]) if name in logins else None) for name in names)

    @cached_property
    def _logins(self) -> Mapping[str, str]:
        return {account.name: account.login for account in self.records.accounts.all()}

    def kind(self, name: str) -> Speaks:
        """Say what people call a rule kind."""
        return self.records.forecasts.kind(name)

    def contracts(self, states: Iterable[ContractState] | None = None) -> list[tuple[Contract, Customer]]:
        """Return the contracts with their customers, by number; in these states, or all."""
        found = self.records.contracts.all(states=states, owner=self.owner)
        return [pair for pair in found if self.includes(pair[1])]

    def deadlines(self, days: int) -> list[Deadline]:
        """Return what is due within so many days, overdue included, the first first."""
        found = self.records.deadlines.near(self.today, days, by=self.by)
        return [one for one in found if self.owner in {None, one.customer.owner} and self.includes(one.customer)]

    def statements(self) -> list[tuple[KeptStatement, Customer]]:
        """Return the statements over periods that end in the chosen one, in any state, with their customers."""
        found = self.records.statements.ending(self.chosen.period.first, self.chosen.period.last, owner=self.owner)
        return [pair for pair in found if self.includes(pair[1])]

    def booked(self) -> list[tuple[Booked, Customer]]:
        """Return what the statements over periods that end in the chosen one book, with their customers."""
        period = self.chosen.period
        found = self.records.booked.ending(period.first, period.last, owner=self.owner)
        return [pair for pair in found if self.includes(pair[1])]

    @property
    def as_of(self) -> date:
        """The day that the report looks from: today, or the last day of a period that is over."""
        return min(self.today, self.chosen.period.last)

    def progress(self) -> list[tuple[Progress, Contract, Customer]]:
        """Tell how far what contracts aim at was reached, in the periods that ran on the day looked from."""
        found = self.contracts(SETTLED_STATES)
        standing = self.records.forecasts.progress((contract for contract, _ in found), self.as_of)
        return [(each, *pair) for pair in found for each in standing.get(pair[0].id, ())]

    def coming(self) -> list[tuple[Coming, Contract, Customer]]:
        """Tell what contracts will come to over the periods that end in the chosen one and are not over."""
        found = self.contracts(SETTLED_STATES)
        ahead = self.records.forecasts.coming((contract for contract, _ in found), self.chosen.period, self.as_of)
        return [(each, *pair) for pair in found for each in ahead.get(pair[0].id, ())]

    def terminations(self) -> list[tuple[Termination, Customer]]:
        """Return what ended, or is to end, in the chosen period, with the customers; what was withdrawn is left out."""
        period = self.chosen.period
        found = self.records.terminations.ending(period.first, period.last, owner=self.owner)
        return [pair for pair in found if self.includes(pair[1])]

    def year_before(self, found: Iterable[tuple[str, date]]) -> Mapping[tuple[str, date], tuple[Quantity, ...]]:
        """Tell what customers, by id, were delivered in the twelve full months through a day or just before it."""
        by_year: dict[Period, set[str]] = {}
        pairs = set(found)
        years = {day: last_year(days_after(day, 1)) for _, day in pairs}
        wanted = {(customer, day): years[day] for customer, day in pairs}
        for (customer, _), year in wanted.items():
            by_year.setdefault(year, set()).add(customer)
        with in_bulk():
            events = {
                year: self.records.sales.events_of_customers(
                    sorted(customers), year.first, year.last, cuts=[year.first]
                )
                for year, customers in by_year.items()
            }
            return {key: _quantities(events[year][key[0]], year) for key, year in wanted.items()}

    def headline(self, facts: Answers) -> tuple[tuple[Words, Speaks], ...]:
        """Give what an account manager looks at first in a proposal or contract: labels with their values."""
        clause_set = self.records.clause_set
        figures = clause_set.figures(Facts(facts, clause_set.questions))
        return tuple((each.label, Words(nl=each.text("nl"), en=each.text("en"))) for each in figures)

    def includes(self, customer: Customer) -> bool:
        """Tell whether a customer is of the team, and where, was chosen; `owner` says whose are seen at all."""
        return (self._team is None or customer.owner in self._team) and self._is_there(customer)

    def _is_there(self, customer: Customer) -> bool:
        place = (self.chosen.place or "").strip()
        if not place:
            return True
        if place[:1].isdigit():
            return (customer.party.postcode or "").startswith(place)
        return (customer.party.city or "").casefold() == place.casefold()


def _no_team(typed: str, known: Sequence[str]) -> Message:
    values = {"team": typed, "known": known}
    if not known:
        return Message("There is no team {team!r}; nobody is in a team yet.", values)
    return Message("There is no team {team!r}; there are {known}.", values)


def _quantities(events: Events, year: Period) -> tuple[Quantity, ...]:
    """Add up what was delivered, a quantity for each unit."""
    found: dict[str, Fraction] = {}
    for unit, quantity in _by_group(events, year):
        if unit in UNITS:
            found[unit] = found.get(unit, Fraction(0)) + quantity
    return tuple(
        Quantity(EXACT.divide(Decimal(found[unit].numerator), Decimal(found[unit].denominator)), unit)
        for unit in sorted(found)
    )


def _by_group(events: Events, year: Period) -> Iterator[tuple[str, Fraction]]:
    """Count each group with all that lies under it; one that is counted in several units one by one."""
    groups = events.groups
    for group in groups:
        if any(group.startswith(f"{above}/") for above in groups):
            continue
        try:
            count = events.count([group], year.first, year.last, "delivered", year.last)
        except MixedUnits:
            yield from ((each.unit, Fraction(each.quantity)) for each in events.within([group], year.first, year.last))
        else:
            yield count.unit, count.quantity
