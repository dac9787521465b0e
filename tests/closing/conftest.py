"""A small clause set to try things on: a shop that rents out bicycles."""

from typing import Annotated

import pytest
from pydantic import Field

from akkoord.closing import Clause, ClauseSet, Draft, OwnText, Validation
from akkoord.facts import (
    Ask,
    Choice,
    Date,
    Euro,
    Facts,
    Group,
    Questions,
    Row,
    Rows,
    Text,
    Whole,
    YesNo,
    parse_condition,
)
from akkoord.language import Words


def words(text):
    return Words(nl=f"nl {text}", en=text)


KINDS = {"fixed": words("fixed"), "indefinite": words("indefinite")}
LOCKS = {"none": words("none"), "chain": words("chain"), "ring": words("ring")}


class Term(Group, name="term", part="proposal", label=words("Term")):
    kind: Annotated[Choice, Ask(words("Kind"), choices=KINDS)] = None
    commencement: Annotated[Date, Ask(words("Begins on"))] = None
    months: Annotated[Whole, Ask(words("Months"), unit="month"), Field(ge=1, le=120)] = None
    notice_months: Annotated[Whole, Ask(words("Notice"), unit="month")] = None


class Bicycle(Row):
    frame: Annotated[Text, Ask(words("Frame number"))] = None


class Rent(Group, name="rent", part="proposal", label=words("Rent")):
    price: Annotated[Euro, Ask(words("Price"), unit="EUR")] = None
    insured: Annotated[YesNo, Ask(words("Insured"))] = None
    lock: Annotated[Choice, Ask(words("Lock"), choices=LOCKS)] = None
    pay_days: Annotated[Whole, Ask(words("Pay within"), unit="day")] = None
    bicycles: Annotated[Rows[Bicycle], Ask(words("Bicycles"))] = ()


GROUPS = (Term, Rent)
QUESTIONS = Questions(GROUPS)


class Shop:
    """Builds clauses, sets, facts and files."""

    questions = QUESTIONS
    groups = GROUPS

    def clause(self, name, when="true", order=100, kind="article", body="Text.", **more):
        return Clause(name, kind, f"Title of {name}", order, parse_condition(when), body, **more)

    def clause_set(self, *clauses, validations=(), derived=(), **more):
        return ClauseSet("bicycles", words("Bicycles"), QUESTIONS, clauses, validations, derived, **more)

    def validation(self, code, when, severity="error"):
        return Validation(code, severity, parse_condition(when), words(code))

    def facts(self, **nested):
        return Facts.merge(QUESTIONS, nested)

    def draft(self, *own_texts, **nested):
        return Draft(self.facts(**nested), own_texts)

    def own_text(self, n, after=None):
        return OwnText(n, f"Title {n}", f"Body {n}.", after)

    def file(self, name, *, body="Text.", **keys):
        lines = {"id": name, "kind": "article", "title": f"Title of {name}", "order": 100, "when": '"true"'} | keys
        front = "\n".join(f"{key}: {value}" for key, value in lines.items() if value is not None)
        return f"---\n{front}\n---\n{body}\n"

    def read(self, folder, *files, **more):
        for file in files:
            name = file.partition("id: ")[2].partition("\n")[0] or "nameless"
            (folder / f"{name}.md").write_text(file, encoding="utf-8")
        return ClauseSet.read(name="bicycles", title=words("Bicycles"), folder=folder, groups=GROUPS, **more)


@pytest.fixture(scope="session")
def shop():
    return Shop()
