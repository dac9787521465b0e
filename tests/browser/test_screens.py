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
    "figures": ("sanne", "/reports"),
    "portfolio": ("hanneke", "/reports/portfolio?period=2026"),
    "utilisation": ("hanneke", "/reports/utilisation"),
    "rebates": ("hanneke", "/reports/rebates?period=2026"),
    "terminations": ("hanneke", "/reports/terminations?period=2026"),
    "deadlines of all": ("hanneke", "/reports/deadlines"),
    "deviations": ("sanne", "/reports/deviations?period=2026"),
    "statements": ("hanneke", "/c/{settled}/statements"),
    "statement": ("hanneke", "/s/{statement}"),
    "statement of one's own": ("sanne", "/s/{statement}"),
    "amount explained": ("hanneke", "/s/{statement}/lines/{line}"),
    "sales": ("hanneke", "/settings/sales"),
    "file of sales": ("hanneke", "/settings/sales/{run}"),
    "not found": ("sanne", "/nowhere"),
}


@pytest.fixture(scope="module")
def places(site):
    """Whose dossiers the screens show."""
    settled = site.customer("Biljart").id
    statement = next(each for each in site.workspace.statements.of(settled) if each.lines)
    return {
        "active": settled,
        "prospect": site.customer("Hooiberg").id,
        "settled": settled,
        "statement": statement.id,
        "line": statement.lines[-1].id,
        "run": site.workspace.sales_import.runs()[0]["id"],
    }


@pytest.mark.parametrize("name", list(SCREENS))
def test_a_screen_is_accessible_fits_its_frame_and_can_be_touched(site, places, tablet, sound, name):
    login, address = SCREENS[name]
    page = tablet(site, login, allow=("404",))
    page.goto(address.format(**places))
    assert sound(page) == []


def test_the_look_for_what_is_wrong_would_find_it(site, tablet, sound):
    page = tablet(site, "sanne")
    page.goto("/settings")
    page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<button>x</button><img width=2000>')"
    )
    found = "\n".join(sound(page))
    assert "landscape: image-alt" in found
    assert "portrait: too small" in found
    assert "scrolls sideways" in found


@pytest.mark.parametrize("address", ["/", "/customers", "/settings"])
def test_large_text_and_the_left_hand_fit_as_well(site, tablet, sizes, address):
    page = tablet(site, "sanne")
    page.context.add_cookies([{"name": "akkoord-look", "value": "left.large", "url": site.url}])
    page.goto(address)
    assert page.evaluate("() => getComputedStyle(document.body).fontSize") == "20px"
    for size in sizes.values():
        page.set_viewport_size(size)
        assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")


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
