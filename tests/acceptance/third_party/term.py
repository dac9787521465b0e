"""How long a contract lasts: until a day, until a volume, or until both."""

from datetime import date
from fractions import Fraction

from akkoord.values import Period, days_after, term_end
from akkoord_rules_commitment import TermByVolume

from .facts import counted, sold
from .reading import number, only, text
from .replaying import maps


@maps("term.date_or_volume")
def date_or_volume(case):
    only(case.parameters, "years", "start", "committed_hl", "term")
    start = date.fromisoformat(case.parameters["start"])
    rule = TermByVolume.read(
        {
            "groups": ["goods"],
            "ends_on": term_end(start, int(case.parameters["years"]) * 12),
            "quantity": text(number(case.parameters["committed_hl"])),
            "ends_by": "both" if "until the volume" in case.parameters["term"] else "either",
        }
    )
    on = date.fromisoformat(case.inputs["check_date"])
    facts = counted([sold(purchased(case.inputs["purchased_hl"]), on=start)], Period(start, days_after(on, 1)), on)
    found = rule.reached(facts)
    return {"ended": found.ended, "date_part_reached": found.day, "volume_part_reached": found.quantity}


def purchased(written):
    """Read a volume; one that is only said to be below a figure is the least that there can be."""
    return Fraction(0) if "below" in str(written) else number(written)
