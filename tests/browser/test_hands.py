"""What fingers and keys do: search, steps, rows, undo, conflicts, a lost connection, an ended session, no scripts."""

from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.browser


def test_signing_in_leads_to_the_day(site, tablet):
    page = tablet(site)
    page.goto("/")
    page.fill("[name=login]", "sanne")
    page.fill("[name=password]", site.passwords["sanne"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    assert page.locator("h1").inner_text() == "Vandaag"


def test_search_answers_while_one_types_and_keeps_the_focus(site, tablet):
    page = tablet(site, "sanne")
    page.goto("/customers")
    page.keyboard.press("/")
    page.keyboard.type("biljart", delay=20)
    page.wait_for_url("**/customers?q=biljart")
    page.locator("#hits mark").first.wait_for()
    assert page.locator("#hits .link-row").count() == 1
    assert page.evaluate("() => document.activeElement.name") == "q"
    page.locator("#hits .link-row").click()
    assert page.locator("h1").inner_text().startswith("Café Biljart")


def test_back_brings_the_search_as_it_was(site, tablet):
    page = tablet(site, "sanne")
    page.goto("/customers")
    page.fill("[name=q]", "biljart")
    page.wait_for_url("**/customers?q=biljart")
    page.locator("#hits .link-row").click()
    page.wait_for_url("**/c/*")
    page.go_back()
    assert page.locator("[name=q]").input_value() == "biljart"
    assert page.locator("#hits .link-row").count() == 1


def test_slash_goes_to_the_search_from_a_page_without_one(site, tablet):
    page = tablet(site, "sanne")
    page.goto("/settings")
    page.keyboard.press("/")
    page.wait_for_url("**/customers")


def test_more_customers_join_the_list(own_site, tablet):
    page = tablet(own_site, "hanneke")
    page.goto("/customers?state=active")
    assert page.locator(".link-row:not(.more)").count() == 25 or page.locator(".more").count() == 0
    if page.locator(".more").count():
        page.locator(".more").click()
        page.wait_for_function("() => document.querySelectorAll('.link-row:not(.more)').length > 25")


def test_a_stepper_counts_in_its_own_steps_and_writes_as_people_do(own_site, tablet):
    page = tablet(own_site, "sanne", allow=("422",))
    sanne = own_site.workspace.accounts.by_login("sanne")
    drafts = [one for one, _ in own_site.workspace.proposals.open(owner=sanne.id, limit=99) if one.is_draft]
    page.goto(f"/p/{drafts[0].id}")
    box = page.locator(".stepper:visible input").first
    more, less = (page.locator(".stepper:visible button").nth(place) for place in (1, 0))
    box.fill("999")
    more.click()
    assert box.input_value().startswith("1.0")
    less.click()
    assert box.input_value() == "999"
    box.fill("niets")
    more.click()
    assert box.input_value() == "niets"


COUNT_REQUESTS = """() => {
  let underWay = 0;
  window.atOnce = [];
  const ofForm = event => event.detail.requestConfig.elt.id === "proposal";
  document.addEventListener("htmx:beforeSend", event => { if (ofForm(event)) window.atOnce.push(++underWay); });
  document.addEventListener("htmx:afterRequest", event => { if (ofForm(event)) underWay -= 1; });
}"""


def test_a_form_that_keeps_itself_sends_one_thing_at_a_time(own_site, tablet):
    page = tablet(own_site, "sanne", allow=("422",))
    sanne = own_site.workspace.accounts.by_login("sanne")
    drafts = [one for one, _ in own_site.workspace.proposals.open(owner=sanne.id, limit=99) if one.is_draft]
    page.goto(f"/p/{drafts[0].id}")
    page.evaluate(COUNT_REQUESTS)
    box, more = page.locator(".stepper:visible input").first, page.locator(".stepper:visible button").nth(1)
    for pause in (0, 20, 40, 60, 80, 100, 120, 140):
        more.click()
        page.wait_for_timeout(pause)
    box.fill("niets")
    more.click()
    page.wait_for_load_state("networkidle")
    assert box.input_value() == "niets"
    at_once = page.evaluate("() => window.atOnce")
    assert len(at_once) > 3
    assert max(at_once) == 1


def a_draft(site):
    """Give a draft without a bonus of its own."""
    sanne = site.workspace.accounts.by_login("sanne")
    drafts = [one for one, _ in site.workspace.proposals.open(owner=sanne.id, limit=99) if one.is_draft]
    without = [one for one in drafts if not one.answers.get("tier_bonus", {}).get("enabled")]
    return without[0]


def test_rows_that_are_typed_quickly_while_answers_keep_themselves_are_kept(own_site, tablet):
    page, proposal = tablet(own_site, "sanne"), a_draft(own_site)
    page.goto(f"/p/{proposal.id}")
    page.locator("label.switch", has=page.locator("[name='tier_bonus.enabled']")).click()
    tiers = page.locator("[data-rows='tier_bonus.tiers']")
    add = tiers.get_by_role("button", name="Regel toevoegen")
    add.wait_for()
    assert page.locator("noscript input").count() == 0
    typed = [("50", "2,50"), ("100", "4,00")]
    for row, (start, rate) in enumerate(typed):
        add.click()
        for column, text in enumerate((start, rate)):
            page.locator(f"[name^='tier_bonus.tiers.{row}.']:not([type=hidden])").nth(column).fill(text)
    page.keyboard.press("Tab")
    page.get_by_role("status").filter(has_text="Bewaard om").wait_for()
    page.wait_for_load_state("networkidle")
    kept = own_site.workspace.proposals.get(proposal.id).answers["tier_bonus"]["tiers"]
    assert [(str(one["from_qty"]), str(one["rate"])) for one in kept] == [("50", "2.50"), ("100", "4.00")]


def test_what_is_being_typed_is_not_called_saved(own_site, tablet):
    page = tablet(own_site, "sanne")
    page.goto(f"/p/{a_draft(own_site).id}")
    status = page.get_by_role("status").filter(has_text="ewaard")
    months = page.locator("[name='term.months']")
    months.fill("48" if months.input_value() != "48" else "36")
    months.press("Tab")
    status.filter(has_text="Bewaard om").wait_for()
    months.press("Control+a")
    months.press_sequentially("60")
    status.filter(has_text="Nog niet bewaard").wait_for()
    page.locator("#result").get_by_text("60 maanden").first.wait_for()
    assert status.inner_text() == "Nog niet bewaard"
    months.press("Tab")
    status.filter(has_text="Bewaard om").wait_for()


def test_the_day_refreshes_when_the_tablet_wakes_up(own_site, tablet):
    page = tablet(own_site, "sanne")
    page.goto("/")
    sanne = own_site.workspace.accounts.by_login("sanne")
    now = datetime.now(UTC)
    own_site.workspace.visits.plan(
        own_site.customer("Hooiberg").id, now.date(), by=sanne, at=now, subject="Net bijgekomen"
    )
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("Net bijgekomen").wait_for()


def test_a_row_is_added_and_removed(own_site, tablet):
    page = tablet(own_site, "sanne")
    page.goto("/customers/new")
    page.fill("[name=name]", "Café Twee Tekenaars")
    for name in ("mevrouw A. Een", "de heer B. Twee", "mevrouw C. Drie"):
        page.get_by_role("button", name="Regel toevoegen").click()
        page.locator("[data-row] input").last.wait_for()
        page.locator("[data-row]").last.locator("input").first.fill(name)
    page.locator("[data-row]").nth(1).get_by_role("button", name="Verwijder deze regel").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/c/*")
    people = own_site.customer("Tekenaars").party.signatories
    assert [person.name for person in people] == ["mevrouw A. Een", "mevrouw C. Drie"]


def test_faults_are_summed_up_where_the_focus_goes_and_lead_to_their_boxes(site, tablet, axe):
    page = tablet(site, "sanne", allow=("422",))
    page.goto("/customers/new")
    page.fill("[name=kvk]", "123")
    page.keyboard.press("Enter")
    page.locator(".summary").wait_for()
    assert page.evaluate("() => document.activeElement.classList.contains('summary')")
    assert axe(page) == []
    page.locator(".summary a", has_text="KvK").click()
    assert page.evaluate("() => document.activeElement.name") == "kvk"


def test_an_agreement_is_done_in_place_and_undone(own_site, tablet, axe):
    page = tablet(own_site, "sanne")
    page.goto(f"/c/{own_site.customer('Biljart').id}")
    section = page.locator("#agreements")
    before = section.locator("li").count()
    section.get_by_role("button", name="Gedaan").first.click()
    section.get_by_role("button", name="Ongedaan maken").wait_for()
    assert axe(page) == []
    assert section.locator("li").count() == before - 1
    section.get_by_role("button", name="Ongedaan maken").click()
    section.get_by_role("button", name="Ongedaan maken").wait_for(state="detached")
    assert section.locator("li").count() == before


def test_enter_never_overwrites_what_someone_else_saved(own_site, tablet, axe):
    customer = own_site.customer("Biljart")
    mine, theirs = tablet(own_site, "sanne", allow=("409",)), tablet(own_site, "hanneke")
    for page in (mine, theirs):
        page.goto(f"/c/{customer.id}/edit")
    theirs.fill("[name=city]", "Zeist")
    theirs.keyboard.press("Enter")
    theirs.wait_for_url(f"**/c/{customer.id}")
    mine.fill("[name=phone]", "030 7654321")
    for _ in range(2):
        mine.locator("[name=phone]").press("Enter")
        mine.locator(".conflict").wait_for()
    assert axe(mine) == []
    assert own_site.workspace.customers.get(customer.id).party.city == "Zeist"
    mine.get_by_role("button", name="Bewaar de mijne").click()
    mine.wait_for_url(f"**/c/{customer.id}")
    assert own_site.workspace.customers.get(customer.id).party.phone == "030 7654321"


def test_an_ended_session_asks_for_the_password_in_place_and_goes_on(own_site, tablet, axe):
    page = tablet(own_site, "sanne", allow=("401",))
    page.goto(f"/c/{own_site.customer('Biljart').id}")
    sanne = own_site.workspace.accounts.by_login("sanne")
    own_site.workspace.sessions.revoke_all(sanne.id, datetime.now(UTC))
    page.locator("#agreements").get_by_role("button", name="Gedaan").first.click()
    page.locator("#notice [name=login]").wait_for()
    assert axe(page) == []
    page.locator("#notice [name=login]").fill("sanne")
    page.locator("#notice [name=password]").fill(own_site.passwords["sanne"])
    page.locator("#notice button.primary").click()
    page.locator("#agreements").get_by_role("button", name="Ongedaan maken").wait_for()
    assert page.locator("#notice").inner_text() == ""


def test_someone_else_who_signs_in_does_not_go_on_with_the_page(own_site, tablet):
    page = tablet(own_site, "sanne", allow=("401",))
    page.goto(f"/c/{own_site.customer('Biljart').id}")
    sanne = own_site.workspace.accounts.by_login("sanne")
    own_site.workspace.sessions.revoke_all(sanne.id, datetime.now(UTC))
    page.locator("#agreements").get_by_role("button", name="Gedaan").first.click()
    page.locator("#notice [name=login]").fill("bram")
    page.locator("#notice [name=password]").fill(own_site.passwords["bram"])
    page.locator("#notice button.primary").click()
    page.wait_for_url(f"{own_site.url}/")


def test_a_lost_connection_is_said_and_nothing_is_called_saved(own_site, tablet):
    page = tablet(own_site, "sanne", allow=("ERR_INTERNET_DISCONNECTED", "htmx:"))
    page.goto(f"/c/{own_site.customer('Biljart').id}")
    assert page.locator(".pill .when-here").is_visible()
    page.context.set_offline(True)
    page.locator("#agreements").get_by_role("button", name="Gedaan").first.click()
    page.locator("#notice .away").wait_for()
    assert page.locator(".pill .when-away").is_visible()
    page.context.set_offline(False)
    page.locator(".pill .when-here").wait_for()
    assert page.locator("#notice .away").count() == 0


@pytest.mark.parametrize("box", ["name", "phone"])
def test_a_button_is_hit_by_the_first_tap_while_a_box_has_the_focus(site, tablet, box):
    page = tablet(site, "sanne", orientation="portrait", allow=("422",))
    page.goto("/customers/new")
    page.fill("[name=kvk]", "123")
    page.locator(f"[name={box}]").focus()
    page.locator(".rail").wait_for(state="hidden")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.locator("button.primary").click()
    page.locator(".summary").wait_for()


def test_two_quick_taps_add_one_customer(own_site, tablet):
    page = tablet(own_site, "sanne")
    page.goto("/customers/new")
    page.fill("[name=name]", "Café Ongeduld")
    page.locator("button.primary").dblclick()
    page.wait_for_url("**/c/*")
    assert len(own_site.workspace.customers.page("Ongeduld").items) == 1


def test_everything_works_without_scripts(own_site, tablet):
    page = tablet(own_site, java_script_enabled=False)
    page.goto("/customers")
    page.fill("[name=login]", "sanne")
    page.fill("[name=password]", own_site.passwords["sanne"])
    page.locator("button.primary").click()
    page.fill("[name=q]", "biljart")
    page.get_by_role("button", name="Zoeken").click()
    assert page.locator("#hits .link-row").count() == 1
    page.goto("/customers/new")
    page.fill("[name=name]", "Café Zonder Script")
    page.locator("[data-row] input").first.fill("mevrouw A. Een")
    page.locator("button.primary").click()
    assert page.locator("h1").inner_text() == "Café Zonder Script"
    page.locator("#agreements a.button").click()
    page.fill("[name=text]", "Levering op dinsdag")
    page.locator("button.primary").click()
    page.locator("#agreements").get_by_role("button", name="Gedaan").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    assert "Levering op dinsdag" in page.locator("#agreements").inner_text()
    assert own_site.customer("Zonder Script").party.signatories[0].name == "mevrouw A. Een"


def test_nothing_of_a_customer_stays_on_the_tablet(site, tablet):
    page = tablet(site, "sanne")
    page.goto(f"/c/{site.customer('Biljart').id}")
    page.goto("/customers?q=biljart")
    kept = page.evaluate("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert set(kept) <= {"htmx-current-path-for-history"}
