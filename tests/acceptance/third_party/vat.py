"""VAT on what a case comes to; a case that names no rate asks for none."""

from fractions import Fraction

from akkoord.executing import Vat
from akkoord.values import round_to_cents

from .facts import decimal
from .reading import number


def rate(written):
    return Vat("standard", decimal(number(written)))


def taxed(untaxed, inputs):
    """Give the tax on an amount, and the total with it; there may be several taxes on the same amount."""
    rates = inputs.get("taxes") or ([inputs["tax_percent"]] if "tax_percent" in inputs else [])
    if not rates:
        return {}
    each = [Fraction(rate(one).on(round_to_cents(untaxed)).amount) for one in rates]
    return {"tax": sum(each), "total": untaxed + sum(each)}
