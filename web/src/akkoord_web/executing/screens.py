"""What the screens of executing share: the blueprint, the things that addresses name, and how lines are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint
from werkzeug.exceptions import NotFound

from akkoord.access import Action
from akkoord.closing.contract import Contract
from akkoord.closing.contract_reading import read_version
from akkoord.closing.version import ContractVersion
from akkoord.dossier import Customer
from akkoord.executing.explaining import article_of
from akkoord.executing.frozen import rules_of
from akkoord.executing.kept import KeptLine, KeptStatement
from akkoord_web import context, identity

__all__ = ["Found", "bp", "line_titles", "statement_for"]

bp = Blueprint("executing", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with everything that its screens show of it."""

    statement: KeptStatement
    contract: Contract
    customer: Customer
    version: ContractVersion

    def line(self, name: str) -> KeptLine:
        """Give a line, or stop with 404."""
        found = self.statement.line(name)
        if found is None:
            raise NotFound
        return found


def statement_for(statement_id: str, action: Action = "see") -> Found:
    """Give a statement, or stop with 404 when this account may not do this to it."""
    workspace = context.workspace()
    statement = workspace.statements.get(statement_id)
    identity.require(action, statement)
    return Found(
        statement,
        workspace.contracts.get(statement.contract),
        workspace.customers.get(statement.customer),
        read_version(workspace.store, statement.contract_version),
    )


def line_titles(found: Found) -> Mapping[str, str]:
    """Call every line by the title of its article, and where several share one by what each is about, or its VAT."""
    rules = rules_of(found.version.data["rules"])
    about = {rule.line: rule.about for rule in rules}
    by_vat = {rule.line for rule in rules if rule.goods}
    titles = {}
    for line in found.statement.lines:
        article = article_of(line.clause, found.version)
        title = article.title if article is not None else line.id
        titles[line.id] = f"{title}: {said}" if (said := about.get(line.rule)) else title
        if line.rule in by_vat:
            titles[line.id] = f"{titles[line.id]}, {line.vat.text(found.version.language)}"
    return titles


@bp.app_template_global("language")
def language() -> str:
    """Name the reader's language, for figures that were written down in both."""
    return context.language()
