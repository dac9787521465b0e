"""Settling the same period again: what is booked is what all facts come to, less what was booked."""

from .facts import agreed, booked, parts, statements
from .pricing import priced, rounds
from .replaying import maps


@maps("resettlement", "rounding.cumulative")
def again(case):
    """Settle round after round; `lines_2` tells what the second one reverses of the first, and what it books anew."""
    found = {"booked": booked([agreed(priced(case))], rounds(case))}
    made = list(statements([agreed(priced(case, in_parts=True))], rounds(case)[:2]))
    changed = [amount for name, amount in parts(made[-1].due).items() if name.startswith("tier-")]
    lines = {"reversal": min(changed, default=None), "new": max(changed, default=None)}
    return found | {"lines_2": lines}
