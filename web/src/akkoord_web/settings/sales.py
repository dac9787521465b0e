"""Read files of sales: send one, look what would come of it, take it, and see what was not taken and why."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import Final

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import Change
from akkoord.executing import InvalidSale
from akkoord.executing.sales_import import Summary, Totals
from akkoord.executing.sales_mapping import SalesMapping
from akkoord.executing.sales_readers import reader_of
from akkoord.executing.sales_rejects import rejects_csv
from akkoord.language import Message
from akkoord.store import SALE_RUN, Row, text
from akkoord.values import Money, Period
from akkoord_web import context, identity, pages
from akkoord_web.settings.personal import bp
from akkoord_web.speech import say, text_of
from akkoord_web.writes import writes, writes_in_turns

__all__: list[str] = []

_MEDIA_TYPE: Final = "application/vnd.akkoord.sales"
"""What a sent file of sales is kept as, so that no other kept file can be read through these pages."""
_MOST_SHOWN: Final = 50
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Run:
    """A file that was read, as the list shows it."""

    id: str
    file: str
    at: datetime
    done: bool
    new: int
    changed: int
    same: int
    late: int
    rejected: int
    turnover: Money


@bp.get("/settings/sales")
def sales() -> ResponseReturnValue:
    """Show which files were read, and a form to send one."""
    identity.require("import_sales")
    return _page()


@bp.post("/settings/sales")
@writes
def send_sales() -> ResponseReturnValue:
    """Keep the file that was sent, and go on to what would come of it."""
    identity.require("import_sales")
    sent = request.files.get("file")
    name = PurePath((sent.filename or "").replace("\\", "/")).name[-_LONGEST_NAME:] if sent else ""
    if sent is None or not name:
        return _page(say("Choose a file."), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        reader_of(Path(name), context.workspace().plugins.sales_readers)
    except InvalidSale as error:
        return _page(error.message, HTTPStatus.UNPROCESSABLE_ENTITY)
    kept = context.workspace().store.put_blob(sent.read(), _MEDIA_TYPE)
    return pages.see_other(url_for("settings.check_sales", kept=kept, name=name, mapping=request.form.get("mapping")))


@bp.get("/settings/sales/check/<kept>")
def check_sales(kept: str) -> ResponseReturnValue:
    """Show what would come of a file: how it is read, how many rows can be taken, and why others cannot."""
    identity.require("import_sales")
    name = request.args.get("name", "")
    try:
        summary = _imported(kept, name, request.args.get("mapping"), dry=True)
    except InvalidSale as error:
        return _page(error.message)
    return pages.page(
        "settings/sales_check.html",
        summary=summary,
        turnover=Money.of_minor(summary.totals.turnover),
        days=_days(summary.totals),
        columns=[(text_of(label).capitalize(), text_of(how)) for label, how in summary.read_as],
        rejects=summary.rejects[:_MOST_SHOWN],
        kept=kept,
        mapping=request.args.get("mapping") or "",
    )


@bp.post("/settings/sales/import")
@writes_in_turns
def import_sales() -> ResponseReturnValue:
    """Take what can be taken of a file."""
    identity.require("import_sales")
    form = request.form
    try:
        summary = _imported(form.get("kept", ""), form.get("name", ""), form.get("mapping"), dry=False)
    except InvalidSale as error:
        return _page(error.message, HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.see_other(url_for("settings.sales_run", run=summary.run))


@bp.get("/settings/sales/<run>")
def sales_run(run: str) -> ResponseReturnValue:
    """Show what came of a file."""
    identity.require("import_sales")
    found = _run(_row(run))
    return pages.page(
        "settings/sales_run.html", run=found, rejects=context.workspace().sales_import.rejects(run, limit=_MOST_SHOWN)
    )


@bp.get("/settings/sales/<run>/rejects.csv")
def sales_rejects(run: str) -> ResponseReturnValue:
    """Give the rows that were not taken as a file, to mend and send again."""
    identity.require("import_sales")
    _row(run)
    imports = context.workspace().sales_import
    written = rejects_csv(imports.rejects(run), imports.sheet(run), context.account().language)
    response = Response(written, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="rejects.csv")
    return response


def _days(totals: Totals) -> Period | None:
    """Tell from which day through which the rows of a file are; None without any."""
    return Period(date.fromisoformat(totals.first), date.fromisoformat(totals.last)) if totals.rows else None


def _page(error: Message | None = None, status: HTTPStatus = HTTPStatus.OK) -> Response:
    workspace = context.workspace()
    return pages.page(
        "settings/sales.html",
        status=status,
        error=error,
        runs=[_run(row) for row in workspace.sales_import.runs()],
        mappings=sorted(workspace.settings.sales),
        accept=",".join(suffix for reader in workspace.plugins.sales_readers for suffix in reader.suffixes),
    )


def _imported(kept: str, name: str, mapping: str | None, *, dry: bool) -> Summary:
    workspace, account = context.workspace(), context.account()
    with _file(kept, name) as file:
        return workspace.sales_import.run(
            file,
            reader_of(file, workspace.plugins.sales_readers),
            _mapping(mapping),
            change=Change(account, context.now()),
            language=account.language,
            name=name,
            dry=dry,
        )


def _mapping(name: str | None) -> SalesMapping:
    try:
        return context.workspace().settings.sales_mapping(name or None)
    except KeyError:
        abort(HTTPStatus.NOT_FOUND)


@contextmanager
def _file(kept: str, name: str) -> Iterator[Path]:
    """Write a sent file where readers can read it, under a name of ours with its own ending."""
    blob = context.workspace().store.blob(kept)
    if blob is None or blob.media_type != _MEDIA_TYPE:
        abort(HTTPStatus.NOT_FOUND)
    suffix = PurePath(name).suffix.lower()
    if not suffix[1:].isalnum():
        abort(HTTPStatus.NOT_FOUND)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"sales{suffix}"
        file.write_bytes(blob.data)
        yield file


def _row(run: str) -> Row:
    row = context.workspace().store.get(SALE_RUN, run)
    if row is None:
        abort(HTTPStatus.NOT_FOUND)
    return row


def _run(row: Row) -> Run:
    body = json.loads(text(row, "body"))
    return Run(
        id=text(row, "id"),
        file=text(row, "file"),
        at=datetime.fromisoformat(text(row, "started_at")),
        done=row["state"] == "done",
        new=body["new"],
        changed=body["changed"],
        same=body["same"],
        late=body["late"],
        rejected=body["rejected"],
        turnover=Money.of_minor(body["turnover"]),
    )
