"""The waste collector's clause set, and facts to compose contracts from."""

from pathlib import Path

import pytest

from akkoord.testing.contracts import Table
from akkoord_clauses_waste.plugin import clause_sets

GOLDEN = Path(__file__).parent / "golden"
(WASTE,) = clause_sets()

HOTEL = {
    "supplier": {
        "legal_form_text": "de besloten vennootschap met beperkte aansprakelijkheid",
        "name": "Schoonkring Afvalinzameling B.V.",
        "seat": "Ede",
        "address": "Kringloopweg 12",
        "postcode": "6718 AW",
        "city": "Ede",
        "kvk": "90000033",
        "vat_id": "NL850000038B01",
        "court": "Gelderland",
        "terms_version": "2026-1",
    },
    "permit": {"vihb": "500033VIHB"},
    "customer": {
        "legal_form": "bv",
        "name": "Hotel De Linden B.V.",
        "address": "Lindelaan 40",
        "postcode": "6711 MA",
        "city": "Ede",
        "kvk": "90030001",
        "vat_id": "NL867777783B01",
    },
    "signatories": {
        "supplier": [{"name": "mevrouw S. Brandsma", "role": "directeur"}],
        "customer": [{"name": "de heer K. Linden", "role": "bestuurder"}],
    },
    "situation": {"sbi_code": "55101"},
    "term": {"commencement": "2026-01-01", "months": 36, "notice_months": 3},
    "streams": {
        "list": [
            {
                "kind": "residual",
                "eural": "20 03 01",
                "container": "1100 l",
                "count": 3,
                "lifts": "weekly",
                "price": "21.85",
            },
            {
                "kind": "paper",
                "eural": "20 01 01",
                "container": "1100 l",
                "count": 2,
                "lifts": "fortnightly",
                "price": "9.40",
            },
        ]
    },
    "containers": {
        "rents": [
            {"kind": "residual", "container": "1100 l", "count": 3, "rent": "6.50"},
            {"kind": "paper", "container": "1100 l", "count": 2, "rent": "5.25"},
        ]
    },
}


@pytest.fixture(scope="session")
def table():
    return Table(WASTE, HOTEL, golden=GOLDEN)
