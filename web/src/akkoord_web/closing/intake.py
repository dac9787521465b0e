"""Record the situation: what is true at this customer now, card by card, kept as it is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.dossier import Answers, Customer, Situation
from akkoord.facts import Facts, Reading
from akkoord_web import context, htmx, pages
from akkoord_web.access import customer_for
from akkoord_web.closing.asking import Card, Typed, card_form, cards_of, merged, read_part
from akkoord_web.closing.comparing import fact_differences
from akkoord_web.closing.saving import not_saved, saved_at
from akkoord_web.closing.screens import Steps, bp, steps_of
from akkoord_web.conflicts import Conflict, conflict_of
from akkoord_web.fields import raw_answers
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []


@dataclass(frozen=True, slots=True)
class Screen:
    """What the screen shows besides the customer: the visit, the cards, and what there is to say about them.

    `faults` tells whether a list of what is wrong stands on top: not while answers keep themselves, for it takes
    the focus from who goes on typing.
    """

    situation: Situation
    cards: list[Card]
    saved: str
    conflict: Conflict | None = None
    faults: bool = False


@bp.get("/c/<customer_id>/intake")
def intake(customer_id: str) -> ResponseReturnValue:
    """Show the situation of today's visit, filled in from the visit before."""
    customer = customer_for(customer_id, "change")
    situation = context.workspace().situations.for_visit(customer.id, context.today())
    return _page(customer, _screen(situation, situation.answers, Typed()))


@bp.post("/c/<customer_id>/intake")
@writes
def record(customer_id: str) -> ResponseReturnValue:
    """Keep what can be read, and show what cannot with what was typed; later again with theirs beside mine."""
    customer = customer_for(customer_id, "change")
    situations = context.workspace().situations
    situation = situations.for_visit(customer.id, context.today())
    reading, raw = _read()
    answers = merged(situation.answers, reading)
    typed = Typed(raw, reading.errors)
    try:
        kept = situations.record(
            replace(situation, version=expected_version()), answers, by=context.account(), at=context.now()
        )
    except StaleVersion:
        return _conflict(customer, situation, reading, typed)
    # Who saves what is there already has seen the newest version.
    kept = replace(kept, version=max(kept.version, situation.version))
    by_itself = htmx.wants_fragment() and not request.form.get("onward")
    if reading.errors or by_itself:
        saved = saved_at(context.now(), unread=len(reading.errors))
        return _page(customer, _screen(kept, kept.answers, typed, saved=saved, faults=not by_itself))
    onward = "closing.onward" if request.form.get("onward") else "closing.intake"
    return pages.see_other(url_for(onward, customer_id=customer.id))


@bp.get("/c/<customer_id>/onward")
def onward(customer_id: str) -> ResponseReturnValue:
    """Go from the situation to the proposal that is open, or ask to begin one."""
    customer = customer_for(customer_id, "change")
    url = next((url for _, url, state in steps_of(Steps(customer), "proposal") if state == "current"), None)
    return pages.see_other(url or url_for("closing.proposals", customer_id=customer.id))


@bp.get("/c/<customer_id>/situations/<situation_id>")
def situation(customer_id: str, situation_id: str) -> ResponseReturnValue:
    """Show what was found at one visit; what was found earlier is not changed any more."""
    customer = customer_for(customer_id)
    found = context.workspace().situations.get(situation_id)
    if found.customer != customer.id:
        abort(404)
    facts = _facts(found.answers)
    lines = [
        (
            group.label,
            [
                (question, facts[question.name])
                for question in group.questions
                if facts[question.name] not in (None, ())
            ],
        )
        for group in context.workspace().clause_set.questions.of("situation")
    ]
    return pages.page(
        "closing/situation.html", customer=customer, situation=found, lines=[line for line in lines if line[1]]
    )


def _read() -> tuple[Reading, Mapping[str, str]]:
    raw = raw_answers(request.form.items(multi=True))
    return read_part(context.workspace().clause_set.questions, "situation", raw, context.language()), raw


def _facts(answers: Answers) -> Facts:
    questions = context.workspace().clause_set.questions
    return Facts.merge(questions, questions.defaults("situation"), answers)


def _screen(
    situation: Situation,
    answers: Answers,
    typed: Typed,
    *,
    conflict: Conflict | None = None,
    saved: str | None = None,
    faults: bool = False,
) -> Screen:
    questions = context.workspace().clause_set.questions
    cards = cards_of(questions, "situation", _facts(answers), context.language(), typed)
    return Screen(situation, cards, saved or _recorded(situation), conflict, faults)


def _recorded(situation: Situation) -> str:
    if not situation.version:
        return not_saved()
    return text_of(say("Recorded on {day}", day=situation.recorded_on))


def _page(customer: Customer, screen: Screen, *, status: int = HTTPStatus.OK) -> Response:
    return pages.page_or_fragment(
        "closing/intake.html",
        "screen",
        status=status,
        customer=customer,
        steps=steps_of(Steps(customer), "situation"),
        situation=screen.situation,
        cards=screen.cards,
        conflict=screen.conflict,
        saved=screen.saved,
        faults=screen.faults,
        form=card_form("intake", screen.cards, screen.situation.version),
    )


def _conflict(customer: Customer, situation: Situation, reading: Reading, typed: Typed) -> Response:
    questions = context.workspace().clause_set.questions
    answers = merged(situation.answers, reading)
    differences = fact_differences(questions, _facts(situation.answers), _facts(answers), context.language())
    conflict = conflict_of(f"situation:{situation.id}", situation.version, differences)
    # The form keeps the version that was looked at: only "save mine" replaces the newer one.
    seen = replace(situation, version=expected_version())
    screen = _screen(seen, answers, typed, conflict=conflict, saved=not_saved())
    return _page(customer, screen, status=HTTPStatus.CONFLICT)
