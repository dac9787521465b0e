"""The form of an end: its fields with what was typed, and the effects with what the reason proposes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from akkoord.ending import BONUS, BONUS_NAME, SWITCHES, Effects, TerminationPolicy
from akkoord.language import Message
from akkoord_web import context
from akkoord_web.ending.typed import CIRCUMSTANCE, EFFECT, Reading
from akkoord_web.ending.words import BONUS_WORDS, EFFECT_WORDS, INITIATED_BY, PREVENTABLE_WORDS
from akkoord_web.fields import Field, Form, Option
from akkoord_web.speech import say, text_of

__all__ = ["EndForm", "end_form"]

_ANSWERS: Final[Mapping[str, Message]] = {"yes": say("Yes"), "no": say("No"), **BONUS_WORDS}
_LONGEST_TEXT: Final = 4_000
_LONGEST_NAME: Final = 160


@dataclass(frozen=True, slots=True)
class EndForm:
    """The fields of the form, card by card."""

    why: tuple[Field, ...]
    circumstances: tuple[Field, ...]
    when: tuple[Field, ...]
    effects: tuple[Field, ...]
    learned: tuple[Field, ...]
    deviations: tuple[str, ...]
    form: Form


def end_form(
    typed: Mapping[str, str],
    reading: Reading,
    *,
    first: date | None,
    version: int,
    shows: bool = False,
    error: str | None = None,
) -> EndForm:
    """Build the form; `first` is the first possible last day, `shows` says whether it tells what is wrong."""
    wrong = {name: text_of(said) for name, said in reading.errors.items()} if shows else {}
    policy = context.workspace().terminations.policy
    why, circumstances = _why(typed, policy, wrong), _circumstances(typed, policy, wrong)
    when, effects = _when(typed, reading, first, wrong), tuple(_effects(reading, wrong))
    learned = _learned(typed, wrong)
    fields = (*why, *circumstances, *when, *effects, *learned)
    return EndForm(
        why,
        circumstances,
        when,
        effects,
        learned,
        reading.effects.deviations(reading.proposal.effects),
        Form(id="terminating", fields=fields, version=version, error=error),
    )


def _why(typed: Mapping[str, str], policy: TerminationPolicy, wrong: Mapping[str, str]) -> tuple[Field, ...]:
    reasons = tuple(Option(one.code, text_of(one.words)) for one in policy.reasons)
    return (
        Field(
            name="reason", label=text_of(say("Reason")), kind="select", value=typed.get("reason", ""),
            options=reasons, required=True, error=wrong.get("reason"),
        ),
        Field(
            name="initiated_by", label=text_of(say("Who ends it")), kind="segmented", required=True,
            value=typed.get("initiated_by", ""), options=_options(INITIATED_BY), error=wrong.get("initiated_by"),
        ),
    )  # fmt: skip


def _circumstances(typed: Mapping[str, str], policy: TerminationPolicy, wrong: Mapping[str, str]) -> tuple[Field, ...]:
    ticked = frozenset(name.removeprefix(CIRCUMSTANCE) for name in typed if name.startswith(CIRCUMSTANCE))
    return (
        Field(
            name="circumstances", label=text_of(say("What played a part")), kind="checks", ticked=ticked,
            options=tuple(Option(one.code, text_of(one.words)) for one in policy.circumstances),
            error=wrong.get("circumstances"),
        ),
        Field(
            name="text", label=text_of(say("In your own words")), kind="longtext", value=typed.get("text", ""),
            required=True, max_length=_LONGEST_TEXT, error=wrong.get("text"),
        ),
    )  # fmt: skip


def _when(
    typed: Mapping[str, str], reading: Reading, first: date | None, wrong: Mapping[str, str]
) -> tuple[Field, ...]:
    early = first is not None and reading.effective is not None and reading.effective < first
    hint = None if first is None else text_of(say("The first possible day is {day}.", day=first))
    fields = (
        Field(
            name="notice_received", label=text_of(say("Notice received on")), kind="date", optional=True,
            value=_shown(typed, "notice_received", reading.received), error=wrong.get("notice_received"),
        ),
        Field(
            name="effective", label=text_of(say("Last day of the contract") if first else say("Last day")),
            kind="date", hint=hint, required=True, value=_shown(typed, "effective", reading.effective),
            error=wrong.get("effective"),
        ),
    )  # fmt: skip
    if not early and not typed.get("ground"):
        return fields
    ground = Field(
        name="ground", label=text_of(say("On which ground it ends earlier")), kind="longtext", required=early,
        hint=text_of(say("An article of the contract, or what both agreed.")), value=typed.get("ground", ""),
        max_length=_LONGEST_TEXT, error=wrong.get("ground"),
    )  # fmt: skip
    return (*fields, ground)


def _effects(reading: Reading, wrong: Mapping[str, str]) -> Iterator[Field]:
    decided, proposed = _answers(reading.effects), _answers(reading.proposal.effects)
    for name in (*SWITCHES, BONUS_NAME):
        if name in proposed or name in reading.proposal.asked:
            answer, usual = decided.get(name, ""), proposed.get(name)
            hint = None if usual in {None, answer} else say("Proposed: {answer}", answer=_ANSWERS[str(usual)])
            names = BONUS if name == BONUS_NAME else ("yes", "no")
            yield Field(
                name=f"{EFFECT}{name}", label=text_of(EFFECT_WORDS[name]), kind="segmented", value=answer,
                options=tuple(Option(one, text_of(_ANSWERS[one])) for one in names), required=True,
                hint=None if hint is None else text_of(hint), error=wrong.get(f"{EFFECT}{name}"),
            )  # fmt: skip


def _answers(effects: Effects) -> dict[str, str]:
    """Write effects as the form has them."""
    return {
        name: ("yes" if value else "no") if isinstance(value, bool) else value
        for name, value in effects.to_json().items()
    }


def _learned(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Field, ...]:
    return (
        Field(
            name="competitor", label=text_of(say("Which competitor")), optional=True,
            value=typed.get("competitor", ""), max_length=_LONGEST_NAME,
        ),
        Field(
            name="preventable", label=text_of(say("Could it have been prevented")), kind="segmented", optional=True,
            value=typed.get("preventable", ""), options=_options(PREVENTABLE_WORDS),
        ),
        Field(
            name="win_back_on", label=text_of(say("Try again on")), kind="date", optional=True,
            value=typed.get("win_back_on", ""), error=wrong.get("win_back_on"),
        ),
    )  # fmt: skip


def _options(words: Mapping[str, Message]) -> tuple[Option, ...]:
    return tuple(Option(name, text_of(said)) for name, said in words.items())


def _shown(typed: Mapping[str, str], name: str, day: date | None) -> str:
    """Write a day as the tablet's own date field takes it; what cannot be read stays as it was typed."""
    return typed.get(name, "") if day is None else day.isoformat()
