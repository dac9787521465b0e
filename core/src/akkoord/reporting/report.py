"""The base of a report: typed parameters in, sections out. What it shows is the same object in every output."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import ClassVar

from akkoord.access import Account
from akkoord.facts import Question
from akkoord.language import Speaks, Words
from akkoord.reporting.parameters import Parameters
from akkoord.reporting.parts import NOTHING, Built, Section
from akkoord.reporting.reading import Reading, Records

__all__ = ["Report", "period_now", "year_now"]


def period_now(today: date) -> str:
    """Write the present quarter.

    >>> period_now(date(2026, 11, 23))
    '2026-Q4'
    """
    return f"{today.year}-Q{(today.month + 2) // 3}"


def year_now(today: date) -> str:
    """Write the present year.

    >>> year_now(date(2026, 11, 23))
    '2026'
    """
    return str(today.year)


class Report(ABC):
    """A report with a name for addresses and commands, a title and one line that says what it answers.

    ```python
    class Running(Report, name="running", title=Words(nl="Lopend", en="Running"), about=Words(nl="...", en="...")):
        def build(self, reading: Reading) -> Iterable[Section]: ...
    ```
    """

    name: ClassVar[str] = ""
    title: ClassVar[Words]
    about: ClassVar[Words]
    order: ClassVar[int] = 100
    parameters: ClassVar[type[Parameters]] = Parameters
    opens_with: ClassVar[Callable[[date], str]] = period_now
    nothing: ClassVar[Speaks] = NOTHING
    as_of_today: ClassVar[bool] = False

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        title: Words | None = None,
        about: Words | None = None,
        order: int = 100,
        opens_with: Callable[[date], str] | None = None,
        nothing: Words | None = None,
        as_of_today: bool = False,
    ) -> None:
        """Keep what the report is called, with which period it opens, and what it says when there is nothing.

        One that is `as_of_today` tells how things stand, whatever the period: it asks for none.
        """
        super().__init_subclass__()
        cls.name, cls.order = name, order
        if name and (title is None or about is None):
            raise TypeError(f"report {name!r} needs a title and a line about it")
        if name and not name.replace("-", "").isalnum():
            raise TypeError(f"the name of report {name!r} is letters, digits and hyphens")
        if title is not None and about is not None:
            cls.title, cls.about = title, about
        cls.opens_with = staticmethod(opens_with or cls.opens_with)
        cls.nothing = nothing or cls.nothing
        cls.as_of_today = as_of_today or cls.as_of_today

    @classmethod
    def questions(cls) -> tuple[Question, ...]:
        """Give what can be chosen as questions, for a form or the command line."""
        return tuple(one for one in cls.parameters.questions() if not (cls.as_of_today and one.key == "period"))

    @abstractmethod
    def build(self, reading: Reading) -> Iterable[Section]:
        """Make the sections of what may be read and was chosen (`reading.chosen`); no section: nothing to show."""

    @classmethod
    def made(cls, records: Records, typed: Mapping[str, object], *, by: Account, today: date) -> Built:
        """Build the report for an account, of what was typed; without a period, of that with which it opens.

        Raises InvalidParameters or NotAllowed.
        """
        chosen = cls.parameters.read({"period": cls.opens_with(today), **{k: v for k, v in typed.items() if v}})
        sections = tuple(cls().build(Reading(records, by, today, chosen)))
        labels: tuple[tuple[Speaks, str], ...] = chosen.chosen
        # What the report says of nothing is true of everything; of what was narrowed down only that there is none.
        nothing = NOTHING if labels else cls.nothing
        return Built(cls.name, cls.title, chosen.period, labels, today, sections, nothing, as_of_today=cls.as_of_today)
