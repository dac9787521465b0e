"""Put the parts of a contract in order: `after` first, then the lowest key (RULES 0.6(5))."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush

Key = tuple[int, str]
"""What decides among parts that may come next: thousandths of the order, then the id."""


def in_order(keys: Mapping[str, Key], after: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Order the parts so that each stands behind those of its `after` that are present; ties go to the lowest key.

    Raises `graphlib.CycleError` when the parts wait for each other; `find_cycle` names such parts at load.

    >>> in_order({"a": (430, "a"), "b": (600, "b"), "c": (700, "c")}, {"a": ["b"]})
    ('b', 'a', 'c')
    """
    waiting = {part: {other for other in after.get(part, ()) if other in keys} for part in keys}
    behind: dict[str, list[str]] = {part: [] for part in keys}
    for part, others in waiting.items():
        for other in others:
            behind[other].append(part)
    ready = [(keys[part], part) for part, others in waiting.items() if not others]
    heapify(ready)
    placed: list[str] = []
    while ready:
        _, part = heappop(ready)
        placed.append(part)
        for other in behind[part]:
            waiting[other].discard(part)
            if not waiting[other]:
                heappush(ready, (keys[other], other))
    if len(placed) < len(keys):
        raise CycleError("parts wait for each other", sorted(set(keys) - set(placed)))
    return tuple(placed)


def find_cycle(after: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Find parts that wait for each other in a circle, the first again at the end; empty when there are none.

    >>> find_cycle({"a": ["b"], "b": ["a"]})
    ('a', 'b', 'a')
    >>> find_cycle({"a": ["b"], "b": []})
    ()
    """
    try:
        TopologicalSorter({part: sorted(after[part]) for part in sorted(after)}).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))[1:]
        start = circle.index(min(circle))
        circle = circle[start:] + circle[:start]
        return (*circle, circle[0])
    return ()
