"""What the outlet earns by volume: discount per hectolitre, tier bonus, growth bonus, rebate on other drinks."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Final

from pydantic import Field, field_validator

from akkoord.facts import Ask, Choice, Choices, Disagreement, Euro, Group, Number, Pct, Rate, Row, Rows, YesNo
from akkoord.language import Words
from akkoord_clauses_brewery.questions.choices import PRODUCT_GROUPS, ProductRate

FREQUENCIES: Final = {
    "monthly": Words("Elke maand", "Every month"),
    "quarterly": Words("Elk kwartaal", "Every quarter"),
    "annual": Words("Eens per contractjaar", "Once a contract year"),
}
METHODS: Final = {
    "whole": Words("Over alles", "Over everything"),
    "slice": Words("Per schijf", "Per slice"),
}


class VolumeDiscount(
    Group,
    name="volume_discount",
    part="proposal",
    label=Words("Hectoliterkorting", "Discount per hectolitre"),
    icon="percent",
):
    """A fixed amount back for every hectolitre."""

    enabled: Annotated[YesNo, Ask(Words("Hectoliterkorting", "Discount per hectolitre"))] = False
    rates: Annotated[
        Rows[ProductRate],
        Ask(
            Words("Korting per bier", "Discount per beer"),
            required=True,
            when="volume_discount.enabled",
            now="situation.current_discount",
        ),
    ] = ()
    frequency: Annotated[
        Choice, Ask(Words("Uitbetalen", "Pay out"), choices=FREQUENCIES, required=True, when="volume_discount.enabled")
    ] = "annual"


class Tier(Row):
    """A tier of the bonus."""

    from_qty: Annotated[
        Number, Ask(Words("Vanaf", "From"), unit="hl", step=25, required=True), Field(ge=0, le=100_000)
    ] = None
    rate: Annotated[
        Rate, Ask(Words("Bonus per hl", "Bonus per hl"), unit="EUR/hl", step=1, required=True), Field(ge=0, le=300)
    ] = None


class TierBonus(
    Group, name="tier_bonus", part="proposal", label=Words("Staffelbonus", "Tier bonus"), icon="chart-column-increasing"
):
    """A bonus that grows with the volume reached in a contract year."""

    enabled: Annotated[YesNo, Ask(Words("Staffelbonus", "Tier bonus"))] = False
    groups: Annotated[
        Choices,
        Ask(Words("Telt mee", "What counts"), choices=PRODUCT_GROUPS, required=True, when="tier_bonus.enabled"),
    ] = ("draught_lager", "draught_special")
    tiers: Annotated[Rows[Tier], Ask(Words("Treden", "Tiers"), required=True, when="tier_bonus.enabled")] = ()
    method: Annotated[
        Choice,
        Ask(
            Words("Hoe de trede telt", "How the tier counts"),
            help=Words(
                "Over alles: de hoogste trede geldt voor iedere hectoliter. Per schijf: alleen voor wat erin valt.",
                "Over everything: the highest tier counts for every hectolitre. Per slice: only for what falls in it.",
            ),
            choices=METHODS,
            required=True,
            when="tier_bonus.enabled",
        ),
    ] = "whole"

    @field_validator("tiers")
    @classmethod
    def rising(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        """Refuse tiers that do not rise: a reader of the contract takes the next one for the higher one."""
        starts = [tier.from_qty for tier in tiers if tier.from_qty is not None]
        if any(this >= following for this, following in pairwise(starts)):
            raise Disagreement(
                Words(
                    "Zet de treden in oplopende volgorde, elke grens één keer.",
                    "Put the tiers in rising order, each limit once.",
                )
            )
        return tiers


class GrowthBonus(
    Group, name="growth_bonus", part="proposal", label=Words("Groeibonus", "Growth bonus"), icon="trending-up"
):
    """A bonus over what the outlet takes above a reference."""

    enabled: Annotated[YesNo, Ask(Words("Groeibonus", "Growth bonus"))] = False
    reference_hl: Annotated[
        Number,
        Ask(
            Words("Volume waarboven de bonus telt", "Volume above which the bonus counts"),
            unit="hl",
            step=5,
            required=True,
            when="growth_bonus.enabled",
            now="situation.annual_volume_hl",
        ),
        Field(ge=0, le=10_000),
    ] = None
    min_growth_pct: Annotated[
        Pct,
        Ask(
            Words("Groei die niet meetelt", "Growth that does not count"), unit="%", step=5, when="growth_bonus.enabled"
        ),
        Field(ge=0, le=100),
    ] = Decimal(0)
    rate: Annotated[
        Rate,
        Ask(
            Words("Bonus per hl groei", "Bonus per hl of growth"),
            unit="EUR/hl",
            step=5,
            required=True,
            when="growth_bonus.enabled",
        ),
        Field(ge=0, le=300),
    ] = None
    cap: Annotated[
        Euro,
        Ask(
            Words("Ten hoogste per jaar", "At most per year"),
            help=Words("Leeg laten: geen maximum.", "Leave empty for no maximum."),
            unit="EUR",
            step=250,
            when="growth_bonus.enabled",
        ),
        Field(gt=0, le=1_000_000),
    ] = None


class RangeRebate(
    Group,
    name="range_rebate",
    part="proposal",
    label=Words("Korting op overige dranken", "Rebate on other drinks"),
    icon="wine",
):
    """A share of the turnover in everything that is not beer."""

    enabled: Annotated[YesNo, Ask(Words("Korting op overige dranken", "Rebate on other drinks"))] = False
    pct: Annotated[
        Pct,
        Ask(
            Words("Van de betaalde omzet", "Of the paid turnover"),
            unit="%",
            step=1,
            required=True,
            when="range_rebate.enabled",
        ),
        Field(gt=0, le=50),
    ] = None


DISCOUNTS: Final = (VolumeDiscount, TierBonus, GrowthBonus, RangeRebate)
