"""Read who plays in the demonstration: the customers, the brewery and its people."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from akkoord.demo.people import Member, Place, company
from akkoord.dossier import LegalForm, Party, Person
from akkoord.settings import Settings

Story = Literal[
    "new",
    "situation",
    "draft",
    "presented",
    "declined",
    "lapsed",
    "accepted",
    "ready_to_sign",
    "partly_signed",
    "in_force",
    "terminated",
    "archived_prospect",
    "archived_terminated",
]


class Leaves(BaseModel):
    """Why a customer leaves or left, what played a part, and how it is told. `days` from today is the last day.

    Without `days` it lies behind us; `competitor` may have won. A `restored` customer came back since.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str
    circumstances: tuple[str, ...]
    text: str
    days: int | None = None
    competitor: str = ""
    restored: bool = False


class Guest(BaseModel):
    """A customer of the demonstration, as `customers.toml` describes it.

    `n` counts from 1 and gives the numbers; volumes are hectolitres a year, amounts whole euros; `starts` counts
    months from the first of this month, `deadline` and `ends` days from today.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    name: str
    legal_form: LegalForm
    type: str
    address: str
    postcode: str
    city: str
    people: tuple[tuple[str, str], ...]
    owner: str
    volume: int
    story: Story
    offer: str = "light"
    seat: str | None = None
    joint: bool = False
    licence: bool = True
    season: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    starts: int | None = None
    deadline: int | None = None
    ends: int | None = None
    investment: int = 20_000
    loan: int = 25_000
    taps: int = 5
    spouse: str | None = None
    own_text: tuple[str, str] | None = None
    reason: str = ""
    renewal_draft: str | None = None
    leaves: Leaves | None = None

    @property
    def party(self) -> Party:
        """The company, with numbers that are right and nobody's."""
        return company(
            self.n,
            self.name,
            self.legal_form,
            seat=self.seat,
            place=Place(self.address, self.postcode, self.city, "0570"),
            signatories=tuple(Person(name, role, "joint" if self.joint else "sole") for name, role in self.people),
        )


@cache
def guests() -> tuple[Guest, ...]:
    """Read the customers, in the order of the file."""
    rows = tomllib.loads(_text("customers.toml"))["customer"]
    return tuple(Guest.model_validate({**row, "n": n}) for n, row in enumerate(rows, start=1))


@cache
def members() -> tuple[Member, ...]:
    """Read who works at the brewery."""
    return tuple(Member.model_validate(row) for row in tomllib.loads(_text("zilverbeek.toml"))["accounts"])


def settings() -> Settings:
    """Read the settings of the brewery's workspace."""
    return Settings.model_validate(tomllib.loads(_text("zilverbeek.toml"))["settings"])


def _text(name: str) -> str:
    return files("akkoord_clauses_brewery").joinpath("demo", name).read_text(encoding="utf-8")
