"""What a form shows: fields with their label, value, hint and error, ready for the macros in `ui/fields.html`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

__all__ = ["CHOICE_KINDS", "Field", "FieldKind", "Form", "Option", "choice_kind", "filled", "raw_answers"]

FieldKind = Literal[
    "bool",
    "checks",
    "date",
    "decimal",
    "email",
    "file",
    "iban",
    "int",
    "kvk",
    "list",
    "longtext",
    "money",
    "password",
    "pct",
    "postcode",
    "rate",
    "segmented",
    "select",
    "tel",
    "text",
    "time",
    "vat_id",
]
CHOICE_KINDS: Final = frozenset({"checks", "segmented", "select"})
# A tablet's keyboard follows from these; `type=number` drops what it does not understand, so it is never used.
_INPUT_MODES: Final[Mapping[str, str]] = {
    "decimal": "decimal",
    "email": "email",
    "int": "numeric",
    "kvk": "numeric",
    "money": "decimal",
    "pct": "decimal",
    "rate": "decimal",
    "tel": "tel",
}
_SHOWN_SWITCH: Final = "_switch"
_LONGEST_SEGMENTS: Final = 44
_MOST_SEGMENTS: Final = 4
_SIDES: Final = 3
_WIDEST_SEGMENTS: Final = 33


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that a person can choose from."""

    value: str
    label: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question on the screen: `value` is the text as typed or as written in the reader's language."""

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    hint: str | None = None
    error: str | None = None
    unit: str | None = None
    now: str | None = None
    options: tuple[Option, ...] = ()
    ticked: frozenset[str] = frozenset()
    required: bool = False
    optional: bool = False
    disabled: bool = False
    wide: bool = False
    step: str | None = None
    autocomplete: str = "off"
    max_length: int | None = None
    columns: tuple["Field", ...] = ()
    rows: tuple[tuple["Field", ...], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in get_args(FieldKind):
            raise ValueError(f"field {self.name!r} has the unknown kind {self.kind!r}")
        if self.kind in CHOICE_KINDS and not self.options:
            raise ValueError(f"field {self.name!r} offers a choice without options")

    @property
    def id(self) -> str:
        """Give the element's id: the name, with dots and brackets made safe for selectors."""
        return "f-" + "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in self.name)

    @property
    def input_mode(self) -> str | None:
        """Say which keyboard the tablet should bring up."""
        return _INPUT_MODES.get(self.kind)

    @property
    def input_type(self) -> str:
        """Give the type of the input element."""
        return self.kind if self.kind in {"date", "email", "file", "password", "tel", "time"} else "text"

    @property
    def described_by(self) -> str | None:
        """List the ids of what explains this field to a screen reader."""
        parts = {"unit": self.unit, "hint": self.hint, "now": self.now, "error": self.error}
        ids = [f"{self.id}-{part}" for part, text in parts.items() if text]
        return " ".join(ids) or None

    def at(self, rows: str, index: int | str) -> "Field":
        """Give this column as a cell of a list: its name says which list and which row."""
        return replace(self, name=f"{rows}.{index}.{self.name}")

    @property
    def on(self) -> bool:
        """Say whether a switch stands on."""
        return self.value == "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form on the screen: its fields in order, and the version of the thing that it edits."""

    id: str
    fields: tuple[Field, ...]
    version: int | None = None
    error: str | None = None

    def __getitem__(self, name: str) -> Field:
        """Give the field with this name."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def faults(self) -> tuple[Field, ...]:
        """List the fields that need another look, rows of lists included, for the summary at the top."""
        nested = (
            cell.at(field.name, index) for field in self.fields for index, row in enumerate(field.rows) for cell in row
        )
        return tuple(field for field in (*self.fields, *nested) if field.error)


def filled(fields: Iterable[Field], raw: Mapping[str, str], errors: Mapping[str, str]) -> tuple[Field, ...]:
    """Put what was typed, and what is wrong with it, back into the fields."""
    return tuple(
        replace(
            field,
            value="" if field.kind == "password" else raw.get(field.name, field.value),
            error=errors.get(field.name),
        )
        for field in fields
    )


def raw_answers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Read a posted form into one text per name; a switch that was shown and stands off answers "no".

    >>> raw_answers([("_switch", "loan.enabled"), ("loan.principal", "5.000")])
    {'loan.principal': '5.000', 'loan.enabled': 'no'}
    """
    answers: dict[str, str] = {}
    switches: list[str] = []
    for name, value in pairs:
        if name == _SHOWN_SWITCH:
            switches.append(value)
        else:
            answers.setdefault(name, value)
    return answers | {name: "no" for name in switches if name not in answers}


def choice_kind(options: Iterable[Option]) -> FieldKind:
    """Choose between a row of segments, for few short options, and a list to pick from."""
    labels = [option.label for option in options]
    # A label breaks between words only: the longest words, with room at their sides, must fit beside each other.
    width = sum(max(map(len, label.split()), default=0) + _SIDES for label in labels)
    fits = len(labels) <= _MOST_SEGMENTS and sum(map(len, labels)) <= _LONGEST_SEGMENTS and width <= _WIDEST_SEGMENTS
    return "segmented" if fits else "select"
