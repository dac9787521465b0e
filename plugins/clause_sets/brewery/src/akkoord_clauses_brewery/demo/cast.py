"""Read who plays in the demonstration: the customers, the brewery and its people."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from akkoord.access import Role
from akkoord.dossier import LegalForm, Party, Person
from akkoord.settings import Settings
from akkoord_clauses_brewery.demo import identities

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
SOLE_TRADER: Final = "eenmanszaak"


class Member(BaseModel):
    """Somebody at the brewery who can sign in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    login: str
    name: str
    role: Role
    password: str
    email: str


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

    @property
    def party(self) -> Party:
        """The company, with numbers that are right and nobody's."""
        slug = "".join(letter for letter in self.name.lower() if letter.isascii() and letter.isalnum())
        is_trader = self.legal_form == SOLE_TRADER
        vat_id = identities.trader_vat_id(self.n) if is_trader else identities.company_vat_id(self.n)
        return Party(
            name=self.name + _SUFFIXES.get(self.legal_form, ""),
            legal_form=self.legal_form,
            seat=self.seat,
            address=self.address,
            postcode=self.postcode,
            city=self.city,
            kvk=identities.kvk_number(self.n),
            # A small association or foundation does not charge VAT and has no id.
            vat_id=None if self.legal_form in {"vereniging", "stichting"} else vat_id,
            iban=identities.iban(self.n),
            email=f"info@{slug}.example",
            phone=f"0570 555 {100 + self.n}",
            signatories=tuple(Person(name, role, "joint" if self.joint else "sole") for name, role in self.people),
        )


_SUFFIXES: Final[Mapping[str, str]] = {
    "bv": " B.V.",
    "nv": " N.V.",
    "vof": " V.O.F.",
    "cv": " C.V.",
    "cooperatie": " U.A.",
}


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
