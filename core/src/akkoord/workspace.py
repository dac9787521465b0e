"""One client's Akkoord: settings, store, plugins and services. What the web, the command line and notebooks open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

from akkoord.access import Account, Accounts, Role, Sessions, whose_customers
from akkoord.closing import ClauseSet, Composition, Expected
from akkoord.closing.amendments import Amendments
from akkoord.closing.assembling import House
from akkoord.closing.contracts import Contracts
from akkoord.closing.documents import Documents
from akkoord.closing.rules import frozen_rules
from akkoord.dossier import CustomerFiles, Customers, Notes, Proposals, SideAgreements, Situations, Visits
from akkoord.dossier.searching import Found, find
from akkoord.ending.restoring import Restoring
from akkoord.ending.termination_reading import TerminationReading
from akkoord.ending.terminations import Terminations
from akkoord.executing import Worth, ready_rules, rules_of, worth
from akkoord.executing.assets import Assets
from akkoord.executing.booked import BookedSums
from akkoord.executing.calendar_feed import CalendarFeeds
from akkoord.executing.deadlines import Deadlines
from akkoord.executing.digest import DAYS as DIGEST_DAYS
from akkoord.executing.digest import digest_of
from akkoord.executing.forecasts import Forecasts
from akkoord.executing.history import expected_from, last_year, month_firsts
from akkoord.executing.obligations import Obligations
from akkoord.executing.products import Products
from akkoord.executing.sales import Sales
from akkoord.executing.sales_import import SalesImport
from akkoord.executing.statements import Statements
from akkoord.executing.unsettled import Unsettled
from akkoord.facts.kinds import as_date
from akkoord.language import AkkoordError, Message, Sentences
from akkoord.plugins import Clock, EventFeed, Plugins, advise
from akkoord.settings import FILE, InvalidSettings, Settings, read_settings, write_settings, wrong_terms
from akkoord.store import Hit, Store, open_store
from akkoord.values import Money

STORE: Final = "akkoord.sqlite"
KEPT_FOR: Final = timedelta(days=30)


class NotAWorkspace(AkkoordError):
    """A folder that holds no workspace, or no folder at all."""


class WorkspaceExists(AkkoordError):
    """A folder in which a new workspace would overwrite another."""


class ClauseSetMissing(AkkoordError):
    """The clause set that a workspace works with is not installed, or could not be read."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of a demo, with the password that is shown to whoever tries it out."""

    login: str
    password: str
    name: str
    role: Role


class FillDemo(Protocol):
    """What a plugin offers in the entry-point group `akkoord.demos`."""

    def __call__(self, folder: Path, clock: Clock) -> Sequence[SignIn]:
        """Make a workspace in a folder that is not there yet, fill it, close it, and tell who can sign in."""


class Workspace:
    """An open workspace: the services that the web, the command line and notebooks use.

    One object serves all threads. `start` it where people work, so that prints are made and events are told; close it
    when done, or use it in a `with` block.
    """

    def __init__(self, folder: Path, settings: Settings, store: Store, plugins: Plugins, clause_set: ClauseSet) -> None:
        """Set up the services; `Workspace.open` and `Workspace.create` do it with what is in a folder."""
        self.folder = folder
        self.settings = settings
        self.store = store
        self.plugins = plugins
        self.clause_set = clause_set
        self.events = EventFeed(store, plugins, folder)
        self.house = House(
            clause_set,
            defaults=settings.defaults,
            number=settings.contract_number,
            zone=settings.time_zone,
            advise=partial(advise, plugins, clause_set),
            plugins=lambda: plugins.versions,
        )
        self.accounts = Accounts(store)
        self.sessions = Sessions(store)
        self.customers = Customers(store)
        self.situations = Situations(store)
        self.proposals = Proposals(store)
        self.agreements = SideAgreements(store)
        self.visits = Visits(store)
        self.documents = Documents(store)
        self.obligations = Obligations(store)
        self.products = Products(store)
        self.sales_import = SalesImport(store)
        self.sales = Sales(store)
        self.statements = Statements(
            store,
            self.sales,
            lambda: plugins.rule_kinds,
            number=settings.statement_number,
            second_person_above=Money.of(settings.approve_alone_up_to),
            day_of=self.house.day,
            on_event=self.events.wake,
        )
        self.forecasts = Forecasts(store, self.sales, lambda: plugins.rule_kinds)
        self.unsettled = Unsettled(store)
        self.booked = BookedSums(store)
        self.assets = Assets(store, clause_set.assets)
        self.restoring = Restoring(store, clause_set.questions, on_event=self.events.wake)
        self.notes = Notes(store)
        self.files = CustomerFiles(store)
        self.calendars = CalendarFeeds(store)
        self.deadlines = Deadlines(store, self.obligations, TerminationReading(store).planned)
        self.amendments = Amendments(
            store,
            self.house,
            documents=self.documents,
            on_event=lambda _: self.events.wake(),
            followers=(self.obligations.follow, self.assets.follow),
        )
        self.contracts = Contracts(
            store,
            self.house,
            documents=self.documents,
            on_event=lambda _: self.events.wake(),
            followers=(self.obligations.follow, self.assets.follow, self.amendments.follow),
        )
        self.terminations = Terminations(
            store,
            self.contracts,
            self.statements,
            self.obligations,
            self.assets,
            policy=lambda: plugins.termination_policy(settings.clause_set),
            on_event=self.events.wake,
        )

    @classmethod
    def open(cls, folder: Path, *, clock: Clock, plugins: Plugins | None = None) -> Self:
        """Open the workspace in a folder, with the installed plugins unless others are given.

        `folder` may be the file of a snapshot too, which has its settings beside it. Raises NotAWorkspace,
        InvalidSettings, ClauseSetMissing, or a StoreError (StoreTooNew for a store that a newer Akkoord wrote).
        """
        settings = read_settings(settings_file(folder))
        plugins = plugins or _installed(settings, clock)
        clause_set = _checked_clause_set(folder, settings, plugins)
        home = folder if folder.is_dir() else folder.parent
        return cls(home, settings, open_store(store_file(folder)), plugins, clause_set)

    @classmethod
    def create(cls, folder: Path, settings: Settings, *, clock: Clock, plugins: Plugins | None = None) -> Self:
        """Make a workspace in a folder, which is made too when it is not there, and open it.

        Raises WorkspaceExists, InvalidSettings, ClauseSetMissing, or a StoreError.
        """
        for name in (FILE, STORE):
            if (folder / name).exists():
                raise WorkspaceExists(
                    Message("{folder} already holds a workspace. Choose another folder.", {"folder": str(folder)})
                )
        plugins = plugins or _installed(settings, clock)
        clause_set = _checked_clause_set(folder, settings, plugins)
        folder.mkdir(parents=True, exist_ok=True)
        store = open_store(folder / STORE, create=True)
        write_settings(folder / FILE, settings, clause_set.questions)
        return cls(folder, settings, store, plugins, clause_set)

    def search(self, words: str, *, by: Account, limit: int = 20) -> list[Hit]:
        """Find customers and contracts that an account may see, as somebody types. Raises NotAllowed."""
        return self.store.search(words, kinds=("customer", "contract"), owner=whose_customers(by), limit=limit)

    def find(self, words: str, *, by: Account, limit: int = 30) -> list[Found]:
        """Find anything of an account's customers by its words, with the piece of text that has them."""
        return find(self.store, words, by=by, limit=limit)

    def history(self, customer: str, today: date) -> tuple[Expected, ...]:
        """Expect of a customer what he was delivered in the twelve full months before today; of a new one nothing."""
        year = last_year(today)
        events = self.sales.events_of_customers(
            [customer], year.first, year.last, cuts=month_firsts(year.first, year.last)
        )
        return expected_from(events[customer], year)

    def worth(self, composition: Composition, today: date, expected: Sequence[Expected] | None = None) -> Worth:
        """Compute what a contract would be worth to the customer on what he is expected to buy.

        Unless told what to expect, that is what the clause set makes of the answers.

        A contract year is computed from its commencement, or from today while that is not known. Rules that lack an
        answer are left out; nothing is expected where the clause set does not say what. Raises what rules raise.
        """
        facts, recorded = composition.facts, composition.facts.to_json()
        clauses = [placed.clause for placed in composition.placed if placed.clause is not None]
        kinds = self.plugins.rule_kinds
        rules = ready_rules(rules_of(frozen_rules(clauses, facts, recorded)), kinds)
        if expected is None:
            expected = tuple(self.clause_set.expected(facts)) if self.clause_set.expected else ()
        begins, ends = as_date(facts["term.commencement"]), as_date(facts["term.end"])
        return worth(rules, kinds, expected, commencement=begins or today, end=ends if begins else None)

    def digests(self, at: datetime) -> list[EmailMessage]:
        """Write the day's e-mail for everybody with customers, an address and something to look after."""
        day = self.house.day(at)
        written = [
            digest_of(account, self.deadlines.near(day, DIGEST_DAYS, by=account), day)
            for account in self.accounts.all()
            if account.is_active and (account.is_manager or account.role == "account_manager")
        ]
        return [mail for mail in written if mail is not None]

    def tidy(self, at: datetime) -> None:
        """Forget what nobody needs any more: answers of operations, and sessions, of more than 30 days ago."""
        before = at - KEPT_FOR
        self.store.forget_operations(before)
        self.sessions.forget(before)

    def daily(self, at: datetime) -> Mapping[str, int]:
        """Do what moves by itself with the date, and tell by name how much moved. Twice on a day is harmless.

        In this order: amendments take effect; what was terminated ends; contracts come near their end, expire or renew
        themselves; proposals lapse; obligations return.
        """
        day = self.house.day(at)
        amended = len(self.amendments.on_day(day, at))
        ended = len(self.terminations.on_day(day, at))
        held = self.terminations.holding(day)
        return {
            "terminations": ended,
            "contracts": amended + len(self.contracts.on_day(day, at, held=held)),
            "proposals": len(self.proposals.on_day(day, at)),
            "obligations": self.obligations.on_day(day, at),
        }

    def start(self) -> None:
        """Begin to print what waits, and to tell plugins what happens."""
        self.documents.start()
        self.events.start()

    def close(self) -> None:
        """Finish what is under way, and let go of the store."""
        self.documents.stop()
        self.events.stop()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _installed(settings: Settings, clock: Clock) -> Plugins:
    """Load the plugins that a workspace uses."""
    return Plugins.load(settings.plugins.disabled, required=settings.plugins.required, clock=clock)


def _checked_clause_set(folder: Path, settings: Settings, plugins: Plugins) -> ClauseSet:
    """Find the clause set of a workspace, and check the standing terms by its questions."""
    clause_set = installed_clause_set(plugins, settings.clause_set)
    problems = wrong_terms(settings, clause_set.questions)
    if problems:
        raise InvalidSettings(folder / FILE, problems)
    return clause_set


def installed_clause_set(plugins: Plugins, name: str) -> ClauseSet:
    """Give the clause set with this name. Raises ClauseSetMissing, which names those that are installed."""
    clause_set = plugins.clause_sets.get(name)
    if clause_set is not None:
        return clause_set
    failures = tuple(failure.message for failure in plugins.failures if failure.hook in {None, "clause_sets"})
    values = {"name": name, "installed": sorted(plugins.clause_sets), "failures": Sentences(failures)}
    if failures:
        raise ClauseSetMissing(Message("The clause set {name!r} is not installed. {failures}", values))
    if not plugins.clause_sets:
        raise ClauseSetMissing(
            Message("The clause set {name!r} is not installed; none is. Install a plugin that brings it.", values)
        )
    raise ClauseSetMissing(Message("The clause set {name!r} is not installed. Installed are: {installed}.", values))


def store_file(folder: Path) -> Path:
    """Find the store of a workspace: in its folder, or the file of a snapshot itself."""
    return folder / STORE if folder.is_dir() else folder


def settings_file(folder: Path) -> Path:
    """Find the settings of the workspace in a folder, or of a snapshot. Raises NotAWorkspace: what is missing."""
    if folder.is_file() and folder.with_suffix(".toml").is_file():
        return folder.with_suffix(".toml")
    if not folder.is_dir():
        raise NotAWorkspace(Message("There is no folder {folder}.", {"folder": str(folder)}))
    if not (folder / FILE).is_file():
        raise NotAWorkspace(
            Message(
                "{folder} is not a workspace: it has no {file}. Make one with akkoord init, or name another folder.",
                {"folder": str(folder), "file": FILE},
            )
        )
    return folder / FILE
