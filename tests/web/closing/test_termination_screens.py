"""Ending on the tablet: typed and kept, compared, looked over, done; approved, withdrawn, and what came of it."""

from datetime import UTC, date, datetime

import pytest

from akkoord.ending import Effects
from akkoord.ending.termination import Plan
from tests.web.closing.test_terminating import MARKTZICHT

TYPED = {
    "reason": "transfer_not_taken_over",
    "initiated_by": "customer",
    "circumstances.ownership_change": "yes",
    "text": "Koper heeft een eigen brouwerijcontract.",
    "notice_received": "2026-06-25",
    "effective": "2026-09-30",
    "ground": "Artikel 12: de zaak is overgedragen.",
}


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def contract(table, clock):
    clock.at = noon(date(2026, 8, 17))
    return table.signed(table.contract(MARKTZICHT))


@pytest.fixture
def url(table, contract):
    return f"{table.url}/terminate?contract={contract.id}"


@pytest.fixture
def planned(browser, url, workspace, table):
    anna = browser("anna")
    form = anna.form(url, "/terminate")
    review = anna.send(form, {**TYPED, "then": "review"}).location
    done = anna.send(anna.form(review, "/confirm"), {})
    assert done.status_code == 303
    return workspace.terminations.get(done.location.rpartition("/")[2])


@pytest.fixture
def ended(planned, workspace, clock):
    clock.at = noon(date(2026, 10, 20))
    workspace.daily(clock.at)
    return workspace.terminations.get(planned.id)


def test_from_the_dossier_to_the_form_of_the_one_contract_in_force(browser, table, contract, url):
    anna = browser("anna")
    assert f"/terminate?contract={contract.id}" in anna.get(table.url).text
    assert anna.get(f"{table.url}/terminate").location.endswith(url)


def test_with_several_contracts_in_force_one_chooses(browser, table, contract):
    other = table.signed(table.contract())
    page = browser("anna").get(f"{table.url}/terminate").text
    assert contract.number in page
    assert other.number in page


def test_three_days_stand_side_by_side_with_what_leaving_comes_to(browser, url):
    page = browser("anna").get(url).text
    assert "Vandaag" in page
    assert "Eerst mogelijke dag" in page
    assert "Einde looptijd" in page
    assert "Terugbetaling van de investeringsbijdrage" in page
    assert "€\xa018.600,00" in page


def test_what_is_typed_is_kept_as_it_is_typed_and_there_again_later(browser, url):
    anna = browser("anna")
    answer = anna.send(
        anna.form(url, "/terminate"), {"reason": "insolvency", "text": "Curator belde.", "effective": "2026-09-30"}
    )
    assert answer.status_code == 200
    again = anna.get(url).text
    assert "Curator belde." in again
    assert 'value="2026-09-30"' in again
    assert "Vervalt" in again


def test_what_lacks_is_said_at_each_field_and_nothing_is_lost(browser, url):
    anna = browser("anna")
    answer = anna.send(anna.form(url, "/terminate"), {"text": "Nog niet af", "effective": "morgen", "then": "review"})
    assert answer.status_code == 422
    for said in ("Kies waarom het eindigt.", "Kies een of meer omstandigheden.", "Nog niet af", 'value="morgen"'):
        assert said in answer.text


def test_too_early_without_a_ground_asks_for_one(browser, url):
    anna = browser("anna")
    answer = anna.send(anna.form(url, "/terminate"), {**TYPED, "ground": "", "then": "review"})
    assert answer.status_code == 422
    assert "De eerst mogelijke dag is 31 maart 2029." in answer.text
    assert "Op welke grond" in answer.text


def test_a_day_is_taken_from_the_comparison(browser, url):
    anna = browser("anna")
    answer = anna.send(anna.form(url, "/terminate"), {"reason": "other", "pick": "2026-08-17"})
    assert 'name="effective" type="date" value="2026-08-17"' in answer.text


def test_everything_is_looked_over_before_it_is_done(browser, url):
    anna = browser("anna")
    review = anna.send(anna.form(url, "/terminate"), {**TYPED, "then": "review"}).location
    page = anna.get(review).text
    for said in ("Overgedragen, contract niet overgenomen", "Andere eigenaar", TYPED["text"], "30 sep 2026"):
        assert said in page


def test_planned_it_says_when_it_ends_everywhere_and_is_withdrawn_with_a_press(browser, planned, table, workspace):
    anna = browser("anna")
    for page in (table.url, "/customers", f"/t/{planned.id}"):
        assert "Eindigt op 30 sep 2026" in anna.get(page).text
    answer = anna.post(f"/t/{planned.id}/withdraw", {"op": "w", "version": planned.version, "reason": "Blijft"})
    assert answer.status_code == 303
    assert workspace.terminations.get(planned.id).state == "withdrawn"
    assert "Eindigt op" not in anna.get(table.url).text


def test_the_form_of_what_is_planned_leads_to_the_plan(browser, planned, url):
    assert browser("anna").get(url).location.endswith(f"/t/{planned.id}")


def test_afterwards_there_are_the_end_statement_the_things_and_what_remains(browser, ended):
    page = browser("anna").get(f"/t/{ended.id}").text
    assert f"/s/{ended.statement}" in page
    assert "GSM-24-0099" in page
    assert "Installatie teruggeven of laten ophalen" in page
    assert "14 okt 2026" in page


def test_what_did_not_come_back_is_charged_at_once(browser, ended, workspace, table):
    anna = browser("anna")
    rinser = next(one for one in workspace.assets.of(table.customer.id) if one.serial_number == "GSM-24-0099")
    sent = {"op": "t", "version": ended.version, f"state.{rinser.id}": "not_returned"}
    assert anna.post(f"/t/{ended.id}/things", sent).status_code == 303
    lines = {line.id for line in workspace.statements.get(ended.statement).lines}
    assert "asset-GSM-24-0099" in lines


def test_the_letter_is_a_pdf(browser, ended):
    answer = browser("anna").get(f"/t/{ended.id}/letter")
    assert answer.data.startswith(b"%PDF-")


@pytest.fixture
def waiting(contract, workspace, table, clock):
    plan = Plan(
        "transfer_not_taken_over", ("ownership_change",), "Verkocht.", "customer", date(2026, 9, 30),
        ground="Overdracht", effects=Effects({"clawback": False}),
    )  # fmt: skip
    return workspace.terminations.plan(table.customer.id, contract, plan, by=table.by, at=clock.at)


def test_a_second_person_sees_it_today_and_approves(browser, waiting, workspace):
    anna, piet = browser("anna"), browser("piet")
    assert "Een tweede persoon moet dit goedkeuren" in anna.get(f"/t/{waiting.id}").text
    assert f"/t/{waiting.id}" in piet.get("/").text
    sent = {"op": "a", "version": waiting.version, "remark": "Akkoord"}
    assert anna.post(f"/t/{waiting.id}/approve", sent).status_code == 404
    assert piet.post(f"/t/{waiting.id}/approve", sent).status_code == 303
    assert workspace.terminations.get(waiting.id).state == "planned"


def test_who_looked_at_something_older_sees_how_it_is_now(browser, waiting):
    answer = browser("piet").post(f"/t/{waiting.id}/approve", {"op": "a", "version": waiting.version - 1})
    assert answer.status_code == 409
    assert "Iemand heeft dit intussen gewijzigd" in answer.text


def test_the_form_tells_of_a_deviation_and_shows_what_was_proposed(browser, url):
    anna = browser("anna")
    answer = anna.send(
        anna.form(url, "/terminate"), {**TYPED, "effects_for": "transfer_not_taken_over", "effects.clawback": "no"}
    )
    assert "een tweede persoon keurt het goed" in answer.text
    assert "Voorgesteld: Ja" in answer.text


def test_a_customer_without_a_contract_leaves_for_a_reason_too(browser, ended, table, workspace, clock):
    workspace.customers.restore(workspace.customers.get(table.customer.id), by=table.by, at=clock.at)
    anna = browser("anna")
    form = anna.form(f"{table.url}/terminate", "/terminate")
    review = anna.send(form, {**TYPED, "effective": "2026-10-19", "ground": "", "then": "review"}).location
    assert anna.send(anna.form(review, "/confirm"), {}).status_code == 303
    assert workspace.customers.get(table.customer.id).state == "terminated"


def test_of_two_who_type_at_once_the_second_keeps_what_was_typed(browser, url):
    anna, piet = browser("anna"), browser("piet")
    mine, theirs = anna.form(url, "/terminate"), piet.form(url, "/terminate")
    piet.send(theirs, {"text": "Van Piet"})
    answer = anna.send(mine, {"text": "Van Anna"})
    assert answer.status_code == 409
    assert "Van Anna" in answer.text


def routes(app, values):
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("ending."):
            named = {name: values[name] for name in rule.arguments}
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, adapter.build(rule.endpoint, named, method=method)


@pytest.mark.parametrize("login", ["bram", "bea"])
def test_a_stranger_finds_nothing(app, browser, planned, workspace, table, login):
    before, stranger = workspace.terminations.get(planned.id), browser(login)
    found = list(routes(app, {"customer_id": table.customer.id, "termination_id": planned.id}))
    assert len(found) > 8
    for method, address in found:
        sent = {"op": "x", "version": "1"}
        answer = stranger.get(address) if method == "GET" else stranger.post(address, sent)
        assert answer.status_code == 404, f"{method} {address}"
    assert workspace.terminations.get(planned.id) == before


def typing(browser, url, **_):
    return browser("anna"), browser("anna").form(url, "/terminate"), TYPED


def confirming(browser, url, **_):
    anna = browser("anna")
    review = anna.send(anna.form(url, "/terminate"), {**TYPED, "then": "review"}).location
    return anna, anna.form(review, "/confirm"), {}


def withdrawing(browser, planned, **_):
    anna = browser("anna")
    return anna, anna.form(f"/t/{planned.id}", "/withdraw"), {"reason": "Blijft"}


def approving(browser, waiting, **_):
    piet = browser("piet")
    return piet, piet.form(f"/t/{waiting.id}", "/approve"), {"remark": "Goed"}


def noting_things(browser, ended, workspace, table, **_):
    anna = browser("anna")
    named = {f"state.{one.id}": "returned" for one in workspace.assets.of(table.customer.id)}
    return anna, anna.form(f"/t/{ended.id}", "/things"), named


def letting_it_happen(browser, planned, clock, **_):
    clock.at = noon(date(2026, 10, 20))
    anna = browser("anna")
    return anna, anna.form(f"/t/{planned.id}", "/take-effect"), {}


WRITES = {
    "keep_typed": typing, "confirm": confirming, "withdraw_termination": withdrawing,
    "approve_termination": approving, "keep_things": noting_things, "end_now": letting_it_happen,
}  # fmt: skip


@pytest.mark.parametrize("name", list(WRITES))
def test_sent_twice_it_happens_once_and_answers_the_same(request, browser, table, workspace, clock, name):
    needs = {"url", "planned", "waiting", "ended"} & set(WRITES[name].__code__.co_varnames)
    things = {need: request.getfixturevalue(need) for need in needs}
    person, form, typed = WRITES[name](browser=browser, table=table, workspace=workspace, clock=clock, **things)
    before = len(list(workspace.store.recent(limit=1_000)))
    first = person.send(form, typed)
    after = len(list(workspace.store.recent(limit=1_000)))
    assert first.status_code in (200, 303)
    assert after > before
    second = person.send(form, typed)
    assert second.headers["X-Replayed"] == "1"
    assert (second.status_code, second.location) == (first.status_code, first.location)
    assert len(list(workspace.store.recent(limit=1_000))) == after


def test_every_route_of_ending_that_writes_is_among_these(app):
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert {name.partition(".")[2] for name in writing if name.startswith("ending.")} == set(WRITES)
