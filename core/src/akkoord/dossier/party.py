"""What is known of a company that signs: name, legal form, address, registered numbers, and who signs for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Literal, cast

from akkoord.language import N_, AkkoordError, Language, Message
from akkoord.store import Json
from akkoord.values import identifiers

LegalForm = Literal["eenmanszaak", "vof", "cv", "maatschap", "bv", "nv", "stichting", "vereniging", "cooperatie"]
Authority = Literal["sole", "joint"]

MOST_CHARACTERS = 200

LEGAL_FORMS: Mapping[LegalForm, Message] = {
    "eenmanszaak": Message(N_("the sole proprietorship")),
    "vof": Message(N_("the general partnership")),
    "cv": Message(N_("the limited partnership")),
    "maatschap": Message(N_("the professional partnership")),
    "bv": Message(N_("the private company with limited liability")),
    "nv": Message(N_("the public limited company")),
    "stichting": Message(N_("the foundation")),
    "vereniging": Message(N_("the association")),
    "cooperatie": Message(N_("the cooperative")),
}
"""How a contract calls a company of each legal form."""

FIELDS: Mapping[str, Message] = {
    "name": Message(N_("Name")),
    "legal_form": Message(N_("Legal form")),
    "seat": Message(N_("Statutory seat")),
    "address": Message(N_("Address")),
    "postcode": Message(N_("Postcode")),
    "city": Message(N_("City")),
    "kvk": Message(N_("KvK number")),
    "vat_id": Message(N_("VAT id")),
    "iban": Message(N_("IBAN")),
    "email": Message(N_("E-mail address")),
    "phone": Message(N_("Telephone")),
    "signatories": Message(N_("Who signs")),
}
"""What the fields of a party are called."""


class InvalidParty(AkkoordError):
    """Something of a party cannot be right; `errors` says per field what, so that a form can show each beside it."""

    def __init__(self, errors: Mapping[str, Message]) -> None:
        super().__init__(next(iter(errors.values())))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs for a party: name as in the contract ("mevrouw A. Jansen"), role, alone or with another."""

    name: str
    role: str = ""
    authority: Authority = "sole"

    def to_json(self) -> Mapping[str, Json]:
        """Return the person as facts."""
        return {"name": self.name, "role": self.role, "authority": self.authority}


@dataclass(frozen=True, slots=True)
class Party:
    """A company, as far as it is known: only the name must be there. Numbers are kept in their normal form.

    Raises InvalidParty with everything that is wrong at once.
    """

    name: str
    legal_form: LegalForm | None = None
    seat: str | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    kvk: str | None = None
    vat_id: str | None = None
    iban: str | None = None
    email: str | None = None
    phone: str | None = None
    signatories: tuple[Person, ...] = ()

    def __post_init__(self) -> None:
        """Normalise every field and refuse what cannot be right."""
        errors: dict[str, Message] = {}
        for name in _TEXTS:
            object.__setattr__(self, name, _trimmed(getattr(self, name)))
        if not self.name:
            errors["name"] = Message("Fill in the name of the company, as in the trade register.")
        errors |= {name: _too_long(name) for name in _TEXTS if len(getattr(self, name) or "") > MOST_CHARACTERS}
        for name, normalise in _CHECKED.items():
            _normalise(self, name, normalise, errors)
        errors |= _legal_form_error(self.legal_form)
        object.__setattr__(self, "signatories", tuple(person for person in self.signatories if person.name.strip()))
        if errors:
            raise InvalidParty({name: errors[name] for name in FIELDS if name in errors})

    @property
    def needs_another_signatory(self) -> bool:
        """Tell whether someone may only sign together with another, and there is no other."""
        return any(person.authority == "joint" for person in self.signatories) and len(self.signatories) == 1

    def to_json(self) -> Mapping[str, Json]:
        """Return the party as it is kept."""
        plain: dict[str, Json] = {name: getattr(self, name) for name in _TEXTS}
        return {**plain, "signatories": [person.to_json() for person in self.signatories]}

    def facts(self, language: Language) -> Mapping[str, Json]:
        """Return the party as facts for a contract in `language`, without what is unknown and without who signs."""
        known: dict[str, Json] = {name: getattr(self, name) for name in _TEXTS if getattr(self, name) is not None}
        if self.legal_form is not None:
            known["legal_form_text"] = LEGAL_FORMS[self.legal_form].text(language)
        return known


def party_of(kept: Mapping[str, Json]) -> Party:
    """Read a party from what `to_json` gave."""
    plain = {name: cast("str | None", kept.get(name)) for name in _TEXTS}
    people = cast("list[Mapping[str, str]]", kept.get("signatories") or [])
    persons = tuple(Person(one["name"], one["role"], cast("Authority", one["authority"])) for one in people)
    return Party(**{**plain, "signatories": persons})  # type: ignore[arg-type] # each name is a field with this type


def fields_changed(before: Party, after: Party) -> list[str]:
    """Return the names of the fields that differ."""
    return [one.name for one in fields(Party) if getattr(before, one.name) != getattr(after, one.name)]


_TEXTS = tuple(name for name in FIELDS if name != "signatories")


def _trimmed(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _email(text: str) -> str:
    local, at, domain = text.rpartition("@")
    if not (local and at and "." in domain.strip(".")) or " " in text:
        raise AkkoordError(Message("“{text}” is not an e-mail address. It looks like name@company.nl.", {"text": text}))
    return text


_CHECKED: Mapping[str, Callable[[str], str]] = {
    "postcode": identifiers.postcode,
    "kvk": identifiers.kvk,
    "vat_id": identifiers.vat_id,
    "iban": identifiers.iban,
    "email": _email,
}


def _normalise(party: Party, name: str, normalise: Callable[[str], str], errors: dict[str, Message]) -> None:
    value = getattr(party, name)
    if value is None or name in errors:
        return
    try:
        object.__setattr__(party, name, normalise(value))
    except AkkoordError as error:
        errors[name] = error.message


def _too_long(name: str) -> Message:
    return Message("{field} is longer than {count} characters.", {"field": FIELDS[name], "count": MOST_CHARACTERS})


def _legal_form_error(legal_form: str | None) -> Mapping[str, Message]:
    if legal_form is None or legal_form in LEGAL_FORMS:
        return {}
    return {"legal_form": Message("“{text}” is not a legal form. Choose one of the list.", {"text": legal_form})}
