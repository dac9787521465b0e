"""Security headers on every route, and no write in someone's name from another site."""

import pytest

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def addresses(app):
    """Every rule with something in its places, once per method."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "12")
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, adapter.build(rule.endpoint, values, method=method)


@pytest.mark.parametrize("login", [None, "anna", "bea"])
@pytest.mark.parametrize("htmx", [False, True])
def test_every_answer_of_every_route_carries_the_security_headers(app, browser, login, htmx):
    found = sorted(addresses(app), key=lambda pair: pair[1] == "/sign-out")
    assert len(found) > 30
    person = browser(login)
    for method, url in found:
        response = person.get(url, htmx=htmx) if method == "GET" else person.post(url, {}, htmx=htmx)
        where = f"{method} {url}: {response.status_code}"
        assert response.headers["Content-Security-Policy"] == CSP, where
        assert response.headers["X-Content-Type-Options"] == "nosniff", where
        assert response.headers["Referrer-Policy"] == "same-origin", where
        assert "HX-Request" in response.headers["Vary"], where
        assert "no-store" in response.headers["Cache-Control"] or url.startswith("/static/"), where
        assert response.status_code < 500, where


def test_https_is_remembered(anna):
    response = anna.client.get("/", base_url="https://localhost")
    assert "max-age" in response.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("headers", "accepted"),
    [
        pytest.param({"Sec-Fetch-Site": "same-origin"}, True, id="from this site"),
        pytest.param({"Sec-Fetch-Site": "none"}, True, id="by the user's own hand"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, False, id="from another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, False, id="from a neighbouring host"),
        pytest.param({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False, id="first word decides"),
        pytest.param({"Origin": "http://localhost"}, True, id="old browser, our origin"),
        pytest.param({"Origin": "https://other.example"}, False, id="old browser, other origin"),
        pytest.param({"Origin": "null"}, False, id="old browser, hidden origin"),
        pytest.param({}, False, id="no word of where it comes from"),
    ],
)
def test_a_write_must_come_from_this_site(anna, headers, accepted):
    response = anna.client.post("/settings/sessions/end", data={"op": "x1"}, headers=headers)
    assert (response.status_code == 303) is accepted
    assert (response.status_code == 403) is not accepted


def test_a_refused_write_says_why(anna):
    response = anna.client.post("/customers/new", headers={"Sec-Fetch-Site": "cross-site", "Accept-Language": "nl"})
    assert "kwam van een andere site" in response.text


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(browser):
    stranger = browser()
    form = stranger.form("/sign-in")
    cookie = stranger.send(form, {"login": "anna", "password": "een goed lang wachtwoord"}).headers["Set-Cookie"]
    assert cookie.startswith("cm=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_over_https_the_cookie_is_bound_to_this_host(browser):
    data = {"login": "anna", "password": "een goed lang wachtwoord"}
    response = browser().client.post(
        "/sign-in", data=data, headers={"Sec-Fetch-Site": "same-origin"}, base_url="https://localhost"
    )
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-cm=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_form_larger_than_the_limit_is_refused(anna):
    response = anna.post("/customers/new", {"op": "x2", "name": "x" * 3_000_000})
    assert response.status_code == 413
    assert "te veel tegelijk" in response.text


def test_static_files_are_compressed_and_kept_for_ever_under_their_hashed_name(app, browser):
    url = app.jinja_env.globals["asset"]("app.css")
    response = browser().get(url, headers={"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]
    assert browser().get("/static/app.000000000000.css").status_code == 404


def test_pages_are_compressed(anna):
    assert anna.get("/customers", headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"
