"""What plugins show on the tablet: panels in the dossier, an accent; and that a failing one is seen and contained."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord import hookimpl
from akkoord.hookspecs import Panel, Theme
from akkoord.language import Words
from akkoord.plugins import Plugins
from akkoord_web import create_app
from akkoord_web.testing import Browser
from akkoord_web.theme import contrast, readable

COLOURS = st.tuples(*[st.integers(0, 255)] * 3)
WHITE, DARK_SURFACE = (255, 255, 255), (0x19, 0x23, 0x2B)


def crm(panels):
    """A plugin that shows panels, or raises."""

    @hookimpl
    def web_panels(customer):
        if isinstance(panels, Exception):
            raise panels
        return panels(customer)

    return SimpleNamespace(web_panels=web_panels)


@pytest.fixture
def page_of(workspace, customer, clock):
    """Give a function that shows the dossier with these plugins."""

    def shown(**modules):
        workspace.plugins = Plugins.of(modules, clock=clock)
        anna = workspace.accounts.by_login("anna")
        browser = Browser(create_app(workspace, clock=clock), workspace.sessions.open(anna, None, clock.at))
        return browser, browser.get(f"/c/{customer.id}")

    return shown


def test_a_panel_of_another_system_stands_in_the_dossier(page_of):
    def panels(customer):
        rows = ((Words("Openstaand", "Open"), "€ 1.250,00"), (Words("Klant", "Customer"), customer.name))
        return [Panel("crm", Words("Facturen", "Invoices"), rows, link="https://crm.example/1")]

    _, page = page_of(crm=crm(panels))
    assert "Facturen" in page.text
    assert "€ 1.250,00" in page.text
    assert 'href="https://crm.example/1" rel="noreferrer"' in page.text


def test_what_a_panel_says_is_never_html(page_of):
    def panels(_):
        return [Panel("x", Words("<b>x</b>", "<b>x</b>"), ((Words("<i>y</i>", "<i>y</i>"), "<script>z</script>"),))]

    _, page = page_of(x=crm(panels))
    for tag in ("<b>x", "<i>y", "<script>z"):
        assert tag not in page.text


def test_a_plugin_that_fails_leaves_the_dossier_and_says_so_there_and_on_the_first_page(page_of):
    browser, page = page_of(
        crm=crm(RuntimeError("no line")), other=crm(lambda _: [Panel("o", Words("Goed", "Well"), ())])
    )
    assert page.status_code == 200
    assert "Een koppeling met een ander systeem werkt niet" in page.text
    assert "Goed" in page.text
    assert "Tijdlijn" in page.text
    assert "Een onderdeel van Akkoord werkt niet" in browser.get("/").text


def test_without_panels_the_dossier_has_no_empty_place_for_them(page_of):
    _, page = page_of()
    assert 'id="panels"' not in page.text


def test_a_theme_changes_the_accent_in_light_and_in_dark(workspace, clock):
    @hookimpl
    def theme():
        return Theme(accent="#7a1f5d")

    workspace.plugins = Plugins.of({"house": SimpleNamespace(theme=theme)}, clock=clock)
    app = create_app(workspace, clock=clock)
    css = Browser(app).get(app.jinja_env.globals["asset"]("app.css")).text
    assert "--accent:#7a1f5d" in css
    assert css.count("--accent:#") == 2


@given(colour=COLOURS, ground=st.sampled_from([WHITE, DARK_SURFACE]))
def test_any_accent_becomes_readable_on_its_ground(colour, ground):
    assert contrast(readable(colour, ground), ground) >= 4.5


@given(colour=COLOURS)
def test_an_accent_that_is_readable_stays_as_it_is(colour):
    if contrast(colour, WHITE) >= 4.5:
        assert max(abs(one - other) for one, other in zip(readable(colour, WHITE), colour, strict=True)) <= 1
