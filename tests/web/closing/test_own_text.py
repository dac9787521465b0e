"""Own texts: added, changed, removed, put back exactly, and what that does to signatures."""

import pytest

from akkoord_web.testing import forms_of

BODY = "De klant krijgt **twee** parasols:\r\n\r\n- in mei\r\n- in september  "


def url_of(contract, *more):
    return "/".join((f"/k/{contract.id}", *more))


def the_form(page, end):
    return next(one for one in forms_of(page) if one.action.endswith(end))


def test_an_own_text_is_added_among_the_special_provisions(anna, table):
    contract = table.contract()
    form = anna.form(url_of(contract, "own-text"))
    assert form["after"] == "special"
    response = anna.send(form, {"title": "Parasols", "body": BODY})
    (text,) = table.again(contract).own_texts
    assert (text.title, text.body, text.after) == ("Parasols", BODY, None)
    assert response.location == url_of(contract) + "#own-1"
    page = anna.get(url_of(contract)).text
    assert "<strong>twee</strong>" in page
    assert 'id="own-1"' in page
    assert "Concept" in page, "who adds to a contract that was ready has a draft again"


def test_an_own_text_after_an_article_becomes_an_article(anna, table):
    contract = table.contract()
    page = anna.get(url_of(contract)).text
    assert f'href="/k/{contract.id}/own-text?after=a-prices"' in page
    form = anna.form(f"{url_of(contract)}/own-text?after=a-prices", url_of(contract, "own-text"))
    assert form["after"] == "a-prices"
    anna.send(form, {"title": "Parasols", "body": "Van ons."})
    assert table.again(contract).own_texts[0].after == "a-prices"
    assert 'id="part-own-1"' in anna.get(url_of(contract)).text


@pytest.fixture
def contract(table):
    return table.contract(own_texts=[("Parasols", BODY, "a-prices"), ("Levering", "Op dinsdag.", None)])


def test_an_own_text_is_changed_in_its_place(anna, table, contract):
    form = anna.form(url_of(contract, "own-text/1"))
    assert (form["title"], form["after"]) == ("Parasols", "a-prices")
    assert form["body"].replace("\r\n", "\n") == BODY.replace("\r\n", "\n")
    anna.send(form, {"title": "Terras"})
    first, second = table.again(contract).own_texts
    assert (first.n, first.title, first.after) == (1, "Terras", "a-prices")
    assert second == contract.own_texts[1]


def test_a_text_keeps_its_place_when_that_article_is_not_in_the_contract_now(anna, table):
    contract = table.contract(own_texts=[("Terugbetalen", "In rondes.", "a-loan")])
    form = anna.form(url_of(contract, "own-text/1"))
    assert form["after"] == "a-loan"
    assert "zodra dat in het contract staat" in anna.get(url_of(contract, "own-text/1")).text
    anna.send(form, {"title": "Aflossen"})
    assert table.again(contract).own_texts[0].after == "a-loan"


def test_a_removed_text_is_put_back_exactly(anna, table, contract):
    removed = anna.send(anna.form(url_of(contract), url_of(contract, "own-text/1/drop")))
    assert removed.status_code == 200
    assert "‘Parasols’ is verwijderd" in removed.text
    assert [one.n for one in table.again(contract).own_texts] == [2]
    anna.send(the_form(removed, "own-text/1"))
    assert table.again(contract).own_texts == contract.own_texts


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"title": " ", "body": "Tekst"}, "title", "Geef de eigen tekst een"),
        ({"title": "x" * 121, "body": "Tekst"}, "title", "hoogstens 120"),
        ({"title": "Kop", "body": " \r\n "}, "body", "is leeg"),
        ({"title": "Kop", "body": "x" * 20_001}, "body", "hoogstens 20000"),
    ],
)
def test_what_cannot_be_a_text_is_said_at_its_field_and_stays_there(anna, table, typed, field, words):
    contract = table.contract()
    refused = anna.send(anna.form(url_of(contract, "own-text")), typed)
    assert refused.status_code == 422
    assert words in refused.text
    assert f'id="f-{field}-error"' in refused.text
    assert f'<a href="#f-{field}">' in refused.text
    again = the_form(refused, "own-text")
    assert (again["title"], again["body"]) == (typed["title"], typed["body"])
    assert table.again(contract).own_texts == ()


def test_more_texts_than_a_contract_can_hold_are_refused_above_the_form(anna, table):
    contract = table.contract(own_texts=[(f"Tekst {n}", "x", None) for n in range(50)])
    refused = anna.send(anna.form(url_of(contract, "own-text")), {"title": "Nog een", "body": "x"})
    assert refused.status_code == 422
    assert "50 eigen teksten" in refused.text
    assert the_form(refused, "own-text")["title"] == "Nog een"


@pytest.mark.parametrize("after", ["nothing", "own:1", "<script>", ""])
def test_a_place_that_does_not_exist_is_no_place(anna, table, after):
    contract = table.contract()
    anna.send(anna.form(url_of(contract, "own-text")), {"title": "T", "body": "B", "after": after})
    assert table.again(contract).own_texts[0].after is None


@pytest.mark.parametrize("how", ["add", "change", "drop"])
def test_a_change_ends_signatures_and_says_so(anna, table, contract, how):
    signed = table.signed(contract, 1)
    assert signed.state == "partly_signed"
    if how == "drop":
        page = anna.send(anna.form(url_of(contract), url_of(contract, "own-text/2/drop"))).text
    else:
        form = anna.form(url_of(contract, "own-text" if how == "add" else "own-text/1"))
        page = anna.get(anna.send(form, {"title": "Anders", "body": "Nieuw."}).location).text
    assert "dus één handtekening telt niet meer" in page
    assert table.again(contract).state == "draft"
    assert not table.workspace.contracts.progress(table.again(contract)).signed


def test_who_has_the_text_already_is_named_before_the_change(anna, table, contract):
    assert "tekenen allemaal opnieuw" not in anna.get(url_of(contract, "own-text")).text
    table.signed(contract, 1)
    assert "Iemand heeft deze tekst al" in anna.get(url_of(contract, "own-text")).text


def test_a_stale_save_shows_theirs_and_mine_and_mine_is_saved_when_i_say_so(browser, table, contract):
    anna, piet = browser("anna"), browser("piet")
    url = url_of(contract, "own-text/1")
    mine, theirs = anna.form(url), piet.form(url)
    piet.send(theirs, {"title": "Terras", "body": "Van Piet."})
    refused = anna.send(mine, {"body": "Van Anna.", "after": "special"})
    assert refused.status_code == 409
    assert "Piet Jansen heeft dit om 14:00 gewijzigd" in refused.text
    table_of_both = refused.text[refused.text.index('<table class="compare">') : refused.text.index("</table>")]
    for said in ("Terras", "Parasols", "Van Piet.", "Van Anna.", "Bij de bijzondere bepalingen"):
        assert said in table_of_both
    again = the_form(refused, "own-text/1")
    assert again["body"] == "Van Anna."
    version = str(table.again(contract).version)
    assert f'name="overwrite" value="{version}"' in refused.text
    anna.send(again, {"overwrite": version})
    text = table.again(contract).own_texts[0]
    assert (text.title, text.body, text.after) == ("Parasols", "Van Anna.", None)


def test_a_text_that_somebody_else_removed_can_be_saved_again(browser, table, contract):
    anna, piet = browser("anna"), browser("piet")
    mine = anna.form(url_of(contract, "own-text/1"))
    piet.send(piet.form(url_of(contract), url_of(contract, "own-text/1/drop")))
    refused = anna.send(mine, {"body": "Van Anna."})
    assert refused.status_code == 409
    anna.send(mine, {"body": "Van Anna.", "overwrite": str(table.again(contract).version)})
    assert table.again(contract).own_texts[0].body == "Van Anna."


@pytest.mark.parametrize("address", ["own-text/9", "own-text/0"])
def test_a_text_that_is_not_there_is_not_found(anna, contract, address):
    assert anna.get(url_of(contract, address)).status_code == 404
    assert anna.post(url_of(contract, address, "drop"), {"op": "a", "version": "1"}).status_code == 404


def test_saving_a_text_unchanged_leaves_signatures_alone(anna, table, contract):
    table.signed(contract, 1)
    anna.send(anna.form(url_of(contract, "own-text/2")))
    assert table.again(contract).state == "partly_signed"
