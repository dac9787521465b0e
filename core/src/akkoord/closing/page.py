"""Show a contract as HTML: its text with the places to sign filled, for the screen and for the print alike."""

from collections.abc import Sequence
from typing import Protocol

from markupsafe import Markup

from akkoord.closing.helpers import Slot
from akkoord.closing.sign import Signature
from akkoord.language import Language, Message
from akkoord.values.formats import date_long


class Written(Protocol):
    """A contract that can be shown: a document in the making or a frozen version."""

    @property
    def language(self) -> Language:
        """The language of the contract."""
        ...

    @property
    def number(self) -> str | None:
        """The number of the contract, once it has one."""
        ...

    @property
    def html(self) -> Markup:
        """The text, with the places to sign still empty."""
        ...

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places to sign."""
        ...


def document_html(contract: Written, signatures: Sequence[Signature] = ()) -> Markup:
    """Give the whole contract as one `<article>`; places that are not signed yet show lines to sign on."""
    signed = {signature.slot: signature for signature in signatures}
    html = str(contract.html)
    for slot in contract.slots:
        html = html.replace(_marker(slot), slot_html(slot, signed.get(slot.id), contract.language))
    number = Markup()
    if contract.number:
        words = Message("Contract {number}", {"number": contract.number}).text(contract.language)
        number = Markup('<p class="contract-number">{}</p>').format(words)
    # The text of a contract is HTML in which every value was escaped when it was written out.
    return Markup('<article class="contract" lang="{}">{}{}</article>').format(
        contract.language,
        number,
        Markup(html),  # noqa: S704 - written out from escaped values
    )


def slot_html(slot: Slot, signature: Signature | None, language: Language) -> Markup:
    """Give one place to sign: name, role, place and date, and the drawing or a line for it."""
    blank = Markup('<span class="blank"></span>')
    name, role = (slot.name, slot.role) if signature is None else (signature.name, signature.role)
    rows = [(Message("Name"), name), (Message("Role"), role)]
    if signature is None:
        rows += [(Message("Place"), blank), (Message("Date"), blank)]
    else:
        rows += [(Message("Place"), signature.place or ""), (Message("Date"), _moment(signature, language))]
    said = Markup("").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label.text(language), value)
        for label, value in rows
        if value
    )
    drawing = Markup("") if signature is None else Markup(signature.strokes.to_svg())  # noqa: S704 - whole numbers only
    return Markup(
        '<div class="slot{}" id="slot-{}"><dl>{}</dl><figure><div class="drawing">{}</div>'
        "<figcaption>{}</figcaption></figure></div>"
    ).format(" signed" if signature else "", slot.id, said, drawing, Message("Signature").text(language))


def _marker(slot: Slot) -> Markup:
    """Give what stands in the text where a slot belongs."""
    return Markup('<div data-slot="{}"></div>').format(slot.id)


def _moment(signature: Signature, language: Language) -> str:
    """Say when somebody signed, by the clock on the wall."""
    local = signature.local
    values = {"date": date_long(local.date(), language), "hour": f"{local:%H}", "minute": f"{local:%M}"}
    return Message("{date}, {hour}:{minute}", values).text(language)
