"""Show what a termination is and did: its record, end statement, things to come back, and what remains to be done."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from flask.typing import ResponseReturnValue

from akkoord.closing.contract_reading import read_version
from akkoord.ending.letter import Letter, print_letter
from akkoord.executing.assets import ASSET_WORDS, STATES, Asset
from akkoord.executing.due_words import reading
from akkoord.executing.kept import KeptStatement
from akkoord.executing.obligation import Obligation
from akkoord.executing.ubl import PartyName
from akkoord_web import context, pages
from akkoord_web.ending.expecting import expected_of
from akkoord_web.ending.screens import Ended, bp, termination_for
from akkoord_web.ending.words import BONUS_WORDS, EFFECT_WORDS, INITIATED_BY, PREVENTABLE_WORDS
from akkoord_web.speech import say, text_of

__all__ = ["shown"]

END_STATEMENT = "end statement"
"""What the due rules of clauses call it."""


@bp.get("/t/<termination_id>")
def termination(termination_id: str) -> ResponseReturnValue:
    """Show a termination."""
    return shown(termination_for(termination_id))


@bp.get("/t/<termination_id>/letter")
def letter(termination_id: str) -> ResponseReturnValue:
    """Give the letter that confirms the end to the customer."""
    found = termination_for(termination_id)
    workspace = context.workspace()
    facts: Mapping[str, object] = {}
    language = workspace.clause_set.language
    if found.contract is not None and found.contract.current is not None:
        version = read_version(workspace.store, found.contract.current)
        facts, language = version.data["facts"], version.language
    written = Letter(
        termination=found.termination,
        contract="" if found.contract is None else found.contract.number,
        supplier=_party(facts, "supplier") if facts else PartyName(workspace.settings.name),
        customer=_party(facts, "customer") if facts else PartyName(found.customer.name),
        day=context.today(),
        things=[one for one in _things(found) if one.state == "placed"],
        obligations=[one for one in _remaining(found) if one.party != "supplier" and _is_known(one)],
        statement=_statement(found),
    )
    response = Response(print_letter(written, language), content_type="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename="letter.pdf")
    return response


def shown(found: Ended, *, refused: str | None = None, status: int = HTTPStatus.OK) -> Response:
    """Show the page, with the reason why something was not done."""
    workspace, policy = context.workspace(), context.workspace().terminations.policy
    one = found.termination
    remaining, lapsed = _remaining(found), _lapsed(found)
    codes = {each.code: each.words for each in policy.reasons}
    return pages.page(
        "ending/termination.html",
        status=status,
        termination=one,
        plan=one.plan,
        customer=found.customer,
        contract=found.contract,
        reason=text_of(codes[one.plan.reason]) if one.plan.reason in codes else one.plan.reason,
        circumstances=[text_of(each.words) for code in one.plan.circumstances if (each := policy.circumstance(code))],
        initiated_by=text_of(INITIATED_BY[one.plan.initiated_by]),
        preventable=text_of(PREVENTABLE_WORDS[one.plan.preventable]) if one.plan.preventable else None,
        effects=_effects(found),
        needs=[text_of(EFFECT_WORDS[name]) for name in one.needs],
        alone=context.account().id == one.planned_by,
        names=workspace.accounts.names(),
        statement=_statement(found),
        things=_things(found),
        states=[(state, text_of(ASSET_WORDS[state])) for state in STATES],
        remaining=[each for each in remaining if _is_known(each)],
        undated=[(each, text_of(reading(each.due_rule))) for each in remaining if not _is_known(each)],
        lapsed=lapsed,
        expected=expected_of(found),
        refused=refused,
        is_due=one.is_due(context.today()),
    )


def _effects(found: Ended) -> list[tuple[str, str]]:
    answers = {True: say("Yes"), False: say("No")}
    told = []
    for name, value in found.termination.plan.effects.to_json().items():
        words = answers[value] if isinstance(value, bool) else next(w for n, w in BONUS_WORDS.items() if n == value)
        told.append((text_of(EFFECT_WORDS[name]), text_of(words)))
    return told


def _statement(found: Ended) -> KeptStatement | None:
    kept = found.termination.statement
    return None if kept is None else context.workspace().statements.get(kept)


def _things(found: Ended) -> list[Asset]:
    """Give what stands, or stood, at the customer under the contract that ends."""
    contract = found.termination.contract
    return [one for one in context.workspace().assets.of(found.customer.id) if one.contract == contract]


def _obligations(found: Ended) -> list[Obligation]:
    contract = found.termination.contract
    return [one for one in context.workspace().obligations.of(found.customer.id) if one.contract == contract]


def _remaining(found: Ended) -> list[Obligation]:
    """Give what is still to be done once the contract has ended; before that as it is foreseen."""
    if found.termination.is_open:
        return [one for one in _foreseen(found) if one.state == "open"]
    if found.termination.state != "effective":
        return []
    return [one for one in _obligations(found) if one.state == "open"]


def _lapsed(found: Ended) -> list[Obligation]:
    """Give what lapsed with the contract, or is foreseen to."""
    obligations = _foreseen(found) if found.termination.is_open else _obligations(found)
    return [one for one in obligations if one.state == "lapsed"]


def _foreseen(found: Ended) -> list[Obligation]:
    if found.contract is None:
        return []
    return context.workspace().obligations.at_end(found.contract, found.termination.effective)


def _is_known(one: Obligation) -> bool:
    """Tell whether its day is known, or comes with the end statement; the others hang on what may never happen."""
    return one.due is not None or END_STATEMENT in one.due_rule.anchors


def _party(facts: Mapping[str, object], name: str) -> PartyName:
    found = facts.get(name)
    known: Mapping[str, object] = found if isinstance(found, Mapping) else {}
    parts = (known.get(key) for key in ("name", "address", "city", "postcode"))
    return PartyName(*(part if isinstance(part, str) else "" for part in parts))
