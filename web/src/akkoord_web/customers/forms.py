"""The form of a customer: what is known of the company, read and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, cast, get_args

from akkoord.dossier import InvalidParty, Party, Person
from akkoord.dossier.party import FIELDS, MOST_CHARACTERS, Authority, LegalForm
from akkoord.language import Message
from akkoord_web.conflicts import Difference
from akkoord_web.fields import Field, FieldKind, Form, Option
from akkoord_web.speech import say, text_of

__all__ = ["FORM_ID", "PartyTyped", "legal_form_label", "party_form", "typed_of"]

FORM_ID: Final = "customer"
_SIGNATORIES: Final = "signatories"
LEGAL_FORM_LABELS: Final[Mapping[LegalForm, Message]] = {
    "eenmanszaak": say("Sole proprietorship (eenmanszaak)"),
    "vof": say("General partnership (vof)"),
    "cv": say("Limited partnership (cv)"),
    "maatschap": say("Professional partnership (maatschap)"),
    "bv": say("Private limited company (bv)"),
    "nv": say("Public limited company (nv)"),
    "stichting": say("Foundation (stichting)"),
    "vereniging": say("Association (vereniging)"),
    "cooperatie": say("Cooperative (coöperatie)"),
}
_HINTS: Final[Mapping[str, Message]] = {
    "name": say("As in the trade register."),
    "seat": say("Only for a bv, nv, foundation, association or cooperative."),
    "kvk": say("8 digits, from the extract of the trade register."),
    "vat_id": say("Like NL123456789B01."),
    "postcode": say("Like 3511 AB."),
}
_KINDS: Final[Mapping[str, FieldKind]] = {
    "legal_form": "select",
    "postcode": "postcode",
    "kvk": "kvk",
    "vat_id": "vat_id",
    "iban": "iban",
    "email": "email",
    "phone": "tel",
}
_TEXTS: Final = tuple(name for name in FIELDS if name != _SIGNATORIES)


@dataclass(frozen=True, slots=True)
class PartyTyped:
    """What someone typed about a company: as text, as far as it can be read."""

    texts: Mapping[str, str]
    people: tuple[Mapping[str, str], ...]

    @classmethod
    def of_form(cls, raw: Mapping[str, str]) -> "PartyTyped":
        """Read the posted form; rows without a name are no rows."""
        rows: dict[str, dict[str, str]] = {}
        for name, value in raw.items():
            group, _, rest = name.partition(".")
            index, _, column = rest.partition(".")
            if group == _SIGNATORIES and column:
                rows.setdefault(index, {})[column] = value
        people = tuple(row for row in rows.values() if row.get("name", "").strip() or row.get("role", "").strip())
        return cls({name: raw.get(name, "") for name in _TEXTS}, people)

    def party(self) -> Party:
        """Make a party of it. Raises InvalidParty with everything that is wrong."""
        texts = {name: value or None for name, value in self.texts.items()}
        people = tuple(
            Person(row.get("name", ""), row.get("role", ""), cast("Authority", row.get("authority") or "sole"))
            for row in self.people
        )
        name = texts.pop("name") or ""
        nameless = any(not row.get("name", "").strip() for row in self.people)
        try:
            party = Party(name=name, signatories=people, **texts)  # type: ignore[arg-type] # checked by Party itself
        except InvalidParty as error:
            raise InvalidParty({**error.errors, **(_NAMELESS if nameless else {})}) from error
        if nameless:
            raise InvalidParty(_NAMELESS)
        return party


_NAMELESS: Final = {_SIGNATORIES: say("Fill in the name of everyone who signs, or remove the row.")}


def typed_of(party: Party) -> PartyTyped:
    """Write a party as it would be typed."""
    texts = {name: str(getattr(party, name) or "") for name in _TEXTS}
    people = tuple({"name": one.name, "role": one.role, "authority": one.authority} for one in party.signatories)
    return PartyTyped(texts, people)


def party_form(typed: PartyTyped, errors: Mapping[str, Message] | None = None, *, version: int | None = None) -> Form:
    """Show the form with what was typed and what is wrong with it."""
    wrong = errors or {}
    fields = tuple(_field(name, typed.texts[name], wrong.get(name)) for name in _TEXTS)
    return Form(id=FORM_ID, version=version, fields=(*fields, _signatories(typed, wrong.get(_SIGNATORIES))))


def differences(theirs: Party, mine: PartyTyped) -> tuple[Difference, ...]:
    """Compare what is kept now with what someone typed, field by field."""
    saved = typed_of(theirs)
    texts = [
        Difference(_label(name), _shown(name, saved.texts[name]), _shown(name, mine.texts[name]))
        for name in _TEXTS
        if _squeezed(saved.texts[name]) != _squeezed(mine.texts[name])
    ]
    if saved.people != mine.people:
        texts.append(Difference(text_of(FIELDS[_SIGNATORIES]), _names(saved), _names(mine)))
    return tuple(texts)


def legal_form_label(legal_form: LegalForm | None) -> str:
    """Say a legal form as people do, not as a contract does."""
    return "" if legal_form is None else text_of(LEGAL_FORM_LABELS[legal_form])


def _field(name: str, value: str, error: Message | None) -> Field:
    options = _legal_forms() if name == "legal_form" else ()
    return Field(
        name=name,
        label=_label(name),
        kind=_KINDS.get(name, "text"),
        value=value,
        hint=text_of(_HINTS[name]) if name in _HINTS else None,
        error=None if error is None else text_of(error),
        options=options,
        required=name == "name",
        wide=name in {"name", "address"},
        max_length=MOST_CHARACTERS,
    )


def _label(name: str) -> str:
    label = text_of(FIELDS[name])
    return label[:1].upper() + label[1:]


def _legal_forms() -> tuple[Option, ...]:
    return tuple(Option(name, legal_form_label(name)) for name in LEGAL_FORM_LABELS)


def _signatories(typed: PartyTyped, error: Message | None) -> Field:
    columns = (
        Field(name="name", label=text_of(say("Name in the contract"))),
        Field(name="role", label=text_of(say("Role"))),
        Field(
            name="authority",
            label=text_of(say("Authority")),
            kind="select",
            value="sole",
            required=True,
            options=(Option("sole", text_of(say("Alone"))), Option("joint", text_of(say("Together with another")))),
        ),
    )
    rows = tuple(tuple(replace(column, value=row.get(column.name, "")) for column in columns) for row in typed.people)
    return Field(
        name=_SIGNATORIES,
        label=text_of(FIELDS[_SIGNATORIES]),
        kind="list",
        columns=columns,
        rows=rows,
        error=None if error is None else text_of(error),
    )


def _shown(name: str, value: str) -> str:
    return (
        legal_form_label(cast("LegalForm", value)) if name == "legal_form" and value in get_args(LegalForm) else value
    )


def _squeezed(value: str) -> str:
    return "".join(value.split()).casefold()


def _names(typed: PartyTyped) -> str:
    return ", ".join(row["name"] for row in typed.people)
