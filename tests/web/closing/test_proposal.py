"""A proposal: its result while one types, what is kept, what is refused, and what two people see of each other."""

from datetime import date
from decimal import Decimal

import pytest

from akkoord.executing.sales import SaleLine


def url_of(proposal):
    return f"/p/{proposal.id}"


@pytest.fixture
def proposal(table):
    return table.proposal()


def test_a_draft_shows_its_questions_with_what_holds_now(anna, table):
    proposal = table.proposal({"commitment": {"mode": "annual", "annual_hl": "100"}})
    page = anna.get(url_of(proposal)).text
    assert "Nu: 120 hl" in page
    assert anna.form(url_of(proposal))["commitment.annual_hl"] == "100"


def test_what_is_typed_is_kept_and_the_result_follows(anna, table, proposal):
    kept = anna.send(anna.form(url_of(proposal)), {"term.months": "60"}, htmx=True)
    assert kept.status_code == 200
    assert "60 maanden" in kept.text
    assert "Bewaard om 14:00" in kept.text
    assert table.again(proposal).answers["term"]["months"] == 60


def test_without_scripts_saving_leads_back_to_the_proposal(anna, table, proposal):
    response = anna.send(anna.form(url_of(proposal)), {"term.months": "60"})
    assert (response.status_code, response.location) == (303, url_of(proposal))


def test_the_result_of_what_is_typed_is_shown_and_nothing_is_kept(anna, table, proposal):
    before = table.again(proposal)
    shown = anna.post(f"{url_of(proposal)}/result", {"term.months": "24"}, htmx=True)
    assert shown.status_code == 200
    assert "24 maanden" in shown.text
    assert shown.text.lstrip().startswith('<aside class="result" id="result"')
    assert table.again(proposal) == before


def test_the_result_of_what_cannot_be_read_is_no_number_at_all(anna, proposal):
    shown = anna.post(f"{url_of(proposal)}/result", {"term.months": "drie"}, htmx=True).text
    assert "Eén antwoord is nog niet te lezen" in shown
    assert 'class="amount"' not in shown
    assert 'class="definitions"' not in shown


TIERS = [{"from_qty": "0", "rate": "0"}, {"from_qty": "100", "rate": "10"}]


def with_tiers(table, tiers, **more):
    return table.proposal(
        {"tier_bonus": {"enabled": True, "method": "whole", "groups": ["draught_lager"], "tiers": tiers}, **more}
    )


def test_what_a_proposal_is_worth_is_said_with_the_rules_it_comes_from(anna, table):
    page = anna.get(url_of(with_tiers(table, TIERS))).text
    assert "1.200,00" in page  # 120 hl reach the tier of 100 hl: 120 x 10
    parts = page[page.index('id="parts"') :]
    assert "Staffelbonus" in parts
    assert "10,00 vanaf 100" in parts


def sold(table, quantity):
    line = SaleLine(
        "s1", table.customer.id, date(2026, 3, 10), "draught_lager", Decimal(quantity), "hl", paid_on=date(2026, 3, 20)
    )
    table.workspace.sales.load([line], run="history", at=table.clock.at)


def test_a_customer_with_a_history_may_be_reckoned_by_it(anna, table):
    proposal = with_tiers(table, TIERS)
    assert "Eigen historie" not in anna.get(url_of(proposal)).text
    sold(table, 150)
    stated = anna.get(url_of(proposal)).text
    assert "Eigen historie" in stated
    assert "1.200,00" in stated
    history = anna.get(f"{url_of(proposal)}?basis=history").text
    assert "1.500,00" in history  # 150 hl x 10
    assert "van 1 juni 2025 tot en met 31 mei 2026" in history


def test_the_choice_for_history_holds_while_one_types(anna, table):
    proposal = with_tiers(table, TIERS)
    sold(table, 150)
    typed = {"basis": "history", "tier_bonus.tiers.0.from_qty": "0", "tier_bonus.tiers.0.rate": "8"}
    assert 'name="basis" value="history"' in anna.post(f"{url_of(proposal)}/result", typed, htmx=True).text


def test_tiers_that_cannot_be_right_stand_in_the_way_with_a_link_to_their_box(anna, table):
    proposal = with_tiers(table, [{"from_qty": "100", "rate": "10"}, {"from_qty": "50", "rate": "15"}])
    page = anna.get(url_of(proposal)).text
    assert "oplopende volgorde" in page
    assert "#f-tier_bonus-tiers" in page
    form = anna.form(url_of(proposal))
    form.action = f"{url_of(proposal)}/contract"
    assert anna.send(form).status_code == 422


def test_a_cliff_is_warned_of_with_what_is_at_stake_and_stands_not_in_the_way(anna, table):
    page = anna.get(
        url_of(with_tiers(table, [{"from_qty": "50", "rate": "20"}, {"from_qty": "100", "rate": "15"}]))
    ).text
    assert "één eenheid meer levert minder op" in page
    assert "500,00" in page


def test_an_ambiguous_number_keeps_what_was_typed_and_offers_both_readings(anna, table, proposal):
    answered = {"commitment.mode": "annual", "commitment.annual_hl": "4.5", "term.months": "48"}
    response = anna.send(anna.form(url_of(proposal)), answered, htmx=True)
    assert "4,5 of 45" in response.text
    assert 'value="4.5"' in response.text
    answers = table.again(proposal).answers
    assert answers["term"]["months"] == 48
    assert answers["commitment"].get("annual_hl") is None


def test_a_row_that_cannot_be_read_stays_as_it_was_typed(anna, table, proposal):
    rows = {
        "equipment.enabled": "yes",
        "equipment.assets.0.description": "Tapinstallatie",
        "equipment.assets.0.serial": "T-1",
        "equipment.assets.0.new_value": "4.5",
        "equipment.assets.1.description": "Koeling",
    }
    response = anna.send(anna.form(url_of(proposal)), rows)
    assert 'name="equipment.assets.0.new_value" type="text" value="4.5"' in response.text
    assert 'value="Koeling"' in response.text
    assert '<a href="#f-equipment-assets-0-new_value">' in response.text
    assert not table.again(proposal).answers.get("equipment", {}).get("assets")


def test_a_question_appears_with_the_answer_it_waits_for(anna, proposal):
    assert "commitment.annual_hl" not in anna.get(url_of(proposal)).text
    answer = anna.send(anna.form(url_of(proposal)), {"commitment.mode": "annual"}, htmx=True)
    assert 'name="commitment.annual_hl"' in answer.text


@pytest.mark.parametrize(
    "name", ["customer.name", "supplier.name", "situation.notes", "outlet.city", "term.end", "made.up"]
)
def test_answers_to_questions_that_are_not_asked_here_are_left_alone(anna, table, proposal, name):
    assert anna.send(anna.form(url_of(proposal)), {name: "Gekaapt"}).status_code == 303
    assert "Gekaapt" not in str(table.again(proposal).answers)


def test_standing_terms_are_changed_for_one_proposal_in_a_card_that_opens_when_something_is_wrong(
    anna, table, proposal
):
    form = anna.form(url_of(proposal))
    assert '<details class="card terms" id="terms">' in anna.get(url_of(proposal)).text
    wrong = anna.send(form, {"payment.settlement_days": "gauw"})
    assert '<details class="card terms" id="terms" open>' in wrong.text
    anna.send(anna.form(url_of(proposal)), {"payment.settlement_days": "45"})
    assert table.again(proposal).answers["payment"]["settlement_days"] == 45


def test_a_stale_save_shows_theirs_and_mine_and_mine_is_saved_when_i_say_so(browser, table, proposal):
    anna, piet = browser("anna"), browser("piet")
    mine, theirs = anna.form(url_of(proposal)), piet.form(url_of(proposal))
    piet.send(theirs, {"term.months": "48"})
    refused = anna.send(mine, {"term.months": "24"}, htmx=True)
    assert refused.status_code == 409
    assert "Piet Jansen heeft dit om 14:00 gewijzigd" in refused.text
    assert "<td>48 maanden</td><td>24 maanden</td>" in refused.text
    assert "Nog niet bewaard" in refused.text
    version = table.again(proposal).version
    assert f'name="overwrite" value="{version}"' in refused.text
    assert f'name="version" value="{proposal.version}"' in refused.text
    anna.send(mine, {"term.months": "24", "overwrite": str(version)})
    assert table.again(proposal).answers["term"]["months"] == 24


def test_saving_what_somebody_saved_already_is_no_conflict(browser, table, proposal):
    anna, piet = browser("anna"), browser("piet")
    mine, theirs = anna.form(url_of(proposal)), piet.form(url_of(proposal))
    piet.send(theirs, {"term.months": "48"})
    same = anna.send(mine, {"term.months": "48"}, htmx=True)
    assert same.status_code == 200
    assert f'name="version" value="{table.again(proposal).version}"' in same.text


def test_what_blocks_a_contract_leads_to_the_boxes_behind_it(anna, table):
    proposal = table.proposal({"term": {"months": 84}, "exclusivity": {"mode": "all_beer"}})
    page = anna.get(url_of(proposal)).text
    assert "niet langer dan 60 maanden duren" in page
    assert '<a href="#f-term-months">' in page
    assert f'<a href="/c/{table.customer.id}/intake#f-situation-premises">' in page


def test_what_is_missing_is_listed_with_the_way_to_its_box(anna, table, workspace, clock):
    from dataclasses import replace

    party = replace(table.customer.party, address=None)
    workspace.customers.change(table.customer, party=party, by=table.by, at=clock.at)
    table.situation({"outlet": {"postcode": None}})
    page = anna.get(url_of(table.proposal(complete=False))).text
    assert '<a href="#f-term-commencement">Ingangsdatum</a>' in page
    assert f'<a href="{table.url}/intake#f-outlet-postcode">Postcode</a>' in page
    assert f'<a href="{table.url}/edit">' in page


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        (("present",), "De klant heeft dit voorstel"),
        (("present", "decline"), "Te duur"),
        (("present", "lapse"), "Vervallen"),
    ],
)
def test_a_proposal_that_is_no_draft_stays_as_it_is(anna, table, clock, proposal, moves, words):
    proposals, mine = table.workspace.proposals, proposal
    for move in moves:
        more = ("Te duur",) if move == "decline" else ()
        mine = getattr(proposals, move)(mine, *more, by=table.by, at=clock.at)
    page = anna.get(url_of(proposal)).text
    assert words in page
    assert 'name="term.months"' not in page
    assert "36 maanden" in page
    refused = anna.post(url_of(proposal), {"op": "a", "version": str(mine.version), "term.months": "12"})
    assert refused.status_code == 422
    assert "blijft zoals het is" in refused.text
    assert table.again(proposal).answers["term"]["months"] == 36


def test_the_preview_is_the_contract_with_gaps_where_answers_are_missing(anna, table):
    page = anna.get(f"{url_of(table.proposal(complete=False))}/preview").text
    assert "Overeenkomst tot levering van bier" in page
    assert 'class="missing"' in page or 'class="gap"' in page
    assert 'f-term-commencement">Ingangsdatum</a>' in page
    assert "(nummer volgt)" in page
