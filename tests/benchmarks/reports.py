"""Reports at a large company: each over thousands of contracts and millions of sales lines, as a manager opens it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from akkoord.access import CONSOLE
from akkoord.dossier import Party
from akkoord.ending import Effects
from akkoord.ending.termination import Plan, Termination, termination_row
from akkoord.executing.agreements import agreements
from akkoord.executing.runs import Run, settle_all
from akkoord.settings import Settings
from akkoord.store import CONTRACT, CUSTOMER, TERMINATION, Event, Row, Table, canonical_json
from akkoord.testing import FakeClock
from akkoord.values import Period, month_end
from akkoord.workspace import STORE, Workspace
from akkoord_web import create_app
from akkoord_web.testing import Browser
from tests.benchmarks.crowd import PASSWORD
from tests.benchmarks.measuring import Measure, Scale, each, require
from tests.benchmarks.portfolio import AT, portfolio

NOW: Final = datetime(2026, 11, 2, 9, tzinfo=UTC)
QUARTERS: Final = tuple(Period(date(2026, month, 1), month_end(date(2026, month + 2, 1))) for month in (1, 4, 7))
MANAGERS: Final = 25
BUDGET: Final = 1.0
_WARM: Final = 5


def measures(scale: Scale, cache: Path) -> Iterator[Measure]:
    """Open every report as a manager does, the first time and again; what it shows is there before a time counts."""
    contracts = max(20, min(5_000, scale.customers // 20))
    folder = _large(cache, scale.lines, contracts)
    with Workspace.open(folder, clock=FakeClock(NOW)) as workspace:
        session = workspace.sessions.open(workspace.accounts.by_login("chief"), None, NOW)
        app = create_app(workspace, clock=FakeClock(NOW))
        browser = Browser(app, session)
        for name in workspace.plugins.reports:
            yield from _opened(browser, f"/reports/{name}", name, f"{contracts:,} contracts, {scale.lines:,} lines")
        own = workspace.sessions.open(workspace.accounts.by_login("rep1"), None, NOW)
        yield from _opened(Browser(app, own), "/", "Vandaag of an account manager", "")


def _opened(browser: Browser, url: str, name: str, note: str) -> Iterator[Measure]:
    def open_it() -> None:
        answer = browser.get(url)
        require(answer.status_code == 200, f"{url} is shown")
        require('class="tiles"' in answer.text or url == "/" or name == "deviations", f"{url} has figures")

    (first,) = each([open_it])
    yield Measure(f"{name}, opened again", each([open_it] * _WARM), BUDGET, note=f"first {first.clock:.2f} s; {note}")


def _large(cache: Path, lines: int, contracts: int) -> Path:
    """Give a workspace with so many contracts and lines, statements, ends and account managers; made once."""
    folder = cache / f"reports-{contracts}-{lines}"
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        Workspace.create(part, Settings(name="Large", clause_set="brewery"), clock=FakeClock(NOW)).close()
        shutil.copy(portfolio(cache, lines, contracts).store, part / STORE)
        _fill(part, contracts)
        part.rename(folder)
    return folder


def _fill(folder: Path, contracts: int) -> None:
    with Workspace.open(folder, clock=FakeClock(NOW)) as workspace:
        workspace.accounts.add("chief", "Chief", "manager", PASSWORD, by=CONSOLE, at=NOW)
        owners = [
            workspace.accounts.add(f"rep{n}", f"Rep {n}", "account_manager", PASSWORD, by=CONSOLE, at=NOW)
            for n in range(MANAGERS)
        ]
        with workspace.store.write():
            for n in range(contracts):
                _describe(workspace, n, owners[n % MANAGERS].id)
        for quarter in QUARTERS:
            run = Run(quarter, date(2026, 10, 15), CONSOLE, AT, post=quarter != QUARTERS[-1])
            done = settle_all(workspace.statements, agreements(workspace.store, quarter.last), run)
            require(all(one.problem is None for one in done), "all are settled")
        with workspace.store.write():
            for n in range(0, contracts, 20):
                _end(workspace, n)


def _describe(workspace: Workspace, n: int, owner: str) -> None:
    """Give a customer a name, a place and an account manager, and every tenth contract a last day for notice."""
    party = Party(f"Café {n:05}", "bv", city=f"Plaats {n % 90}", postcode=f"{1000 + n % 9000} AB")
    body = canonical_json({"party": party.to_json(), "created_on": "2024-01-01", "ever_active": True})
    row = {"id": f"c{n}", "name": party.name, "owner": owner, "city": party.city, "body": body}
    _change(workspace, CUSTOMER, row)
    if n % 10 == 0:
        _change(workspace, CONTRACT, {"id": f"k{n}", "notice_by": "2026-12-15", "ends_on": "2027-01-31"})


def _change(workspace: Workspace, table: Table, row: Row) -> None:
    known = workspace.store.get(table, str(row["id"]))
    require(known is not None, f"{row['id']} is there")
    if known is not None:
        version = int(str(known["version"]))
        workspace.store.save(table, row, expected=version, events=[Event("changed")], by="x", at=AT)


def _end(workspace: Workspace, n: int) -> None:
    """Let a contract end in the course of the year."""
    plan = Plan(
        reason="insolvency",
        circumstances=("price",),
        text="De zaak is gesloten.",
        initiated_by="customer",
        effective=date(2026, 1 + n % 12, 28),
    )
    one = Termination(
        f"t{n}", 0, "effective", f"c{n}", f"k{n}", plan, Effects(), (), "x", date(2026, 1, 5), updated_at="x"
    )
    workspace.store.save(TERMINATION, termination_row(one), expected=0, events=[Event("planned")], by="x", at=AT)
