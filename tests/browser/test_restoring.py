"""Who left is made current again with one press, which says what it did and what it left, and can be undone."""

import pytest

pytestmark = pytest.mark.browser


def test_who_left_is_made_current_again_with_one_press(own_site, tablet, sound):
    customer = own_site.customer("IJssel")
    (contract,) = own_site.workspace.contracts.of(customer.id)
    page = tablet(own_site, "sanne")
    page.goto(f"/c/{customer.id}")
    assert sound(page) == []
    page.get_by_role("button", name="Weer actueel maken").click()
    note = page.get_by_role("status").filter(has_text="is weer actueel")
    note.wait_for()
    assert note.get_by_text("Was beëindigd, is nu actief").is_visible()
    assert note.get_by_role("link", name=f"Contract {contract.number}").is_visible()
    assert note.get_by_role("link", name="Eindafrekening").is_visible()
    assert note.get_by_role("link", name="Waarom het eindigde").is_visible()
    assert sound(page) == []
    assert own_site.customer("IJssel").state == "active"
    assert own_site.workspace.contracts.get(contract.id).state == "terminated"

    note.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("button", name="Weer actueel maken").wait_for()
    assert own_site.customer("IJssel").state == "terminated"


def test_what_ended_is_offered_again(own_site, tablet, sound):
    customer = own_site.customer("IJssel")
    page = tablet(own_site, "sanne")
    page.goto(f"/c/{customer.id}")
    page.get_by_role("button", name="Weer actueel maken").click()
    page.get_by_role("button", name="Nieuw voorstel uit het beëindigde contract").click()
    page.wait_for_url("**/p/*")
    page.get_by_text("Er ontbreekt nog één antwoord").wait_for()
    page.fill("[name='term.commencement']", "2030-01-01")
    page.get_by_text("Er ontbreekt nog één antwoord").wait_for(state="detached")
    assert own_site.workspace.proposals.of(customer.id)[-1].answers["term"]["commencement"] == "2030-01-01"
