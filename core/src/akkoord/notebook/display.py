"""Show things in a notebook as reports do: sections with key numbers, tables, charts and notes; also as plain text."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from akkoord.language import Language
from akkoord.reporting.pages import fragment
from akkoord.reporting.parts import Built, Figure, KeyNumber, Note, Section, Table, shown
from akkoord.values import Period

__all__ = ["Displayed", "as_text", "framed"]

_NO_PERIOD: Final = Period(date.min, date.min)


class Displayed:
    """Something with a rich display: `sections()` says what is shown, `language` in which language."""

    @property
    def language(self) -> Language:
        """The language in which it is shown."""
        raise NotImplementedError

    def sections(self) -> Iterable[Section]:
        """Give what is shown."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        sections = tuple(self.sections())
        return str(framed(_html(sections, self.language)))

    def __repr__(self) -> str:
        return as_text(self.sections(), self.language)


def as_text(sections: Iterable[Section], language: Language) -> str:
    """Write sections as plain text, their tables in columns."""
    return "\n\n".join(_section_text(section, language) for section in sections)


def framed(html: Markup) -> Markup:
    """Put HTML in a frame of its own with the style of notebooks, which touches nothing around it."""
    return Markup('<div class="akkoord-view"><style>{}</style>{}</div>').format(_css(), html)


def _html(sections: tuple[Section, ...], language: Language) -> Markup:
    if not sections:
        return Markup("")
    # Only the sections of what was built are shown; over which days it is, they say themselves.
    built = Built("notebook", sections[0].title, _NO_PERIOD, (), _NO_PERIOD.first, sections)
    return fragment(built, language)


def _section_text(section: Section, language: Language) -> str:
    lines = [section.title.text(language)]
    for part in section.parts:
        match part:
            case KeyNumber():
                lines.append(f"{part.label.text(language)}: {shown(part.value, language)}")
            case Note():
                lines.append(part.text.text(language))
            case Table() | Figure():
                lines += _table_text(part if isinstance(part, Table) else part.table(), language)
    return "\n".join(lines)


def _table_text(table: Table, language: Language) -> list[str]:
    heads = [heading.text(language) for heading in table.headings]
    rows = [heads, *([shown(cell, language) for cell in row] for row in table.rows)]
    if table.total is not None:
        rows.append([shown(cell, language) for cell in table.total])
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


@cache
def _css() -> Markup:
    return Markup(files("akkoord.notebook").joinpath("view.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
