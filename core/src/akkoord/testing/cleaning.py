"""The clause set of an invented window cleaner: small, yet every kind of clause is in it. Itself a plugin."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field

from akkoord import hookimpl
from akkoord.closing import ClauseSet, Validation
from akkoord.facts import (
    Ask,
    Choice,
    Date,
    Euro,
    Group,
    Row,
    Rows,
    Text,
    Whole,
    YesNo,
    parse_condition,
    term_dates,
)
from akkoord.language import Words

__all__ = ["SUPPLIER", "clause_set", "clause_sets", "facts"]

KINDS: Final = {"fixed": Words("Bepaalde tijd", "Fixed term"), "indefinite": Words("Onbepaalde tijd", "Indefinite")}


class Supplier(Group, name="supplier", part="party", label=Words("Onze gegevens", "Our details")):
    """The window cleaner."""

    name: Annotated[Text, Ask(Words("Naam", "Name"), required=True)] = None
    city: Annotated[Text, Ask(Words("Plaats", "Town"))] = None


class Customer(Group, name="customer", part="party", label=Words("Klant", "Customer")):
    """Whose windows they are."""

    name: Annotated[Text, Ask(Words("Naam", "Name"), required=True)] = None
    city: Annotated[Text, Ask(Words("Plaats", "Town"))] = None


class Person(Row):
    """Somebody who signs."""

    name: Annotated[Text, Ask(Words("Naam", "Name"), required=True)] = None
    role: Annotated[Text, Ask(Words("Functie", "Role"), required=True)] = None


class Signatories(Group, name="signatories", part="party", label=Words("Wie tekenen", "Who sign")):
    """Who sign."""

    customer: Annotated[Rows[Person], Ask(Words("Namens de klant", "For the customer"))] = ()


class Situation(Group, name="situation", part="situation", label=Words("Nu", "Now")):
    """How things are."""

    windows: Annotated[Whole, Ask(Words("Ramen", "Windows")), Field(ge=1, le=10_000)] = None


class Term(Group, name="term", part="proposal", label=Words("Looptijd", "Term")):
    """How long it lasts."""

    kind: Annotated[Choice, Ask(Words("Soort", "Kind"), choices=KINDS)] = "fixed"
    commencement: Annotated[Date, Ask(Words("Begint op", "Begins on"), required=True)] = None
    months: Annotated[
        Whole, Ask(Words("Duur", "Duration"), unit="month", when="term.kind == 'fixed'"), Field(ge=1, le=120)
    ] = 24
    notice_months: Annotated[Whole, Ask(Words("Opzegtermijn", "Notice"), unit="month"), Field(ge=0, le=12)] = 1


class Cleaning(Group, name="cleaning", part="proposal", label=Words("Schoonmaak", "Cleaning")):
    """What is done for what."""

    times: Annotated[Whole, Ask(Words("Keer per jaar", "Times a year"), required=True), Field(ge=1, le=52)] = 12
    price: Annotated[Euro, Ask(Words("Prijs per keer", "Price each time"), unit="EUR", required=True)] = None
    insured: Annotated[YesNo, Ask(Words("Glasverzekering", "Glass insurance"))] = False


class Payment(Group, name="payment", part="terms", label=Words("Betaling", "Payment")):
    """Standing terms."""

    days: Annotated[Whole, Ask(Words("Betalen binnen", "Pay within"), unit="day"), Field(ge=0, le=90)] = 30


GROUPS: Final = (Supplier, Customer, Signatories, Situation, Term, Cleaning, Payment)

SUPPLIER: Final = MappingProxyType({"name": "Helder B.V.", "city": "Zwolle"})

VALIDATIONS: Final = (
    Validation(
        "TOO_LONG",
        "error",
        parse_condition("term.kind == 'fixed' and term.months > 60"),
        Words("Langer dan vijf jaar mag niet.", "Longer than five years is not allowed."),
    ),
    Validation(
        "CHEAP",
        "approval",
        parse_condition("cleaning.price < 20"),
        Words("Onder € 20 moet een ander het goedvinden.", "Below €20 another person must agree."),
    ),
    Validation(
        "RARE",
        "warning",
        parse_condition("cleaning.times < 4"),
        Words("Minder dan vier keer per jaar is weinig.", "Less than four times a year is little."),
    ),
)


@hookimpl
def clause_sets() -> Iterable[ClauseSet]:
    """Give the clause set `cleaning`."""
    return [clause_set()]


@cache
def clause_set() -> ClauseSet:
    """Read the clause set."""
    return ClauseSet.read(
        name="cleaning",
        title=Words("Overeenkomst glasbewassing", "Window cleaning agreement"),
        folder=files("akkoord.testing") / "clauses",
        groups=GROUPS,
        validations=VALIDATIONS,
        derived=(term_dates,),
        language="en",
        client="W",
        distribution="akkoord",
    )


def facts() -> Mapping[str, object]:
    """Give facts from which a contract can be made, as they would stand in a file."""
    return {
        "supplier": dict(SUPPLIER),
        "customer": {"name": "Bakery Crumb", "city": "Kampen"},
        "signatories": {"customer": [{"name": "Ms A. Crumb", "role": "owner"}]},
        "situation": {"windows": 14},
        "term": {"kind": "fixed", "commencement": "2026-07-01", "months": 24, "notice_months": 1},
        "cleaning": {"times": 12, "price": "45.00", "insured": True},
    }
