"""Discounts and surcharges on top of each other, with their order and base stated."""

from akkoord_rules_discounts.discount import Discount
from akkoord_rules_discounts.of_goods import Discounts
from akkoord_rules_discounts.of_lines import OrderDiscounts
from akkoord_rules_discounts.stack import Stack, stacked

__all__ = ["Discount", "Discounts", "OrderDiscounts", "Stack", "stacked"]
