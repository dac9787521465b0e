"""One's own calendar of deadlines: make its secret address, take it back, and give the calendar to who has it."""

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue

from akkoord.executing.calendar_feed import DAYS_AHEAD, calendar_of
from akkoord_web import context, identity, pages
from akkoord_web.settings.personal import bp
from akkoord_web.writes import SHOWN_ONCE, writes

__all__: list[str] = []


@bp.post("/settings/calendar")
@writes
def make_calendar() -> ResponseReturnValue:
    """Make a new secret address and show it this once; an earlier one stops working."""
    secret = context.workspace().calendars.make(by=context.account(), at=context.now())
    address = url_for("settings.calendar", secret=secret, _external=True)
    response = pages.page("settings/calendar.html", address=address)
    response.headers[SHOWN_ONCE] = url_for("settings.overview")
    return response


@bp.post("/settings/calendar/revoke")
@writes
def revoke_calendar() -> ResponseReturnValue:
    """Let the address work no more."""
    context.workspace().calendars.revoke(by=context.account(), at=context.now())
    return pages.see_other(url_for("settings.overview", did="calendar"))


@bp.get("/calendar/<secret>.ics")
@identity.public
def calendar(secret: str) -> ResponseReturnValue:
    """Give the calendar; whoever has the address may read it, as long as its person may."""
    workspace = context.workspace()
    feed = workspace.calendars.find(secret) or abort(404)
    account = workspace.accounts.get(feed.account)
    if not account.is_active or not (account.is_manager or account.role == "account_manager"):
        abort(404)
    deadlines = workspace.deadlines.near(context.today(), DAYS_AHEAD, by=account)
    body = calendar_of(deadlines, account.language, name=account.name, at=context.now())
    return Response(body, content_type="text/calendar; charset=utf-8")
