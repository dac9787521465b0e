"""Maxima: over a period, and with VAT included."""

from akkoord.executing import Vat, settle

from .facts import NO_VAT, agreed, counted, net, sold
from .pricing import per_unit, step_by_step
from .reading import number, numbers, only, says, text
from .replaying import maps
from .stacking import in_order, off, on_lines
from .vat import rate


@maps("cap.period_total")
def over_the_period(case):
    """The maximum holds for the period; what was billed before is what the first settlement books."""
    return step_by_step(case)


@maps("cap.tax_inclusive")
def with_vat(case):
    """The discount is on the goods with VAT; whether its maximum includes VAT is said with it."""
    only(case.parameters, "percent", "max_discount", "tax_percent")
    vat = rate(case.parameters["tax_percent"])
    rules = [delivered(name, written, vat) for name, written in case.inputs.items()]
    events = [sold(numbers(written)[0], group=name) for name, written in case.inputs.items()]
    taxed = [each.id for each in rules if each.vat == vat]
    most = case.parameters["max_discount"]
    included = says(most, "incl", "gross")
    limit = {"at_most": text(number(most)), "at_most_vat": text(number(vat.rate if included else 0))}
    discounts = in_order([case.parameters["percent"]], "left")
    rules.append(off(on_lines(discounts, *taxed, **limit), vat=vat))
    made = settle(rules, counted(events))
    return {"untaxed": net(made.position), "total": made.balance.amount.amount}


def delivered(name, written, vat: Vat):
    """Charge so many at a price, as in `8 x 320`; what is untaxed says so."""
    price = numbers(written)[1]
    return agreed(per_unit(price, groups=[name]), name, vat=NO_VAT if "untaxed" in written else vat)
