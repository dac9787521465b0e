"""Ending by hand: why and in which circumstances, three days side by side, looked over, done, and the end statement."""

from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def leaving(own_site, tablet):
    """The form for the end of a running contract, opened from its dossier."""
    page = tablet(own_site, "sanne")
    page.goto(f"/c/{own_site.customer('Biljart').id}")
    page.get_by_role("link", name="Beëindigen").first.click()
    page.get_by_role("heading", name="beëindigen").wait_for()
    return page


def fill_in(page, day):
    page.select_option("[name=reason]", "transfer_not_taken_over")
    page.locator("#effects").wait_for()
    page.locator("label.segment", has_text="De klant").first.click()
    page.get_by_label("Andere eigenaar").check()
    page.fill("[name=text]", "De koper heeft een eigen brouwerijcontract.")
    page.fill("[name=effective]", day.isoformat())
    page.locator("[name=text]").click()
    page.locator("[name=ground]").wait_for()
    page.fill("[name=ground]", "De zaak is overgedragen; de koper neemt het contract niet over.")


def test_a_customer_is_terminated_with_reason_and_circumstances_and_the_end_statement_opened(leaving, own_site, sound):
    page = leaving
    fill_in(page, datetime.now(UTC).date() - timedelta(days=2))
    page.locator("#compared .chosen").wait_for()
    assert not sound(page)
    page.get_by_role("button", name="Nakijken").click()
    page.wait_for_url("**/terminate/review**")
    assert page.get_by_text("De koper heeft een eigen brouwerijcontract.").is_visible()
    assert not sound(page)
    page.get_by_role("button", name="Beëindigen").click()
    page.wait_for_url("**/t/*")
    assert page.get_by_text("Geëindigd op").first.is_visible()
    assert not sound(page)
    page.locator(".result-foot").get_by_role("link", name="Eindafrekening").click()
    page.wait_for_url("**/s/*")
    assert page.get_by_role("heading", name="Eindafrekening").is_visible()
    assert own_site.customer("Biljart").state == "terminated"


def test_what_was_typed_is_there_again_after_coming_back(leaving, own_site):
    page = leaving
    fill_in(page, datetime.now(UTC).date() + timedelta(days=40))
    page.locator("[name=text]").click()
    page.locator("#compared .chosen").wait_for()
    page.goto("/")
    page.goto(f"/c/{own_site.customer('Biljart').id}")
    page.get_by_role("link", name="Beëindigen").first.click()
    page.locator("[name=ground]").wait_for()
    assert page.input_value("[name=text]") == "De koper heeft een eigen brouwerijcontract."
    assert page.get_by_label("Andere eigenaar").is_checked()


def test_a_planned_end_is_seen_and_withdrawn_with_one_press(leaving, own_site, sound):
    page = leaving
    fill_in(page, datetime.now(UTC).date() + timedelta(days=40))
    page.get_by_role("button", name="Nakijken").click()
    page.wait_for_url("**/terminate/review**")
    page.get_by_role("button", name="Beëindigen").click()
    page.wait_for_url("**/t/*")
    assert page.locator("#expected").get_by_text("Verwachte eindafrekening").is_visible()
    assert page.locator("#result, .result").get_by_text("Naar verwachting").is_visible()
    assert page.locator("#remaining").is_visible()
    assert not sound(page)
    page.goto(f"/c/{own_site.customer('Biljart').id}/obligations")
    assert page.get_by_text("Vervalt door het geplande einde").first.is_visible()
    assert not sound(page)
    page.goto(f"/c/{own_site.customer('Biljart').id}")
    assert page.get_by_text("Eindigt op").first.is_visible()
    assert not sound(page)
    page.get_by_role("button", name="Einde intrekken").click()
    page.get_by_text("Ingetrokken", exact=True).wait_for()
    assert own_site.workspace.terminations.open_of(own_site.customer("Biljart").id) == []
