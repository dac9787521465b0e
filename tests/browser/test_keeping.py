"""Keeping what was agreed, by hand: amend a running contract and read the redline; find an agreement by a word."""

from datetime import UTC, date, datetime

import pytest

pytestmark = pytest.mark.browser

SCREENS = (
    "/c/{active}/obligations", "/c/{active}/assets", "/c/{active}/notes", "/c/{active}/files", "/c/{active}/people",
    "/c/{active}/journal", "/c/{prospect}/obligations", "/c/{active}/obligations/{obligation}",
    "/c/{active}/assets/{asset}", "/find", "/find?q=koeling", "/find?q=zeppelin",
)  # fmt: skip


@pytest.fixture(scope="module")
def places(site):
    """Whose dossiers the screens show, and what is in them."""
    active = site.customer("Biljart").id
    checked = next(one for one in site.workspace.obligations.of(active, state="open") if one.checks)
    return {
        "active": active,
        "prospect": site.customer("Hooiberg").id,
        "obligation": checked.id,
        "asset": site.workspace.assets.of(active)[0].id,
    }


@pytest.mark.parametrize("address", SCREENS)
def test_a_screen_is_accessible_fits_its_frame_and_can_be_touched(site, places, tablet, sound, address):
    page = tablet(site, "sanne")
    page.goto(address.format(**places))
    assert not sound(page)


def test_a_running_contract_is_amended_and_the_redline_read(own_site, tablet, sound):
    page = tablet(own_site, "sanne")
    page.goto(f"/c/{own_site.customer('Biljart').id}")
    page.get_by_role("button", name="Wijzigen").click()
    page.wait_for_url("**/amending")
    page.get_by_text("Er verandert nog niets").wait_for()
    page.fill("[name='term.months']", "48")
    page.locator("[name='effective']").focus()
    page.locator("#result .changes li").first.wait_for()
    assert not sound(page)
    page.get_by_role("button", name="Bekijk de wijziging").click()
    page.wait_for_url("**/changes")
    assert page.locator("del", has_text="60").first.is_visible()
    assert page.locator("ins", has_text="48").first.is_visible()
    line = page.locator("ins").first.evaluate("element => getComputedStyle(element).textDecorationLine")
    assert line == "underline", "what came in is not told by colour alone"
    assert not sound(page)
    page.get_by_role("button", name="Naar tekenen").click()
    page.wait_for_url("**/sign")
    page.get_by_text("Wijziging 1 van").first.wait_for()
    assert page.get_by_text("Overmacht").count() == 0


def test_what_is_typed_while_an_amendment_keeps_itself_is_kept(own_site, tablet):
    contract = own_site.workspace.contracts.of(own_site.customer("Biljart").id)[0]
    page = tablet(own_site, "sanne")
    page.goto(f"/c/{contract.customer}")
    page.get_by_role("button", name="Wijzigen").click()
    page.wait_for_url("**/amending")
    held = []
    page.route("**/amending", lambda route: held.append(route) if len(held) < 2 else route.continue_())
    months, day = page.locator("[name='term.months']"), page.locator("[name='effective']")
    months.fill("48")
    day.focus()
    wait_for(page, held, 1)
    months.fill("54")
    day.focus()
    day.fill("2027-07-01")
    held[0].continue_()
    wait_for(page, held, 2)
    assert (months.input_value(), day.input_value()) == ("54", "2027-07-01")
    assert page.get_by_role("status").filter(has_text="Nog niet bewaard").is_visible()
    held[1].continue_()
    day.press("Tab")
    page.get_by_role("status").filter(has_text="Bewaard om").wait_for()
    page.wait_for_load_state("networkidle")
    page.reload()
    assert (months.input_value(), day.input_value()) == ("54", "2027-07-01")
    (amendment,) = own_site.workspace.contracts.amendments(contract)
    assert (str(amendment.facts["term"]["months"]), amendment.commencement) == ("54", date(2027, 7, 1))


def wait_for(page, held, count):
    """Let the browser go on until it has sent this much."""
    while len(held) < count:
        page.wait_for_timeout(20)


def test_an_agreement_is_found_by_a_word_in_it(own_site, tablet):
    customer = own_site.customer("Biljart")
    sanne = own_site.workspace.accounts.by_login("sanne")
    own_site.workspace.agreements.add(customer.id, "Parasols vóór koningsdag plaatsen", by=sanne, at=datetime.now(UTC))
    page = tablet(own_site, "sanne")
    page.goto("/customers")
    page.fill("[name=q]", "konings")
    page.get_by_role("link", name="Zoek ook in contracten").click()
    page.locator("mark", has_text="konings").wait_for()
    page.get_by_role("link", name="Parasols").click()
    page.wait_for_url("**/agreements")
    assert page.get_by_text("Parasols vóór koningsdag").is_visible()
