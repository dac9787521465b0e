"""Find a customer in two seconds: search as you type, what was worked on last, filters, and the list by name."""

from dataclasses import dataclass
from typing import Final, cast, get_args
from urllib.parse import urlencode

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import whose_customers
from akkoord.dossier import Customer, CustomerState, Page
from akkoord.language import plural_message
from akkoord_web import context, pages
from akkoord_web.speech import DOMAIN, say, text_of
from akkoord_web.statuses import status_of

__all__ = ["bp"]

bp = Blueprint("customers", __name__, template_folder="templates")

_ON_A_PAGE: Final = 25
_LONGEST_SEARCH: Final = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the lists that a person can choose: its name, how many are in it, and where it is."""

    label: str
    count: int | None
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    words: str
    state: CustomerState | None
    after: str | None

    @classmethod
    def of_request(cls) -> "Wanted":
        """Read the address; what it cannot mean is left out."""
        state = request.args.get("state", "")
        known = cast("CustomerState", state) if state in get_args(CustomerState) else None
        return cls(request.args.get("q", "")[:_LONGEST_SEARCH].strip(), known, request.args.get("after"))

    def url(self, **changes: str | None) -> str:
        """Give the address of this list with something changed."""
        values = {"q": self.words, "state": self.state, **changes}
        query = urlencode({name: value for name, value in values.items() if value})
        return url_for("customers.listing") + (f"?{query}" if query else "")


@bp.get("/customers")
def listing() -> ResponseReturnValue:
    """Show the customers that fit, the first by name; without words also those worked on last."""
    wanted, owner = Wanted.of_request(), whose_customers(context.account())
    customers = context.workspace().customers
    found = customers.page(wanted.words, owner=owner, state=wanted.state, after=wanted.after, limit=_ON_A_PAGE)
    plain = not wanted.words and wanted.state is None and wanted.after is None
    blocks = ("more",) if wanted.after else ("hits", "told")
    recent = customers.recent(owner=owner, limit=6) if plain else []
    shown = [one.id for one in (*found.items, *recent)]
    return pages.page_or_fragment(
        "customers/listing.html",
        blocks,
        wanted=wanted,
        found=found,
        more_url=wanted.url(after=found.next) if found.next else None,
        recent=recent,
        ends=context.workspace().terminations.ends_on(shown),
        filters=_filters(wanted, owner),
        fit=_fit(found),
        note=_note(wanted, found),
    )


def _filters(wanted: Wanted, owner: str | None) -> list[Filter]:
    # While somebody types, nothing is counted: it would not be what the words find, and takes longer than finding it.
    counts = {} if wanted.words else context.workspace().customers.counts(owner=owner)
    current = Filter(text_of(say("Current")), None, wanted.url(state=None), wanted.state is None)
    return [current] + [
        Filter(status_of(state).label, counts.get(state), wanted.url(state=state), wanted.state == state)
        for state in get_args(CustomerState)
    ]


def _fit(found: Page[Customer]) -> str:
    """Say how many customers fit; of a full page, that there may be more."""
    count = len(found.items)
    if count == _ON_A_PAGE:
        return text_of(say("The first {count} customers that fit", count=count))
    return text_of(plural_message("{count} customer fits", "{count} customers fit", count, domain=DOMAIN))


def _note(wanted: Wanted, found: Page[Customer]) -> str | None:
    """Say why the list is empty."""
    if found.items:
        return None
    if wanted.words:
        return text_of(say("No customer fits “{words}”.", words=wanted.words))
    if wanted.state is not None:
        return text_of(say("No customers in this list."))
    return text_of(say("There are no customers yet."))
