"""The choices that several questions share."""

from typing import Final

from akkoord.language import Words

CERTIFICATES: Final = {
    "none": Words("Geen", "None"),
    "fairtrade": Words("Fairtrade", "Fair trade"),
    "rainforest": Words("Rainforest Alliance", "Rainforest Alliance certified"),
    "organic": Words("Biologisch", "Organic"),
}
