"""Compare the words around the printed numbers of a rule with what it pays at these numbers and beside them."""

from collections.abc import Iterator, Sequence
from datetime import date

from akkoord.executing.phrase import euros
from akkoord.executing.printed.figures import Bound, Figure, amounts_at_most, bounds_in
from akkoord.executing.printed.probing import Probe, Step
from akkoord.language import Language, Message

__all__ = ["unlike_bounds", "unlimited"]

Unlike = tuple[Message, str]
"""What differs, and the figure that it is about."""
INCLUDING = frozenset({"from", "until"})
"""Words by which a quantity itself belongs to what begins there: *from 100* and *until 100* both say so."""


def unlike_bounds(probe: Probe, figures: Sequence[Figure], text: str, language: Language) -> Iterator[Unlike]:
    """Give the bounds of which the text says something else than the rule pays, or nothing at all."""
    for figure in figures:
        words = set(bounds_in(figure, text, language))
        shown = figure.forms(language)[0]
        if isinstance(figure.value, date):
            yield from _of_day(probe.counts_on(figure.value), words, shown, figure)
        elif figure.type in {"decimal", "int"}:
            yield from _of_quantity(probe.step(figure.value), words, shown, figure)
    yield from _of_ceiling(probe, figures, text, language)


def _of_quantity(step: Step, words: set[Bound], shown: str, figure: Figure) -> Iterator[Unlike]:
    if step.includes is None:
        return
    amounts = {"figure": shown, "below": euros(step.below), "at": euros(step.at), "above": euros(step.above)}
    paid = Message("just below {figure} it pays {below}, at {figure} {at}, just above {above}", amounts)
    belongs = bool(words & INCLUDING)
    if not words:
        message = Message(
            "The text does not say whether {figure} itself counts: {paid}.", {"figure": shown, "paid": paid}
        )
        yield message, figure.name
    elif belongs is not step.includes or (belongs and words - INCLUDING):
        message = Message(
            "The words around {figure} say otherwise than the rule: {paid}.", {"figure": shown, "paid": paid}
        )
        yield message, figure.name


def _of_day(counts: Sequence[bool], words: set[Bound], shown: str, figure: Figure) -> Iterator[Unlike]:
    """See that a day on which counting begins or ends counts when the words say so."""
    before, on, after = counts
    if before is after or not words:
        return
    says = bool(words & {"from", "at most"})
    if says and not on:
        yield Message("The text counts {day} itself, the rule does not.", {"day": shown}), figure.name
    elif on and not says:
        yield Message("The rule counts {day} itself, the text does not.", {"day": shown}), figure.name


def _of_ceiling(probe: Probe, figures: Sequence[Figure], text: str, language: Language) -> Iterator[Unlike]:
    """See that a rule that stops paying at an amount has a text that says so."""
    if not probe.rises():
        return
    ceiling = probe.ceiling()
    limits = [
        figure
        for figure in figures
        if figure.type in {"money", "pct"} and "at most" in bounds_in(figure, text, language)
    ]
    if ceiling is not None and not limits:
        yield Message("The rule pays at most {amount}, which the text does not say.", {"amount": euros(ceiling)}), "cap"
    for figure in limits if ceiling is None else ():
        shown = figure.forms(language)[0]
        yield Message("The text says at most {figure}, but the rule pays more.", {"figure": shown}), figure.name


def unlimited(probes: Sequence[Probe], text: str) -> Iterator[Unlike]:
    """Give the amounts before which a clause says *at most*, while none of its rules ever stops paying."""
    rising = [probe for probe in probes if probe.rises()]
    if rising and all(probe.ceiling() is None for probe in rising):
        for amount in amounts_at_most(text):
            yield Message("The text says at most {figure}, but the rule pays more.", {"figure": amount}), "at most"
