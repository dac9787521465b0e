"""A small clause set to try things on: a shop that rents out bicycles."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import Field

from akkoord.closing import Clause, ClauseSet, Draft, OwnText, Validation, compose
from akkoord.closing.sign import Signature, consent
from akkoord.closing.strokes import Strokes
from akkoord.closing.text import write_out
from akkoord.closing.version import freeze
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


WHEN = {"special": "own_texts.unplaced > 0"}
TERRACE = OwnText(1, "Terras", "Eigen tekst met **vet**.")
SIGN = """Aldus overeengekomen.

**De verhuurder**

${signature('supplier', house.signs, 'directeur')}

**De huurder**

${signature('customer', client.name)}"""
LIST = """| Nr. | Frame |
|---|---|
% for b in rent.bicycles:
| ${loop.index + 1} | ${b.frame} |
% endfor"""
AGREEMENT = {
    "parties": ("preamble", 1, "**De ondergetekenden:**\n\n1. ${house.name};\n\n2. ${client.name},"),
    "why": ("recital", 2, "de verhuurder fietsen verhuurt;\n\nde huurder wil huren,"),
    "price": ("article", 3, "{#price} De huur is ${eur(rent.price)}.\n\nZie ${ref('end')} en ${annex('list')}."),
    "end": ("article", 4, "De huur eindigt na:\na) ${maanden(term.months)}; of\nb) opzegging volgens ${ref('price')}."),
    "special": ("article", 5, "% for i in own_texts.unplaced_items:\n**${i.title}.** ${i.text}\n\n% endfor"),
    "sign": ("signature", 6, SIGN),
    "list": ("annex", 7, LIST),
}  # fmt: skip


@pytest.fixture(scope="session")
def agreed(shop):
    """Compose a small but whole contract: `agreed()`, `agreed(facts to change, own texts)`."""

    def agreed(changes=(), own_texts=(TERRACE,), layout=None):
        clauses = [
            shop.clause(name, WHEN.get(name, "true"), order, kind, body)
            for name, (kind, order, body) in AGREEMENT.items()
        ]
        facts = {
            "contract": {"number": "F-2026-007"},
            "house": {"name": "Fietsenhuis B.V.", "signs": "mevrouw A. Jansen"},
            "supplier": {"name": "Fietsenhuis B.V."},
            "client": {"name": "Café <De Zwaan>"},
            "rent": {"price": Decimal("1234.50"), "bicycles": [{"frame": "NL-1"}, {"frame": "NL-2"}]},
            "term": {"months": 12, "commencement": date(2026, 1, 1)},
        }
        return compose(shop.clause_set(*clauses, layout=layout), Draft(shop.facts(**facts | dict(changes)), own_texts))

    return agreed


@pytest.fixture(scope="session")
def version(agreed):
    composition = agreed()
    return freeze(write_out(composition), composition, {"bicycles": "1.0"})


@pytest.fixture(scope="session")
def signed():
    """Sign a version in all its slots: `signed(version)`."""

    def signed(version, **changes):
        return [
            Signature(
                slot=slot.id, name=slot.name, role=slot.role, strokes=Strokes((((0, 0), (60, 40 + n), (120, 5)),)),
                at=datetime(2026, 3, 1, 22, 30 + n, tzinfo=UTC), zone="Europe/Amsterdam", account="account-1",
                device="tablet 7", sha256=version.sha256, consent=consent("nl"), **changes,
            )
            for n, slot in enumerate(version.slots)
        ]  # fmt: skip

    return signed
