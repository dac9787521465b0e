"""The coffee supplier's clause set, and facts to compose contracts from."""

from pathlib import Path

import pytest

from akkoord.testing.contracts import Table
from akkoord_clauses_coffee.plugin import clause_sets

GOLDEN = Path(__file__).parent / "golden"
(COFFEE,) = clause_sets()

OFFICE = {
    "supplier": {
        "legal_form_text": "de besloten vennootschap met beperkte aansprakelijkheid",
        "name": "Kopwaarts Koffieservice B.V.",
        "seat": "Amersfoort",
        "address": "Branderslaan 8",
        "postcode": "3812 KK",
        "city": "Amersfoort",
        "kvk": "90000022",
        "vat_id": "NL850000026B01",
        "court": "Midden-Nederland",
        "terms_version": "2026-1",
    },
    "customer": {
        "legal_form": "bv",
        "name": "Accountantskantoor Van Dalen B.V.",
        "address": "Stationsplein 21",
        "postcode": "3818 LE",
        "city": "Amersfoort",
        "kvk": "90020001",
        "vat_id": "NL865555564B01",
    },
    "signatories": {
        "supplier": [{"name": "de heer T. Kramer", "role": "directeur"}],
        "customer": [{"name": "mevrouw E. van Dalen", "role": "bestuurder"}],
    },
    "situation": {"employees": 85, "cups_per_day": 230, "water_connected": False, "power_phase": "230V"},
    "term": {"commencement": "2026-02-12", "months": 60, "notice_months": 3},
    "equipment": {
        "assets": [
            {
                "id": "M1",
                "description": "Bonenmachine",
                "monthly_fee": "89.50",
                "new_value": "4200.00",
                "life_months": 60,
            },
            {
                "id": "W1",
                "description": "Waterkoeler",
                "monthly_fee": "24.75",
                "new_value": "900.00",
                "life_months": 60,
            },
        ]
    },
}


@pytest.fixture(scope="session")
def table():
    return Table(COFFEE, OFFICE, golden=GOLDEN)
