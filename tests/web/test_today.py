"""Vandaag shows what needs this person today; each part says so when there is nothing."""

from datetime import UTC, datetime

import pytest

from akkoord.testing import FakeClock
from akkoord.workspace import Workspace
from akkoord_web import create_app
from akkoord_web.testing import Browser

MOMENT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def lived(demonstration):
    """The demonstration of the brewery, on a day on which its contracts run and a quarter was settled."""
    with Workspace.open(demonstration("brewery", MOMENT), clock=FakeClock(MOMENT)) as opened:
        yield opened


@pytest.fixture
def visit(lived):
    app = create_app(lived, clock=FakeClock(MOMENT))

    def of(login):
        return Browser(app, lived.sessions.open(lived.accounts.by_login(login), None, MOMENT))

    return of


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("visits", "Geen bezoeken vandaag", id="visits"),
        pytest.param("deadlines", "Geen termijnen in de komende 30 dagen", id="deadlines"),
        pytest.param("waiting", "Geen contract wacht op een handtekening", id="waiting"),
        pytest.param("drafts", "Er staat geen voorstel open", id="drafts"),
        pytest.param("near", "Geen van je klanten zit dicht bij een bonus", id="near"),
        pytest.param("statements", "Alles wat voorbij is, is afgerekend", id="statements"),
    ],
)
def test_each_part_says_that_there_is_nothing(anna, name, said):
    assert said in anna.get(f"/today/{name}", htmx=True).text
    assert said in anna.get("/").text


def test_a_bonus_within_reach_says_how_much_is_missing_and_leads_to_the_bars(visit, lived):
    anna = lived.accounts.by_login("sanne")
    own = lived.contracts.all(owner=anna.id)
    standing = lived.forecasts.progress((contract for contract, _ in own), MOMENT.date())
    near = [who for contract, who in own for each in standing.get(contract.id, ()) if each.is_near]
    text = visit("sanne").get("/today/near").text
    assert near
    assert all(f"/c/{who.id}#statements" in text for who in near)
    assert text.count('class="link-row"') == len(near)


def test_a_manager_without_contracts_is_led_to_where_those_of_others_stand(visit):
    text = visit("hanneke").get("/today/near").text
    assert "Je hebt zelf geen lopende contracten" in text
    assert 'href="/reports"' in text


def test_a_manager_sees_every_statement_to_approve_and_an_account_manager_the_own(visit, lived):
    waiting = lived.statements.waiting("provisional")
    owners = {who.owner for _, who in waiting}
    assert len(owners) == 2
    text = visit("hanneke").get("/today/statements").text
    assert all(f"/s/{statement.id}" in text for statement, _ in waiting)
    own = visit("sanne").get("/today/statements").text
    for statement, who in waiting:
        assert (f"/s/{statement.id}" in own) is (who.owner == lived.accounts.by_login("sanne").id)


def test_what_is_over_and_not_settled_is_named_with_its_period(lived):
    bram, later = lived.accounts.by_login("bram"), datetime(2027, 1, 4, 9, tzinfo=UTC)
    due = lived.unsettled.of((contract for contract, _ in lived.contracts.all(owner=bram.id)), later.date())
    browser = Browser(create_app(lived, clock=FakeClock(later)), lived.sessions.open(bram, None, later))
    text = browser.get("/today/statements").text
    assert text.count("Af te rekenen") == len(due) > 0
    assert due[0].period.text("nl") in text
