"""Fill a workspace for the demonstration: accounts, customers with their stories, visits and agreements."""

from collections.abc import Sequence
from datetime import time, timedelta
from pathlib import Path
from typing import Final, Literal

from akkoord.demo.keeping import Kept, keep_promises
from akkoord.demo.settling import settle_the_past
from akkoord.demo.stage import Stage, sign_ins
from akkoord.dossier import Customer
from akkoord.plugins import Clock
from akkoord.workspace import SignIn, Workspace
from akkoord_clauses_brewery.demo.cast import Guest, guests, members, settings
from akkoord_clauses_brewery.demo.leaving import end_what_ended
from akkoord_clauses_brewery.demo.sales import deliver
from akkoord_clauses_brewery.demo.stories import Telling

VISITS: Final = (
    (0, time(9, 30)), (0, time(11, 0)), (0, time(13, 15)), (0, time(15, 30)),
    (1, time(10, 0)), (2, time(9, 45)), (3, time(14, 0)), (7, time(10, 30)),
)  # fmt: skip
"""When each account manager visits somebody: days from today, and the time."""
SUBJECTS: Final = {
    "new": "Kennismaken en de situatie opnemen",
    "situation": "Eerste voorstel bespreken",
    "draft": "Voorstel doornemen",
    "presented": "Voorstel: wat kiest de klant?",
    "accepted": "Contract maken",
    "ready_to_sign": "Contract tekenen",
    "partly_signed": "Laatste handtekening",
    "in_force": "Jaargesprek",
}
AGREEMENTS: Final[tuple[tuple[str, Literal["supplier", "customer", "both"], int | None], ...]] = (
    ("Levering op dinsdag vóór 11.00 uur, via de achterdeur.", "supplier", None),
    ("Terrasschermen en parasols met ons merk, mei tot en met september.", "supplier", 75),
    ("Offerte voor een tweede koelmotor opsturen.", "supplier", 4),
    ("Kopie van de Alcoholwetvergunning nasturen.", "customer", 11),
    ("Glazen tellen en breuk doorgeven.", "customer", 24),
    ("Samen een proeverij met bokbier houden, datum volgt.", "both", None),
)


def fill(folder: Path, clock: Clock) -> Sequence[SignIn]:
    """Make and fill the workspace of Brouwerij Zilverbeek; tell who can sign in."""
    # One write: a demonstration is there as a whole or not at all, and it takes a tenth of the time.
    with Workspace.create(folder, settings(), clock=clock) as workspace, workspace.store.write():
        stage = Stage.set_up(workspace, clock(), members())
        # In the order of the first visits, so that the numbers of customers and contracts run with the years.
        tellings = sorted((Telling(stage, guest) for guest in guests()), key=lambda telling: telling.met)
        told = [(telling.guest, telling.tell()) for telling in tellings]
        _agree(stage, told)
        deliver(stage, told)
        end_what_ended(stage, told, stage.accounts["hanneke"])
        settle_the_past(stage, stage.accounts["hanneke"])
        _plan(stage, told)
        keep_promises(stage, [Kept(guest.owner, guest.n, customer) for guest, customer in told])
    return sign_ins(members())


def _plan(stage: Stage, told: Sequence[tuple[Guest, Customer]]) -> None:
    """Plan the visits of today and the next days, first to whom something is open with."""
    for owner in dict.fromkeys(guest.owner for guest, _ in told):
        mine = [(guest, customer) for guest, customer in told if guest.owner == owner and guest.story in SUBJECTS]
        urgent = sorted(mine, key=lambda pair: (pair[0].story == "in_force" and pair[0].deadline is None, pair[0].n))
        for (days, at), (guest, customer) in zip(VISITS, urgent, strict=False):
            stage.workspace.visits.plan(
                customer.id,
                stage.today + timedelta(days=days),
                by=stage.accounts[owner],
                at=stage.moment(stage.today - timedelta(days=3)),
                starts_at=at,
                subject=SUBJECTS[guest.story],
            )


def _agree(stage: Stage, told: Sequence[tuple[Guest, Customer]]) -> None:
    """Note what was agreed beside the contracts."""
    supplied = [(guest, customer) for guest, customer in told if guest.story == "in_force" and guest.n % 3]
    for count, (guest, customer) in enumerate(supplied):
        text, party, due = AGREEMENTS[count % len(AGREEMENTS)]
        stage.workspace.agreements.add(
            customer.id,
            text,
            by=stage.accounts[guest.owner],
            at=stage.moment(stage.today - timedelta(days=9 + guest.n)),
            party=party,
            due=None if due is None else stage.today + timedelta(days=due + count),
        )
