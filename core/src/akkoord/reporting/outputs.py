"""Every form in which a report leaves Akkoord, by the name of its format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from akkoord.language import Language
from akkoord.reporting.pages import as_html, as_pdf
from akkoord.reporting.parts import Built
from akkoord.reporting.tables import as_csv, as_json, as_xlsx

__all__ = ["FORMATS", "Format", "Output", "output"]

Format = Literal["pdf", "xlsx", "csv", "json", "html"]
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Output:
    """A way of writing a report: the media type, and what writes it."""

    media_type: str
    write: Callable[[Built, Language], bytes]


FORMATS: Final[Mapping[Format, Output]] = MappingProxyType(
    {
        "pdf": Output("application/pdf", as_pdf),
        "xlsx": Output(_XLSX, as_xlsx),
        "csv": Output("text/csv; charset=utf-8", as_csv),
        "json": Output("application/json", as_json),
        "html": Output("text/html; charset=utf-8", as_html),
    }
)


def output(built: Built, form: Format, language: Language) -> bytes:
    """Write a report. Raises PrintError when it cannot be printed."""
    return FORMATS[form].write(built, language)
