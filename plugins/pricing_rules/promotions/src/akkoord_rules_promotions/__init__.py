"""Discounts for a time, and for what is bought together."""

from akkoord_rules_promotions.basket import BasketDiscount, Needed
from akkoord_rules_promotions.promotion import Promotion

__all__ = ["BasketDiscount", "Needed", "Promotion"]
