"""Explain one amount: its rule, the article of the signed version, and the months and sales behind it."""

from flask import url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from akkoord.executing.explaining import Behind, Explanation, behind, explain, scope_of
from akkoord.executing.source import NOTHING
from akkoord_web import context, pages
from akkoord_web.executing.screens import Found, bp, line_titles, statement_for

__all__: list[str] = []


@bp.get("/s/<statement_id>/lines/<line_id>")
def line(statement_id: str, line_id: str) -> ResponseReturnValue:
    """Show the working behind an amount."""
    found = statement_for(statement_id)
    shown = found.line(line_id)
    explained = explain(shown, found.version, context.workspace().plugins.rule_kinds)
    return pages.page(
        "executing/line.html",
        statement=found.statement,
        contract=found.contract,
        customer=found.customer,
        line=shown,
        title=line_titles(found)[shown.id],
        explained=explained,
        behind=_behind(found, explained),
        article_html=_leading_to_the_contract(found, explained),
    )


def _leading_to_the_contract(found: Found, explained: Explanation) -> Markup:
    """Give the article; what it refers to stands on the page of the whole contract, not on this one."""
    if explained.article is None:
        return Markup()
    url = url_for("closing.contract", contract_id=found.contract.id)
    return explained.article.html.replace(Markup('href="#'), Markup('href="{}#').format(url))


def _behind(found: Found, explained: Explanation) -> Behind | None:
    """Gather the events behind a line; None for a rule that counts none."""
    rule, commencement = explained.rule, found.contract.commencement
    if rule is None or commencement is None:
        return None
    groups, first = scope_of(rule, found.statement, commencement)
    if not groups:
        return None
    contract, last = found.statement.contract, found.statement.period.last
    events = context.workspace().sales.events_of([contract], first, last).get(contract, NOTHING)
    return behind(rule, found.statement, events, commencement)
