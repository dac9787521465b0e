"""People and companies of a demonstration: all made up, with numbers that are right and nobody's."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from akkoord.access import Role
from akkoord.demo import identities
from akkoord.dossier import LegalForm, Party, Person

SOLE_TRADER: Final = "eenmanszaak"
WITHOUT_VAT: Final = frozenset({"vereniging", "stichting"})
"""A small association or foundation does not charge VAT and has no id."""
SUFFIXES: Final[Mapping[str, str]] = {
    "bv": " B.V.",
    "nv": " N.V.",
    "vof": " V.O.F.",
    "cv": " C.V.",
    "cooperatie": " U.A.",
}


class Member(BaseModel):
    """Somebody at the client company who can sign in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    login: str
    name: str
    role: Role
    password: str
    email: str


class Place(NamedTuple):
    """Where a company is, and the area code of its telephone."""

    address: str
    postcode: str
    city: str
    area: str


def company(
    n: int, name: str, legal_form: LegalForm, *, place: Place, signatories: tuple[Person, ...], seat: str | None = None
) -> Party:
    """Make the n-th company of a demonstration."""
    slug = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    vat_id = identities.trader_vat_id(n) if legal_form == SOLE_TRADER else identities.company_vat_id(n)
    return Party(
        name=name + SUFFIXES.get(legal_form, ""),
        legal_form=legal_form,
        seat=seat,
        address=place.address,
        postcode=place.postcode,
        city=place.city,
        kvk=identities.kvk_number(n),
        vat_id=None if legal_form in WITHOUT_VAT else vat_id,
        iban=identities.iban(n),
        email=f"info@{slug}.example",
        phone=f"{place.area} 555 {100 + n % 900}",
        signatories=signatories,
    )
