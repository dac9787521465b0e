import pytest

from akkoord.store import (
    CONTRACT,
    CONTRACT_VERSION,
    CUSTOMER,
    EVENT,
    LOGIN_ATTEMPT,
    SESSION,
    SIDE_AGREEMENT,
    SIGNATURE,
    SITUATION,
    AlreadyThere,
    BrokenReference,
    Event,
    Saving,
    Span,
    Stale,
    Unchangeable,
    optional_text,
    position,
    text,
    whole,
)
from akkoord.store.schema import raw


def attempt(row_id="anna", failures=1, last_at="2026-11-23"):
    return {"id": row_id, "failures": failures, "last_at": last_at}


def test_what_is_saved_is_read_back_with_its_version(store, customer, save):
    assert save(customer("c1")) == 1
    assert store.get(CUSTOMER, "c1") == {**customer("c1"), "version": 1}


def test_what_was_never_saved_is_none(store):
    assert store.get(CUSTOMER, "nobody") is None


def test_a_change_needs_only_what_changes(store, customer, save):
    save(customer("c1"))
    assert save({"id": "c1", "city": None}, expected=1) == 2
    assert store.get(CUSTOMER, "c1") == {**customer("c1"), "version": 2, "city": None}


def test_each_event_counts_as_a_version(store, customer, at):
    events = [Event("added"), Event("assigned"), Event("renamed")]
    assert store.save(CUSTOMER, customer("c1"), expected=0, events=events, by="anna", at=at) == 3
    assert [entry.version for entry in store.history("customer:c1")] == [1, 2, 3]


def test_a_stale_change_carries_what_the_row_is_now_and_changes_nothing(store, customer, save):
    save(customer("c1"))
    save({"id": "c1", "city": "Breda"}, expected=1)
    with pytest.raises(Stale) as stale:
        save({"id": "c1", "city": "Zwolle"}, expected=1)
    assert stale.value.current == store.get(CUSTOMER, "c1")
    assert (stale.value.id, stale.value.expected, stale.value.current["city"]) == ("c1", 1, "Breda")
    assert len(store.history("customer:c1")) == 2


def test_a_new_row_is_stale_when_it_exists_already(store, customer, save):
    save(customer("c1", name="First"))
    with pytest.raises(Stale) as stale:
        save(customer("c1", name="Second"))
    assert stale.value.current["name"] == "First"


def test_a_change_of_a_row_that_does_not_exist_is_stale_without_a_current_row(save):
    with pytest.raises(Stale) as stale:
        save({"id": "gone", "city": "Breda"}, expected=4)
    assert stale.value.current is None


def told(row, expected=0, *kinds):
    return Saving(row, expected, [Event(kind) for kind in kinds or ("saved",)])


def test_many_streams_are_saved_at_once_each_at_its_own_version(store, customer, save, at):
    save(customer("c1"))
    both = [told({"id": "c1", "city": "Breda"}, 1, "moved", "noted"), told(customer("c2"), 0, "added")]
    assert store.save_each(CUSTOMER, both, by="anna", at=at) == [3, 1]
    assert [row["city"] for row in store.find(CUSTOMER)] == ["Breda", "Utrecht"]
    assert [entry.kind for entry in store.history("customer:c1")] == ["saved", "moved", "noted"]
    assert [entry.kind for entry in store.history("customer:c2")] == ["added"]
    assert store.verify_journal() == []


def test_what_is_saved_at_once_is_as_when_it_is_saved_one_by_one(store, customer, at):
    rows = [customer("c1"), {name: value for name, value in customer("c2").items() if name != "city"}]
    store.save_each(CUSTOMER, [told(rows[0]), told(rows[1])], by="anna", at=at)
    store.save(
        CUSTOMER, {**rows[1], "id": "c3", "number": "K-3"}, expected=0, events=[Event("saved")], by="anna", at=at
    )
    assert store.get(CUSTOMER, "c2") | {"id": "c3", "number": "K-3"} == store.get(CUSTOMER, "c3")
    assert [entry.seq for entry in store.recent()] == [3, 2, 1]


def test_of_many_rows_none_is_saved_when_one_has_moved(store, customer, save, at):
    save(customer("c1"))
    save({"id": "c1", "city": "Breda"}, expected=1)
    for late in (told({"id": "c1", "city": "Zwolle"}, 1), told(customer("c1", name="Second"))):
        with pytest.raises(Stale) as stale:
            store.save_each(CUSTOMER, [told(customer("c2")), late], by="anna", at=at)
        assert (stale.value.id, stale.value.expected) == ("c1", late.expected)
        assert stale.value.current == store.get(CUSTOMER, "c1")
    assert store.count(CUSTOMER) == 1
    assert store.history("customer:c2") == []


def test_of_many_rows_none_is_saved_when_one_repeats_a_unique_value(store, customer, at):
    with pytest.raises(AlreadyThere):
        store.save_each(CUSTOMER, [told(customer("c1")), told(customer("c2", number="K-c1"))], by="anna", at=at)
    assert store.count(CUSTOMER) == 0
    assert store.recent() == []


def test_many_rows_are_refused_when_one_comes_twice_or_tells_nothing(store, customer, at):
    with pytest.raises(ValueError, match="once at a time"):
        store.save_each(CUSTOMER, [told(customer("c1")), told({"id": "c1", "city": None}, 1)], by="anna", at=at)
    with pytest.raises(ValueError, match="needs an event"):
        store.save_each(CUSTOMER, [told(customer("c1")), Saving(customer("c2"), 0, [])], by="anna", at=at)
    assert store.count(CUSTOMER) == 0


def test_saving_nothing_at_once_changes_nothing(store, at):
    assert store.save_each(CUSTOMER, [], by="anna", at=at) == []


def test_more_rows_than_one_query_names_are_saved_at_once(store, customer, at, monkeypatch):
    monkeypatch.setattr("akkoord.store.sql.AT_ONCE", 2)
    rows = [told(customer(f"c{number}")) for number in range(5)]
    assert store.save_each(CUSTOMER, rows, by="anna", at=at) == [1] * 5
    with pytest.raises(Stale):
        store.save_each(CUSTOMER, [*(told(customer(f"d{n}")) for n in range(4)), rows[0]], by="anna", at=at)
    assert store.count(CUSTOMER) == 5


def test_a_unique_value_is_given_once(save, customer, store):
    save(customer("c1", number="K-7"))
    with pytest.raises(AlreadyThere) as there:
        save(customer("c2", number="K-7"))
    assert "number" in there.value.what
    assert store.history("customer:c2") == []


def test_a_reference_leads_somewhere(store, at):
    row = {"id": "s1", "customer": "nobody", "recorded_on": "2026-11-23", "body": "{}"}
    with pytest.raises(BrokenReference):
        store.save(SITUATION, row, expected=0, events=[Event("recorded")], by="anna", at=at)


def test_a_change_without_an_event_is_refused(store, customer, at):
    with pytest.raises(ValueError, match="event"):
        store.save(CUSTOMER, customer(), expected=0, events=[], by="anna", at=at)


def test_a_moment_without_a_zone_is_refused(store, customer, at):
    with pytest.raises(ValueError, match="time zone"):
        store.save(CUSTOMER, customer(), expected=0, events=[Event("added")], by="anna", at=at.replace(tzinfo=None))
    assert store.get(CUSTOMER, "c1") is None


@pytest.mark.parametrize("wrong", [1.5, True, ["Utrecht"]], ids=["a float", "a truth", "a list"])
def test_only_text_whole_numbers_and_bytes_are_kept(save, customer, wrong):
    with pytest.raises(TypeError, match="city"):
        save(customer(city=wrong))


def test_a_misspelt_column_is_refused(save, customer):
    with pytest.raises(KeyError, match="citty"):
        save(customer(citty="Utrecht"))
    with pytest.raises(KeyError, match="citty"):
        save({"id": "c1", "citty": "Utrecht"}, expected=1)


def test_text_is_kept_exactly(store, save, customer):
    name = "Ĳ \x00 \U0001f37a '; DROP TABLE customer; --"
    save(customer(name=name))
    assert store.get(CUSTOMER, "c1")["name"] == name


def test_adding_the_same_row_again_is_harmless_and_another_is_refused(store):
    store.add(LOGIN_ATTEMPT, attempt())
    store.add(LOGIN_ATTEMPT, attempt())
    with pytest.raises(AlreadyThere):
        store.add(LOGIN_ATTEMPT, attempt(failures=2))
    assert store.find(LOGIN_ATTEMPT) == [attempt()]


def test_putting_replaces_a_plain_row(store):
    store.put(LOGIN_ATTEMPT, attempt())
    store.put(LOGIN_ATTEMPT, attempt(failures=5))
    assert store.find(LOGIN_ATTEMPT) == [attempt(failures=5)]


def test_only_the_rows_that_fit_are_removed(store):
    for number in range(4):
        store.add(LOGIN_ATTEMPT, attempt(f"a{number}", failures=number))
    assert store.remove(LOGIN_ATTEMPT, {"failures": Span(last=1)}) == 2
    assert [row["id"] for row in store.find(LOGIN_ATTEMPT)] == ["a2", "a3"]


def test_removing_everything_at_once_is_refused(store):
    store.add(LOGIN_ATTEMPT, attempt())
    with pytest.raises(ValueError, match="which rows"):
        store.remove(LOGIN_ATTEMPT, {})
    assert store.count(LOGIN_ATTEMPT) == 1


def test_each_kind_of_table_has_its_own_verbs(store, customer):
    with pytest.raises(ValueError, match="customer"):
        store.put(CUSTOMER, customer())
    with pytest.raises(ValueError, match="customer"):
        store.add(CUSTOMER, customer())
    with pytest.raises(ValueError, match="customer"):
        store.remove(CUSTOMER, {"id": "c1"})
    with pytest.raises(ValueError, match="event"):
        store.remove(EVENT, {"stream": "customer:c1"})
    with pytest.raises(ValueError, match="contract_version"):
        store.put(CONTRACT_VERSION, {"id": "v1"})
    with pytest.raises(ValueError, match="signature"):
        store.remove(SIGNATURE, {"id": "s1"})
    with pytest.raises(ValueError, match="event"):
        store.add(EVENT, {"seq": 1})


@pytest.fixture
def signed(store, save, at):
    """A contract with a version and a signature; returns both rows."""
    save()
    contract = {"id": "k1", "state": "draft", "customer": "c1", "updated_at": "2026-11-23", "body": "{}"}
    version = {
        "id": "v1", "contract": "k1", "version": 1, "revision": 0, "sha256": "0" * 64, "made_at": "2026-11-23",
        "made_by": "anna", "body": "{}",
    }  # fmt: skip
    signature = {
        "id": "s1", "contract": "k1", "contract_version": "v1", "slot": "customer", "body": "{}", "at": "2026-11-23",
        "voided_at": None,
    }  # fmt: skip
    store.save(CONTRACT, contract, expected=0, events=[Event("made")], by="anna", at=at)
    store.add(CONTRACT_VERSION, version)
    store.add(SIGNATURE, signature)
    return version, signature


def test_a_contract_version_is_added_once_and_stays(store, signed):
    version, _ = signed
    store.add(CONTRACT_VERSION, version)
    with pytest.raises(AlreadyThere):
        store.add(CONTRACT_VERSION, {**version, "body": "[]"})
    with pytest.raises((AlreadyThere, Unchangeable)):
        store.add(CONTRACT_VERSION, {**version, "id": "v2"})
    assert store.find(CONTRACT_VERSION) == [version]


def test_a_signature_can_become_void_once_and_nothing_else(store, signed):
    _, signature = signed
    with pytest.raises(AlreadyThere):
        store.put(SIGNATURE, {**signature, "body": "[]"})
    void = {**signature, "voided_at": "2026-11-24"}
    store.put(SIGNATURE, void)
    store.put(SIGNATURE, void)
    with pytest.raises(Unchangeable):
        store.put(SIGNATURE, signature)
    assert store.find(SIGNATURE) == [void]


@pytest.fixture
def agreements(store, save, customer, at):
    """Side agreements of two customers, some without a due date."""
    for owner in ("c1", "c2"):
        save(customer(owner))
    dues = ["2026-12-01", None, "2026-11-25", "2027-01-01", None]
    for number, due in enumerate(dues):
        row = {
            "id": f"a{number}", "state": "open", "customer": f"c{1 + number % 2}", "due": due, "body": "{}",
        }  # fmt: skip
        store.save(SIDE_AGREEMENT, row, expected=0, events=[Event("agreed")], by="anna", at=at)
    return store


@pytest.mark.parametrize(
    ("where", "found"),
    [
        pytest.param({}, "a0 a1 a2 a3 a4", id="all"),
        pytest.param({"customer": "c2"}, "a1 a3", id="a value"),
        pytest.param({"due": None}, "a1 a4", id="empty"),
        pytest.param({"id": ("a3", "a0", "zz")}, "a0 a3", id="one of"),
        pytest.param({"id": ()}, "", id="one of none"),
        pytest.param({"due": Span("2026-11-25", "2026-12-01")}, "a0 a2", id="from and to, both included"),
        pytest.param({"due": Span(first="2026-12-01")}, "a0 a3", id="from"),
        pytest.param({"due": Span(last="2026-12-01"), "customer": "c1"}, "a0 a2", id="to, of one customer"),
    ],
)
def test_finding_by_conditions(agreements, where, found):
    rows = agreements.find(SIDE_AGREEMENT, where=where)
    assert [row["id"] for row in rows] == found.split()
    assert agreements.count(SIDE_AGREEMENT, where) == len(found.split())


@pytest.mark.parametrize(
    ("order", "found"),
    [
        pytest.param(["due"], "a2 a0 a3 a1 a4", id="empty last"),
        pytest.param(["-due"], "a3 a0 a2 a4 a1", id="empty last downwards too"),
        pytest.param(["customer", "-id"], "a4 a2 a0 a3 a1", id="two columns, two directions"),
        pytest.param(["-id"], "a4 a3 a2 a1 a0", id="by key"),
    ],
)
def test_finding_in_order(agreements, order, found):
    assert [row["id"] for row in agreements.find(SIDE_AGREEMENT, order=order)] == found.split()


def test_one_of_several_or_empty_is_refused_since_it_would_find_nothing(agreements):
    with pytest.raises(ValueError, match="empty"):
        agreements.find(SIDE_AGREEMENT, where={"due": ("2026-12-01", None)})


def test_a_span_without_ends_is_refused():
    with pytest.raises(ValueError, match="span"):
        Span()


def test_unknown_columns_are_refused_before_they_reach_the_database(store):
    with pytest.raises(KeyError, match="surname"):
        store.find(CUSTOMER, where={"surname": "Jansen"})
    with pytest.raises(KeyError, match="1; DROP"):
        store.find(CUSTOMER, order=["1; DROP TABLE customer"])


@pytest.mark.parametrize("order", [("name_key",), ("-name_key",), ("city", "name_key"), ()], ids=str)
def test_pages_follow_each_other_without_gap_or_repeat(store, save, customer, order):
    names = ["Anker", "Bron", "Bron", "Bron", "Zwaan", "De Mol", "Ster"]
    with store.write():
        for number, name in enumerate(names):
            save(customer(f"c{number}", name=name))
    whole = [row["id"] for row in store.find(CUSTOMER, order=order)]
    seen, after = [], None
    while page := store.find(CUSTOMER, order=order, limit=2, after=after):
        seen += [row["id"] for row in page]
        after = position(CUSTOMER, page[-1], order)
    assert seen == whole
    assert sorted(seen) == [f"c{number}" for number in range(len(names))]


def test_a_page_goes_on_where_it_was_although_rows_came_and_went(store, save, customer):
    for row_id in ("b", "d", "f"):
        save(customer(row_id, name=row_id))
    first = store.find(CUSTOMER, order=["name_key"], limit=2)
    save(customer("a", name="a"))
    save(customer("e", name="e"))
    after = position(CUSTOMER, first[-1], ["name_key"])
    assert [row["id"] for row in store.find(CUSTOMER, order=["name_key"], after=after)] == ["e", "f"]


def test_pages_in_two_directions_or_from_an_empty_value_are_refused(agreements):
    with pytest.raises(ValueError, match="one direction"):
        agreements.find(SIDE_AGREEMENT, order=["customer", "-id"], after=("c1", "a2"))
    with pytest.raises(ValueError, match="a value for each"):
        agreements.find(SIDE_AGREEMENT, order=["due"], after=(None, "a2"))


def test_a_session_refers_to_an_account(store):
    row = {"id": "t", "account": "nobody", "opened_at": "x", "seen_at": "x", "ended_at": None, "device": None}
    with pytest.raises(BrokenReference):
        store.add(SESSION, row)


def test_a_new_row_needs_all_its_columns_and_a_key(save, customer):
    row = customer("c1")
    with pytest.raises(KeyError, match="name_key"):
        save({name: value for name, value in row.items() if name != "name_key"})
    with pytest.raises(TypeError, match="key"):
        save({**row, "id": ""})


def test_a_change_outside_a_write_is_refused(store):
    with pytest.raises(RuntimeError, match="login_attempt"):
        store.change("DELETE FROM login_attempt", (), LOGIN_ATTEMPT)


def test_columns_are_read_as_what_they_hold():
    row = {"name": "Zon", "version": 3, "data": b"x", "city": None}
    assert (text(row, "name"), whole(row, "version"), raw(row, "data")) == ("Zon", 3, b"x")
    assert (optional_text(row, "city"), optional_text(row, "name")) == (None, "Zon")
    for read, name in [(text, "city"), (whole, "name"), (raw, "name"), (optional_text, "version")]:
        with pytest.raises(TypeError, match=name):
            read(row, name)
