"""Show a statement, approve it, send it back, post it, correct it; and settle a contract from its dossier."""

from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.dossier.states import IllegalTransition
from akkoord.executing.errors import InvalidStatement
from akkoord.executing.kept import KeptStatement
from akkoord.executing.periods import full_period
from akkoord.executing.statements import NothingToSettle, SecondPersonForStatement
from akkoord.language import AkkoordError
from akkoord.values import Period, add_months
from akkoord_web import context, identity, pages
from akkoord_web.executing.screens import Found, bp, line_titles, statement_for
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

BACK: Final = 12
"""Months behind which what was never settled is not proposed any more from the dossier."""


@bp.get("/s/<statement_id>")
def statement(statement_id: str) -> ResponseReturnValue:
    """Show a statement with its lines and totals."""
    return _page(statement_for(statement_id), unchanged=request.args.get("same") == "yes")


@bp.post("/k/<contract_id>/settle")
@writes
def settle_contract(contract_id: str) -> ResponseReturnValue:
    """Settle what a contract settles up to today: what is over provisionally, what runs as accrued."""
    workspace, today = context.workspace(), context.today()
    contract = workspace.contracts.get(contract_id)
    identity.require("change", contract)
    first = contract.commencement or today
    window = Period(add_months(today, -BACK), full_period("contract_year", first, max(first, today)).last)
    try:
        workspace.statements.draft(contract, window, today, by=context.account(), at=context.now())
    except (NothingToSettle, InvalidStatement) as error:
        return pages.page(
            "executing/not_settled.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            contract=contract,
            customer=workspace.customers.get(contract.customer),
            problem=text_of(error),
        )
    return pages.see_other(url_for("customers.section", customer_id=contract.customer, name="statements"))


@bp.post("/s/<statement_id>/approve")
@writes
def approve_statement(statement_id: str) -> ResponseReturnValue:
    """Approve a provisional statement."""
    found = statement_for(statement_id, "approve")
    try:
        context.workspace().statements.approve(_looked_at(found), by=context.account(), at=context.now())
    except (StaleVersion, IllegalTransition, SecondPersonForStatement) as error:
        return _refused(found, error)
    return _back(found)


@bp.post("/s/<statement_id>/reject")
@writes
def reject_statement(statement_id: str) -> ResponseReturnValue:
    """Send a provisional statement back, with the reason."""
    found = statement_for(statement_id, "change")
    reason = request.form.get("reason", "")
    try:
        context.workspace().statements.reject(_looked_at(found), reason, by=context.account(), at=context.now())
    except (StaleVersion, IllegalTransition) as error:
        return _refused(found, error)
    return _back(found)


@bp.post("/s/<statement_id>/post")
@writes
def post_statement(statement_id: str) -> ResponseReturnValue:
    """Post an approved statement."""
    found = statement_for(statement_id, "approve")
    try:
        context.workspace().statements.post(_looked_at(found), by=context.account(), at=context.now())
    except (StaleVersion, IllegalTransition) as error:
        return _refused(found, error)
    return _back(found)


@bp.post("/s/<statement_id>/correct")
@writes
def correct_statement(statement_id: str) -> ResponseReturnValue:
    """Settle the period of a posted statement again, as known today."""
    found = statement_for(statement_id, "change")
    statements = context.workspace().statements
    try:
        made = statements.correct(found.statement, context.today(), by=context.account(), at=context.now())
    except (NothingToSettle, InvalidStatement, IllegalTransition) as error:
        return _refused(found, error)
    if made is None:
        return pages.see_other(url_for("executing.statement", statement_id=found.statement.id, same="yes"))
    return pages.see_other(url_for("executing.statement", statement_id=made.id))


def _looked_at(found: Found) -> KeptStatement:
    """Give the statement with the version that the person looked at, so that a later change is noticed."""
    return replace(found.statement, version=expected_version())


def _back(found: Found) -> Response:
    return pages.see_other(url_for("executing.statement", statement_id=found.statement.id))


def _refused(found: Found, error: AkkoordError) -> Response:
    """Show the statement as it is now, with the reason why it was not done."""
    stale = isinstance(error, StaleVersion)
    again = say("Somebody changed this statement in the meantime. This is how it is now; look it over.")
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.UNPROCESSABLE_ENTITY
    now = statement_for(found.statement.id)
    return _page(now, refused=text_of(again if stale else error), status=status)


def _page(
    found: Found, *, refused: str | None = None, unchanged: bool = False, status: int = HTTPStatus.OK
) -> Response:
    workspace = context.workspace()
    kept = found.statement
    chain = workspace.statements.chain(kept.contract, kept.settled, kept.period.first, kept.owner)
    return pages.page(
        "executing/statement.html",
        status=status,
        statement=kept,
        contract=found.contract,
        customer=found.customer,
        titles=line_titles(found),
        names=workspace.accounts.names(),
        chain=[each for each in chain if each.id != kept.id],
        alone=workspace.statements.needs_second_person(kept) and context.account().id in kept.authors,
        refused=refused,
        unchanged=unchanged,
    )
