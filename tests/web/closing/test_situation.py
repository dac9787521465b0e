"""Recording the situation: what is typed is kept, what cannot be read stays in its box, and visits never mix."""

import pytest


def known(workspace, customer):
    return workspace.situations.latest(customer.id).answers["situation"]


@pytest.fixture
def url(customer):
    return f"/c/{customer.id}/intake"


def test_looking_at_the_situation_keeps_nothing(anna, workspace, customer, url):
    assert "Nog niet bewaard" in anna.get(url).text
    assert workspace.situations.history(customer.id) == []


def test_what_is_typed_is_kept_and_leads_back_to_the_form(anna, workspace, customer, url):
    response = anna.send(anna.form(url), {"situation.annual_volume_hl": "1.250,5"})
    assert (response.status_code, response.location) == (303, url)
    assert known(workspace, customer)["annual_volume_hl"] == "1250.5"


def test_onward_leads_to_the_open_proposal_or_to_the_first_one(anna, table, url):
    first = anna.send(anna.form(url), {"onward": "yes"})
    assert anna.get(first.location).location == f"/c/{table.customer.id}/proposals/all"
    proposal = table.proposal()
    again = anna.send(anna.form(url), {"onward": "yes"})
    assert anna.get(again.location).location == f"/p/{proposal.id}"


def test_a_visit_begins_with_what_was_found_before_and_is_a_record_of_its_own(anna, table, clock, workspace, url):
    from datetime import timedelta

    table.situation({"situation": {"annual_volume_hl": "90"}})
    clock.advance(timedelta(days=200))
    later = type(anna)(anna.client.application, workspace.sessions.open(table.by, None, clock.at))
    page = later.get(url).text
    assert "Ingevuld met wat er vorige keer was" in page
    assert later.form(url)["situation.annual_volume_hl"] == "90"
    later.send(later.form(url), {"situation.annual_volume_hl": "110"})
    volumes = [one.answers["situation"]["annual_volume_hl"] for one in workspace.situations.history(table.customer.id)]
    assert volumes == ["110", "90"]


def test_answers_keep_themselves_and_the_form_that_stands_gets_the_next_version(anna, workspace, customer, url):
    form = anna.form(url)
    kept = anna.send(form, {"situation.annual_volume_hl": "120"}, htmx=True)
    assert kept.status_code == 200
    assert "<html" not in kept.text
    assert "Bewaard om 14:00" in kept.text
    assert f'name="version" value="{workspace.situations.latest(customer.id).version}"' in kept.text


def test_an_ambiguous_number_keeps_what_was_typed_and_offers_both_readings(anna, workspace, customer, url):
    typed = {"situation.annual_volume_hl": "4.5", "situation.notes": "Wil koeling"}
    response = anna.send(anna.form(url), typed)
    assert response.status_code == 200
    assert "4,5 of 45" in response.text
    assert 'value="4.5"' in response.text
    assert "Bewaard om 14:00, behalve wat gemarkeerd is" in response.text
    assert known(workspace, customer)["notes"] == "Wil koeling"
    assert known(workspace, customer).get("annual_volume_hl") is None


def test_a_list_of_faults_stands_on_top_after_a_press_and_not_while_answers_keep_themselves(anna, url):
    typed = {"situation.annual_volume_hl": "veel"}
    by_itself = anna.send(anna.form(url), typed, htmx=True).text
    pressed = anna.send(anna.form(url), {**typed, "onward": "yes"}, htmx=True).text
    assert 'class="error" id="f-situation-annual_volume_hl-error"' in by_itself
    assert "note bad summary" not in by_itself
    assert '<a href="#f-situation-annual_volume_hl">' in pressed


def test_onward_waits_for_what_cannot_be_read(anna, url):
    response = anna.send(anna.form(url), {"situation.annual_volume_hl": "veel", "onward": "yes"}, htmx=True)
    assert "HX-Redirect" not in response.headers
    assert anna.send(anna.form(url), {"onward": "yes"}, htmx=True).headers["HX-Redirect"].endswith("/onward")


@pytest.mark.parametrize(
    "name",
    ["situation.made_up", "customer.name", "term.months", "supplier.name", "payment.days", "__class__", "a.b.c.d"],
)
def test_answers_to_other_questions_are_left_alone(anna, workspace, customer, url, name):
    assert anna.send(anna.form(url), {name: "7", "situation.notes": "x"}).status_code == 303
    group, _, key = name.partition(".")
    answers = workspace.situations.latest(customer.id).answers
    assert key not in (answers.get(group) or {})
    assert workspace.customers.get(customer.id).name == "Café de Kroon B.V."


def test_a_stale_save_shows_theirs_and_mine_and_mine_is_saved_when_i_say_so(browser, workspace, customer, url):
    anna, piet = browser("anna"), browser("piet")
    anna.send(anna.form(url), {"situation.annual_volume_hl": "100"})
    mine, theirs = anna.form(url), piet.form(url)
    piet.send(theirs, {"situation.annual_volume_hl": "130"})
    refused = anna.send(mine, {"situation.annual_volume_hl": "95"})
    assert refused.status_code == 409
    assert "Piet Jansen heeft dit om 14:00 gewijzigd" in refused.text
    assert "<td>130 hl</td><td>95 hl</td>" in refused.text
    assert 'value="95"' in refused.text
    assert known(workspace, customer)["annual_volume_hl"] == "130"
    version = workspace.situations.latest(customer.id).version
    assert f'name="overwrite" value="{version}"' in refused.text
    anna.send(mine, {"situation.annual_volume_hl": "95", "overwrite": str(version)})
    assert known(workspace, customer)["annual_volume_hl"] == "95"


def test_saving_what_somebody_saved_already_is_no_conflict_now_nor_at_the_next_save(browser, workspace, customer, url):
    anna, piet = browser("anna"), browser("piet")
    anna.send(anna.form(url), {"situation.annual_volume_hl": "100"})
    mine, theirs = anna.form(url), piet.form(url)
    piet.send(theirs, {"situation.annual_volume_hl": "130"})
    same = anna.send(mine, {"situation.annual_volume_hl": "130"}, htmx=True)
    assert same.status_code == 200
    assert f'name="version" value="{workspace.situations.latest(customer.id).version}"' in same.text


def test_a_question_that_depends_on_another_appears_with_the_answer_it_waits_for(anna, url):
    assert "situation.current_notice_by" not in anna.get(url).text
    answer = anna.send(anna.form(url), {"situation.current_contract_end": "2026-12-31"}, htmx=True)
    assert 'name="situation.current_notice_by"' in answer.text


def test_an_earlier_situation_is_shown_as_it_was(anna, table):
    situation = table.situation({"situation": {"annual_volume_hl": "120", "notes": "<b>Wil</b> koeling"}})
    page = anna.get(f"{table.url}/situations/{situation.id}").text
    assert "120 hl" in page
    assert "&lt;b&gt;Wil&lt;/b&gt; koeling" in page
    assert "1 juni 2026" in page


def test_a_situation_of_another_customer_is_not_found(anna, table, workspace, clock):
    from akkoord.dossier import Party

    situation = table.situation()
    other = workspace.customers.add(Party("Café Anders"), table.by.id, by=table.by, at=clock.at)
    assert anna.get(f"/c/{other.id}/situations/{situation.id}").status_code == 404


def test_answers_without_end_are_refused_with_words(anna, url):
    response = anna.send(anna.form(url), {"situation.notes": "x" * 300_000})
    assert response.status_code in (200, 422)
    assert "20.000" in response.text or "te lang" in response.text
