"""The functions a clause text may call: facts in the language of the contract, and references."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from akkoord.closing.answers import Answer, as_decimal, name_of, value_of
from akkoord.closing.own_text import clean_line, to_html
from akkoord.closing.pieces import Block, Pieces, Printed
from akkoord.closing.references import Pending, Target
from akkoord.facts import Question, Questions
from akkoord.facts.kinds import KIND_WORDS
from akkoord.language import Language, Message, spoken
from akkoord.values import InvalidValue, formats

Write = Callable[[Decimal, Language], str]

_OWN_TEXT = ("own_texts.", ".text")
_OWN_TITLE = ("own_texts.", ".title")
_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the contract where somebody signs. `party` is the word the clause uses for whom one signs."""

    id: str
    party: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A fact that a clause cannot print as it wants to, in words."""

    message: Message


@dataclass(slots=True)
class Helpers:
    """The functions of one clause, and what they note while it is evaluated.

    `parts` are the ids and labels of everything in the contract. `missing` gathers the names of absent facts that the
    clause needs, `wrong` the facts it cannot print, `slots` the places to sign (also those of the clauses before it).
    """

    clause: str
    language: Language
    questions: Questions
    parts: Mapping[str, str | None]
    optional: frozenset[str]
    slots: list[Slot]
    pieces: Pieces = field(default_factory=Pieces)
    missing: list[str] = field(default_factory=list)
    wrong: list[Message] = field(default_factory=list)

    def functions(self) -> Mapping[str, Callable[..., object]]:
        """Give the functions by the name that a clause calls them by."""
        return {
            "annex": self.annex, "dagen": self.days, "datum": self.date, "defined": self.defined,
            "eur": self.euro, "getal": self.number, "has": self.has, "hl": self.hectolitres, "letter": letter,
            "maanden": self.months, "names": self.names, "pct": self.percentage, "rate": self.rate, "ref": self.ref,
            "refs_or": self.refs_or, "signature": self.signature, "t": self.text,
        }  # fmt: skip

    def listed(self, name: str) -> None:
        """Note a list that the clause goes through and that is absent or empty, unless it declares it optional."""
        if name not in self.optional:
            self.missing.append(name)

    def text(self, value: object) -> Printed:
        """Print a value as text; every `${...}` goes through here. What a helper printed stays as it is."""
        if isinstance(value, Printed):
            return value
        if not isinstance(value, Answer):
            return self.pieces.text(spoken(value, self.language))
        name, plain = name_of(value), value_of(value)
        if plain is None or plain == "":
            return self._gap(name)
        if name.startswith(_OWN_TEXT[0]) and isinstance(plain, str):
            return self._own_text(name, plain)
        if isinstance(plain, Mapping | tuple | list):
            return self._unprintable(name, KIND_WORDS["text"])
        return self.pieces.text(self._words(name, plain))

    def euro(self, amount: object) -> Printed:
        """Print an amount: `€ 1.234,56`."""
        return self._figure(amount, formats.euro, KIND_WORDS["money"])

    def rate(self, amount: object) -> Printed:
        """Print a rate: `€ 0,0985`."""
        return self._figure(amount, formats.rate, KIND_WORDS["rate"])

    def number(self, value: object) -> Printed:
        """Print a number: `1.234,5`."""
        return self._figure(value, formats.number, KIND_WORDS["decimal"])

    def hectolitres(self, value: object) -> Printed:
        """Print a volume: `87,5 hectoliter`."""
        return self._figure(value, formats.hectolitres, KIND_WORDS["decimal"])

    def percentage(self, value: object) -> Printed:
        """Print a percentage: `2,5%`."""
        return self._figure(value, formats.percentage, KIND_WORDS["pct"])

    def months(self, value: object) -> Printed:
        """Print a number of months: `60 maanden`."""
        return self._figure(value, lambda n, language: formats.months(_whole(n), language), KIND_WORDS["int"])

    def days(self, value: object) -> Printed:
        """Print a number of days: `14 dagen`."""
        return self._figure(value, lambda n, language: formats.days(_whole(n), language), KIND_WORDS["int"])

    def date(self, value: object) -> Printed:
        """Print a date in full: `1 januari 2026`."""
        name, plain = _named(value)
        if plain is None or plain == "":
            return self._gap(name)
        try:
            day = plain if isinstance(plain, date) else date.fromisoformat(str(plain))
        except ValueError:
            return self._unprintable(name, KIND_WORDS["date"])
        return self.pieces.figure(formats.date_long(day, self.language))

    def names(self, rows: Answer) -> Printed:
        """Print the names in a list of persons: `mevrouw A. Jansen en de heer B. Bos`."""
        found = [(name_of(row.name), value_of(row.name)) for row in rows]
        if not found:
            return self._gap(name_of(rows))
        absent = [name for name, plain in found if not plain]
        if absent:
            return self._gap(*absent)
        return self.pieces.text(formats.all_of([clean_line(str(plain)) for _, plain in found], self.language))

    def defined(self, term: str) -> Printed:
        """Print a defined term as it is: this marks a use that no capital shows."""
        return self.pieces.text(term)

    def ref(self, part: str, anchor: str | None = None) -> Printed:
        """Refer to a clause, or to a paragraph of it by its anchor: `artikel 7.2`."""
        return self.pieces.html(Pending((Target(part, anchor),)))

    def refs_or(self, *targets: str) -> Printed:
        """Refer to those of the given clauses (`id` or `id#anchor`) that are in the contract, joined with "or"."""
        wanted = [Target.read(target) for target in targets]
        present = tuple(target for target in wanted if self.has(target.part))
        # When none is there, the first is looked up all the same: that says what is broken.
        return self.pieces.html(Pending(present or (wanted[0],)))

    def annex(self, part: str) -> Printed:
        """Refer to an annex: `Bijlage 1`."""
        return self.ref(part)

    def has(self, part: str) -> bool:
        """Tell whether a clause is in the contract."""
        return part in self.parts

    def signature(self, party: str, name: object, role: object = "") -> Printed:
        """Mark the place where somebody signs, for `party` (supplier, customer, guarantor, ...)."""
        number = sum(slot.party == party for slot in self.slots) + 1
        slot = Slot(f"{party}-{number}", party, self._line(name), self._line(role))
        self.slots.append(slot)
        return self.pieces.block(Block(Markup('<div data-slot="{}"></div>').format(slot.id)))

    def _figure(self, value: object, write: Write, wanted: Message) -> Printed:
        """Print a number with one of the formats."""
        name, plain = _named(value)
        if plain is None or plain == "":
            return self._gap(name)
        figure = as_decimal(plain)
        if figure is None:
            return self._unprintable(name, wanted)
        try:
            return self.pieces.figure(write(figure, self.language))
        except InvalidValue:
            return self._unprintable(name, wanted)

    def _words(self, name: str, plain: object) -> str:
        """Say a fact in words: a choice by its label, anything else in its plain form."""
        question = self._question(name)
        if isinstance(plain, str) and question is not None:
            label = (question.choices or {}).get(plain)
            return plain if label is None else label.text(self.language)
        return spoken(plain, self.language)

    def _question(self, name: str) -> Question | None:
        """Find what asked for a fact; a cell of a list (`loan.rates.2.group`) was asked by its column."""
        rows, _, column = name.rpartition(".")
        rows, _, number = rows.rpartition(".")
        if number.isdigit() and rows in self.questions:
            return self.questions[rows].column(column)
        return self.questions.get(name)

    def _own_text(self, name: str, plain: str) -> Printed:
        """Print an own text with its paragraphs, or its title as one line."""
        if name.endswith(_OWN_TEXT[1]):
            return self.pieces.block(Block(to_html(plain), is_own_text=True))
        return self.pieces.text(clean_line(plain))

    def _line(self, value: object) -> str:
        """Give a text of one line; note it when it is absent."""
        name, plain = _named(value)
        if plain is None:
            self.missing.append(name)
        return "" if plain is None else clean_line(str(plain))

    def _gap(self, *names: str) -> Printed:
        """Print a gap for facts that are absent, and note them."""
        self.missing.extend(names)
        return self.pieces.html(gap(names[0]))

    def _unprintable(self, name: str, wanted: Message) -> Printed:
        """Print a gap for a fact of the wrong kind, and note it."""
        self.wrong.append(
            Message(
                "Clause {clause!r} prints {name!r} as {wanted}, which it is not. Correct the answer or the clause.",
                {"clause": self.clause, "name": name, "wanted": wanted},
            )
        )
        return self.pieces.html(gap(name))


def letter(number: object) -> Printed:
    """Give the letter of a sub-item, counted from 0: a, b, ..., z, aa, ab, ...

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    if not isinstance(number, int) or number < 0:
        raise TypeError(f"letter() counts from 0, it cannot take {number!r}")
    rest, last = divmod(number, _ALPHABET)
    return Printed((letter(rest - 1) if rest else "") + chr(ord("a") + last))


def gap(name: str) -> Markup:
    """Show where an answer is still needed; the name of the fact leads to its question."""
    return Markup('<mark class="gap" data-fact="{}">…</mark>').format(name)


def _named(value: object) -> tuple[str, object]:
    """Split an answer in its name and value; any other value has no name."""
    return (name_of(value), value_of(value)) if isinstance(value, Answer) else ("", value)


def _whole(number: Decimal) -> int:
    """Take a whole number, or refuse."""
    if number != int(number):
        raise InvalidValue(Message("{number} is not a whole number.", {"number": number}))
    return int(number)
