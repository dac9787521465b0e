"""Why customers of the brewery leave, what plays a part, and which effects each reason proposes (RULES 0.11)."""

from typing import Final

from akkoord.ending import SWITCHES, Circumstance, Effects, Reason, TerminationPolicy
from akkoord.language import Words

__all__ = ["POLICY"]

_OFF: Final = dict.fromkeys(SWITCHES, False)
_RUN_OUT: Final = Effects({**_OFF, "shortfall_elapsed": True}, "pro_rata")
_LET_GO: Final = Effects(_OFF, "pro_rata")
_PAID_BACK: Final = {**_OFF, "clawback": True, "loan_due": True}
_SHORT: Final = {**_PAID_BACK, "shortfall_elapsed": True, "shortfall_total": True}
_BROKEN: Final = Effects({**_SHORT, "shortfall_future": True}, "forfeit")
_LEFT: Final = Effects({**_SHORT, "shortfall_future": True}, "pro_rata")
_EVERYTHING: Final = ("clawback", "loan_due", "shortfall_elapsed", "shortfall_future", "shortfall_total",
                      "bonus_running_year")  # fmt: skip

_REASONS: Final = (
    Reason("end_of_term", Words(nl="Einde looptijd", en="End of the term"), "nobody", _RUN_OUT),
    Reason(
        "notice_by_customer",
        Words(nl="Opzegging door de klant", en="Notice by the customer"),
        "customer",
        _LEFT,
        only_fixed_term=("shortfall_future",),
    ),
    Reason("notice_by_supplier", Words(nl="Opzegging door ons", en="Notice by us"), "supplier", _LET_GO),
    Reason(
        "mutual_consent",
        Words(nl="In onderling overleg", en="By mutual consent"),
        "nobody",
        asked=_EVERYTHING,
    ),
    Reason("default_by_customer", Words(nl="Wanprestatie van de klant", en="Default by the customer"), "customer",
           _BROKEN),
    Reason(
        "default_by_supplier",
        Words(nl="Wanprestatie van ons", en="Default by us"),
        "supplier",
        Effects({**_OFF, "refund_prepaid": True}, "pro_rata"),
    ),
    Reason(
        "insolvency",
        Words(nl="Faillissement, surseance of schuldsanering", en="Insolvency, moratorium or debt restructuring"),
        "customer",
        _BROKEN,
    ),
    Reason("business_closed", Words(nl="Bedrijf gestaakt", en="Business closed"), "customer", _LEFT),
    Reason(
        "transfer_not_taken_over",
        Words(nl="Overgedragen, contract niet overgenomen", en="Business transferred, contract not taken over"),
        "customer",
        _LEFT,
    ),
    Reason(
        "premises_lost",
        Words(nl="Pand of vergunning verloren", en="Premises or licence lost"),
        "customer",
        Effects({**_PAID_BACK, "shortfall_elapsed": True}, "pro_rata"),
    ),
    Reason(
        "force_majeure",
        Words(nl="Langdurige overmacht", en="Lasting force majeure"),
        "nobody",
        Effects(_PAID_BACK, "pro_rata"),
    ),
    Reason(
        "death_or_incapacity",
        Words(nl="Overlijden of arbeidsongeschiktheid", en="Death or incapacity"),
        "nobody",
        Effects(_PAID_BACK, "pro_rata"),
        needs_second_person=True,
    ),
    Reason("superseded", Words(nl="Vervangen door een nieuw contract", en="Replaced by a new contract"), "nobody",
           _LET_GO),
    Reason("other", Words(nl="Anders", en="Other"), "asked", asked=_EVERYTHING),
)  # fmt: skip

_CIRCUMSTANCES: Final = {
    "competitor_offer": Words(nl="Aanbod van een concurrent", en="Offer of a competitor"),
    "price": Words(nl="Prijs", en="Price"),
    "service_quality": Words(nl="Kwaliteit van de service", en="Quality of the service"),
    "product_quality": Words(nl="Kwaliteit van het product", en="Quality of the product"),
    "volume_decline": Words(nl="Dalende afname", en="Declining volume"),
    "ownership_change": Words(nl="Andere eigenaar", en="Change of ownership"),
    "cash_flow": Words(nl="Geldgebrek", en="Cash flow"),
    "relocation": Words(nl="Verhuizing", en="Relocation"),
    "merger": Words(nl="Fusie", en="Merger"),
    "renovation_or_roadworks": Words(nl="Verbouwing of wegwerkzaamheden", en="Renovation or roadworks"),
    "staff_shortage": Words(nl="Personeelstekort", en="Shortage of staff"),
    "regulation": Words(nl="Regelgeving", en="Regulation"),
    "retirement_or_health": Words(nl="Pensioen of gezondheid", en="Retirement or health"),
    "sustainability": Words(nl="Duurzaamheid", en="Sustainability"),
    "relation_with_account_manager": Words(
        nl="Verhouding met de accountmanager", en="Relation with the account manager"
    ),
    "other": Words(nl="Anders", en="Other"),
}

POLICY: Final = TerminationPolicy(_REASONS, tuple(Circumstance(code, words) for code, words in _CIRCUMSTANCES.items()))
"""An outlet that is transferred and taken over does not end its contract: that has no reason here."""
