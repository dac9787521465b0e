"""The start of the day: visits, deadlines, signatures, drafts, near bonuses, statements; and plugins that failed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, make_response, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from akkoord.access import Account, whose_customers
from akkoord.closing.contract import BINDING
from akkoord.executing.agreements import SETTLED_STATES
from akkoord.language import Message
from akkoord_web import context, htmx, pages
from akkoord_web.speech import say, text_of

__all__ = ["bp"]

bp = Blueprint("home", __name__, template_folder="templates")

_MOST_SHOWN: Final = 6
_DAYS_AHEAD: Final = 30


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page: its place in addresses, its title, and what its template needs."""

    name: str
    title: Message
    values: Callable[[Account, bool], Mapping[str, object]]


def _visits(account: Account, alone: bool) -> Mapping[str, object]:  # noqa: ARG001, FBT001 - the shape of every region
    return {"visits": context.workspace().visits.on(account.id, context.today())}


def _deadlines(account: Account, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    found = context.workspace().deadlines.near(context.today(), _DAYS_AHEAD, by=account)
    return {
        "section_of": SECTION_OF,
        "deadlines": found if alone else found[:_MOST_SHOWN],
        "left_out": 0 if alone else len(found) - _MOST_SHOWN,
    }


def _waiting(account: Account, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    limit = 100 if alone else _MOST_SHOWN
    contracts = context.workspace().contracts
    approvals = contracts.waiting_for_approval(limit=limit) if account.is_manager else []
    ends = context.workspace().terminations.waiting(limit=limit) if account.is_manager else []
    return {
        "contracts": contracts.unsigned(owner=whose_customers(account), limit=limit),
        "approvals": approvals,
        "ends": ends,
    }


def _drafts(account: Account, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    limit = 100 if alone else _MOST_SHOWN
    return {"proposals": context.workspace().proposals.open(owner=whose_customers(account), limit=limit)}


def _near(account: Account, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    """Find the own customers for whom a bonus lies within reach, the nearest first."""
    workspace = context.workspace()
    own = workspace.contracts.all(states=BINDING, owner=account.id)
    standing = workspace.forecasts.progress((contract for contract, _ in own), context.today())
    found = [(each, who) for contract, who in own for each in standing.get(contract.id, ()) if each.is_near]
    found.sort(key=lambda pair: (pair[0].missing / pair[0].goal.target, pair[1].name))
    return {
        "near": found if alone else found[:_MOST_SHOWN],
        "left_out": 0 if alone else len(found) - _MOST_SHOWN,
        "elsewhere": account.is_manager and not own,
    }


def _statements(account: Account, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    """Find what waits for approval, and what is over and not settled of the own customers."""
    workspace, limit = context.workspace(), 100 if alone else _MOST_SHOWN
    own = workspace.contracts.all(states=SETTLED_STATES, owner=account.id)
    due = workspace.unsettled.of((contract for contract, _ in own), context.today())
    customers = {contract.id: customer for contract, customer in own}
    return {
        "waiting": workspace.statements.waiting("provisional", owner=whose_customers(account), limit=limit),
        "due": [(each, customers[each.contract.id]) for each in due[:limit]],
        "left_out": 0 if alone else len(due) - limit,
    }


_ALL: Final = (
    Region("visits", say("Visits"), _visits),
    Region("deadlines", say("Deadlines"), _deadlines),
    Region("waiting", say("Contracts on their way"), _waiting),
    Region("drafts", say("Open proposals"), _drafts),
    Region("near", say("A bonus within reach"), _near),
    Region("statements", say("Statements"), _statements),
)
REGIONS: Final[Mapping[str, Region]] = {region.name: region for region in _ALL}
SECTION_OF: Final = {"notice": "contracts", "end": "contracts", "obligation": "obligations", "agreement": "agreements"}
"""Which section of the dossier a kind of deadline is in."""
LEFT: Final = ("visits", "drafts", "near")
RIGHT: Final = ("deadlines", "waiting", "statements")


@bp.get("/")
def today() -> ResponseReturnValue:
    """Show what needs this person today; an administrator without customers goes to the settings."""
    account = context.account()
    if not account.is_manager and account.role != "account_manager":
        return pages.see_other(url_for("settings.overview"))
    drawn = {name: _draw(REGIONS[name], account) for name in (*LEFT, *RIGHT)}
    return pages.page_or_fragment(
        "home/today.html",
        "regions",
        left=[drawn[name] for name in LEFT],
        right=[drawn[name] for name in RIGHT],
        failures=context.workspace().plugins.failures,
    )


@bp.get("/today/<name>")
def region(name: str) -> ResponseReturnValue:
    """Show one part, all of it; htmx gets it without the page around it."""
    wanted = REGIONS.get(name) or abort(404)
    if htmx.wants_fragment():
        return make_response(_draw(wanted, context.account()))
    drawn = _draw(wanted, context.account(), alone=True)
    return pages.page("home/region.html", title=text_of(wanted.title), drawn=drawn)


def _draw(wanted: Region, account: Account, *, alone: bool = False) -> Markup:
    url = url_for("home.region", name=wanted.name)

    def drawn() -> Markup:
        values = {"alone": alone, "url": url, **wanted.values(account, alone)}
        return pages.block_of(f"home/{wanted.name}.html", "region", **values)

    return pages.shielded(drawn, url=url)
