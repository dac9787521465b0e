"""Find customers, add and change them, and look into their dossiers."""

import io
from datetime import timedelta

import pytest

from akkoord.dossier import Party
from akkoord_web.testing import forms_of


@pytest.fixture
def many(workspace, clock):
    """Sixty customers of Anna's, of which one is archived."""
    by = workspace.accounts.by_login("anna")
    made = [
        workspace.customers.add(Party(f"Café {number:02}", city="Zwolle"), by.id, by=by, at=clock.at)
        for number in range(60)
    ]
    workspace.customers.archive(made[59], by=by, at=clock.at)
    return made


def test_the_list_is_by_name_and_goes_on_page_by_page(anna, many):
    first = anna.get("/customers?state=prospect")
    assert "Café 00" in first.text
    assert "Café 24" in first.text
    assert "Café 25" not in first.text
    seen, url = 25, more_of(first)
    while url:
        page = anna.get(url, htmx=True)
        assert "<html" not in page.text
        seen += page.text.count('class="link-row"')
        url = more_of(page)
    assert seen == 59


def more_of(page):
    found = page.text.partition('class="link-row more" href="')[2]
    return found.partition('"')[0].replace("&amp;", "&") if found else None


def test_search_finds_as_one_types_and_marks_what_fits(anna, customer):
    page = anna.get("/customers?q=kro", htmx=True)
    assert "<mark>Kro</mark>on" in page.text
    assert "<html" not in page.text


@pytest.mark.parametrize("words", ["10001", "utrecht", "90001234", "de vries", "CAFE KROON"])
def test_a_customer_is_found_by_number_place_kvk_person_and_without_accents(anna, customer, words):
    assert f"/c/{customer.id}" in anna.get(f"/customers?q={words}").text


def test_a_search_says_how_many_fit_or_that_there_may_be_more(anna, many, customer):
    assert "1 klant past" in anna.get("/customers?q=kroon").text
    assert "De eerste 25 klanten die passen" in anna.get("/customers?q=caf").text


def test_while_searching_the_lists_are_not_counted(anna, many):
    counted = '<span class="count">59</span>'
    assert counted in anna.get("/customers").text
    assert counted not in anna.get("/customers?q=caf").text


def test_what_nobody_is_called_leads_to_a_new_customer(anna, customer):
    page = anna.get("/customers?q=zeppelin")
    assert "Geen klant past bij “zeppelin”" in page.text
    assert 'href="/customers/new"' in page.text


def test_words_are_shown_as_typed_and_never_as_html(anna):
    page = anna.get("/customers", headers={}).text
    assert "<script>" not in anna.get("/customers?q=<script>alert(1)</script>").text
    assert "<script>alert" not in page


def test_filters_show_the_customers_in_one_state(anna, many, customer):
    page = anna.get("/customers?state=archived")
    assert "Café 59" in page.text
    assert "Café 58" not in page.text
    assert "Geen klanten in deze lijst" in anna.get("/customers?state=terminated").text


def test_without_customers_the_list_says_so_and_offers_the_first(anna):
    assert "Er zijn nog geen klanten" in anna.get("/customers").text


def test_another_account_manager_does_not_find_mine(browser, customer):
    assert customer.id not in browser("bram").get("/customers?q=kroon").text


def test_a_new_customer_is_checked_and_kept(anna, workspace):
    form = anna.form("/customers/new")
    typed = {
        "name": " Café  De Zwaan ", "legal_form": "bv", "seat": "Delft", "kvk": "9000 1111", "vat_id": "",
        "postcode": "2611ab", "city": "Delft", "iban": "nl02 abna 0123 4567 89",
        "signatories.1.name": "de heer B. Bos", "signatories.1.authority": "sole",
    }  # fmt: skip
    response = anna.send(form, typed)
    assert response.status_code == 303, response.text
    kept = workspace.customers.page("zwaan").items[0].party
    assert (kept.name, kept.kvk, kept.postcode, kept.iban) == (
        "Café De Zwaan",
        "90001111",
        "2611 AB",
        "NL02ABNA0123456789",
    )
    assert kept.signatories[0].name == "de heer B. Bos"


def test_every_mistake_is_named_beside_its_box_and_in_the_summary(anna):
    form = anna.form("/customers/new")
    page = anna.send(form, {"name": "", "kvk": "123", "iban": "NL00", "postcode": "0000 XX", "email": "geen adres"})
    assert page.status_code == 422
    assert "5 dingen kloppen nog niet" in page.text
    for name in ("name", "kvk", "iban", "postcode", "email"):
        assert f'href="#f-{name}"' in page.text
        assert f'id="f-{name}-error"' in page.text
    assert 'value="123"' in page.text
    assert 'value="geen adres"' in page.text


def test_a_row_without_a_name_is_not_thrown_away_silently(anna):
    page = anna.send(anna.form("/customers/new"), {"name": "Café", "signatories.0.role": "eigenaar"})
    assert page.status_code == 422
    assert "Vul de naam in van iedereen die tekent" in page.text
    assert 'value="eigenaar"' in page.text


def test_a_kvk_number_that_is_known_asks_first(anna, workspace, customer):
    form = anna.form("/customers/new")
    page = anna.send(form, {"name": "Café de Kroon II", "kvk": "90001234"})
    assert page.status_code == 422
    assert f"/c/{customer.id}" in page.text
    assert anna.send(form, {"name": "Café de Kroon II", "kvk": "90001234", "anyway": "yes"}).status_code == 303


def test_the_kvk_number_of_someone_else_s_customer_is_not_given_away(browser, customer):
    bram = browser("bram")
    assert bram.send(bram.form("/customers/new"), {"name": "Kroon", "kvk": "90001234"}).status_code == 303


def test_a_manager_says_whose_customer_it_becomes(browser, workspace):
    piet, bram = browser("piet"), workspace.accounts.by_login("bram")
    piet.send(piet.form("/customers/new"), {"name": "Café Nieuw", "owner": bram.id})
    assert workspace.customers.page("Nieuw").items[0].owner == bram.id


def test_an_account_manager_cannot_give_a_customer_away(anna, workspace):
    bram = workspace.accounts.by_login("bram")
    anna.send(anna.form("/customers/new"), {"name": "Café Eigen", "owner": bram.id})
    assert workspace.customers.page("Eigen").items[0].owner == workspace.accounts.by_login("anna").id


def test_a_manager_gives_a_customer_to_someone_else(browser, workspace, customer):
    piet, bram = browser("piet"), workspace.accounts.by_login("bram")
    piet.send(piet.form(f"/c/{customer.id}/edit"), {"owner": bram.id, "city": "Zeist"})
    assert workspace.customers.get(customer.id).owner == bram.id
    assert workspace.customers.get(customer.id).party.city == "Zeist"
    assert browser("anna").get(f"/c/{customer.id}").status_code == 404


def test_an_account_manager_cannot_hand_a_customer_on(anna, workspace, customer):
    bram = workspace.accounts.by_login("bram")
    anna.send(anna.form(f"/c/{customer.id}/edit"), {"owner": bram.id})
    assert workspace.customers.get(customer.id).owner == customer.owner


def test_details_are_changed(anna, workspace, customer):
    assert anna.send(anna.form(f"/c/{customer.id}/edit"), {"phone": "030 1234567"}).location == f"/c/{customer.id}"
    assert workspace.customers.get(customer.id).party.phone == "030 1234567"


def test_a_name_with_html_in_it_is_only_text(anna, workspace):
    name = '<script>alert(1)</script> ${1234*5678} {{ 1234*5678 }} "x"'
    url = anna.send(anna.form("/customers/new"), {"name": name}).location
    for page in (anna.get(url), anna.get(url + "/edit"), anna.get("/customers"), anna.get("/customers?q=alert")):
        assert "<script>alert" not in page.text
        assert "7006652" not in page.text


def test_the_dossier_of_a_new_customer_says_in_each_section_what_is_missing(anna, customer):
    page = anna.get(f"/c/{customer.id}").text
    for text in ("Er is nog geen contract", "Nog geen voorstel", "Nog niets vastgelegd", "Er is niets afgesproken"):
        assert text in page
    assert "Klant toegevoegd met nummer 10001" in page


@pytest.mark.parametrize(
    "name", ["contracts", "timeline", "situations", "details", "agreements", "proposals", "visits", "panels"]
)
def test_each_section_has_its_own_address_whole_and_as_a_fragment(anna, customer, name):
    url = f"/c/{customer.id}/{name}"
    assert "<html" in anna.get(url).text
    fragment = anna.get(url, htmx=True)
    assert fragment.status_code == 200
    assert "<html" not in fragment.text


def test_a_section_that_fails_leaves_the_rest_of_the_page(anna, workspace, customer, monkeypatch, caplog):
    def fail(*_, **__):
        raise RuntimeError("no")

    monkeypatch.setattr(workspace.agreements, "of", fail)
    page = anna.get(f"/c/{customer.id}")
    assert page.status_code == 200
    assert "Dit deel kon niet worden getoond" in page.text
    assert f'href="/c/{customer.id}/agreements"' in page.text
    assert "Tijdlijn" in page.text
    assert "agreements failed" in caplog.text


def test_an_agreement_is_added_changed_done_and_opened_again(anna, workspace, customer):
    new = f"/c/{customer.id}/agreements/new"
    anna.send(anna.form(new), {"text": "Levering op dinsdag", "party": "supplier", "due": "2026-06-20"})
    one = workspace.agreements.of(customer.id)[0]
    url = f"/c/{customer.id}/agreements/{one.id}"
    anna.send(anna.form(url), {"text": "Levering op woensdag"})
    assert workspace.agreements.get(one.id).text == "Levering op woensdag"
    assert workspace.agreements.get(one.id).party == "supplier"
    done = anna.send(anna.form(f"/c/{customer.id}", url + "/done"))
    page = anna.get(done.location)
    assert "Afspraak gedaan" in page.text
    anna.send(next(form for form in forms_of(page) if form.action.endswith("/reopen")))
    assert workspace.agreements.get(one.id).state == "open"


def test_htmx_gets_the_section_back_with_the_way_to_undo_it(anna, workspace, customer):
    anna.send(anna.form(f"/c/{customer.id}/agreements/new"), {"text": "Levering"})
    one = workspace.agreements.of(customer.id)[0]
    done = anna.send(anna.form(f"/c/{customer.id}", f"{one.id}/done"), htmx=True)
    assert done.text.lstrip().startswith('<section class="card" id="agreements"')
    assert "Ongedaan maken" in done.text


def test_a_stale_agreement_shows_theirs_and_mine(browser, workspace, customer):
    anna, piet = browser("anna"), browser("piet")
    anna.send(anna.form(f"/c/{customer.id}/agreements/new"), {"text": "Levering"})
    url = f"/c/{customer.id}/agreements/{workspace.agreements.of(customer.id)[0].id}"
    mine = anna.form(url)
    piet.send(piet.form(url), {"text": "Levering op maandag"})
    page = anna.send(mine, {"text": "Levering op vrijdag"})
    assert page.status_code == 409
    assert "Levering op maandag" in page.text
    assert "Levering op vrijdag</textarea>" in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"text": " "}, "Schrijf op wat is afgesproken", id="no text"),
        pytest.param({"text": "x", "due": "32-13-2026"}, "bestaat niet op de kalender", id="no such day"),
    ],
)
def test_an_agreement_that_cannot_be_says_why(anna, customer, typed, said):
    page = anna.send(anna.form(f"/c/{customer.id}/agreements/new"), typed)
    assert page.status_code == 422
    assert said in page.text


def test_a_file_goes_with_an_agreement_and_comes_back_as_a_download(anna, workspace, customer):
    form = anna.form(f"/c/{customer.id}/agreements/new")
    scan = (io.BytesIO(b"%PDF-1.7 scan"), "uittreksel.pdf")
    anna.post(form.action, [*form.filled({"text": "Uittreksel"}), ("attachment", scan)])
    one = workspace.agreements.of(customer.id)[0]
    file = anna.get(f"/c/{customer.id}/agreements/{one.id}/file")
    assert file.data == b"%PDF-1.7 scan"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "uittreksel.pdf" in file.headers["Content-Disposition"]


def test_a_file_that_is_no_document_is_refused_by_its_bytes(anna, customer):
    form = anna.form(f"/c/{customer.id}/agreements/new")
    page = (io.BytesIO(b"<script>alert(1)</script>"), "onschuldig.pdf")
    response = anna.post(form.action, [*form.filled({"text": "x"}), ("attachment", page)])
    assert response.status_code == 422
    assert "onschuldig.pdf" in response.text


def test_a_visit_is_planned_and_shows_today(anna, workspace, customer, clock):
    form = anna.form(f"/c/{customer.id}/visits/new")
    anna.send(form, {"day": "2026-06-01", "starts_at": "09:30", "subject": "Koeling"})
    page = anna.get("/").text
    assert "09:30" in page
    assert "Koeling" in page
    visit = workspace.visits.of(customer.id)[0]
    anna.send(anna.form(f"/c/{customer.id}", f"{visit.id}/done"))
    assert workspace.visits.get(visit.id).state == "done"


@pytest.mark.parametrize("typed", [{"day": ""}, {"day": "2026-06-01", "starts_at": "half tien"}])
def test_a_visit_without_a_day_or_with_a_strange_time_is_refused(anna, customer, typed):
    assert anna.send(anna.form(f"/c/{customer.id}/visits/new"), typed).status_code == 422


def test_archiving_is_undone_with_one_press(anna, workspace, customer):
    done = anna.send(anna.form(f"/c/{customer.id}/details", "/archive"))
    page = anna.get(done.location)
    assert "is gearchiveerd" in page.text
    anna.send(next(form for form in forms_of(page) if form.action.endswith("/restore")))
    assert workspace.customers.get(customer.id).state == "prospect"


def test_restoring_says_what_it_did_and_is_undone_with_one_press(anna, workspace, customer):
    anna.send(anna.form(f"/c/{customer.id}/details", "/archive"))
    done = anna.send(anna.form(f"/c/{customer.id}/details", "/restore"))
    page = anna.get(done.location)
    assert "Café de Kroon is weer actueel" in page.text
    assert "Was gearchiveerd, is nu prospect" in page.text
    assert "Dit blijft zoals het is" not in page.text
    anna.send(next(form for form in forms_of(page) if form.action.endswith("/restore/undo")))
    assert workspace.customers.get(customer.id).state == "archived"


def test_what_restoring_did_is_said_until_something_else_happens(anna, workspace, customer, clock):
    anna.send(anna.form(f"/c/{customer.id}/details", "/archive"))
    anna.send(anna.form(f"/c/{customer.id}/details", "/restore"))
    late = anna.form(f"/c/{customer.id}", "/restore/undo")
    assert "is weer actueel" in anna.get(f"/c/{customer.id}").text
    workspace.agreements.add(customer.id, "Sleutel", by=workspace.accounts.by_login("anna"), at=clock.at)
    assert "is weer actueel" not in anna.get(f"/c/{customer.id}").text
    refused = anna.send(late)
    assert refused.status_code == 422
    assert "zie de tijdlijn" in refused.text
    assert workspace.customers.get(customer.id).state == "prospect"


def test_an_address_cannot_make_the_page_offer_what_was_never_done(anna, customer):
    page = anna.get(f"/c/{customer.id}?did=agreement-done&thing=12")
    assert "Ongedaan maken" not in page.text
    assert page.status_code == 200


def test_deadlines_of_the_next_thirty_days_stand_on_the_first_page(anna, workspace, customer, clock):
    by, day = workspace.accounts.by_login("anna"), clock.at.date()
    workspace.agreements.add(customer.id, "Sleutel ophalen", by=by, at=clock.at, due=day + timedelta(days=3))
    workspace.agreements.add(customer.id, "Veel later", by=by, at=clock.at, due=day + timedelta(days=31))
    workspace.agreements.add(customer.id, "Vergeten", by=by, at=clock.at, due=day - timedelta(days=2))
    page = anna.get("/").text
    assert "Sleutel ophalen" in page
    assert "over 3 dagen" in page
    assert "2 dagen geleden" in page
    assert "Veel later" not in page


def test_an_empty_day_says_what_to_do(anna):
    page = anna.get("/").text
    assert "Geen bezoeken vandaag. Zoek een klant." in page
    assert "Geen termijnen in de komende 30 dagen" in page


@pytest.mark.parametrize("name", ["visits", "deadlines", "waiting", "drafts"])
def test_each_part_of_the_day_has_its_own_address(anna, name):
    assert "<html" in anna.get(f"/today/{name}").text
    assert "<html" not in anna.get(f"/today/{name}", htmx=True).text
    assert anna.get("/today/weather").status_code == 404


def test_a_back_button_gets_the_whole_page(anna):
    assert "<html" in anna.get("/customers", htmx=True, headers={"HX-History-Restore-Request": "true"}).text
