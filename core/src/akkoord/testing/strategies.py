"""Events to try rules on, for property tests with hypothesis."""

from collections.abc import Sequence

from hypothesis import strategies as st

from akkoord.executing import Event
from akkoord.testing.rules import YEAR

__all__ = ["events"]


def events(
    groups: Sequence[str] = ("beer", "wine"),
    unit: str = "hl",
    *,
    returns: bool = True,
    most: int = 12,
) -> st.SearchStrategy[list[Event]]:
    """Give deliveries in 2026, with returns unless switched off; some of them are not paid yet."""
    days = st.dates(YEAR.first, YEAR.last)
    found = st.builds(
        Event,
        on=days,
        group=st.sampled_from(groups),
        quantity=st.decimals(-50 if returns else 0, 200, places=2),
        unit=st.just(unit),
        turnover=st.decimals(-500 if returns else 0, 5000, places=2),
        paid_on=st.none() | days,
        product=st.sampled_from(["", "p"]),
    )
    return st.lists(found, max_size=most)
