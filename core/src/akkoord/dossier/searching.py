"""Find anything by its words: customers, contracts and their texts, agreements, notes, files; with what matched."""

import json
from dataclasses import dataclass
from typing import Final

from akkoord.access import Account, whose_customers
from akkoord.dossier.customers import Customer, customers_by_id
from akkoord.dossier.finding import contract_text
from akkoord.store import CONTRACT, CUSTOMER_FILE, NOTE, SIDE_AGREEMENT, Hit, Piece, Store, Table
from akkoord.store.finding import wanted_words
from akkoord.store.words import pieces

__all__ = ["Found", "find"]

AROUND: Final = 90
"""How many characters are shown before and after the first word that matched."""
_TEXTS: Final[dict[str, tuple[Table, str]]] = {
    "agreement": (SIDE_AGREEMENT, "text"), "note": (NOTE, "text"), "file": (CUSTOMER_FILE, "name"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was found, of which customer, and the piece of its text in which the words stand."""

    hit: Hit
    customer: Customer | None
    excerpt: tuple[Piece, ...] = ()


def find(store: Store, words: str, *, by: Account, limit: int = 30) -> list[Found]:
    """Find everything of an account's customers that has all these words. Raises NotAllowed."""
    with store.read():
        hits = store.search(words, owner=whose_customers(by), limit=limit)
        customers = customers_by_id(store, (hit.customer for hit in hits if hit.customer is not None))
        return [Found(hit, customers.get(hit.customer or ""), _excerpt(store, hit, words)) for hit in hits]


def _excerpt(store: Store, hit: Hit, words: str) -> tuple[Piece, ...]:
    text = _text(store, hit)
    return () if text is None else around(pieces(" ".join(text.split()), wanted_words(words)))


def _text(store: Store, hit: Hit) -> str | None:
    if hit.kind == "contract_text":
        contract = store.get(CONTRACT, hit.id)
        return None if contract is None else contract_text(store, str(contract["current"]))
    if hit.kind not in _TEXTS:
        return None
    table, name = _TEXTS[hit.kind]
    row = store.get(table, hit.id)
    return None if row is None else str(json.loads(str(row["body"]))[name])


def around(found: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Give the part of a text around its first hits, cut at words."""
    first = next((n for n, piece in enumerate(found) if piece.is_hit), None)
    if first is None:
        return (Piece(_end("".join(piece.text for piece in found), 2 * AROUND)),)
    before = found[first - 1].text if first else ""
    shown, length = [Piece(_begin(before, AROUND))], 0
    for piece in found[first:]:
        if length >= AROUND:
            break
        text = piece.text if piece.is_hit else _end(piece.text, AROUND - length)
        shown.append(Piece(text, piece.is_hit))
        length += len(piece.text)
    return tuple(piece for piece in shown if piece.text)


def _begin(text: str, most: int) -> str:
    return text if len(text) <= most else f"… {text[-most:].partition(' ')[2]}"


def _end(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"
