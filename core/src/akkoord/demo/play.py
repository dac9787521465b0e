"""Read a play: the settings, people, offers and customers of a demonstration, from one TOML file."""

import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from akkoord.demo.people import Member, Place, company
from akkoord.dossier import LegalForm, Party, Person
from akkoord.settings import Settings

Story = Literal[
    "new",
    "situation",
    "draft",
    "presented",
    "declined",
    "accepted",
    "ready_to_sign",
    "partly_signed",
    "in_force",
    "terminated",
]
Answers = Mapping[str, Mapping[str, JsonValue]]


class Offer(BaseModel):
    """A kind of proposal: its title and answers; `term` holds `months`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    answers: Answers


class Guest(BaseModel):
    """A customer: who it is, how far the conversation has come, and what was found and offered.

    `starts` counts months from the first of this month; `deadline` is how many days from today notice is due.
    `found` and `offered` are laid over the answers of the situation that all share, and over those of the offer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    legal_form: LegalForm
    address: str
    postcode: str
    city: str
    people: tuple[tuple[str, str], ...]
    owner: str
    story: Story
    offer: str
    found: Answers
    offered: Answers = {}
    variants: tuple[str, ...] = ()
    starts: int = 2
    deadline: int | None = None
    seat: str | None = None
    joint: bool = False
    own_text: tuple[str, str] | None = None
    reason: str = ""
    agreed: str = ""

    def party(self, n: int, area: str) -> Party:
        """Make the company, with the numbers of the n-th."""
        authority: Literal["joint", "sole"] = "joint" if self.joint else "sole"
        return company(
            n,
            self.name,
            self.legal_form,
            seat=self.seat,
            place=Place(self.address, self.postcode, self.city, area),
            signatories=tuple(Person(name, role, authority) for name, role in self.people),
        )


class Play(BaseModel):
    """Everything of a demonstration. `first` is the number of its first company; `area` a telephone area code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: Settings
    accounts: tuple[Member, ...]
    first: int
    area: str
    found: Answers = {}
    offers: Mapping[str, Offer]
    customers: tuple[Guest, ...]


def read_play(file: Traversable) -> Play:
    """Read a play; a mistake in it is a mistake of its makers, and raises what pydantic raises."""
    return Play.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
