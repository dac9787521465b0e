"""Find anything by its words: customers, contracts and their texts, agreements, notes and files."""

from collections.abc import Sequence
from typing import Final

from flask import request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from akkoord.access import whose_customers
from akkoord.dossier.searching import Found
from akkoord.language import Message
from akkoord.store import Piece
from akkoord_web import context, pages
from akkoord_web.keeping.screens import bp
from akkoord_web.speech import say, text_of

__all__: list[str] = []

_LONGEST: Final = 100
_KINDS: Final[dict[str, tuple[Message, str]]] = {
    "customer": (say("Customer"), "building-2"),
    "contract": (say("Contract"), "file-text"),
    "contract_text": (say("Contract text"), "file-text"),
    "agreement": (say("Agreement"), "handshake"),
    "note": (say("Note"), "pencil"),
    "file": (say("File"), "inbox"),
}
_SECTIONS: Final = {"agreement": "agreements", "note": "notes", "file": "files"}


@bp.get("/find")
def find() -> ResponseReturnValue:
    """Show what has all the words that were typed."""
    whose_customers(context.account())
    words = request.args.get("q", "")[:_LONGEST].strip()
    found = context.workspace().find(words, by=context.account()) if words else []
    return pages.page_or_fragment("keeping/find.html", "hits", words=words, found=[_line(one) for one in found])


def _line(one: Found) -> dict[str, object]:
    kind, icon = _KINDS.get(one.hit.kind, (say("Contract"), "file-text"))
    return {
        "kind": text_of(kind),
        "icon": icon,
        "url": _url(one),
        "title": _marked(one.hit.title),
        "whose": one.customer.name if one.customer is not None and one.hit.kind == "contract_text" else None,
        "excerpt": _marked(one.excerpt or one.hit.detail),
    }


def _url(one: Found) -> str:
    if one.hit.kind in {"contract", "contract_text"}:
        return url_for("closing.contract", contract_id=one.hit.id)
    if one.hit.kind in _SECTIONS:
        return url_for("customers.section", customer_id=one.hit.customer, name=_SECTIONS[one.hit.kind])
    return url_for("customers.dossier", customer_id=one.hit.customer or one.hit.id)


def _marked(pieces: Sequence[Piece]) -> Markup:
    shown = (Markup("<mark>{}</mark>").format(one.text) if one.is_hit else one.text for one in pieces)
    return Markup("").join(shown)
