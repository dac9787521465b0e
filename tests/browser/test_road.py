"""The whole road on one tablet: from signing in to the signed PDF, with the brewery's own clauses."""

import io
import json

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def fill_in_the_customer(page):
    page.goto("/customers/new")
    page.fill("[name=name]", "Café de Kroon B.V.")
    page.select_option("[name=legal_form]", "bv")
    for name, value in {
        "seat": "Utrecht", "kvk": "90001234", "address": "Voorstraat 1", "postcode": "3512 AB", "city": "Utrecht",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Regel toevoegen").click()
    page.fill("[name='signatories.0.name']", "mevrouw J. de Vries")
    page.fill("[name='signatories.0.role']", "bestuurder")
    page.locator("main button.primary").click()
    page.wait_for_url("**/c/*")


def record_the_situation(page):
    page.get_by_role("link", name="Situatie vastleggen").first.click()
    page.get_by_text("Nog niet bewaard").wait_for()
    for name, value in {
        "outlet.name": "Café de Kroon", "outlet.address": "Voorstraat 1", "outlet.postcode": "3512 AB",
        "outlet.city": "Utrecht", "situation.annual_volume_hl": "120",
    }.items():  # fmt: skip
        page.fill(f"[name='{name}']", value)
    page.locator("[name='situation.notes']").click()
    page.get_by_role("status").filter(has_text="Bewaard om").wait_for()
    page.get_by_role("button", name="Verder naar voorstel").click()
    page.wait_for_url("**/proposals/all")


def build_the_proposal(page):
    page.get_by_role("button", name="Nieuw voorstel").click()
    page.wait_for_url("**/p/*")
    page.get_by_text("Er ontbreekt nog één antwoord").wait_for()
    page.fill("[name='term.commencement']", "2027-01-01")
    assert page.locator("[name='commitment.annual_hl']").count() == 0
    page.locator("label.segment", has_text="Per jaar").first.click()
    page.locator("[name='commitment.annual_hl']").wait_for()
    page.locator("label.switch").nth(0).scroll_into_view_if_needed()
    page.locator("[name='commitment.annual_hl']").press_sequentially("100", delay=30)
    page.locator("#result").get_by_text("100 hl").first.wait_for()


def read_why(page):
    page.locator("#articles summary").click()
    page.locator("#articles").get_by_role("link", name="Afnameverplichting per Contractjaar").click()
    page.get_by_text("Waarom dit in het contract staat").wait_for()
    assert "Per jaar" in page.locator(".why").inner_text()
    page.go_back()
    page.locator("#result").get_by_text("100 hl").first.wait_for()


def add_an_own_text(page):
    page.locator("#part-a-prices .add-own").click()
    page.fill("[name=title]", "Terrasparasols")
    page.fill("[name=body]", "De Brouwerij stelt **vier** parasols ter beschikking.")
    page.locator("main button.primary").click()
    page.locator("section.part.own", has_text="Terrasparasols").wait_for()


def draw(page, *lines):
    """Draw lines on the glass, in shares of its width and height."""
    page.locator("#pad").scroll_into_view_if_needed()
    box = page.locator("#pad").bounding_box()
    for line in lines:
        points = [(box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in line]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=6)
        page.mouse.up()


def strokes(page):
    drawn = page.input_value("[name=strokes]")
    return json.loads(drawn)["lines"] if drawn else []


def sign_on_the_glass(page, sizes):
    """Draw, think better of it, turn the tablet in between, and sign."""
    sign = page.get_by_role("button", name="Teken contract")
    assert sign.is_disabled()
    page.get_by_text("Vink aan dat u het contract hebt gelezen").wait_for()
    page.get_by_label("Ik heb dit contract gelezen").check()
    page.get_by_text("Zet uw handtekening in het vak").wait_for()
    draw(page, [(0.1, 0.2), (0.2, 0.8), (0.3, 0.2), (0.4, 0.7)], [(0.1, 0.5), (0.6, 0.4)])
    assert len(strokes(page)) == 2
    page.get_by_role("button", name="Laatste lijn terug").click()
    assert len(strokes(page)) == 1
    page.get_by_role("button", name="Wissen").click()
    assert strokes(page) == []
    assert sign.is_disabled()
    draw(page, [(0.1, 0.2), (0.3, 0.8), (0.5, 0.2), (0.8, 0.6)])
    before = strokes(page)
    page.set_viewport_size(sizes["portrait"])
    page.wait_for_function("() => document.getElementById('pad').width > 0")
    assert strokes(page) == before, "turning the tablet loses nothing"
    draw(page, [(0.2, 0.7), (0.7, 0.7)])
    page.set_viewport_size(sizes["landscape"])
    after = strokes(page)
    assert len(after) == 2
    assert after[0] == before[0]
    assert page.locator("[name=agreed]").is_checked()
    sign.click()


def test_the_whole_road_from_signing_in_to_the_signed_pdf(empty_site, tablet, sizes):
    page = tablet(empty_site)
    page.goto("/")
    page.fill("[name=login]", "sanne")
    page.fill("[name=password]", empty_site.passwords["sanne"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    fill_in_the_customer(page)
    record_the_situation(page)
    build_the_proposal(page)
    read_why(page)
    page.get_by_role("button", name="Maak contract").click()
    page.wait_for_url("**/k/*")
    add_an_own_text(page)
    page.get_by_role("button", name="Naar tekenen").click()
    page.wait_for_url("**/sign")
    for person in ("mevrouw J. de Vries", "mevrouw H. Aalbers"):
        assert page.input_value("[name=name]") == person
        sign_on_the_glass(page, sizes)
        page.wait_for_function("name => document.querySelector('[name=name]')?.value !== name", arg=person)
    page.wait_for_url("**/signed")
    assert "is getekend" in page.locator("h2").first.inner_text()
    link = page.get_by_role("link", name="Open de PDF")
    link.wait_for(timeout=90_000)
    check_the_pdf(page.request.get(link.get_attribute("href")).body(), empty_site)
    page.get_by_role("link", name="Naar het dossier").click()
    assert page.locator(".page-head .title-line").inner_text().count("Actief") == 1


def check_the_pdf(data, site):
    customer = site.customer("Kroon")
    (contract,) = site.workspace.contracts.of(customer.id)
    pdf = PdfReader(io.BytesIO(data))
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    composed = site.workspace.contracts.composed(contract)
    titles = [part.title for part in composed.composition.placed if part.kind == "article"]
    assert len(titles) >= 12
    assert [title for title in titles if title not in text] == []
    assert "Terrasparasols" in text
    assert "vier parasols ter beschikking" in text
    assert contract.number in text
    for person in ("mevrouw J. de Vries", "mevrouw H. Aalbers"):
        assert person in text
    attached = {name: json.loads(files[0]) for name, files in pdf.attachments.items()}
    version, evidence = attached["contract.json"], attached["signatures.json"]
    assert version["contract"]["number"] == contract.number
    assert version["facts"]["commitment"]["annual_hl"] == "100"
    assert [one["title"] for one in version["own_texts"]] == ["Terrasparasols"]
    assert evidence["sha256"] == contract.sha256
    assert [one["name"] for one in evidence["signatures"]] == ["mevrouw J. de Vries", "mevrouw H. Aalbers"]
    assert all(len(one["strokes"]["lines"]) == 2 for one in evidence["signatures"])
