"""The premises, the tap and the cellar, and what the outlet may and does."""

from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Choices, Date, Group, Text, Whole, YesNo
from akkoord.language import Words
from akkoord_clauses_brewery.questions.choices import MONTHS
from akkoord_clauses_brewery.questions.situation import AFTER_PREMISES

PREMISES_KINDS: Final = {
    "owned": Words("Eigendom van de klant", "Owned by the customer"),
    "leased_from_third_party": Words("Gehuurd van een derde", "Leased from a third party"),
    "leased_from_brewery": Words("Gehuurd van ons", "Leased from us"),
}
TAP_OWNERS: Final = {
    "customer": Words("Van de klant zelf", "The customer's own"),
    "current_supplier": Words("Van de huidige leverancier", "The current supplier's"),
    "brewery": Words("Van ons", "Ours"),
    "none": Words("Er is geen tap", "There is no tap"),
}
COOLING: Final = {
    "none": Words("Geen koeling", "No cooling"),
    "cooler": Words("Koeler onder de bar", "Cooler under the bar"),
    "cold_room": Words("Koelcel", "Cold room"),
    "cellar": Words("Gekoelde kelder", "Cooled cellar"),
    "tanks": Words("Gekoelde tanks", "Cooled tanks"),
}
ENERGY_LABELS: Final = {label: Words(label, label) for label in "ABCDEFG"}


class Premises(
    Group, name="situation", key="premises", part="situation", label=Words("Pand", "Premises"), icon="building-2"
):
    """Whose the building is; that decides how long a customer may be tied."""

    premises: Annotated[
        Choice,
        Ask(
            Words("Pand", "Premises"),
            help=Words(
                "Wie niet van ons huurt, mag hoogstens vijf jaar aan ons gebonden zijn.",
                "Who does not lease from us may be tied to us for five years at most.",
            ),
            choices=PREMISES_KINDS,
            required=True,
        ),
    ] = None
    lease_end: Annotated[
        Date,
        Ask(
            Words("Einde van de huur", "End of the lease"),
            help=Words(
                "Let op als de huur eerder eindigt dan het contract.",
                "Take care when the lease ends before the contract.",
            ),
            when="situation.premises in ['leased_from_third_party', 'leased_from_brewery']",
        ),
    ] = None


class TapAndCellar(
    Group,
    name="situation",
    key="tap",
    part="situation",
    label=Words("Tap en kelder", "Tap and cellar"),
    icon="refrigerator",
):
    """What stands behind the bar and in the cellar."""

    tap_owner: Annotated[
        Choice, Ask(Words("Van wie is de tapinstallatie", "Whose tap installation it is"), choices=TAP_OWNERS)
    ] = None
    taps: Annotated[
        Whole,
        Ask(Words("Aantal kranen", "Number of taps"), step=1, when="situation.tap_owner != 'none'"),
        Field(ge=1, le=40),
    ] = None
    tanks: Annotated[Whole, Ask(Words("Aantal biertanks", "Number of beer tanks"), step=1), Field(ge=0, le=20)] = None
    cooling: Annotated[Choice, Ask(Words("Koeling", "Cooling"), choices=COOLING)] = None
    cooling_label: Annotated[
        Choice,
        Ask(
            Words("Energielabel van de koeling", "Energy label of the cooling"),
            choices=ENERGY_LABELS,
            when="situation.cooling not in [None, 'none']",
        ),
    ] = None
    co2_supplier: Annotated[Text, Ask(Words("Koolzuur van", "Carbon dioxide from")), Field(max_length=120)] = None
    co2_fills: Annotated[
        Whole,
        Ask(Words("Koolzuurflessen per jaar", "Cylinders of carbon dioxide per year")),
        Field(ge=0, le=1_000),
    ] = None


class Business(
    Group, name="situation", key="business", part="situation", label=Words("De zaak", "The business"), icon="users"
):
    """How large the outlet is, when it is open, and whether it may sell alcohol."""

    alcohol_licence: Annotated[
        YesNo,
        Ask(
            Words("Alcoholwetvergunning gezien", "Alcohol licence seen"),
            help=Words("Laat de vergunning van de gemeente zien.", "Ask to see the municipality's licence."),
        ),
    ] = None
    licence_no: Annotated[
        Text,
        Ask(Words("Nummer van de vergunning", "Licence number"), when="situation.alcohol_licence"),
        Field(max_length=60),
    ] = None
    seats: Annotated[Whole, Ask(Words("Zitplaatsen", "Seats")), Field(ge=0, le=20_000)] = None
    terrace: Annotated[YesNo, Ask(Words("Terras", "Terrace"))] = None
    open_days: Annotated[Whole, Ask(Words("Dagen per week open", "Days a week open"), step=1), Field(ge=1, le=7)] = None
    season: Annotated[
        Choices,
        Ask(
            Words("Open in deze maanden", "Open in these months"),
            help=Words("Leeg laten als de zaak het hele jaar open is.", "Leave empty when open all year."),
            choices=MONTHS,
        ),
    ] = ()
    takeover_planned: Annotated[
        YesNo, Ask(Words("Overname of start binnen een jaar", "Takeover or start within a year"))
    ] = None


PREMISES: Final = (Premises, TapAndCellar, Business, *AFTER_PREMISES)
