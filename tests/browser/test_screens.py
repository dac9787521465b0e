"""Every screen, in both orientations and both schemes: accessible, within its frame, and large enough to touch."""

import pytest

pytestmark = pytest.mark.browser

SCREENS = {
    "sign-in": (None, "/sign-in"),
    "today": ("sanne", "/"),
    "deadlines": ("sanne", "/today/deadlines"),
    "customers": ("sanne", "/customers"),
    "search": ("sanne", "/customers?q=ca"),
    "nobody found": ("sanne", "/customers?q=zeppelin"),
    "new customer": ("hanneke", "/customers/new"),
    "dossier": ("sanne", "/c/{active}"),
    "dossier of a prospect": ("sanne", "/c/{prospect}"),
    "edit customer": ("sanne", "/c/{active}/edit"),
    "agreements": ("sanne", "/c/{active}/agreements"),
    "new agreement": ("sanne", "/c/{active}/agreements/new"),
    "new visit": ("sanne", "/c/{active}/visits/new"),
    "timeline": ("sanne", "/c/{active}/timeline"),
    "company details": ("sanne", "/c/{prospect}/details"),
    "settings": ("beheer", "/settings"),
    "accounts": ("beheer", "/settings/accounts"),
    "new account": ("beheer", "/settings/accounts/new"),
    "not found": ("sanne", "/nowhere"),
}
# An inline link in a sentence is read, not aimed at; WCAG 2.5.8 leaves it out too.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
  .filter(element => element.checkVisibility() && !element.closest(".sr, .skip, p, dd, dt, .note li"))
  .map(element => element.closest("label.segment, label.switch, label.check, .affix, label.search") || element)
  .map(element => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.5 || box.width < 47.5)
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def places(site):
    """Whose dossiers the screens show."""
    return {"active": site.customer("Biljart").id, "prospect": site.customer("Hooiberg").id}


@pytest.mark.parametrize("name", list(SCREENS))
def test_a_screen_is_accessible_fits_its_frame_and_can_be_touched(site, places, tablet, axe, sizes, name):
    login, address = SCREENS[name]
    page = tablet(site, login, allow=("404",))
    page.goto(address.format(**places))
    for orientation, size in sizes.items():
        page.set_viewport_size(size)
        assert axe(page) == [], orientation
        assert not page.evaluate(TOO_WIDE), f"{orientation}: the page scrolls sideways"
        assert page.evaluate(TOO_SMALL) == [], orientation
        page.emulate_media(color_scheme="dark")
        assert axe(page, "color-contrast") == [], f"{orientation}, dark"
        page.emulate_media(color_scheme="light")


def test_the_look_for_what_is_too_small_and_too_wide_would_find_it(site, tablet):
    page = tablet(site, "sanne")
    page.goto("/settings")
    page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<button>x</button><img width=2000>')"
    )
    assert len(page.evaluate(TOO_SMALL)) == 1
    assert page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("address", ["/", "/customers", "/settings"])
def test_large_text_and_the_left_hand_fit_as_well(site, tablet, sizes, address):
    page = tablet(site, "sanne")
    page.context.add_cookies([{"name": "akkoord-look", "value": "left.large", "url": site.url}])
    page.goto(address)
    assert page.evaluate("() => getComputedStyle(document.body).fontSize") == "20px"
    for size in sizes.values():
        page.set_viewport_size(size)
        assert not page.evaluate(TOO_WIDE)


def test_the_rail_stands_beside_in_landscape_and_below_in_portrait(site, tablet, sizes):
    page = tablet(site, "sanne")
    page.goto("/customers")
    rail = page.locator(".rail").bounding_box()
    assert (rail["x"], rail["width"], rail["height"]) == (0, 88, 820)
    page.set_viewport_size(sizes["portrait"])
    bar = page.locator(".rail").bounding_box()
    assert bar["width"] == 820
    assert bar["y"] + bar["height"] == pytest.approx(1180, abs=1)


def test_the_left_hand_moves_rail_and_buttons(site, tablet):
    page = tablet(site, "sanne")
    page.context.add_cookies([{"name": "akkoord-look", "value": "left.normal", "url": site.url}])
    page.goto("/customers/new")
    assert page.locator(".rail").bounding_box()["x"] == 1180 - 88
    add, cancel = page.locator("button.primary").bounding_box(), page.locator("a.button.first").bounding_box()
    assert add["x"] < cancel["x"]


def test_the_focus_ring_is_wide_enough_to_see(site, tablet):
    page = tablet(site, "sanne")
    page.goto("/customers")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_nothing_moves_while_a_page_loads(site, places, tablet):
    page = tablet(site, "sanne")
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => window.moved += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for address in ("/", "/customers", f"/c/{places['active']}"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("() => window.moved") == 0, address
