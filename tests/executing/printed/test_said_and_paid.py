"""A clause that says something else than its rule pays is caught, whatever number or word it is about."""

from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import Field

from akkoord.closing import ClauseSet
from akkoord.closing.check import check_whole
from akkoord.executing import CountingRule, euros, said
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.parameters import Rate as ExactRate
from akkoord.executing.printed import said_and_paid
from akkoord.facts import Ask, Date, Euro, Group, Number, Pct, Rate, Row, Rows
from akkoord.language import Words
from akkoord.testing.rules import counted, event
from akkoord_rules_commitment.plugin import pricing_rules as of_commitment
from akkoord_rules_volume.plugin import pricing_rules as of_volume

CLAUSE = """---
id: bonus
kind: article
title: Bonus
order: 100
when: "true"
variables:
  - {{name: bonus.tiers, type: list, source: proposal}}
  - {{name: bonus.others, type: list, source: proposal}}
  - {{name: bonus.reference, type: decimal, source: proposal}}
  - {{name: bonus.rate, type: rate, source: proposal}}
  - {{name: bonus.cap, type: money, source: proposal}}
  - {{name: bonus.pct, type: pct, source: proposal}}
  - {{name: bonus.until, type: date, source: proposal}}
rules:
  - line: bonus
    kind: {kind}
    direction: payable
    vat: {{treatment: standard, rate: 21}}
    settle: contract_year
    params: {{groups: [beer], {params}}}
version: 1
---
{text}
"""
TIERS = "method: whole, tiers: {each: bonus.tiers, from_qty: row.from_qty, rate: row.rate}"
GROWTH = "reference: bonus.reference, rate: bonus.rate, cap: bonus.cap"
GROWS = "For every hectolitre above ${getal(bonus.reference)} the customer gets ${rate(bonus.rate)}"


def asked(name):
    return Ask(Words(name, name), required=True)


class Tier(Row):
    """A tier."""

    from_qty: Annotated[Number, asked("from")] = None
    rate: Annotated[Rate, asked("rate")] = None


class Bonus(Group, name="bonus", part="proposal", label=Words("Bonus", "Bonus")):
    """What a bonus may depend on."""

    tiers: Annotated[Rows[Tier], asked("tiers")] = ()
    others: Annotated[Rows[Tier], asked("others")] = ()
    reference: Annotated[Number, asked("reference")] = Decimal(100)
    rate: Annotated[Rate, asked("rate")] = Decimal(5)
    cap: Annotated[Euro, asked("cap")] = Decimal(900)
    pct: Annotated[Pct, asked("pct"), Field(ge=0, le=100)] = Decimal(3)
    until: Annotated[Date, asked("until")] = None


@pytest.fixture
def differences(tmp_path):
    """Give what differs between a text and a rule, as the check finds it."""

    def find(kind, params, text):
        file = tmp_path / "bonus.md"
        file.write_text(CLAUSE.format(kind=kind, params=params, text=text), "utf-8")
        made = ClauseSet.read(
            name="bonus", title=Words("B", "B"), folder=tmp_path, groups=[Bonus], language="en", client="B"
        )
        report = check_whole(made, also=[said_and_paid(RuleKinds([*of_volume(), *of_commitment(), Broken]))])
        return [finding for finding in report.findings if finding.code == "text-unlike-rule"]

    return find


def table(row="from ${getal(r.from_qty)} hectolitres: ${rate(r.rate)}", rows="bonus.tiers"):
    return f"The bonus is:\n% for r in {rows}:\n${{letter(loop.index)}}) {row};\n% endfor"


@pytest.mark.parametrize(
    ("kind", "params", "text"),
    [
        pytest.param("tier_per_unit", TIERS, table(), id="a table of tiers"),
        pytest.param("tier_per_unit", TIERS, table("${getal(r.from_qty)} or more: ${rate(r.rate)}"), id="or more"),
        pytest.param("growth_per_unit", GROWTH, f"{GROWS}, at most ${{eur(bonus.cap)}} a year.", id="a ceiling"),
        pytest.param("per_unit", "rate: bonus.rate", "A hectolitre gives ${rate(bonus.rate)}.", id="a rate"),
        pytest.param("turnover_pct", "pct: bonus.pct", "It is ${pct(bonus.pct)} of turnover.", id="a percentage"),
        pytest.param(
            "per_unit",
            "rate: bonus.rate, to: bonus.until",
            "Through ${datum(bonus.until)} a hectolitre gives ${rate(bonus.rate)}.",
            id="a last day",
        ),
    ],
)
def test_what_says_what_is_paid_is_right(differences, kind, params, text):
    assert [finding.text() for finding in differences(kind, params, text)] == []


@pytest.mark.parametrize(
    ("kind", "params", "text", "about", "said"),
    [
        pytest.param(
            "tier_per_unit", TIERS, table("above ${getal(r.from_qty)}: ${rate(r.rate)}"), "tiers.from_qty",
            "say otherwise", id="above instead of from",
        ),
        pytest.param(
            "tier_per_unit", TIERS, table("at ${getal(r.from_qty)}: ${rate(r.rate)}"), "tiers.from_qty",
            "does not say whether", id="a bound that is left open",
        ),
        pytest.param(
            "tier_per_unit", TIERS, table(rows="bonus.others"), "tiers.from_qty", "does not print", id="another table",
        ),
        pytest.param(
            "tier_per_unit", TIERS,
            table("from ${getal(r.from_qty)}") + "\n\n" + table("${rate(r.rate)}").replace("The bonus is", "Rates"),
            "tiers, row by row", "together", id="rates in another table than the tiers",
        ),
        pytest.param(
            "growth_per_unit", GROWTH.replace(", cap: bonus.cap", ""), f"{GROWS}, at most ${{eur(bonus.cap)}}.",
            "at most", "pays more", id="a ceiling that the rule does not have",
        ),
        pytest.param(
            "growth_per_unit", GROWTH, f"{GROWS}; compare ${{eur(bonus.cap)}}.", "cap", "pays at most",
            id="a ceiling that the text does not have",
        ),
        pytest.param(
            "turnover_pct", "pct: bonus.pct", "It is ${eur(bonus.pct)} of turnover.", "pct", "does not print",
            id="euros for a percentage",
        ),
        pytest.param(
            "per_unit", "rate: bonus.cap", "A hectolitre gives ${rate(bonus.rate)}.", "rate", "does not print",
            id="another amount",
        ),
        pytest.param(
            "per_unit", "rate: bonus.rate, to: bonus.until",
            "Until ${datum(bonus.until)} a hectolitre gives ${rate(bonus.rate)}.", "to", "counts", id="a day too many",
        ),
        pytest.param(
            "per_unit", "rates: bonus.rate", "A hectolitre gives ${rate(bonus.rate)}.", "per_unit", "rate",
            id="a parameter that the kind does not have",
        ),
    ],
)  # fmt: skip
def test_what_says_something_else_is_caught(differences, kind, params, text, about, said):
    found = differences(kind, params, text)
    assert about in {finding.about for finding in found}
    (finding, *_) = [one for one in found if one.about == about]
    assert said in finding.message.text("en")
    assert finding.place.file == "bonus.md"
    assert finding.place.line > 1


class Broken(CountingRule, kind="broken", label=Words("Stuk", "Broken")):
    """A kind that cannot even do its example."""

    rate: Annotated[ExactRate, Ask(Words("Tarief", "Rate"))]

    def lines(self, counted):
        raise ZeroDivisionError(f"no example of {counted.period}")

    def in_words(self):
        return said("{rate}", "{rate}", rate=euros(self.rate))

    def sample(self):
        return said("Bij {q}", "With {q}", q=1), counted(event(group=self.groups[0]))


def test_a_rule_that_raises_is_a_finding_and_no_crash(differences):
    (found,) = differences("broken", "rate: bonus.rate", "It gives ${rate(bonus.rate)}.")
    assert "ZeroDivisionError: no example" in found.message.text("en")
