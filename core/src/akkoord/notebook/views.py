"""What `%load_ext akkoord` puts in a notebook: customers, contracts, sales, rules, clauses and reports to look at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NoReturn

from akkoord.closing.contract import Contract
from akkoord.dossier import Customer
from akkoord.dossier.customers import customer_of
from akkoord.dossier.states import state_words
from akkoord.executing import Rule
from akkoord.executing.agreement import Agreement
from akkoord.executing.agreements import agreements
from akkoord.language import AkkoordError, Language, Message
from akkoord.notebook.display import Displayed
from akkoord.notebook.frames import Plain, RowsView
from akkoord.notebook.session import Session
from akkoord.reporting.parts import KeyNumber, Section, Table
from akkoord.store import CUSTOMER, SALE_LINE
from akkoord.values import Money, Period

__all__ = ["Contracts", "Customers", "NotFound", "Rules", "Sales", "View", "lacking"]

SHOWN: Final = 20
"""How many rows a display shows; frames have them all."""


class NotFound(AkkoordError, KeyError):
    """There is nothing by that name or number."""


class View(Displayed):
    """A view on the records of a session."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.session.language

    def text(self, message: Message) -> str:
        """Say something in the language of the workspace."""
        return message.text(self.language)


class Customers(View, RowsView, Sequence[Customer]):
    """The customers, by name: by place (`customers[0]`), number or name (`customers["10007"]`)."""

    @cached_property
    def _all(self) -> tuple[Customer, ...]:
        rows = self.session.workspace.store.find(CUSTOMER, order=("name_key",))
        return tuple(customer_of(row) for row in rows)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, place: int | slice | str) -> Customer:  # type: ignore[override] # by name too
        if isinstance(place, str):
            return next((each for each in self._all if place in (each.number, each.name, each.id)), None) or lacking(
                Message("There is no customer {name!r}.", {"name": place})
            )
        return self._all[place]  # type: ignore[return-value] # a slice gives several

    def rows(self) -> Sequence[Mapping[str, Plain]]:
        """Give a row for every customer."""
        names = self.session.workspace.accounts.names()
        return [
            {
                "number": each.number,
                "name": each.name,
                "city": each.party.city,
                "state": each.state,
                "account_manager": names.get(each.owner or ""),
                "since": each.created_on,
            }
            for each in self._all
        ]

    def sections(self) -> Iterator[Section]:
        """Show how many there are, and the first of them."""
        headings = (Message("Number"), Message("Name"), Message("City"), Message("State"), Message("Account manager"))
        rows = tuple(
            (str(row["number"]), str(row["name"]), str(row["city"] or ""), state_words(str(row["state"])),
             str(row["account_manager"] or ""))
            for row in self.rows()[:SHOWN]
        )  # fmt: skip
        title = Message("Customers")
        yield Section(title, (KeyNumber(title, len(self)), Table(_first(len(self)), headings, rows)))


@dataclass(frozen=True, slots=True)
class _Held:
    """A contract with its customer and what settling needs of it."""

    contract: Contract
    customer: Customer
    agreement: Agreement


class Contracts(View, RowsView, Sequence[Contract]):
    """The contracts that are, or were, in force: by place, or by number. `where` takes some of them."""

    def __init__(self, session: Session, held: Sequence[_Held] | None = None) -> None:
        super().__init__(session)
        self._given = held

    @cached_property
    def _held(self) -> tuple[_Held, ...]:
        if self._given is not None:
            return tuple(self._given)
        workspace = self.session.workspace
        found = {contract.id: (contract, customer) for contract, customer in workspace.contracts.all()}
        return tuple(
            _Held(*found[each.contract], each)
            for each in agreements(workspace.store, self.session.today)
            if each.contract in found
        )

    def __len__(self) -> int:
        return len(self._held)

    def __getitem__(self, place: int | slice | str) -> Contract:  # type: ignore[override] # by number too
        if isinstance(place, str):
            found = next(
                (each.contract for each in self._held if place in (each.contract.number, each.contract.id)), None
            )
            return found or lacking(Message("There is no contract {number}.", {"number": place}))
        if isinstance(place, slice):
            return Contracts(self.session, self._held[place])  # type: ignore[return-value] # a slice gives several
        return self._held[place].contract

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """What settling needs of each of them."""
        return tuple(each.agreement for each in self._held)

    def customer_of(self, contract: str) -> Customer:
        """Give the customer of one of these contracts, by its id."""
        return self._customers[contract]

    @cached_property
    def _customers(self) -> Mapping[str, Customer]:
        return {each.contract.id: each.customer for each in self._held}

    def where(self, *, rule: str | None = None, city: str | None = None, state: str | None = None,
              test: Callable[[Contract], bool] | None = None) -> "Contracts":  # fmt: skip
        """Take the contracts with a rule of a kind, in a place, in a state, or that pass a test of your own."""

        def fits(each: _Held) -> bool:
            return (
                (rule is None or any(one.kind == rule for one in each.agreement.rules))
                and (city is None or each.customer.party.city == city)
                and (state is None or each.contract.state == state)
                and (test is None or test(each.contract))
            )

        return Contracts(self.session, [each for each in self._held if fits(each)])

    def rows(self) -> Sequence[Mapping[str, Plain]]:
        """Give a row for every contract."""
        return [
            {
                "number": each.contract.number,
                "customer": each.customer.name,
                "city": each.customer.party.city,
                "state": each.contract.state,
                "commencement": each.agreement.commencement,
                "ends_on": each.agreement.ends_on,
                "rules": ", ".join(sorted({rule.kind for rule in each.agreement.rules})),
            }
            for each in self._held
        ]

    def sections(self) -> Iterator[Section]:
        """Show how many there are, and the first of them."""
        days = (Message("First day"), Message("Last day"))
        headings = (Message("Contract"), Message("Customer"), Message("State"), *days, Message("Rules"))
        rows = tuple(
            (str(row["number"]), str(row["customer"]), state_words(str(row["state"])), each.agreement.commencement,
             each.agreement.ends_on, str(row["rules"]))
            for row, each in zip(self.rows()[:SHOWN], self._held, strict=False)
        )  # fmt: skip
        title = Message("Contracts")
        yield Section(title, (KeyNumber(title, len(self)), Table(_first(len(self)), headings, rows)))


class Sales(View, RowsView):
    """What was sold: `sales.of(customer)` for one customer, `sales.between(first, last)` for some days."""

    def __init__(self, session: Session, customer: str | None = None, period: Period | None = None) -> None:
        super().__init__(session)
        self._customer, self._period = customer, period

    def of(self, customer: Customer | str) -> "Sales":
        """Give the sales of one customer, by its number or name."""
        found = customer if isinstance(customer, Customer) else Customers(self.session)[customer]
        return Sales(self.session, found.id, self._period)

    def within(self, period: Period) -> "Sales":
        """Give the sales of a period."""
        return Sales(self.session, self._customer, period)

    def __len__(self) -> int:
        where = {} if self._customer is None else {"customer": self._customer}
        return self.session.workspace.store.count(SALE_LINE, where) if self._period is None else len(self.rows())

    def rows(self) -> Sequence[Mapping[str, Plain]]:
        """Give a row for every sales line, in the order of their days."""
        period = self._period or Period(self.session.today.replace(year=1900), self.session.today)
        store, sales = self.session.workspace.store, self.session.workspace.sales
        customers = [str(row["id"]) for row in store.find(CUSTOMER)] if self._customer is None else [self._customer]
        lines = [line for each in customers for line in sales.lines_of(each, period.first, period.last)]
        return [
            {
                "id": line.id, "customer": line.customer, "day": line.day, "group": line.group, "product": line.product,
                "quantity": line.quantity, "unit": line.unit, "turnover": Money(line.turnover), "paid_on": line.paid_on,
            }
            for line in sorted(lines, key=lambda line: (line.day, line.id))
        ]  # fmt: skip

    def sections(self) -> Iterator[Section]:
        """Show how many lines there are, and the last of them."""
        headings = (Message("Day"), Message("Group"), Message("Product"), Message("Quantity"), Message("Turnover"))
        last = self.rows()[-SHOWN:]
        rows = tuple(
            (row["day"], str(row["group"]), str(row["product"]), row["quantity"], row["turnover"]) for row in last
        )
        title = Message("Sales")
        yield Section(title, (KeyNumber(Message("Sales lines"), len(self)), Table(_LAST, headings, rows)))


class Rules(View, Mapping[str, type[Rule]]):
    """The rule kinds by name: those that are installed, and those from cells that were tried."""

    def __getitem__(self, name: str) -> type[Rule]:
        return self.session.kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.session.kinds)

    def __len__(self) -> int:
        return len(self.session.kinds)

    def sections(self) -> Iterator[Section]:
        """Show what each is called and which parameters it has."""
        rows = tuple(
            (kind.kind, kind.label, ", ".join(question.key for question in kind.questions()))
            for kind in self.session.kinds.values()
        )
        title = Message("Rules")
        yield Section(title, (Table(title, (Message("Kind"), Message("Name"), Message("Parameters")), rows),))


_LAST: Final = Message("The last of them")


def _first(count: int) -> Message:
    return Message("The first {count}", {"count": SHOWN}) if count > SHOWN else Message("All of them")


def lacking(message: Message) -> NoReturn:
    """Say that there is nothing by that name. Raises NotFound."""
    raise NotFound(message)
