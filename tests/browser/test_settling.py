"""From a file of sales to one euro explained: import, settle again after a late payment, and follow the amount back."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from akkoord.values import round_to_cents

pytestmark = pytest.mark.browser

HEADINGS = "regel;klantnummer;datum;artikel;colli;omzet;betaald"
KEGS, LITRES = 10, 50


def utc_now():
    return datetime.now(UTC)


def a_booked_discount(site):
    """Find the statement of the latest quarter that is booked, long enough ago for everybody to have paid."""
    paid_by_now = utc_now().date() - timedelta(days=150)
    found = [
        (statement, customer)
        for customer in site.workspace.customers.page(limit=100).items
        for statement in site.workspace.statements.of(customer.id)
        for line in statement.lines
        if statement.state == "posted" and statement.period.last < paid_by_now
        if statement.settled == "quarter" and line.id == "discount-draught_lager"
    ]
    return max(found, key=lambda each: (each[0].period.last, each[0].number))


def rate_of(site, statement):
    contract = site.workspace.contracts.get(statement.contract)
    rules = site.workspace.statements.agreement(contract).rules
    return next(Fraction(rule.parameters["rate"]) for rule in rules if rule.line == "discount-draught_lager")


def send(page, name, rows):
    page.goto("/settings/sales")
    content = "\n".join([HEADINGS, *rows]).encode()
    page.set_input_files("[name=file]", {"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Eerst kijken").click()
    page.get_by_role("heading", name="Wat ervan zou komen").first.wait_for()


def figures(page):
    """Read the pairs of a card with figures."""
    return dict(zip(page.locator("dl dt").all_inner_texts(), page.locator("dl dd").all_inner_texts(), strict=True))


def row(customer, day, paid=""):
    return f"LAAT-1;{customer.number};{day.isoformat()};ZB-PILS-50;{KEGS};1.500,00;{paid}"


def settle_again(page, statement):
    page.goto(f"/s/{statement.id}")
    page.get_by_role("button", name="Opnieuw afrekenen").click()


def test_a_late_payment_is_imported_corrected_posted_and_explained_to_its_last_line(own_site, tablet, sound):
    statement, customer = a_booked_discount(own_site)
    day = statement.period.last - timedelta(days=10)
    page = tablet(own_site, "hanneke")

    send(page, "depot.csv", [row(customer, day), f"FOUT-1;99999;{day.isoformat()};ZB-PILS-50;1;150,00;"])
    assert (figures(page)["Rijen die erin kunnen"], figures(page)["Rijen die dat niet kunnen"]) == ("1", "1")
    assert "99999" in page.locator("table").inner_text()
    assert sound(page) == []
    page.get_by_role("button", name="1 rij overnemen").click()
    page.get_by_role("heading", name="Wat ervan kwam").wait_for()
    assert (figures(page)["Nieuwe regels"], figures(page)["Rijen niet overgenomen"]) == ("1", "1")
    assert sound(page) == []
    settle_again(page, statement)
    page.get_by_text("Sindsdien veranderde er niets").wait_for()

    send(page, "betaald.csv", [row(customer, day, paid=(statement.period.last + timedelta(days=40)).isoformat())])
    page.get_by_role("button", name="1 rij overnemen").click()
    page.get_by_role("heading", name="Wat ervan kwam").wait_for()
    assert figures(page)["Veranderde regels"] == "1"

    settle_again(page, statement)
    page.get_by_role("button", name="Keur goed").click()
    page.get_by_role("button", name="Boeken").click()
    page.get_by_role("link", name="E-factuur").wait_for()
    more = round_to_cents(Fraction(KEGS * LITRES, 100) * rate_of(own_site, statement))
    changed = page.locator(".rows-list").first.get_by_role("link").filter(has_text="Pils van de tap")
    assert more.text("nl").replace("\N{NO-BREAK SPACE}", " ") in changed.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert sound(page) == []

    changed.click()
    page.get_by_text("van het ondertekende contract").wait_for()
    page.get_by_text("De leveringen die meetelden").click()
    delivered = page.locator("details[open] tr").filter(has_text="5,00 hl")
    assert delivered.count() >= 1
    assert "ZB-PILS-50" in delivered.first.inner_text()
    assert sound(page) == []
    assert own_site.workspace.statements.get(statement.id).state == "corrected"
