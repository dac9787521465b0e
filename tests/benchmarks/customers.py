"""Measure the list of a great many customers and the search in it: through the service, and as the tablet asks."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import Final
from urllib.parse import quote

from akkoord.access import Account, whose_customers
from akkoord.dossier import Customer
from akkoord.store.words import other_spellings, words_of
from akkoord.testing import NOON, FakeClock
from akkoord.workspace import Workspace
from akkoord_web import create_app
from akkoord_web.testing import Browser
from tests.benchmarks.crowd import crowded
from tests.benchmarks.measuring import MILLI, Act, Measure, Scale, each, in_turn, require

LISTED: Final = 30 * MILLI
ON_A_PAGE: Final = 25
_POSITIONS: Final = 40
_TYPED: Final = (
    "café", "eetcaf", "restau", "hotel ", "zwolle", "deventer", "ijssel", "jansen", "leeuw", "xyzzyx",
    "café de hoek", "grand café in de ton", "de vries leiden", "van den berg", "'t vat", "10500", "31415926", "7411",
    "info@c", "markt breda", "bar d", "d d", "a b c", "de de de",
)  # fmt: skip
"""What somebody types, letter by letter: one word to several, what many have and what nobody has."""


@dataclass(frozen=True)
class Everyone:
    """All current customers in the order of the list, the positions in it, and what each can be found by."""

    customers: Sequence[Customer]
    positions: Sequence[str | None]
    found_by: Mapping[str, str]


def measures(scale: Scale, cache: Path) -> Iterator[Measure]:
    """List and search as a manager, who sees all customers, and as an account manager, who sees the own."""
    kept = crowded(cache, scale.customers)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        # A copy: signing in writes, and what is measured must be the same the next time.
        copy = shutil.copytree(kept, Path(folder) / "workspace")
        with Workspace.open(copy, clock=FakeClock()) as workspace:
            everyone = _walk(workspace)
            for login in ("chief", "rep1"):
                person = workspace.accounts.by_login(login)
                require(person is not None, f"{login} is there")
                yield from _through_the_service(workspace, person, everyone, scale)
                yield from _on_the_tablet(workspace, person, everyone, scale)


def typed_letters() -> list[str]:
    """Give every state that the search box goes through, each once."""
    return list(
        dict.fromkeys(words[:end] for words in _TYPED for end in range(1, len(words) + 1) if words_of(words[:end]))
    )


def _walk(workspace: Workspace) -> Everyone:
    """Go through the whole list, page after page: everybody is in it once, by name."""
    found: list[Customer] = []
    positions: list[str | None] = [None]
    while (page := workspace.customers.page(after=positions[-1], limit=200)).next is not None:
        found += page.items
        positions.append(page.next)
    found += page.items
    keys = [(words_of(customer.name), customer.id) for customer in found]
    counts = workspace.customers.counts()
    require(keys == sorted(keys), "the list is in the order of the names")
    require(len({customer.id for customer in found}) == len(found), "nobody is in the list twice")
    require(len(found) == sum(counts.values()) - counts["archived"], "everybody is in the list")
    step = max(1, len(positions) // _POSITIONS)
    return Everyone(found, positions[::step], {customer.id: _found_by(customer) for customer in found})


def _found_by(customer: Customer) -> str:
    party = customer.party
    texts = [party.name, customer.number, party.city, party.kvk, party.phone, party.email, party.address]
    texts += [party.postcode, *(person.name for person in party.signatories)]
    text = "\n".join(text for text in texts if text)
    return " " + " ".join([*words_of(text), *other_spellings(text)])


def _through_the_service(workspace: Workspace, by: Account, everyone: Everyone, scale: Scale) -> Iterator[Measure]:
    owner, customers = whose_customers(by), workspace.customers
    who = "all" if owner is None else "one's own"
    states = (None, "active", "archived")
    pages: list[Act] = [
        partial(customers.page, owner=owner, state=state, after=after, limit=ON_A_PAGE)
        for state, after in product(states, everyone.positions)
    ]
    yield Measure(
        f"service: a page of {who} customers, by name and state", each(in_turn(pages, scale.rounds)), LISTED, "p95"
    )
    letters = typed_letters()
    for words in letters:
        _require_found(workspace, owner, words, everyone)
    searches: list[Act] = [partial(customers.page, words, owner=owner, limit=ON_A_PAGE) for words in letters]
    took = each(in_turn(searches, scale.rounds))
    slowest = max(zip(took, in_turn(letters, scale.rounds), strict=True), key=lambda pair: pair[0].clock)
    note = f"{len(letters)} states of the search box; the slowest was {slowest[1]!r}, {slowest[0].clock / MILLI:.1f} ms"
    yield Measure(f"service: search {who} customers, letter by letter", took, LISTED, "p95", note)


def _require_found(workspace: Workspace, owner: str | None, words: str, everyone: Everyone) -> None:
    """Compare a search with looking at every customer; archived ones are found besides, and not compared."""
    found = workspace.customers.page(words, owner=owner, limit=ON_A_PAGE).items
    wanted = [f" {word}" for word in words_of(words)]
    right = {
        customer.id
        for customer in everyone.customers
        if owner in {None, customer.owner} and all(word in everyone.found_by[customer.id] for word in wanted)
    }
    current = [customer.id for customer in found if customer.state != "archived"]
    require(set(current) <= right, f"what {words!r} finds fits")
    require(len(found) == ON_A_PAGE or set(current) == right, f"{words!r} finds everybody that fits")


def _on_the_tablet(workspace: Workspace, by: Account, everyone: Everyone, scale: Scale) -> Iterator[Measure]:
    browser = Browser(create_app(workspace, clock=FakeClock()), workspace.sessions.open(by, None, NOON))
    who = "all" if whose_customers(by) is None else "one's own"

    def asked(url: str, *, htmx: bool) -> str:
        answer = browser.get(url, htmx=htmx)
        require(answer.status_code == 200, f"{url} is shown")
        return answer.text

    first = everyone.customers[0] if who == "all" else next(one for one in everyone.customers if one.owner == by.id)
    require(f"/c/{first.id}" in asked("/customers", htmx=False), "the first customer is on the first page")
    addresses = [f"/customers?after={quote(after)}" if after else "/customers" for after in everyone.positions]
    pages: list[Act] = [partial(asked, url, htmx="?" in url) for url in addresses]
    yield Measure(f"tablet: a page of {who} customers", each(in_turn(pages, scale.rounds)), LISTED, "p95")
    searches: list[Act] = [partial(asked, f"/customers?q={quote(words)}", htmx=True) for words in typed_letters()]
    yield Measure(
        f"tablet: search {who} customers, letter by letter", each(in_turn(searches, scale.rounds)), LISTED, "p95"
    )
