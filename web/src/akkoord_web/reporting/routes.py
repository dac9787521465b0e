"""The list of reports, one report with its filters in the address, and its downloads."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from akkoord.access import whose_customers
from akkoord.facts import Question
from akkoord.reporting import (
    FORMATS,
    Built,
    Format,
    InvalidParameters,
    Report,
    Target,
    fragment,
    output,
    period_now,
    shown,
)
from akkoord.reporting.mailing import file_name
from akkoord.values import InvalidValue
from akkoord_web import context, htmx, pages

__all__ = ["bp"]

bp = Blueprint("reporting", __name__, template_folder="templates")

_YEARS: Final = 3
_IMPOSSIBLE: Final = (InvalidParameters, InvalidValue)
"""What a choice raises that cannot be made, or that leads outside the calendar."""
FEW_ROWS: Final = 20
"""How many rows of each table are on the screen at first."""
MOST_ROWS: Final = 500
"""How many when one asks for all of them; the files have any number."""


@bp.get("/reports")
def listing() -> ResponseReturnValue:
    """List the reports, with what each answers."""
    whose_customers(context.account())
    return pages.page("reporting/listing.html", reports=context.workspace().plugins.reports.values())


@bp.get("/reports/<name>")
def report(name: str) -> ResponseReturnValue:
    """Show one report of what the address chooses; htmx gets it without the filters."""
    wanted = _wanted(name)
    typed = _typed(wanted)
    try:
        built, problem = _built(wanted, typed), None
    except _IMPOSSIBLE as error:
        built, problem = None, error
    return pages.page_or_fragment(
        "reporting/report.html",
        "report",
        status=200 if problem is None else 422,
        wanted=wanted,
        built=built,
        problem=problem,
        shown=None if built is None else _shown(wanted, typed, built),
        fields=_fields(wanted, typed),
        downloads=[(form, _with(url_for("reporting.download", name=name, form=form), typed)) for form in FORMATS],
    )


@bp.get("/reports/<name>/headline")
def headline(name: str) -> ResponseReturnValue:
    """Give the key numbers of one report for its tile; a visitor who comes by the address gets the report."""
    wanted = _wanted(name)
    url = url_for("reporting.report", name=name)
    return pages.shielded(partial(_headline, wanted), url=url) if htmx.wants_fragment() else pages.see_other(url)


@bp.get("/reports/<name>/download/<form>")
def download(name: str, form: str) -> ResponseReturnValue:
    """Give a report as a file."""
    wanted = _wanted(name)
    typed = _typed(wanted)
    if form not in FORMATS:
        abort(404)
    try:
        built = _built(wanted, typed)
    except _IMPOSSIBLE:
        return pages.see_other(_with(url_for("reporting.report", name=name), typed))
    chosen = cast("Format", form)
    response = Response(output(built, chosen, context.language()), content_type=FORMATS[chosen].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(built, chosen)}"'
    return response


def _headline(wanted: type[Report]) -> Markup:
    built, language = _built(wanted, {}), context.language()
    numbers = [(one.label, shown(one.value, language), one.below) for one in built.headline]
    return pages.block_of("reporting/headline.html", "headline", built=built, numbers=numbers)


def _wanted(name: str) -> type[Report]:
    return context.workspace().plugins.reports.get(name) or abort(404)


def _typed(wanted: type[Report]) -> dict[str, str]:
    """Read what the address chooses of what the report asks."""
    asked = (question.key for question in wanted.questions())
    found = {key: request.args.get(key, "").strip() for key in asked}
    return {key: value for key, value in found.items() if value}


def _with(url: str, typed: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(typed)}" if typed else url


def _built(wanted: type[Report], typed: Mapping[str, str]) -> Built:
    return wanted.made(context.workspace(), typed, by=context.account(), today=context.today())


def _shown(wanted: type[Report], typed: Mapping[str, str], built: Built) -> Markup:
    """Write the sections, with the first rows of each table or, when the address asks, all that a screen can take."""
    return fragment(
        built,
        context.language(),
        url_of=partial(_url_of, wanted, typed),
        most=MOST_ROWS if request.args.get("rows") == "all" else FEW_ROWS,
        more_url=_with(url_for("reporting.report", name=wanted.name), {**typed, "rows": "all"}),
    )


def _url_of(wanted: type[Report], typed: Mapping[str, str], target: Target) -> str | None:
    """Tell where a number or name of a report leads."""
    match target.kind:
        case "customer":
            return url_for("customers.dossier", customer_id=target.id)
        case "standing":
            return url_for("customers.dossier", customer_id=target.id, _anchor="statements")
        case "contract":
            return url_for("closing.contract", contract_id=target.id)
        case "statement":
            return url_for("executing.statement", statement_id=target.id)
        case "account_manager":
            chosen = {**typed, "account_manager": target.id}
            return (
                _with(url_for("reporting.report", name=wanted.name), chosen) if context.account().is_manager else None
            )


def _fields(wanted: type[Report], typed: Mapping[str, str]) -> list[tuple[Question, str, list[tuple[str, str]]]]:
    """Give each parameter with what was typed, and what can be chosen; without choices it is typed."""
    found = []
    for question in wanted.questions():
        if question.key in {"account_manager", "team"} and not context.account().is_manager:
            continue
        if question.key == "team" and not context.workspace().accounts.teams():
            continue
        value = typed.get(question.key, wanted.opens_with(context.today()) if question.key == "period" else "")
        choices = _choices(question, value)
        found.append((question, value, choices))
    return found


def _choices(question: Question, value: str) -> list[tuple[str, str]]:
    if question.key == "period":
        periods = _periods(context.today())
        return [(each, each) for each in (periods if value in periods else [value, *periods])]
    if question.key == "account_manager":
        people = context.workspace().accounts.all()
        return [("", ""), *((one.login, one.name) for one in people if one.role == "account_manager")]
    if question.key == "team":
        return [("", ""), *((team, team) for team in context.workspace().accounts.teams())]
    if question.choices:
        return [("", ""), *((key, words.text(context.language())) for key, words in question.choices.items())]
    return []


def _periods(today: date) -> list[str]:
    """List the quarters up to the present one and the years, the last first."""
    years = range(today.year, today.year - _YEARS, -1)
    quarters = [f"{year}-Q{quarter}" for year in years for quarter in (4, 3, 2, 1)]
    return [*(each for each in quarters if each <= period_now(today)), *(str(year) for year in years)]
