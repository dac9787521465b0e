"""What a screen may weigh: UI.md's budgets that do not depend on the machine."""

import gzip
import re
from importlib.resources import files
from pathlib import Path

import brotli
import pytest

KB = 1024
STATIC = Path(str(files("akkoord_web"))) / "static"
SCREENS = ("/", "/customers", "/customers/new", "/settings", "/sign-in", "/reports", "/reports/portfolio")


def fetched(person, url):
    """Everything a first visit loads: the page and what it names, compressed as over the line."""
    page = person.get(url, headers={"Accept-Encoding": "br"})
    text = brotli.decompress(page.data).decode()
    named = re.findall(r'<(?:link|script)[^>]*(?:href|src)="(/[^"]+)"', text)
    sizes = {url: len(page.data)}
    for one in named:
        answer = person.get(one, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200, one
        sizes[one] = len(answer.data)
    return text, sizes


@pytest.mark.parametrize("url", SCREENS)
def test_a_first_visit_stays_within_60_kb_and_10_requests(browser, customer, url):
    person = browser(None if url == "/sign-in" else "anna")
    text, sizes = fetched(person, url)
    assert sum(sizes.values()) <= 60 * KB, sizes
    assert len(sizes) <= 10
    assert len(re.findall(r"<[a-z]", text)) <= 800, "too many nodes"


def test_a_dossier_full_of_work_stays_within_the_budget(anna, workspace, customer, clock):
    by = workspace.accounts.by_login("anna")
    for number in range(30):
        workspace.agreements.add(customer.id, f"Afspraak {number}", by=by, at=clock.at)
    text, sizes = fetched(anna, f"/c/{customer.id}")
    assert sum(sizes.values()) <= 60 * KB
    assert len(re.findall(r"<[a-z]", text)) <= 800


def test_a_fragment_stays_within_8_kb(anna, customer):
    for url in ("/customers?q=kroon", f"/c/{customer.id}/agreements", f"/c/{customer.id}/timeline", "/today/visits"):
        assert len(anna.get(url, htmx=True, headers={"Accept-Encoding": "br"}).data) <= 8 * KB


def test_the_style_sheet_stays_within_10_kb(app, browser):
    sent = browser().get(app.jinja_env.globals["asset"]("app.css"), headers={"Accept-Encoding": "gzip"})
    assert len(gzip.decompress(sent.data)) > len(sent.data)
    assert len(sent.data) <= 10 * KB


def test_our_own_scripts_stay_within_10_kb_and_all_scripts_within_30(app, browser):
    def weight(folder):
        urls = [app.jinja_env.globals["asset"](path.name) for path in (STATIC / folder).glob("*.js")]
        return sum(len(browser().get(url, headers={"Accept-Encoding": "gzip"}).data) for url in urls)

    assert weight("js") <= 10 * KB
    assert weight("js") + weight("vendor") <= 30 * KB
