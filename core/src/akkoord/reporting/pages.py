"""Write a report as HTML, with its charts and the numbers behind them, and as PDF."""

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

from mako.template import Template
from markupsafe import Markup, escape

from akkoord.closing.pdf import print_page
from akkoord.language import Language, Message, plural_message
from akkoord.reporting.charts import drawn
from akkoord.reporting.parts import Built, Cell, Figure, KeyNumber, Note, Table, Target, Value, is_figure, shown
from akkoord.reporting.tables import as_json
from akkoord.values import Quantity
from akkoord.values.exact import decimals_of

__all__ = ["MOST_PRINTED", "UrlOf", "as_html", "as_pdf", "fragment", "under_words"]

UrlOf = Callable[[Target], str | None]
NUMBERED: Final = ("contract", "statement")
SHORT: Final = 14
"""Words of up to so many letters are not broken over lines."""
FEW: Final = 12
"""A table of up to so many rows is printed on one page."""
MOST_PRINTED: Final = 250
"""How many rows of a table are printed; its data are attached whole."""


def fragment(
    built: Built,
    language: Language,
    *,
    url_of: UrlOf = lambda _: None,
    most: int | None = None,
    more_url: str | None = None,
) -> Markup:
    """Give the sections as HTML without style or script.

    `url_of` tells where a thing is explained. Of tables at most `most` rows are shown, with how many more there are;
    `more_url` leads to those.
    """

    def left_out(table: Table) -> Markup | None:
        count = 0 if most is None else len(table.rows) - most
        if count <= 0:
            return None
        said = plural_message("{count} more row", "{count} more rows", count).text(language)
        return Markup('<a href="{}">{}</a>').format(more_url, said) if more_url else escape(said)

    def link(part: Cell | Value | KeyNumber, places: int = 0) -> Markup:
        text = escape(shown(part.value if isinstance(part, KeyNumber) else part, language, places=places))
        target = part.target if isinstance(part, Cell | KeyNumber) else None
        url = None if target is None else url_of(target)
        return text if url is None else Markup('<a href="{}">{}</a>').format(url, text)

    see = Message("The numbers as a table").text(language)
    return Markup(  # noqa: S704 - the template escapes every value
        _template("fragment.html").render_unicode(
            built=built, language=language, drawn=drawn, shown=shown, is_figure=is_figure, kind_of=_kind_of, link=link,
            places_of=_places_of, few=FEW,
            most=most, left_out=left_out,
            Figure=Figure, Table=Table, KeyNumber=KeyNumber, Note=Note, see_numbers=see,
        )
    )  # fmt: skip


def as_html(built: Built, language: Language, *, url_of: UrlOf = lambda _: None) -> bytes:
    """Give a whole page that stands by itself."""
    page: str = _template("page.html").render_unicode(
        built=built,
        language=language,
        fragment=fragment(built, language, url_of=url_of),
        under=under_words(built, language),
        nothing=built.nothing.text(language),
    )
    style = Markup("<style>{}</style></head>").format(Markup(_css()))  # noqa: S704 - our own file
    return page.strip().replace("</head>", style, 1).encode()


def as_pdf(built: Built, language: Language) -> bytes:
    """Print the report, with its data attached. The same report gives the same bytes. Raises PrintError."""
    page: str = _template("page.html").render_unicode(
        built=built,
        language=language,
        fragment=fragment(built, language, most=MOST_PRINTED),
        under=under_words(built, language),
        nothing=built.nothing.text(language),
    )
    data = as_json(built, language).decode()
    return print_page(
        page.strip(),
        css=_css(),
        attachment=(f"{built.name}.json", Message("The report as data").text(language), data),
        identifier=hashlib.sha256(page.encode()).hexdigest()[:32],
        made_on=built.made_on,
    )


def _kind_of(cell: Cell | Value) -> str:
    """Say how a cell stands: figures on the right; days, numbers of contracts and short words on one line."""
    value = cell.value if isinstance(cell, Cell) else cell
    if is_figure(cell):
        return "number"
    is_number = isinstance(cell, Cell) and cell.target is not None and cell.target.kind in NUMBERED
    if is_number or isinstance(value, date):
        return "day"
    return "short" if len(shown(cell, "nl")) <= SHORT else ""


def _places_of(table: Table) -> list[int]:
    """Tell with how many decimals the quantities of each column are written, so that they stand below one another."""
    rows = table.rows if table.total is None else (*table.rows, table.total)
    return [max((_decimals(row[place]) for row in rows), default=0) for place in range(len(table.headings))]


def _decimals(cell: Cell | Value) -> int:
    value = cell.value if isinstance(cell, Cell) else cell
    amount = value.amount if isinstance(value, Quantity) else value
    return decimals_of(amount) if isinstance(amount, Decimal) else 0


def under_words(built: Built, language: Language) -> str:
    """Say over which days a report is, and what was chosen."""
    said = [built.over.text(language), *(f"{label.text(language)}: {value}" for label, value in built.chosen)]
    return " · ".join(said)


@cache
def _template(name: str) -> Template:
    """Read a packaged template once."""
    source = files("akkoord.reporting.layout").joinpath(name).read_text(encoding="utf-8")
    return Template(text=source, default_filters=["h"], strict_undefined=True)  # noqa: S702 - every value is escaped


@cache
def _css() -> str:
    return files("akkoord.reporting.layout").joinpath("report.css").read_text(encoding="utf-8")
