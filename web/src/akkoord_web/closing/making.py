"""Press *Maak contract*: keep the answers, compose, freeze, and go to the contract."""

from dataclasses import replace
from http import HTTPStatus

from flask import url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.closing.contract import ContractRefused
from akkoord.closing.document import MissingValues, UnfinishedText
from akkoord_web import context, pages
from akkoord_web.closing.asking import merged
from akkoord_web.closing.proposals import Shown, answer, conflict_answer, read_answers
from akkoord_web.closing.screens import bp, proposal_for
from akkoord_web.speech import text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []


@bp.post("/p/<proposal_id>/contract")
@writes
def make_contract(proposal_id: str) -> ResponseReturnValue:
    """Make the contract of what stands in the form; whatever stops it is said where it can be mended."""
    found, customer = proposal_for(proposal_id, "change")
    workspace, by, at = context.workspace(), context.account(), context.now()
    reading, typed = read_answers()
    answers = merged(found.answers, reading)
    if reading.errors:
        return answer(customer, Shown(found, answers, typed), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        kept = replace(found, version=expected_version())
        if found.is_draft:
            kept = workspace.proposals.change(kept, answers, by=by, at=at)
        made = workspace.contracts.make(kept, by=by, at=at)
    except StaleVersion:
        return conflict_answer(customer, found, answers, typed)
    except (ContractRefused, MissingValues, UnfinishedText) as error:
        shown = Shown(found, answers, typed, refused=text_of(error))
        return answer(customer, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.see_other(url_for("closing.contract", contract_id=made.id))
