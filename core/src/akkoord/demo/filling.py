"""Fill a workspace with a play: accounts, customers with their stories, visits and agreements."""

from collections.abc import Sequence
from datetime import time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Final

from akkoord.access import Account
from akkoord.demo.delivering import TakenBy, deliver
from akkoord.demo.keeping import Kept, keep_promises
from akkoord.demo.play import Guest, Play
from akkoord.demo.settling import settle_the_past
from akkoord.demo.stage import Stage, sign_ins
from akkoord.demo.telling import Telling
from akkoord.dossier import Customer
from akkoord.plugins import Clock
from akkoord.workspace import SignIn, Workspace

VISITS: Final = ((0, time(9, 30)), (0, time(13, 15)), (1, time(10, 0)), (2, time(9, 45)), (5, time(14, 0)))
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
"""What a visit is about, in the Dutch of the people who play; first what is open."""

Told = Sequence[tuple[Guest, Customer]]


def fill(folder: Path, clock: Clock, play: Play, taken: TakenBy | None = None) -> Sequence[SignIn]:
    """Make and fill the workspace of a play; tell who can sign in.

    With `taken` customers take what they agreed on, and the past quarters are settled.
    """
    # One write: a demonstration is there as a whole or not at all, and it takes a tenth of the time.
    with Workspace.create(folder, play.settings, clock=clock) as workspace, workspace.store.write():
        stage = Stage.set_up(workspace, clock(), play.accounts)
        tellings = [Telling(stage, play, guest, play.first + n) for n, guest in enumerate(play.customers)]
        # In the order of the first visits, so that the numbers of customers and contracts run with the years.
        ordered = sorted(tellings, key=lambda telling: telling.met)
        told = [(telling.guest, telling.tell()) for telling in ordered]
        _agree(stage, told)
        if taken is not None:
            deliver(stage, [customer for _, customer in told], taken)
            settle_the_past(stage, _manager(stage))
        _plan(stage, told)
        keep_promises(stage, [Kept(guest.owner, n, customer) for n, (guest, customer) in enumerate(told)])
    return sign_ins(play.accounts)


def _manager(stage: Stage) -> Account:
    return next(account for account in stage.accounts.values() if account.is_manager)


def _agree(stage: Stage, told: Told) -> None:
    """Note what was agreed beside the contracts, due in the weeks to come."""
    for (guest, customer), days in zip([pair for pair in told if pair[0].agreed], cycle((4, 11, 24)), strict=False):
        stage.workspace.agreements.add(
            customer.id,
            guest.agreed,
            by=stage.accounts[guest.owner],
            at=stage.moment(stage.today - timedelta(days=9)),
            party="supplier",
            due=stage.today + timedelta(days=days),
        )


def _plan(stage: Stage, told: Told) -> None:
    """Plan visits, first to whom something is open with."""
    order = list(SUBJECTS)
    for owner in dict.fromkeys(guest.owner for guest, _ in told):
        mine = [(guest, customer) for guest, customer in told if guest.owner == owner and guest.story in SUBJECTS]
        urgent = sorted(mine, key=lambda pair: (pair[0].deadline is None, order.index(pair[0].story), pair[0].name))
        for (days, at), (guest, customer) in zip(VISITS, urgent, strict=False):
            stage.workspace.visits.plan(
                customer.id,
                stage.today + timedelta(days=days),
                by=stage.accounts[owner],
                at=stage.moment(stage.today - timedelta(days=3)),
                starts_at=at,
                subject=SUBJECTS[guest.story],
            )
