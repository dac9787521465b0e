"""Press *Maak contract*: keep the answers, compose, freeze, and go to the contract."""

from dataclasses import replace
from http import HTTPStatus

from flask import url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.closing.contract import ContractRefused
from akkoord.closing.document import MissingValues, UnfinishedText
from akkoord.dossier import Customer, Proposal
from akkoord_web import context, pages
from akkoord_web.closing.asking import merged
from akkoord_web.closing.proposals import Shown, answer, conflict_answer, read_answers
from akkoord_web.closing.saving import not_saved, saved_at
from akkoord_web.closing.screens import bp, contract_of, proposal_for
from akkoord_web.speech import say, text_of
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
    if found.state == "converted":
        return _made_already(found, customer, differs=answers != found.answers or bool(reading.errors))
    saved = saved_at(found.updated_at) if answers == found.answers and not reading.errors else not_saved()
    shown = Shown(found, answers, typed, saved, faults=True)
    if reading.errors:
        return answer(customer, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        kept = replace(found, version=expected_version())
        if found.is_draft:
            kept = workspace.proposals.change(kept, answers, by=by, at=at)
        made = workspace.contracts.make(kept, by=by, at=at)
    except StaleVersion:
        return conflict_answer(customer, found, answers, typed)
    except (ContractRefused, MissingValues, UnfinishedText) as error:
        refused = replace(shown, refused=text_of(error))
        return answer(customer, refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.see_other(url_for("closing.contract", contract_id=made.id))


def _made_already(found: Proposal, customer: Customer, *, differs: bool) -> ResponseReturnValue:
    """Go to the contract that somebody made in the meantime; say so when it does not hold what is in this form."""
    contract = contract_of(found)
    if contract is not None and not differs:
        return pages.see_other(url_for("closing.contract", contract_id=contract.id))
    refused = say(
        "The contract was made already, without what you typed last. Copy the proposal to offer something else."
    )
    shown = Shown(found, found.answers, read_answers()[1], refused=text_of(refused))
    return answer(customer, shown, status=HTTPStatus.CONFLICT)
