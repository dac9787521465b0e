"""Take every screen of a fresh demo, landscape and portrait, light and dark: `tools/screenshots.py docs/img`."""  # noqa: INP001 - a script

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from akkoord.access import CONSOLE, Account
from akkoord.closing.contract import SIGNABLE, Contract
from akkoord.ending.termination import Draft, Plan
from akkoord.reporting import output
from akkoord.workspace import SignIn, Workspace
from akkoord_clauses_brewery.demo import fill
from akkoord_web import create_app

SIZES = {"landscape": (1180, 820), "portrait": (820, 1180)}
SCHEMES = ("light", "dark")
# A fixed moment, so that pictures change only when screens do.
YEAR = "2026"
MOMENT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def clock() -> datetime:
    """Give the moment at which all pictures are taken."""
    return MOMENT


@contextmanager
def demo() -> Iterator[tuple[str, Workspace, list[SignIn]]]:
    """Fill a demo workspace in a temporary folder and serve it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo"
        people = list(fill(path, clock))
        with Workspace.open(path, clock=clock) as workspace:
            workspace.start()
            server = create_server(create_app(workspace, clock=clock), host="127.0.0.1", port=0, threads=4)
            Thread(target=server.run, daemon=True).start()
            yield f"http://127.0.0.1:{server.effective_port}", workspace, people
            server.close()


def screens(workspace: Workspace, person: SignIn) -> dict[str, str]:
    """Name every screen with its address, on the first customer of this person that has what the screen shows."""
    account = workspace.accounts.by_login(person.login)
    assert account is not None
    owner = account.id
    drafts = [(one, who) for one, who in workspace.proposals.open(owner=owner, limit=50) if one.state == "draft"]
    proposal, customer = next((pair for pair in drafts if workspace.contracts.preview(pair[0]).can_be_made), drafts[0])
    waiting = [
        one
        for one, _ in workspace.contracts.unsigned(owner=owner, limit=50)
        if one.state in SIGNABLE and not one.unapproved
    ]
    page = workspace.customers.page(owner=owner, state="active", limit=50)
    running = [one for who in page.items for one in workspace.contracts.of(who.id) if one.is_binding]
    begun = workspace.amendments.start(running[0], by=account, at=MOMENT)
    longer = {"term": {"months": 48}}
    workspace.amendments.change(begun, longer, begun.commencement or MOMENT.date(), by=account, at=MOMENT)
    settled = max(
        (each for who in page.items for each in workspace.statements.of(who.id)), key=lambda one: len(one.lines)
    )
    return (
        ending_screens(workspace, account, running)
        | restored_screens(workspace, account)
        | {
            "today": "/",
            "customers": "/customers",
            "customer-new": "/customers/new",
            "dossier": f"/c/{running[0].customer}",
            "situation": f"/c/{customer.id}/intake",
            "proposal": f"/p/{proposal.id}",
            "compare": f"/p/{proposal.id}/compare",
            "preview": f"/p/{proposal.id}/preview",
            "why": f"/p/{proposal.id}/why",
            "contract": f"/k/{waiting[0].id}",
            "own-text": f"/k/{waiting[0].id}/own-text",
            "sign": f"/k/{waiting[0].id}/sign",
            "signed": f"/k/{running[0].id}/signed",
            "promises": f"/c/{running[0].customer}/obligations",
            "journal": f"/c/{running[0].customer}/journal",
            "search-everything": "/find?q=koeling",
            "amend": f"/k/{begun.id}/amending",
            "redline": f"/k/{begun.id}/changes",
            "statements": f"/c/{settled.customer}/statements",
            "statement": f"/s/{settled.id}",
            "amount-explained": f"/s/{settled.id}/lines/{settled.lines[-1].id}",
            "settings": "/settings",
            "not-found": "/c/nobody",
        }
    )


def ending_screens(workspace: Workspace, account: Account, running: list[Contract]) -> dict[str, str]:
    """Begin to end one contract, plan the end of another, and end a third; name the screens of each."""
    settled = [one for one in running if workspace.statements.of_contract(one.id)] or running
    typed, planned, ended = (settled[place % len(settled)] for place in (1, 2, 3))
    today = MOMENT.date()
    answers = {
        "reason": "transfer_not_taken_over", "initiated_by": "customer", "circumstances.ownership_change": "yes",
        "text": "De koper heeft een eigen brouwerijcontract.", "notice_received": "2026-11-16",
        "effective": "2026-12-31", "ground": "De zaak wordt overgedragen; de koper neemt het contract niet over.",
    }  # fmt: skip
    draft = Draft("", 0, typed.customer, typed.id, answers, owner=account.id)
    workspace.terminations.keep_typed(draft, by=account, at=MOMENT)
    plan = Plan(
        "business_closed", ("staff_shortage", "volume_decline"), "De zaak sluit na de feestdagen.", "customer",
        today, ground="De zaak wordt gestaakt.",
    )  # fmt: skip
    ends = [
        workspace.terminations.plan(one.customer, one, replace(plan, effective=day), by=account, at=MOMENT).id
        for one, day in ((planned, date(2027, 1, 31)), (ended, date(2026, 10, 31)))
    ]
    return {
        "terminate": f"/c/{typed.customer}/terminate?contract={typed.id}",
        "terminate-review": f"/c/{typed.customer}/terminate/review?contract={typed.id}",
        "termination-planned": f"/t/{ends[0]}",
        "termination-ended": f"/t/{ends[1]}",
        "dossier-ending": f"/c/{planned.customer}",
    }


def restored_screens(workspace: Workspace, account: Account) -> dict[str, str]:
    """Make a customer who left current again; name the screens of it and of one that was put away."""
    left = workspace.customers.page(owner=account.id, state="terminated").items[0]
    workspace.restoring.restore(left, by=account, at=MOMENT)
    away = workspace.customers.page(owner=account.id, state="archived").items[0]
    return {"dossier-restored": f"/c/{left.id}", "dossier-archived": f"/c/{away.id}"}


def screens_of_a_manager(workspace: Workspace) -> dict[str, str]:
    """Name the screens that only a manager sees."""
    run = workspace.sales_import.runs()[0]["id"]
    reports = {name: f"/reports/{name}?period={YEAR}" for name in workspace.plugins.reports}
    return {"sales": "/settings/sales", "file-of-sales": f"/settings/sales/{run}", "figures": "/reports", **reports}


def print_reports(workspace: Workspace, folder: Path) -> None:
    """Print every report, and picture each of its pages."""
    for name, report in workspace.plugins.reports.items():
        built = report.made(workspace, {"period": YEAR}, by=CONSOLE, today=MOMENT.date())
        file = folder / f"{name}.pdf"
        file.write_bytes(output(built, "pdf", "nl"))
        command = ["pdftoppm", "-r", "70", "-png", str(file), str(folder / f"{name}-print")]
        subprocess.run(command, check=True)  # noqa: S603 - names of our own
        file.unlink()


def sign_in(browser: Browser, base: str, person: SignIn, folder: Path, orientation: str, scheme: str) -> Page:
    """Open a tablet, take the picture of signing in, and sign in."""
    width, height = SIZES[orientation]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="nl-NL",
        has_touch=True,
        service_workers="block",
        reduced_motion="reduce",
        base_url=base,
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.screenshot(path=folder / f"sign-in-{orientation}-{scheme}.png")
    page.fill("[name=login]", person.login)
    page.fill("[name=password]", person.password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")
    return page


def draw(page: Page) -> None:
    """Put a signature on the glass, so that the picture shows what signing looks like."""
    page.check("[name=agreed]")
    pad = page.locator("#pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    heights = (0.7, 0.25, 0.75, 0.35, 0.6, 0.4, 0.55, 0.3, 0.62, 0.45)
    page.mouse.move(box["x"] + 120, box["y"] + box["height"] * 0.6)
    page.mouse.down()
    for step, height in enumerate(heights):
        page.mouse.move(box["x"] + 150 + step * 32, box["y"] + box["height"] * height, steps=6)
    page.mouse.up()


def take(page: Page, name: str, url: str, file: Path) -> None:
    """Go to a screen and take its picture."""
    page.goto(url)
    page.wait_for_load_state("networkidle")
    if name == "sign":
        draw(page)
    size = page.viewport_size
    if url.startswith("/reports/") and size is not None:
        # A picture of the whole of a report, with the bar where it is: below.
        whole = page.evaluate("() => document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(whole, size["height"])})
    page.screenshot(path=file)
    if size is not None:
        page.set_viewport_size(size)


def main(folder: Path, only: Sequence[str] = ()) -> None:
    """Take all pictures, or those that are named."""
    folder.mkdir(parents=True, exist_ok=True)
    with demo() as (base, workspace, people), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"], chromium_sandbox=False
        )
        manager = next(one for one in people if one.role == "manager")
        wanted = [(people[0], screens(workspace, people[0])), (manager, screens_of_a_manager(workspace))]
        for orientation in SIZES:
            for scheme in SCHEMES:
                for person, pages in wanted:
                    page = sign_in(browser, base, person, folder, orientation, scheme)
                    for name, url in pages.items():
                        if only and name not in only:
                            continue
                        take(page, name, url, folder / f"{name}-{orientation}-{scheme}.png")
                    page.context.close()
        browser.close()
        print_reports(workspace, folder)
    sys.stderr.write(f"{len(list(folder.glob('*.png')))} pictures in {folder}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
