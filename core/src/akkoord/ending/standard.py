"""Reasons and circumstances that every trade knows: a client's policy is made of them, or of others (DOMAIN 1.7)."""

from collections.abc import Mapping
from typing import Final

from akkoord.ending.effects import BONUS_NAME, SWITCHES, Bonus, Effects
from akkoord.ending.policy import Attributable, Circumstance, Reason, TerminationPolicy
from akkoord.executing.assets import AssetState
from akkoord.language import Words

__all__ = ["CIRCUMSTANCES", "STANDARD", "on", "reason"]

_REASONS: Final[Mapping[str, tuple[Attributable, Words]]] = {
    "end_of_term": ("nobody", Words(nl="Einde looptijd", en="End of the term")),
    "notice_by_customer": ("customer", Words(nl="Opzegging door de klant", en="Notice by the customer")),
    "notice_by_supplier": ("supplier", Words(nl="Opzegging door ons", en="Notice by us")),
    "mutual_consent": ("nobody", Words(nl="In onderling overleg", en="By mutual consent")),
    "default_by_customer": ("customer", Words(nl="Wanprestatie van de klant", en="Default by the customer")),
    "default_by_supplier": ("supplier", Words(nl="Wanprestatie van ons", en="Default by us")),
    "insolvency": (
        "customer",
        Words(nl="Faillissement, surseance of schuldsanering", en="Insolvency, moratorium or debt restructuring"),
    ),
    "business_closed": ("customer", Words(nl="Bedrijf gestaakt", en="Business closed")),
    "transfer_not_taken_over": (
        "customer",
        Words(nl="Overgedragen, contract niet overgenomen", en="Business transferred, contract not taken over"),
    ),
    "premises_lost": ("customer", Words(nl="Pand of vergunning verloren", en="Premises or licence lost")),
    "force_majeure": ("nobody", Words(nl="Langdurige overmacht", en="Lasting force majeure")),
    "death_or_incapacity": (
        "nobody",
        Words(nl="Overlijden of arbeidsongeschiktheid", en="Death or incapacity"),
    ),
    "superseded": ("nobody", Words(nl="Vervangen door een nieuw contract", en="Replaced by a new contract")),
    "other": ("asked", Words(nl="Anders", en="Other")),
}

CIRCUMSTANCES: Final = (
    Circumstance("competitor_offer", Words(nl="Aanbod van een concurrent", en="Offer of a competitor")),
    Circumstance("price", Words(nl="Prijs", en="Price")),
    Circumstance("service_quality", Words(nl="Kwaliteit van de service", en="Quality of the service")),
    Circumstance("product_quality", Words(nl="Kwaliteit van het product", en="Quality of the product")),
    Circumstance("volume_decline", Words(nl="Dalende afname", en="Declining volume")),
    Circumstance("ownership_change", Words(nl="Andere eigenaar", en="Change of ownership")),
    Circumstance("cash_flow", Words(nl="Geldgebrek", en="Cash flow")),
    Circumstance("relocation", Words(nl="Verhuizing", en="Relocation")),
    Circumstance("merger", Words(nl="Fusie", en="Merger")),
    Circumstance("renovation_or_roadworks", Words(nl="Verbouwing of wegwerkzaamheden", en="Renovation or roadworks")),
    Circumstance("staff_shortage", Words(nl="Personeelstekort", en="Shortage of staff")),
    Circumstance("regulation", Words(nl="Regelgeving", en="Regulation")),
    Circumstance("retirement_or_health", Words(nl="Pensioen of gezondheid", en="Retirement or health")),
    Circumstance("sustainability", Words(nl="Duurzaamheid", en="Sustainability")),
    Circumstance(
        "relation_with_account_manager",
        Words(nl="Verhouding met de accountmanager", en="Relation with the account manager"),
    ),
    Circumstance("other", Words(nl="Anders", en="Other")),
)


def on(*names: str, bonus: Bonus = "pro_rata") -> Effects:
    """Give effects of which these are on and all others off."""
    return Effects({**dict.fromkeys(SWITCHES, False), **dict.fromkeys(names, True)}, bonus)


def reason(
    code: str,
    effects: Effects | None = None,
    *,
    only_fixed_term: tuple[str, ...] = (),
    needs_second_person: bool = False,
    things: AssetState | None = None,
) -> Reason:
    """Make a reason that every trade knows, with the effects that it proposes here; without them each is asked."""
    attributable, words = _REASONS[code]
    asked = (*SWITCHES, BONUS_NAME) if effects is None else ()
    return Reason(code, words, attributable, effects or Effects(), asked, only_fixed_term, needs_second_person, things)


_PAID_BACK: Final = ("clawback", "loan_due")
_LEFT: Final = (*_PAID_BACK, "shortfall_elapsed", "shortfall_future", "shortfall_total", "instalments", "exit_fee")

STANDARD: Final = TerminationPolicy(
    (
        reason("end_of_term", on("shortfall_elapsed", "shortfall_total")),
        reason("notice_by_customer", on(*_LEFT), only_fixed_term=("shortfall_future",)),
        reason("notice_by_supplier", on()),
        reason("mutual_consent"),
        reason("default_by_customer", on(*_LEFT, bonus="forfeit")),
        reason("default_by_supplier", on("refund_prepaid")),
        reason("insolvency", on(*_LEFT, bonus="forfeit"), things="to_be_reclaimed"),
        reason("business_closed", on(*_PAID_BACK, "shortfall_elapsed", "instalments", "exit_fee")),
        reason("transfer_not_taken_over", on(*_LEFT)),
        reason("premises_lost", on(*_PAID_BACK, "shortfall_elapsed")),
        reason("force_majeure", on(*_PAID_BACK)),
        reason("death_or_incapacity", on(*_PAID_BACK), needs_second_person=True),
        reason("superseded", on()),
        reason("other"),
    ),
    CIRCUMSTANCES,
)
"""What goes where no plugin says otherwise. A contract that is taken over does not end: that is no reason here."""
