"""Anna amends a running contract on the tablet: the form, the redline, signing."""

import re

import pytest

from akkoord_web.testing import forms_of


@pytest.fixture
def running(table):
    return table.signed(table.contract())


@pytest.fixture
def begun(anna, running, workspace):
    """Press *Wijzigen* on the contract; give the address of the form."""
    form = anna.form(f"/k/{running.id}", f"/k/{running.id}/amend")
    return anna.send(form).location


def filled(anna, begun, **changes):
    form = anna.form(begun)
    return anna.send(form, {"effective": "2027-01-01", "then": "show", **changes})


def test_the_form_holds_what_holds_now(anna, begun):
    values = dict(anna.form(begun).values)
    assert values["term.months"] == "36"
    assert "Er verandert nog niets" in anna.get(begun).text


def test_the_redline_shows_what_comes_in_and_what_goes_out(anna, begun):
    page = anna.get(filled(anna, begun, **{"term.months": "48"}).location).text
    assert "<del>36</del> <ins>48</ins>" in " ".join(page.split())


def test_an_amendment_is_signed_like_a_contract(anna, begun, table, workspace, running):
    changes = filled(anna, begun, **{"term.months": "48"}).location
    signing = anna.send(anna.form(changes, "/ready")).location
    text = anna.get(signing).text
    assert "Wijziging 1 van" in text
    assert "Voor het overige blijft de overeenkomst ongewijzigd" in text
    (amendment,) = workspace.contracts.amendments(running)
    for _ in workspace.amendments.version(amendment).slots:
        _, drawn = table.drawing(anna, amendment)
        assert anna.send(anna.form(signing), drawn).status_code == 303
    (amendment,) = workspace.contracts.amendments(running)
    assert amendment.state == "in_force"
    assert amendment.number in anna.get(f"/c/{running.customer}").text


def test_a_day_on_which_the_contract_does_not_hold_is_said_at_the_field(anna, begun):
    answer = filled(anna, begun, effective="2031-01-01")
    assert answer.status_code == 422
    assert "kies een dag daartussen" in answer.text


def test_with_nothing_changed_there_is_nothing_to_sign(anna, begun):
    page = anna.get(filled(anna, begun).location)
    assert "Er verandert nog niets" in page.text
    form = next(one for one in forms_of(page) if one.action.endswith("/ready"))
    assert anna.send(form).status_code == 422


def test_what_somebody_else_changed_first_is_noticed_and_what_was_typed_stays(anna, begun):
    old = anna.form(begun)
    filled(anna, begun, **{"term.months": "48"})
    answer = anna.send(old, {"term.months": "50", "effective": "2027-02-01"})
    assert answer.status_code == 409
    mine = next(one for one in forms_of(answer) if one.action == old.action)
    assert (dict(mine.values)["term.months"], dict(mine.values)["effective"]) == ("50", "2027-02-01")
    assert "48" in answer.text, "theirs stands beside mine"


def test_mine_can_be_saved_over_what_somebody_else_changed(anna, begun, workspace, running):
    old = anna.form(begun)
    filled(anna, begun, **{"term.months": "48"})
    refused = anna.send(old, {"term.months": "50"})
    newest = re.search(r'name="overwrite" value="(\d+)"', refused.text).group(1)
    mine = next(one for one in forms_of(refused) if one.action == old.action)
    assert anna.send(mine, {"overwrite": newest}).status_code == 200
    (amendment,) = workspace.contracts.amendments(running)
    assert str(amendment.facts["term"]["months"]) == "50"


def test_what_was_typed_beside_a_wrong_day_stays_in_the_form(anna, begun):
    answer = filled(anna, begun, effective="2031-01-01", **{"term.months": "48"})
    form = next(one for one in forms_of(answer) if one.action == begun)
    assert dict(form.values)["term.months"] == "48"


@pytest.mark.parametrize("day", ["2031-01-01", "morgen"])
def test_what_is_typed_keeps_itself_also_beside_a_wrong_day(anna, begun, workspace, running, day):
    answer = anna.send(anna.form(begun), {"effective": day, "term.months": "48"}, htmx=True)
    assert answer.status_code == 200
    assert "Bewaard om" in answer.text
    assert "behalve wat gemarkeerd is" in answer.text
    (amendment,) = workspace.contracts.amendments(running)
    assert str(amendment.facts["term"]["months"]) == "48"
    assert amendment.commencement == running.commencement


def test_an_amended_contract_shows_all_of_it_as_it_holds_now(anna, begun, workspace, table, running, clock):
    filled(anna, begun, **{"term.months": "48"})
    (amendment,) = workspace.contracts.amendments(running)
    table.signed(workspace.contracts.freeze(amendment, by=table.by, at=clock.at))
    workspace.daily(clock.at.replace(year=2027, month=1, day=2))
    page = anna.get(f"/k/{running.id}").text
    assert "48 maanden" in page
    assert "Overmacht" in page


def test_an_amendment_is_nobody_elses(browser, begun, running):
    assert browser("bram").get(begun).status_code == 404
