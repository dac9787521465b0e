"""Demands on reports: they show something or nothing, in every form and language, and what they add up is so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from akkoord.access import CONSOLE
from akkoord.language import LANGUAGES
from akkoord.reporting import Built, Cell, Format, Report, Table, output
from akkoord.reporting.parts import Value
from akkoord.testing import NOON, FakeClock
from akkoord.testing.demands.demand import Demand, none_of
from akkoord.values import Money, Quantity

if TYPE_CHECKING:
    from akkoord.workspace import FillDemo

__all__ = ["of_reports"]

FORMS: Final[tuple[Format, ...]] = ("html", "csv", "json", "xlsx")
Known = Money | Quantity | Decimal | int
Make = Callable[[type[Report]], Built]


def of_reports(reports: Mapping[str, type[Report]], demo: "FillDemo | None", at: datetime) -> Iterator[Demand]:
    """Demand that each report speaks every language and can be written, of a workspace with nothing in it too.

    With a demonstration each is built of that as well, and its totals must be those of its rows.
    """
    for report in reports.values():
        yield Demand(f"report {report.name} is named in every language", _named(report))
        yield Demand(f"report {report.name} can be written when there is nothing", _written(report, _of_nothing))
        if demo is not None:
            of_demo = _of_demo(demo, at)
            yield Demand(f"report {report.name} can be written of the demonstration", _written(report, of_demo))
            yield Demand(f"report {report.name} adds up", _ties_out(report, of_demo))


def _named(report: type[Report]) -> Callable[[], None]:
    def met() -> None:
        labels = [question.label for question in report.parameters.questions()]
        for text in (report.title, report.about, report.nothing, *labels):
            assert all(text.text(language).strip() for language in LANGUAGES), f"without words: {text!r}"

    return met


def _written(report: type[Report], make: Make) -> Callable[[], None]:
    def met() -> None:
        built = make(report)
        for language in LANGUAGES:
            title = str(escape(built.title.text(language)))
            for form in FORMS:
                assert output(built, form, language), f"nothing was written as {form}"
            assert title in output(built, "html", language).decode(), f"the page in {language} has no title"

    return met


def _ties_out(report: type[Report], make: Make) -> Callable[[], None]:
    def met() -> None:
        built = make(report)
        assert built == make(report), "a second time it shows something else"
        tables = [part for section in built.sections for part in section.parts if isinstance(part, Table)]
        none_of(fault for table in tables for fault in _unlike_total(table))

    return met


def _unlike_total(table: Table) -> Iterator[str]:
    """Say which totals of a table are not what its rows add up to."""
    for place, heading in enumerate(table.headings):
        total = _plain(table.total[place]) if table.total else None
        column = [_plain(row[place]) for row in table.rows]
        if isinstance(total, Money | Quantity | Decimal | int) and not isinstance(total, bool):
            added = _sum([value for value in column if isinstance(value, type(total))])
            if added != total:
                yield f"{table.title.text('en')}, {heading.text('en')}: the rows make {added}, the total says {total}"


def _sum(values: Sequence[Known]) -> Known | None:
    return reduce(add, values) if values else None


def _plain(cell: Cell | Value) -> Value:
    return cell.value if isinstance(cell, Cell) else cell


def _of_nothing(report: type[Report]) -> Built:
    from akkoord.testing.kit import make_workspace  # noqa: PLC0415 - it loads all of Akkoord

    with TemporaryDirectory() as folder, make_workspace(Path(folder) / "workspace", FakeClock(NOON)) as workspace:
        return report.made(workspace, {}, by=CONSOLE, today=NOON.date())


def _of_demo(demo: "FillDemo", at: datetime) -> Make:
    def make(report: type[Report]) -> Built:
        from akkoord.testing.demands.filling import filled  # noqa: PLC0415 - it loads all of Akkoord

        return report.made(filled(demo, at).workspace, {}, by=CONSOLE, today=at.date())

    return make
