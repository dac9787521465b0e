"""Print the letter that confirms the end: the last day, what is to be given back, what remains to be done."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup, escape

from akkoord.closing.pdf import print_page
from akkoord.ending.termination import Termination
from akkoord.executing.assets import Asset
from akkoord.executing.kept import KeptStatement
from akkoord.executing.obligation import Obligation
from akkoord.executing.ubl import PartyName
from akkoord.language import Language, Message, spoken
from akkoord.store import canonical_json

__all__ = ["Letter", "letter_html", "print_letter"]

STYLE: Final = """
@page { size: A4; margin: 27mm 24mm 26mm 25mm }
html { font: 10.4pt/15.6pt Inter, "Noto Sans", "DejaVu Sans", sans-serif; color: #14212b }
h1 { font-size: 13pt; margin: 14mm 0 8mm; font-weight: 600 }
h2 { font-size: 10.4pt; margin: 7mm 0 1mm; font-weight: 600 }
p { margin: 0 0 4mm }
.sender { font-size: 9pt; color: #4b565e; margin-bottom: 14mm }
.day { margin-top: 12mm }
table { width: 100%; border-collapse: collapse }
td { padding: 1.8mm 0; border-bottom: .3mm solid #d9dee2; vertical-align: top }
td.when { text-align: right; white-space: nowrap; padding-left: 6mm }
.close { margin-top: 12mm }
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter tells, to whom, by whom and when.

    `statement` is the end statement once there is one; its balance is told when it is posted, for it may change before.
    """

    termination: Termination
    contract: str
    supplier: PartyName
    customer: PartyName
    day: date
    things: Sequence[Asset] = ()
    obligations: Sequence[Obligation] = ()
    statement: KeptStatement | None = None


def print_letter(letter: Letter, language: Language) -> bytes:
    """Print a letter with its facts attached; the same letter gives the same bytes. Raises PrintError."""
    html = letter_html(letter, language)
    facts = canonical_json(
        {
            "contract": letter.contract,
            "last_day": letter.termination.effective.isoformat(),
            "things": [one.serial_number or one.description for one in letter.things],
            "obligations": [one.name for one in letter.obligations],
        }
    )
    attachment = ("end.json", Message("The facts as data").text(language), facts)
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32]
    return print_page(html, css=STYLE, attachment=attachment, identifier=identifier, made_on=letter.day)


def letter_html(letter: Letter, language: Language) -> str:
    """Write the page; every value in it is data and is escaped."""
    about = Message("The end of contract {number}", {"number": letter.contract}).text(language)
    parts = [
        *(Markup("<p>{}</p>").format(each.text(language)) for each in _sentences(letter)),
        *_list(Message("To be given back"), _things(letter), language),
        *_list(Message("What remains to be done"), _remaining(letter, language), language),
    ]
    return Markup(
        '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{about}</title>'
        '<meta name="author" content="{author}"></head><body>'
        '<div class="sender">{supplier}</div><div>{customer}</div><p class="day">{day}</p><h1>{about}</h1>'
        '{body}<p class="close">{greeting}<br><br>{author}</p></body></html>'
    ).format(
        language=language,
        about=about,
        author=letter.supplier.name,
        supplier=_address(letter.supplier, " · "),
        customer=_address(letter.customer, Markup("<br>")),
        day=spoken(letter.day, language),
        body=Markup("").join(parts),
        greeting=Message("Kind regards,").text(language),
    )


def _sentences(letter: Letter) -> Iterator[Message]:
    plan = letter.termination.plan
    if plan.notice_received is not None and plan.initiated_by == "customer":
        yield Message("We received your notice on {day}.", {"day": plan.notice_received})
    if letter.termination.state == "effective":
        yield Message("{day} was the last day of the contract.", {"day": plan.effective})
    else:
        yield Message("{day} is the last day of the contract.", {"day": plan.effective})
    if letter.statement is None or not letter.statement.is_booked:
        yield Message("After that day you receive an end statement with everything that is due.")
    else:
        yield _balance(letter.statement)


def _balance(statement: KeptStatement) -> Message:
    balance = statement.balance
    if balance.direction == "receivable":
        return Message("By the end statement you pay {amount}, VAT included.", {"amount": balance.amount})
    if balance.direction == "payable":
        return Message("By the end statement you receive {amount}, VAT included.", {"amount": balance.amount})
    return Message("By the end statement there is nothing to pay.")


def _things(letter: Letter) -> Iterator[tuple[str, str]]:
    for one in letter.things:
        yield one.description, one.serial_number or ""


def _remaining(letter: Letter, language: Language) -> Iterator[tuple[str, str]]:
    for one in letter.obligations:
        due = "" if one.due is None else Message("before or on {day}", {"day": one.due}).text(language)
        yield one.action, due


def _list(title: Message, rows: Iterable[tuple[str, str]], language: Language) -> Iterator[Markup]:
    found = list(rows)
    if found:
        body = Markup("").join(Markup('<tr><td>{}</td><td class="when">{}</td></tr>').format(*row) for row in found)
        yield Markup("<h2>{}</h2><table>{}</table>").format(title.text(language), body)


def _address(party: PartyName, between: str) -> Markup:
    parts = [party.name, party.street, f"{party.postcode} {party.city}".strip()]
    return escape(between).join(part for part in parts if part)
