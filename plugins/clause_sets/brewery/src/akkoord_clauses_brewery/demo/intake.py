"""What an account manager found at a customer of the demonstration, on a visit of a given day."""

from datetime import date, timedelta
from random import Random
from typing import Final

from akkoord.demo.identities import establishment_number
from akkoord.store import Json
from akkoord_clauses_brewery.demo.cast import Guest
from akkoord_clauses_brewery.demo.offers import Answers

SUPPLIERS: Final = (
    "Bierhuis De Linde",
    "Brouwerij Noorderkroon",
    "Drankengroothandel Van Dorp",
    "Horecaservice Salland",
)
OTHERS: Final = ("Drankengroothandel Van Dorp", "Wijnkoperij De Kelder", "Horecaservice Salland")
MONTHS: Final = {
    "maart": "march", "april": "april", "mei": "may", "juni": "june", "juli": "july", "augustus": "august",
    "september": "september", "oktober": "october",
}  # fmt: skip
NOTES: Final = (
    "Gastvrij ontvangen. Wil vooral een betrouwbare installatie; prijs komt daarna.",
    "Klaagt over storingen aan de koeling. Zoekt iemand die binnen een dag komt.",
    "Vraagt naar bokbier in het najaar en naar alcoholvrij van de tap.",
    "Denkt aan een groter terras; de gemeente beslist in het voorjaar.",
    "Twijfelt over vijf jaar vast. Wil weten wat stoppen kost.",
    "Zoon neemt de zaak over een paar jaar over. Hecht aan korte lijnen.",
)


def findings(guest: Guest, on: date, *, before: date | None, growth: int = 100) -> Answers:
    """Give the answers of one visit.

    `before` is the last day of the contract with the supplier before us, None when we supply. `growth` is the volume
    of this visit in hundredths of the usual one.
    """
    chance = Random(f"{guest.n} on {on}")  # noqa: S311 - demonstration data, no secret
    return {"outlet": _outlet(guest), "situation": {**_volume(guest, growth), **_supply(chance, before),
            **_premises(guest, chance, on), **_cellar(guest, chance), **_business(guest, chance)}}  # fmt: skip


def _outlet(guest: Guest) -> Json:
    return {
        "name": guest.name, "type": guest.type, "address": guest.address, "postcode": guest.postcode,
        "city": guest.city, "establishment_no": establishment_number(guest.n),
    }  # fmt: skip


def _volume(guest: Guest, growth: int) -> dict[str, Json]:
    draught = guest.volume * growth // 100
    return {
        "annual_volume_hl": str(draught), "special_hl": str(draught * 18 // 100),
        "alcohol_free_hl": str(draught * 6 // 100), "bottle_hl": str(max(1, draught * 9 // 100)),
    }  # fmt: skip


def _supply(chance: Random, before: date | None) -> dict[str, Json]:
    other: dict[str, Json] = {"other_drinks_supplier": chance.choice(OTHERS)}
    if before is None:
        return {**other, "current_supplier": "Brouwerij Zilverbeek"}
    return {
        **other, "current_supplier": chance.choice(SUPPLIERS), "current_contract_end": before.isoformat(),
        "current_notice_by": (before - timedelta(days=91)).isoformat(),
        "current_discount": f"{chance.choice((15, 20, 25, 30, 35))}.00",
        "current_bonus": f"{chance.choice((0, 250, 400, 600, 900))}.00",
        "current_loan_balance": f"{chance.choice((0, 0, 0, 4500, 8000))}.00",
    }  # fmt: skip


def _premises(guest: Guest, chance: Random, on: date) -> dict[str, Json]:
    if guest.offer == "leased":
        return {"premises": "leased_from_brewery", "lease_end": date(on.year + 9, 12, 31).isoformat()}
    if chance.random() < 0.35:  # noqa: PLR2004 - one in three owns the building
        return {"premises": "owned"}
    return {
        "premises": "leased_from_third_party",
        "lease_end": date(on.year + chance.randint(4, 9), 12, 31).isoformat(),
    }


def _cellar(guest: Guest, chance: Random) -> dict[str, Json]:
    return {
        "tap_owner": chance.choice(("customer", "current_supplier", "current_supplier")), "taps": guest.taps,
        "tanks": chance.choice((0, 0, 0, 2, 4)), "cooling": chance.choice(("cooler", "cold_room", "cellar")),
        "cooling_label": chance.choice("BCDEF"), "co2_supplier": chance.choice(OTHERS),
        "co2_fills": max(2, guest.volume // 12),
    }  # fmt: skip


def _business(guest: Guest, chance: Random) -> dict[str, Json]:
    found: dict[str, Json] = {
        "alcohol_licence": guest.licence, "seats": chance.randrange(30, 190, 5), "terrace": chance.random() < 0.7,  # noqa: PLR2004 - most have one
        "open_days": chance.choice((5, 6, 6, 7)), "season": [MONTHS[month] for month in guest.season],
        "takeover_planned": chance.random() < 0.1,  # noqa: PLR2004 - one in ten
        "payment_days_avg": chance.choice((9, 12, 14, 14, 18, 24, 33)),
        "credit_limit": f"{chance.randrange(2, 12) * 1000}.00",
        "notes": chance.choice(NOTES),
    }  # fmt: skip
    return {**found, "licence_no": f"AW-{20 + guest.n % 6}-{1000 + guest.n * 37}"} if guest.licence else found
