"""How long a contract lasts: until a day, until a volume, or until both."""

import re
from datetime import date
from fractions import Fraction

from akkoord.values import Period, days_after, term_end
from akkoord_rules_commitment import TermByVolume

from .facts import counted, sold
from .reading import number, only, text
from .replaying import maps


@maps("term.date_or_volume")
def date_or_volume(case):
    only(case.parameters, "years", "months", "start", "committed_hl", "term")
    start = date.fromisoformat(case.parameters["start"])
    rule = TermByVolume.read(
        {
            "groups": ["goods"],
            "ends_on": term_end(start, months_of(case.parameters)),
            "quantity": text(number(case.parameters["committed_hl"])),
            "ends_by": "both" if BOTH.search(case.parameters.get("term", "")) else "either",
        }
    )
    on = date.fromisoformat(case.inputs["check_date"])
    facts = counted([sold(purchased(case.inputs["purchased_hl"]), on=start)], Period(start, days_after(on, 1)), on)
    found = rule.reached(facts)
    return {"ended": found.ended, "date_part_reached": found.day, "volume_part_reached": found.quantity}


BOTH = re.compile(r"until the volume|\blater\b|\blast\b|\bboth\b|\bdate and\b", re.IGNORECASE)


def months_of(parameters):
    return int(number(parameters.get("years", 0)) * 12 + number(parameters.get("months", 0)))


def purchased(written):
    """Read a volume; one that is only said to be below a figure is the least that there can be."""
    return Fraction(0) if "below" in str(written) else number(written)
