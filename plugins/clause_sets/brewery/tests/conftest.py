"""The brewery's clause set, and facts to compose contracts from."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from akkoord.closing import Composition, Draft, OwnText, compose
from akkoord.closing.document import Document
from akkoord.closing.text import write_out
from akkoord.facts import Facts
from akkoord_clauses_brewery.demo.cast import settings
from akkoord_clauses_brewery.plugin import clause_sets

GOLDEN = Path(__file__).parent / "golden"
(BREWERY,) = clause_sets()
STANDING = settings().defaults

CAFE = {
    "customer": {
        "legal_form": "vof",
        "name": "Café De Proef V.O.F.",
        "address": "Brink 14",
        "postcode": "7411 BR",
        "city": "Deventer",
        "kvk": "90010001",
        "vat_id": "NL861111126B01",
        "iban": "NL85TEST0000000101",
    },
    "signatories": {
        "supplier": [{"name": "mevrouw H. Aalbers", "role": "commercieel directeur"}],
        "customer": [{"name": "de heer P. de Wit", "role": "vennoot"}, {"name": "mevrouw L. Smit", "role": "vennoot"}],
    },
    "outlet": {
        "name": "Café De Proef",
        "type": "cafe",
        "address": "Brink 14",
        "postcode": "7411 BR",
        "city": "Deventer",
    },
    "situation": {
        "annual_volume_hl": "130",
        "premises": "leased_from_third_party",
        "alcohol_licence": True,
    },
    "term": {"kind": "fixed", "commencement": "2026-01-01", "months": 36, "renewal": "none", "notice_months": 0},
}


class Table:
    """Where contracts are composed from a café's answers and what a test adds to them."""

    clause_set = BREWERY
    questions = BREWERY.questions

    def facts(self, *layers: Mapping[str, object], cafe: Mapping[str, object] = CAFE) -> Facts:
        return Facts.merge(self.questions, self.questions.defaults(), STANDING, cafe, *layers)

    def composed(self, *layers: Mapping[str, object], own_texts: tuple[OwnText, ...] = ()) -> Composition:
        return compose(BREWERY, Draft(self.facts(*layers), own_texts))

    def written(self, *layers: Mapping[str, object], own_texts: tuple[OwnText, ...] = ()) -> Document:
        return write_out(self.composed(*layers, own_texts=own_texts))

    def golden(self, name: str) -> Composition:
        """Compose the contract of a fact file in `golden/`."""
        kept = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
        own_texts = tuple(OwnText(**text) for text in kept.pop("own_texts", []))
        return self.composed(kept, own_texts=own_texts)


@pytest.fixture(scope="session")
def table():
    return Table()


def golden_names():
    return sorted(path.stem for path in GOLDEN.glob("*.json"))
