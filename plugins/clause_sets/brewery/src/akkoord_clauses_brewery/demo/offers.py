"""What the brewery offers in the demonstration: kinds of proposal, filled in for a customer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from akkoord.store import Json
from akkoord.values.calendar import add_months
from akkoord_clauses_brewery.demo.cast import Guest

Answers = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of proposal: its title, its term and how its items are filled in."""

    title: str
    term: Mapping[str, Json]
    items: Callable[[Guest, date], Answers]

    @property
    def months(self) -> int:
        """How long it lasts; a year, to count back from, when it has no fixed term."""
        months = self.term.get("months")
        return months if isinstance(months, int) else 12


def answers(offer: Offer, guest: Guest, commencement: date, made_on: date) -> Answers:
    """Fill an offer in for a customer, from a first day, with the price list of the year in which it is made."""
    return {
        "term": {**offer.term, "commencement": commencement.isoformat()},
        "prices": {"list_name": f"Horeca {made_on.year}", "list_date": f"{made_on.year}-01-01"},
        **offer.items(guest, commencement),
    }


def first_day(offer: Offer, guest: Guest, today: date) -> date:
    """Give the first day that makes the customer's deadline or last day fall as many days from now as it says."""
    notice = offer.term.get("notice_months")
    if guest.deadline is not None:
        wait = notice if isinstance(notice, int) else 0
        return add_months(today + timedelta(days=guest.deadline + 1), wait - offer.months)
    if guest.ends is not None:
        return add_months(today + timedelta(days=guest.ends + 1), -offer.months)
    return add_months(today.replace(day=1), 2 if guest.starts is None else guest.starts)


def hectolitres(volume: int, percent: int) -> str:
    """Take a share of a volume, in fives of hectolitres, at least five."""
    return str(max(5, round(volume * percent / 500) * 5))


def _fixed(months: int, renewal: str = "none", notice_months: int = 0) -> Mapping[str, Json]:
    return {"kind": "fixed", "months": months, "renewal": renewal, "notice_months": notice_months}


def _rates(lager: int, special: int) -> list[Json]:
    return [
        {"group": "draught_lager", "rate": f"{lager}.00"},
        {"group": "draught_special", "rate": f"{special}.00"},
    ]


def _discount(lager: int, special: int, frequency: str = "annual") -> Answers:
    return {"volume_discount": {"enabled": True, "frequency": frequency, "rates": _rates(lager, special)}}


def _annual(guest: Guest, percent: int, *, tolerance: int, rate: int) -> Answers:
    quantity = hectolitres(guest.volume, percent)
    return {
        "commitment": {
            "mode": "annual", "annual_hl": quantity, "tolerance_pct": str(tolerance), "shortfall_rate": f"{rate}.00",
        }
    }  # fmt: skip


def _tiers(guest: Guest, method: str, *steps: tuple[int, str]) -> Answers:
    rows: list[Json] = [{"from_qty": "0", "rate": "0.00"}]
    rows += [{"from_qty": hectolitres(guest.volume, percent), "rate": rate} for percent, rate in steps]
    return {"tier_bonus": {"enabled": True, "method": method, "tiers": rows}}


def _growth(guest: Guest, *, rate: int, cap: int | None) -> Answers:
    bonus: dict[str, Json] = {
        "enabled": True, "reference_hl": hectolitres(guest.volume, 100), "min_growth_pct": "5", "rate": f"{rate}.00",
    }  # fmt: skip
    return {"growth_bonus": bonus if cap is None else {**bonus, "cap": f"{cap}.00"}}


def _invest(guest: Guest, months: int) -> Answers:
    return {
        "investment": {
            "enabled": True, "amount": f"{guest.investment}.00", "writeoff_months": months, "payout_days": 14,
            "purpose": "de vernieuwing van de bar en de koelcel",
        }
    }  # fmt: skip


def _lend(guest: Guest, commencement: date) -> Answers:
    return {
        "loan": {
            "enabled": True, "principal": f"{guest.loan}.00", "interest_pct": "0", "writeoff_rates": _rates(60, 35),
            "payout_date": (commencement + timedelta(days=14)).isoformat(),
        }
    }  # fmt: skip


def _guarantee(guest: Guest, cap: int) -> Answers:
    born = date(1968 + guest.n % 25, 1 + guest.n % 12, 1 + guest.n * 7 % 28)
    return {
        "guarantee": {
            "enabled": True, "guarantor": guest.people[0][0], "birth_date": born.isoformat(), "cap": f"{cap}.00",
            "guarantor_has_spouse": guest.spouse is not None, "spouse": guest.spouse,
        }
    }  # fmt: skip


def _equipment(guest: Guest, commencement: date, *, more: tuple[str, int] | None = None) -> Answers:
    year, placed = commencement.year % 100, (commencement + timedelta(days=4)).isoformat()
    assets: list[Json] = [
        {
            "description": f"Tapinstallatie {guest.taps} kranen", "serial": f"TAP-{year}-{guest.n:04}",
            "placed_on": placed, "new_value": f"{1400 * guest.taps}.00", "life_months": 84,
        }
    ]  # fmt: skip
    if more is not None:
        name, value = more
        assets.append(
            {
                "description": name, "serial": f"{name[:3].upper()}-{year}-{guest.n:04}",
                "placed_on": placed, "new_value": f"{value}.00", "life_months": 60,
            }
        )  # fmt: skip
    return {"equipment": {"enabled": True, "assets": assets}}


def _energy(cylinders: int, contribution: str) -> Answers:
    return {
        "energy": {
            "enabled": True, "co2_cylinders": cylinders, "co2_fill_price": "39.50",
            "cooling_contribution": contribution,
        }
    }  # fmt: skip


def _exclusive(mode: str) -> Answers:
    return {"exclusivity": {"mode": mode}}


def _classic(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("draught_lager"), **_annual(guest, 90, tolerance=10, rate=25), **_discount(45, 30),
        **_tiers(guest, "whole", (80, "6.00"), (100, "9.00"), (120, "12.50")), **_invest(guest, 60),
        **_equipment(guest, start),
    }  # fmt: skip


def _guaranteed(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("all_beer"), **_annual(guest, 95, tolerance=0, rate=30), **_discount(40, 28, "quarterly"),
        **_tiers(guest, "slice", (75, "10.00"), (100, "15.00")), **_invest(guest, 60),
        **_guarantee(guest, guest.investment), **_equipment(guest, start, more=("Glazenspoelmachine", 2950)),
        "ending": {"shortfall_scope": "full_term", "cumulation": "highest"},
    }  # fmt: skip


def _light(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("draught_lager"), **_discount(38, 25), **_growth(guest, rate=20, cap=1000),
        **_equipment(guest, start), **_energy(2, "12.50"),
    }  # fmt: skip


def _growing(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("all_draught"), **_annual(guest, 80, tolerance=15, rate=15), **_discount(42, 30),
        **_growth(guest, rate=25, cap=None), **_equipment(guest, start),
        "payment": {"days": 14, "direct_debit": True},
        "marketing": {"enabled": True, "budget": "600.00", "glasses": 240,
                      "notes": "Glazen en viltjes bij de start; terrasschermen in april."},
    }  # fmt: skip


def _renewing(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("draught_lager"), **_annual(guest, 85, tolerance=10, rate=20), **_discount(40, 26),
        **_equipment(guest, start),
    }  # fmt: skip


def _with_loan(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("all_draught"), **_annual(guest, 90, tolerance=5, rate=25), **_discount(20, 15),
        **_lend(guest, start), **_equipment(guest, start),
    }  # fmt: skip


def _total(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("all_beer"), **_discount(30, 20, "monthly"), **_lend(guest, start),
        **_equipment(guest, start, more=("Biertanks 4 x 500 liter", 24_000)),
        "commitment": {
            "mode": "total", "total_hl": hectolitres(5 * guest.volume, 85), "shortfall_rate": "20.00",
            "run_on": True, "run_on_until": (add_months(start, 72) - timedelta(days=1)).isoformat(),
        },
    }  # fmt: skip


def _sport(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("none"), **_discount(30, 20, "quarterly"), "range_rebate": {"enabled": True, "pct": "5"},
        **_equipment(guest, start), **_energy(1, "0.00"),
    }  # fmt: skip


def _range(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("full_range"), **_annual(guest, 85, tolerance=10, rate=20), **_discount(38, 26),
        "range_rebate": {"enabled": True, "pct": "8"}, **_equipment(guest, start),
        "ending": {"shortfall_scope": "full_term", "cumulation": "sum"},
    }  # fmt: skip


def _leased(guest: Guest, start: date) -> Answers:
    return {
        **_exclusive("all_beer"), **_annual(guest, 90, tolerance=10, rate=25), **_discount(32, 22),
        **_tiers(guest, "whole", (100, "5.00"), (125, "8.00")), **_equipment(guest, start),
    }  # fmt: skip


def _unsecured(guest: Guest, start: date) -> Answers:
    return {**_exclusive("none"), **_discount(25, 18), **_invest(guest, 36), **_equipment(guest, start)}


OFFERS: Final[Mapping[str, Offer]] = {
    "classic": Offer("Vijf jaar, met investering", _fixed(60), _classic),
    "guaranteed": Offer("Vijf jaar, al het bier, met borg", _fixed(60), _guaranteed),
    "light": Offer("Zonder vaste looptijd", {"kind": "indefinite", "notice_months": 2}, _light),
    "growth": Offer("Drie jaar, met groeibonus", _fixed(36), _growing),
    "renewing": Offer("Drie jaar, daarna jaarlijks", _fixed(36, "tacit_12", 3), _renewing),
    "loan": Offer("Vijf jaar, met lening", _fixed(60), _with_loan),
    "total": Offer("Vijf jaar, totale afname", _fixed(60), _total),
    "sport": Offer("Twee jaar, sportkantine", _fixed(24, "indefinite", 1), _sport),
    "range": Offer("Vier jaar, alle dranken", _fixed(48), _range),
    "leased": Offer("Tien jaar, pand van ons", _fixed(120), _leased),
    "unsecured": Offer("Drie jaar, zonder afname", _fixed(36), _unsecured),
}
