"""A percentage that is put together from a table with several axes."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, CountingRule, Event, ExactLine, Phrase, euros, percent, said
from akkoord.executing.parameters import Listed, Number, Pct, RuleRow, Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_tables.conditions import holds, misread
from akkoord_rules_tables.decision import reaching

__all__ = ["MatrixRow", "PctMatrix"]


class MatrixRow(RuleRow):
    """What a row adds to the percentage, as a share of the most that can be added, and by what all is multiplied."""

    conditions: Annotated[
        Texts,
        Ask(
            Words(nl="Voorwaarden", en="Conditions"),
            help=Words(nl="Zoals `beer >= 100`; alle moeten gelden.", en="Such as `beer >= 100`; all must hold."),
        ),
    ] = ()
    share: Annotated[Pct, Ask(Words(nl="Deel van de toeslag", en="Share of the extra"), unit="%"), Field(ge=0, le=100)]
    factor: Annotated[Number, Ask(Words(nl="Maal", en="Times")), Field(ge=0)] = Fraction(1)


class PctMatrix(
    CountingRule, kind="pct_matrix", label=Words(nl="Percentage uit een tabel", en="Percentage from a table")
):
    """Net turnover × (base + share × extra) × factor × campaign; the first row that holds gives share and factor.

    When no row holds the extra is nothing and the factor one.
    """

    base_pct: Annotated[Pct, Ask(Words(nl="Basispercentage", en="Base percentage"), unit="%"), Field(ge=0, le=100)]
    extra_pct: Annotated[
        Pct, Ask(Words(nl="Toeslag, hoogstens", en="Extra, at most"), unit="%"), Field(ge=0, le=100)
    ] = Fraction(0)
    rows: Annotated[tuple[MatrixRow, ...], Listed, Ask(Words(nl="Rijen", en="Rows")), Field(min_length=1)]
    campaign: Annotated[Number, Ask(Words(nl="Actie: maal", en="Campaign: times")), Field(ge=0)] = Fraction(1)

    def row(self, counted: Counted) -> MatrixRow:
        """Give the first row that holds, or one that adds nothing."""
        holding = (row for row in self.rows if holds(row.conditions, counted, self.basis))
        return next(holding, MatrixRow(share=Fraction(0)))

    def pct(self, counted: Counted) -> Fraction:
        """Give the percentage that holds for what was counted."""
        row = self.row(counted)
        return (self.base_pct + self.extra_pct * row.share / 100) * row.factor * self.campaign

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the percentage of the net turnover."""
        count, row, pct = self.count(counted), self.row(counted), self.pct(counted)
        made = said(
            "({base} + {share} × {extra}) × {factor} × {campaign} = {pct}",
            "({base} + {share} × {extra}) × {factor} × {campaign} = {pct}",
            base=percent(self.base_pct),
            share=percent(row.share),
            extra=percent(self.extra_pct),
            factor=row.factor,
            campaign=self.campaign,
            pct=percent(pct),
        )
        of = said("{pct} van {t} netto-omzet", "{pct} of {t} net turnover", pct=percent(pct), t=euros(count.turnover))
        yield ExactLine(count.turnover * pct / 100, (made, of), count.quantity, count.unit)

    def in_words(self) -> Phrase:
        """Say the base, the extra and the rows."""
        values: dict[str, object] = {"base": percent(self.base_pct), "extra": percent(self.extra_pct)}
        nl, en = [], []
        for place, row in enumerate(self.rows):
            when = " & ".join(row.conditions)
            values |= {f"s{place}": percent(row.share), f"f{place}": row.factor, f"w{place}": when}
            text = f"{{s{place}}} × {{f{place}}}"
            nl.append(text + (f" bij {{w{place}}}" if when else ""))
            en.append(text + (f" with {{w{place}}}" if when else ""))
        values["campaign"] = self.campaign
        return said(
            f"{{base}} van de netto-omzet plus hoogstens {{extra}}: {', '.join(nl)}; maal {{campaign}}",
            f"{{base}} of net turnover plus at most {{extra}}: {', '.join(en)}; times {{campaign}}",
            **values,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Count what the first row asks, for a thousand euros."""
        facts = reaching(self.rows[0].conditions)
        day = self.first or self.last or facts.period.first
        groups = {*facts.events.groups, *self.groups}
        sale = Event(day, self.groups[0], Decimal(0), "", Decimal(1000), paid_on=day)
        known = [replace(each, on=day) for each in facts.counting(sorted(groups))]
        counted = Counted.of([*known, sale], facts.period)
        return said("Bij een netto-omzet van € 1.000", "With a net turnover of €1,000"), counted

    def mistakes(self) -> Iterable[Concern]:
        """Refuse conditions that cannot be read, and a percentage over a hundred."""
        yield from misread(row.conditions for row in self.rows)
        highest = max((self.base_pct + self.extra_pct * row.share / 100) * row.factor for row in self.rows)
        if highest * self.campaign > 100:  # noqa: PLR2004 - per hundred
            yield Concern(
                "rows",
                said(
                    "Samen kan het percentage {pct} worden; dat is meer dan alles.",
                    "Together the percentage can be {pct}; that is more than everything.",
                    pct=percent(highest * self.campaign),
                ),
            )
