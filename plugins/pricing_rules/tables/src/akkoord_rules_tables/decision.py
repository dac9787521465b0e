"""A table of amounts with conditions, where one row counts or all that hold."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import BASES, Basis, Concern, Counted, Event, ExactLine, InvalidRule, Phrase, Rule, euros, said
from akkoord.executing.parameters import Choice, Euro, Listed, Rate, RuleRow, Text, Texts, as_text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period
from akkoord_rules_tables.conditions import holds, misread, read_condition

__all__ = ["DecisionRow", "DecisionTable", "reaching"]

Hit = Literal["first", "only", "sum", "lowest", "highest", "count"]

HITS: Final = {
    "first": Words(nl="de eerste die geldt", en="the first that holds"),
    "only": Words(nl="de enige die geldt", en="the only one that holds"),
    "sum": Words(nl="alle die gelden samen", en="all that hold together"),
    "lowest": Words(nl="het laagste bedrag van wat geldt", en="the lowest amount of what holds"),
    "highest": Words(nl="het hoogste bedrag van wat geldt", en="the highest amount of what holds"),
    "count": Words(nl="het aantal dat geldt, keer een bedrag", en="how many hold, times an amount"),
}


class DecisionRow(RuleRow):
    """An amount, and the conditions under which it holds; without conditions it always does."""

    conditions: Annotated[
        Texts,
        Ask(
            Words(nl="Voorwaarden", en="Conditions"),
            help=Words(nl="Zoals `beer >= 100`; alle moeten gelden.", en="Such as `beer >= 100`; all must hold."),
        ),
    ] = ()
    amount: Annotated[Euro, Ask(Words(nl="Bedrag", en="Amount"), unit="EUR")] = Fraction(0)
    name: Annotated[Text, Ask(Words(nl="Naam", en="Name"))] = ""


class DecisionTable(Rule, kind="decision_table", label=Words(nl="Beslistabel", en="Decision table")):
    """The amount of the rows whose conditions all hold: of the first, the only one, the sum, the lowest or the highest.

    Conditions are over the quantity of a group in the period. With `only` two rows that hold at once are refused;
    when none holds the amount is nothing. `count`: how many rows hold × the amount for each.
    """

    hit: Annotated[Hit, Choice, Ask(Words(nl="Wat telt", en="What counts"), choices=HITS)]
    rows: Annotated[tuple[DecisionRow, ...], Listed, Ask(Words(nl="Rijen", en="Rows")), Field(min_length=1)]
    rate: Annotated[
        Rate, Ask(Words(nl="Bedrag per rij die geldt", en="Amount for each row that holds"), unit="EUR"), Field(ge=0)
    ] = Fraction(0)
    basis: Annotated[Basis, Choice, Ask(Words(nl="Wat meetelt", en="What is counted"), choices=BASES)] = "delivered"

    def counting(self, counted: Counted) -> tuple[DecisionRow, ...]:
        """Give the rows that count. Raises InvalidRule when only one may hold and more do."""
        holding = [row for row in self.rows if holds(row.conditions, counted, self.basis)]
        if self.hit == "only" and len(holding) > 1:
            raise InvalidRule(self.kind, self.label, [_clash(holding)])
        if self.hit == "first":
            return tuple(holding[:1])
        if self.hit in ("lowest", "highest") and holding:
            place = min if self.hit == "lowest" else max
            return (place(holding, key=lambda row: row.amount),)
        return tuple(holding)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Give the amount of the rows that count."""
        found = self.counting(counted)
        if self.hit == "count":
            number = Fraction(len(found))
            step = said("{n} rijen gelden × {rate}", "{n} rows hold × {rate}", n=number, rate=euros(self.rate))
            return [ExactLine(number * self.rate, (step,), number)]
        steps = [_row(row) for row in found] or [said("geen rij geldt", "no row holds")]
        return [ExactLine(sum((row.amount for row in found), Fraction(0)), tuple(steps))]

    def in_words(self) -> Phrase:
        """Say every row, and which of them counts."""
        values: dict[str, object] = {f"r{place}": _row(row) for place, row in enumerate(self.rows)}
        listed = "; ".join(f"{{{name}}}" for name in values)
        how = HITS[self.hit]
        return said(f"{listed}; {how.nl}", f"{listed}; {how.en}", **values)

    def sample(self) -> tuple[Phrase, Counted]:
        """Count as much as the last row asks."""
        return said("Bij wat de laatste rij vraagt", "With what the last row asks"), reaching(self.rows[-1].conditions)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse conditions that cannot be read."""
        yield from misread(row.conditions for row in self.rows)

    def warnings(self) -> Iterable[Concern]:
        """Warn of rows that can never count because one before them always holds."""
        always = next((place for place, row in enumerate(self.rows) if not row.conditions), len(self.rows))
        if self.hit == "first" and always < len(self.rows) - 1:
            yield Concern(
                "rows",
                said(
                    "Rij {place} geldt altijd; de rijen daarna tellen nooit.",
                    "Row {place} always holds; the rows after it never count.",
                    place=Fraction(always + 1),
                ),
                max(row.amount for row in self.rows[always + 1 :]),
            )


def reaching(conditions: Sequence[str]) -> Counted:
    """Count what just makes conditions hold, in one year."""
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    beyond = {">": Fraction(1), "<": Fraction(-1)}
    wanted = [(each.group, each.bound + beyond.get(each.sign, 0)) for each in map(read_condition, conditions)]
    events = [Event(year.first, group, Decimal(as_text(much)), "", paid_on=year.first) for group, much in wanted]
    return Counted.of(events, year)


def _row(row: DecisionRow) -> Phrase:
    when = " & ".join(row.conditions)
    values = {"name": f"{row.name} " if row.name else "", "amount": euros(row.amount), "when": when}
    if not when:
        return said("{name}{amount} altijd", "{name}{amount} always", **values)
    return said("{name}{amount} bij {when}", "{name}{amount} with {when}", **values)


def _clash(rows: Sequence[DecisionRow]) -> Phrase:
    return said(
        "{n} rijen gelden tegelijk, en er mag er maar een gelden.",
        "{n} rows hold at once, and only one may.",
        n=Fraction(len(rows)),
    )
