"""Decide about a planned end: approve it, withdraw it, let it happen; and tell what came back of what was on loan."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.dossier.states import IllegalTransition
from akkoord.ending import InvalidTermination, SecondPersonForTermination
from akkoord.ending.termination import Termination
from akkoord.executing.assets import STATES, Asset
from akkoord.executing.errors import InvalidStatement
from akkoord.language import AkkoordError
from akkoord_web import context, pages
from akkoord_web.ending.screens import Ended, bp, termination_for
from akkoord_web.ending.showing import shown
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

REFUSED = (StaleVersion, InvalidTermination, SecondPersonForTermination, IllegalTransition, InvalidStatement)
"""What may stand in the way; the page then shows how it is, with the reason."""


@bp.post("/t/<termination_id>/approve")
@writes
def approve_termination(termination_id: str) -> ResponseReturnValue:
    """Approve what deviates from what the reason proposes."""
    found, remark = termination_for(termination_id, "approve"), request.form.get("remark", "")
    terminations = context.workspace().terminations
    return _done(found, lambda seen: terminations.approve(seen, remark, by=context.account(), at=context.now()))


@bp.post("/t/<termination_id>/withdraw")
@writes
def withdraw_termination(termination_id: str) -> ResponseReturnValue:
    """Give up a planned end."""
    found, reason = termination_for(termination_id, "change"), request.form.get("reason", "")
    terminations = context.workspace().terminations
    return _done(found, lambda seen: terminations.withdraw(seen, reason, by=context.account(), at=context.now()))


@bp.post("/t/<termination_id>/take-effect")
@writes
def end_now(termination_id: str) -> ResponseReturnValue:
    """Let a planned end happen of which the day has passed; the daily duty does it otherwise."""
    found, terminations = termination_for(termination_id, "change"), context.workspace().terminations
    return _done(found, lambda seen: terminations.take_effect(seen, by=context.account(), at=context.now()))


@bp.post("/t/<termination_id>/things")
@writes
def keep_things(termination_id: str) -> ResponseReturnValue:
    """Note what came back of what was on loan, and make the end statement anew with it."""
    found, workspace = termination_for(termination_id, "change"), context.workspace()

    def noted(seen: Termination) -> object:
        for asset in workspace.assets.of(found.customer.id):
            if asset.contract == seen.contract:
                _note(asset)
        return workspace.terminations.settle_again(seen, by=context.account(), at=context.now())

    return _done(found, noted)


def _note(asset: Asset) -> None:
    state = request.form.get(f"state.{asset.id}", asset.state)
    if state in STATES and state != asset.state:
        context.workspace().assets.move(asset, state, by=context.account(), at=context.now())


def _done(found: Ended, act: Callable[[Termination], object]) -> Response:
    """Do it with the version that the person looked at, and show what came of it."""
    try:
        act(replace(found.termination, version=expected_version()))
    except REFUSED as error:
        return _refused(found, error)
    return pages.see_other(url_for("ending.termination", termination_id=found.termination.id))


def _refused(found: Ended, error: AkkoordError) -> Response:
    stale = isinstance(error, StaleVersion)
    again = say("Somebody changed this in the meantime. This is how it is now; look it over.")
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.UNPROCESSABLE_ENTITY
    now = termination_for(found.termination.id)
    return shown(now, refused=text_of(again if stale else error), status=status)
