"""The brewery's clause set, and facts to compose contracts from."""

from pathlib import Path

import pytest

from akkoord.testing.contracts import Table
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


@pytest.fixture(scope="session")
def table():
    return Table(BREWERY, STANDING, CAFE, golden=GOLDEN)
