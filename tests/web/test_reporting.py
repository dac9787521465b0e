"""Cijfers: reports of plugins on the screen, each sees the own customers, and a file for every format."""

import pytest

from akkoord import Words, hookimpl
from akkoord.access import CONSOLE
from akkoord.plugins import Plugins
from akkoord.reporting import FORMATS, Cell, KeyNumber, Report, Section, Table, Target
from akkoord.values import add_months
from akkoord_web import create_app
from akkoord_web.testing import Browser

NAMES = Words(nl="Namen", en="Names")


class Names(Report, name="names", title=NAMES, about=Words(nl="Wie er zijn.", en="Who there are.")):
    def build(self, reading):
        found = [one for one in reading.records.customers.recent(owner=reading.owner) if reading.includes(one)]
        rows = tuple((Cell(one.name, Target("customer", one.id)),) for one in found)
        if rows:
            yield Section(NAMES, (KeyNumber(NAMES, len(rows)), Table(NAMES, (NAMES,), rows)))


class Links(Report, name="links", title=NAMES, about=NAMES):
    def build(self, reading):
        (customer,) = reading.records.customers.recent()
        kinds = {"customer": customer.id, "standing": customer.id, "contract": "k1", "statement": "s1"}
        cells = [Cell(kind, Target(kind, key)) for kind, key in kinds.items()]
        rows = tuple((cell,) for cell in (*cells, reading.manager(customer)))
        yield Section(NAMES, (Table(NAMES, (NAMES,), rows),))


class Long(Report, name="long", title=NAMES, about=NAMES):
    def build(self, _):
        yield Section(NAMES, (Table(NAMES, (NAMES,), tuple((f"rij {n}",) for n in range(35))),))


class Broken(Report, name="broken", title=NAMES, about=NAMES):
    def build(self, _):
        raise ZeroDivisionError


class Beyond(Report, name="beyond", title=NAMES, about=NAMES):
    def build(self, reading):
        add_months(reading.chosen.period.last, 12)
        return ()


class Dropped:
    """A plugin of a few lines."""

    @staticmethod
    @hookimpl
    def reports():
        return [Names, Links, Long, Broken, Beyond]


@pytest.fixture
def visit(workspace, clock, customer):
    """Open a browser for somebody on an application with one more report."""
    workspace.plugins = Plugins.of({"dropped": Dropped}, clock=clock)
    app = create_app(workspace, clock=clock)

    def of(login):
        return Browser(app, workspace.sessions.open(workspace.accounts.by_login(login), None, clock.at))

    return of


def test_a_report_of_a_plugin_appears_in_the_list_by_itself(visit):
    text = visit("anna").get("/reports").text
    assert "/reports/names" in text
    assert "Wie er zijn." in text


def test_a_tile_fetches_the_key_numbers_of_its_report(visit):
    anna = visit("anna")
    assert 'hx-get="/reports/names/headline"' in anna.get("/reports").text
    text = anna.get("/reports/names/headline", htmx=True).text
    assert "<dt>Namen</dt><dd>1</dd>" in text
    assert "<html" not in text


def test_a_tile_of_nothing_says_so(visit):
    assert "niets gevonden" in visit("bram").get("/reports/names/headline", htmx=True).text


def test_a_report_that_breaks_leaves_its_tile_with_a_way_to_try_again(visit):
    answer = visit("anna").get("/reports/broken/headline", htmx=True)
    assert answer.status_code == 200
    assert 'href="/reports/broken"' in answer.text


def test_who_comes_by_the_address_of_a_tile_gets_the_report(visit):
    answer = visit("anna").get("/reports/names/headline")
    assert (answer.status_code, answer.location) == (303, "/reports/names")


def test_an_account_manager_sees_the_own_customers_and_a_manager_those_of_all(visit, customer):
    assert f"/c/{customer.id}" in visit("anna").get("/reports/names").text
    assert f"/c/{customer.id}" in visit("piet").get("/reports/names").text
    assert customer.name not in visit("bram").get("/reports/names").text
    assert customer.name not in visit("bram").get("/reports/names?account_manager=anna").text
    assert customer.name not in visit("piet").get("/reports/names?account_manager=bram").text


def test_what_no_report_asks_changes_nothing(visit, customer):
    assert customer.name in visit("anna").get("/reports/names?name=x&form=y&_anchor=z").text


def test_numbers_lead_to_what_explains_them(visit, customer):
    links = visit("piet").get("/reports/links?period=2026").text
    for href in (f"/c/{customer.id}", f"/c/{customer.id}#statements"):
        assert f'<td class="short"><a href="{href}">' in links
    for href in ("/k/k1", "/s/s1"):
        assert f'<td class="day"><a href="{href}">' in links
    assert 'href="/reports/links?period=2026&amp;account_manager=anna"' in links


@pytest.fixture
def teams(workspace, clock):
    """Put Anna and Bram in a team each."""
    for login, team in (("anna", "Noord"), ("bram", "Zuid")):
        workspace.accounts.change(workspace.accounts.by_login(login), team=team, by=CONSOLE, at=clock.at)


@pytest.mark.usefixtures("teams")
def test_a_manager_chooses_a_team(visit, customer):
    manager = visit("piet")
    page = manager.get("/reports/names?team=noord").text
    assert customer.name in page
    assert 'name="team"' in page
    assert customer.name not in manager.get("/reports/names?team=Zuid").text


@pytest.mark.usefixtures("teams")
def test_a_team_that_is_not_there_is_said_with_those_that_are(visit):
    page = visit("piet").get("/reports/names?team=Oost")
    assert page.status_code == 422
    assert "Noord" in page.text
    assert "Zuid" in page.text


@pytest.mark.usefixtures("teams")
def test_an_account_manager_sees_the_own_customers_whatever_the_team(visit, customer):
    page = visit("anna").get("/reports/names?team=Zuid").text
    assert customer.name in page
    assert 'name="team"' not in page


def test_what_was_narrowed_down_to_nothing_says_no_more_than_that(visit):
    assert "Er is niets gevonden voor wat is gekozen." in visit("piet").get("/reports/names?place=Urk").text


def test_without_teams_there_is_none_to_choose(visit):
    assert "niemand zit in een team" in visit("piet").get("/reports/names?team=Noord").text
    assert 'name="team"' not in visit("piet").get("/reports/names").text


def test_an_account_manager_drills_down_to_no_colleague(visit):
    assert "account_manager=anna" not in visit("bram").get("/reports/links?period=2026").text


def test_a_long_table_shows_its_first_rows_and_all_of_them_on_request(visit):
    few = visit("anna").get("/reports/long?period=2026").text
    assert ("rij 19" in few, "rij 20" in few) == (True, False)
    assert '<a href="/reports/long?period=2026&amp;rows=all">Nog 15 regels</a>' in few
    every = visit("anna").get("/reports/long?period=2026&rows=all").text
    assert "rij 34" in every
    assert "Nog 15" not in every
    assert b"rij 34" in visit("anna").get("/reports/long/download/csv?period=2026").data


def test_an_empty_report_says_so(visit):
    assert "niets gevonden" in visit("bram").get("/reports/names").text


def test_htmx_gets_the_report_without_the_page_around_it(visit):
    text = visit("anna").get("/reports/names?period=2026", htmx=True).text
    assert text.strip().startswith('<div id="report"')


def test_what_cannot_be_chosen_is_said_and_the_rest_of_the_page_stands(visit):
    answer = visit("anna").get("/reports/names?period=2026-Q9")
    assert answer.status_code == 422
    assert "is geen periode" in answer.text


def test_a_period_that_leads_outside_the_calendar_is_said_beside_the_filters(visit):
    answer = visit("anna").get("/reports/beyond?period=9999-12")
    assert answer.status_code == 422
    assert "buiten de kalender" in answer.text
    assert 'name="period"' in answer.text
    assert visit("anna").get("/reports/beyond/download/csv?period=9999-12").status_code == 303


@pytest.mark.parametrize("form", list(FORMATS))
def test_a_report_comes_as_a_file_in_every_format(visit, form):
    answer = visit("anna").get(f"/reports/names/download/{form}?period=2026")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="names-2026-01-01-2026-12-31.{form}"'
    assert answer.data


def test_what_is_no_report_or_format_is_not_found(visit):
    assert visit("anna").get("/reports/nothing").status_code == 404
    assert visit("anna").get("/reports/names/download/exe").status_code == 404


def test_an_administrator_without_customers_sees_no_figures(visit):
    assert visit("bea").get("/reports").status_code in {403, 404}
