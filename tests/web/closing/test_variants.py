"""Proposals side by side: begun, copied, compared, left with the customer, revised, declined."""

import pytest


@pytest.fixture
def proposal(table):
    return table.proposal()


def press(person, page, action):
    return person.send(person.form(page, action))


def test_the_first_proposal_begins_from_the_list(anna, table, workspace):
    table.situation()
    listing = f"{table.url}/proposals/all"
    assert "Nog geen voorstel" in anna.get(listing).text
    started = press(anna, listing, f"{table.url}/proposals/start")
    (proposal,) = workspace.proposals.of(table.customer.id)
    assert started.location == f"/p/{proposal.id}"
    assert "Voorstel A" in anna.get(listing).text


def test_without_a_situation_that_comes_first(anna, table):
    assert "Leg eerst de situatie vast" in anna.get(f"{table.url}/proposals/all").text
    started = anna.post(f"{table.url}/proposals/start", {"op": "a"})
    assert started.location == f"{table.url}/intake"


def test_a_copy_is_the_next_letter_with_the_same_answers(anna, table, workspace, proposal):
    copied = press(anna, f"/p/{proposal.id}", f"/p/{proposal.id}/copy")
    first, second = workspace.proposals.of(table.customer.id)
    assert copied.location == f"/p/{second.id}"
    assert (first.letter, second.letter) == ("A", "B")
    assert second.answers == first.answers


def test_a_proposal_left_with_the_customer_can_be_revised_or_declined(anna, table, workspace, proposal):
    url = f"/p/{proposal.id}"
    press(anna, url, f"{url}/present")
    assert table.again(proposal).state == "presented"
    revised = press(anna, url, f"{url}/revise")
    first, second = workspace.proposals.of(table.customer.id)
    assert (first.state, second.state) == ("revised", "draft")
    assert revised.location == f"/p/{second.id}"


def test_declining_asks_why_and_keeps_the_answer(anna, table, proposal):
    url = f"/p/{proposal.id}"
    press(anna, url, f"{url}/present")
    form = anna.form(f"{url}/decline")
    empty = anna.send(form, {"reason": "  "})
    assert empty.status_code == 422
    assert "Schrijf waarom" in empty.text
    assert anna.send(form, {"reason": "Te lang vast"}).location == table.url
    assert (table.again(proposal).state, table.again(proposal).reason) == ("declined", "Te lang vast")


@pytest.mark.parametrize("step", ["revise", "decline"])
def test_a_step_that_the_state_does_not_allow_is_refused_with_words(anna, table, proposal, step):
    refused = anna.post(f"/p/{proposal.id}/{step}", {"op": "a", "reason": "x", "version": "1"})
    if step == "decline":
        assert refused.status_code == 422
        assert "Voorstel" in refused.text or "kan niet" in refused.text
    assert table.again(proposal).state in {"draft", "revised"}


def test_comparing_shows_now_and_each_proposal_and_marks_what_differs(anna, table, proposal):
    other = table.proposal({"term": {"months": 60}, "commitment": {"mode": "annual", "annual_hl": "100"}})
    page = anna.get(f"/p/{proposal.id}/compare").text
    assert "Voorstel A" in page
    assert "Voorstel B" in page
    assert "<td>36 maanden</td>" in page
    assert "<td>60 maanden</td>" in page
    row = page[page.index("Afname per contractjaar") :]
    assert "<td>120 hl</td>" in row[: row.index("</tr>")], "what holds now stands beside it"
    assert "(verschilt)" in page
    assert f'href="/p/{other.id}"' in page


def test_one_proposal_alone_offers_to_make_a_second(anna, table, proposal, workspace):
    url = f"/p/{proposal.id}/compare"
    assert "Maak een tweede voorstel" in anna.get(url).text
    press(anna, url, f"/p/{proposal.id}/copy")
    assert len(workspace.proposals.of(table.customer.id)) == 2
    assert "Maak een tweede voorstel" not in anna.get(url).text


def test_at_most_three_columns_are_compared_and_the_one_asked_for_is_among_them(anna, table, proposal):
    for _ in range(4):
        table.proposal()
    page = anna.get(f"/p/{proposal.id}/compare").text
    shown = [letter for letter in "ABCDE" if f">Voorstel {letter}<" in page]
    assert shown == ["A", "D", "E"]
