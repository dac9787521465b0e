import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.store import Piece, SearchEntry

PLACES = [
    SearchEntry("customer", "c1", "Café 't Hoekje", "Utrecht", "12345678 3511 AB", owner="anna", tags=("active",)),
    SearchEntry("customer", "c2", "De Dijk", "IJmuiden", "info@dedijk.nl", owner="anna", tags=("prospect",)),
    SearchEntry("customer", "c3", "Grand Café De Molen", "Zwolle", owner="ben", tags=("active",)),
    SearchEntry("customer", "c4", "Molenzicht B.V.", "'s-Hertogenbosch", owner="ben", customer="c4"),
    SearchEntry("contract", "k1", "ZB-2026-0001", "Café 't Hoekje", owner="anna", customer="c1"),
    SearchEntry("customer", "c5", "Brasserie Ruysdael", "Haarlem", owner="Anna-Ω"),
]


@pytest.fixture
def places(store):
    for entry in PLACES:
        store.index(entry)
    return store


def ids(hits):
    return [hit.id for hit in hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("caf", ["c1", "c3", "k1"], id="the beginning of a word; titles that begin so come first"),
        pytest.param("CAFÉ", ["c1", "c3", "k1"], id="capitals and accents"),
        pytest.param("cafe\u0301 hoek", ["c1", "k1"], id="accents written apart"),
        pytest.param("molen", ["c4", "c3"], id="a title that begins so comes before a whole word in the middle"),
        pytest.param("hoekje utrecht", ["c1"], id="words from different places"),
        pytest.param("utrecht hoekje", ["c1"], id="words in any order"),
        pytest.param("'t hoekje", ["c1", "k1"], id="an apostrophe"),
        pytest.param("ijm", ["c2"], id="ij as two letters"),
        pytest.param("Ĳm", ["c2"], id="ij as one letter"),
        pytest.param("dyk", ["c2"], id="y for ij"),
        pytest.param("ruijsd", ["c5"], id="ij for y"),
        pytest.param("3511ab", ["c1"], id="a postcode without its space"),
        pytest.param("3511 AB", ["c1"], id="a postcode with its space"),
        pytest.param("bv", ["c4"], id="initials without their dots"),
        pytest.param("b.v.", ["c4"], id="initials with their dots"),
        pytest.param("hertogenb", ["c4"], id="behind a hyphen"),
        pytest.param("123456", ["c1"], id="a number that is not shown"),
        pytest.param("dedijk.nl", ["c2"], id="a part of an address"),
        pytest.param("zb-2026", ["k1"], id="a contract number"),
        pytest.param("afé", [], id="not the middle of a word"),
        pytest.param("hoekje zwolle", [], id="not one of two words"),
    ],
)
def test_search_as_someone_types(places, typed, found):
    assert ids(places.search(typed)) == found


@pytest.mark.parametrize("typed", ["", "  ", "'", '"', "*", "-", "()", "!?", "\x00", "%", "_"])
def test_nothing_to_look_for_finds_nothing(places, typed):
    assert places.search(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        'caf"',
        "caf*",
        "caf OR molen",
        "NOT caf",
        "NEAR(caf molen)",
        "title_words:caf",
        "^caf",
        "caf'--",
        "{caf}",
        "a+b",
    ],
)
def test_what_someone_types_is_never_a_query_language(places, typed):
    assert {hit.kind for hit in places.search(typed)} <= {"customer", "contract"}


def test_operators_are_looked_for_as_words(places):
    assert ids(places.search("caf OR molen")) == []
    places.index(SearchEntry("customer", "c9", "Café Or Molenaar"))
    assert ids(places.search("caf OR molen")) == ["c9"]


@given(typed=st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_anything_can_be_typed(searched, typed):
    assert len(searched.search(typed)) <= 20


@pytest.fixture(scope="module")
def searched(new_engine, tmp_path_factory):
    store = new_engine(tmp_path_factory.mktemp("search")).open()
    for entry in PLACES:
        store.index(entry)
    return store


def test_only_the_kinds_that_were_asked_for(places):
    assert ids(places.search("caf", kinds=["contract"])) == ["k1"]
    assert ids(places.search("caf", kinds=["contract", "customer"])) == ["c1", "c3", "k1"]
    assert places.search("caf", kinds=[]) == []


def test_only_what_belongs_to_one_owner(places):
    assert ids(places.search("caf", owner="anna")) == ["c1", "k1"]
    assert ids(places.search("bras", owner="Anna-Ω")) == ["c5"]
    assert places.search("bras", owner="anna-ω") == []
    assert places.search("caf", owner="") == []


def test_only_what_has_all_the_tags(places):
    assert ids(places.search("caf", tags=["active"])) == ["c1", "c3"]
    assert ids(places.search("caf", tags=["active"], owner="ben")) == ["c3"]
    assert places.search("caf", tags=["active", "prospect"]) == []


def test_filters_are_never_found_by_typing(places):
    assert places.search("anna") == []
    assert places.search("kindx") == []
    assert places.search("active") == []


def test_a_thing_is_found_by_what_it_is_now(places):
    places.index(SearchEntry("customer", "c1", "Bar Nova", "Breda", owner="ben"))
    assert ids(places.search("hoekje")) == ["k1"]
    assert ids(places.search("nova", owner="ben")) == ["c1"]
    assert places.search("nova", owner="anna") == []


def test_a_thing_that_is_no_longer_findable_is_not_found(places):
    places.unindex("customer", "c1")
    places.unindex("customer", "never there")
    assert ids(places.search("hoekje")) == ["k1"]


def test_a_thing_indexed_in_a_write_that_fails_is_not_found(places, doomed):
    with doomed():
        places.index(SearchEntry("customer", "c9", "Nova"))
        assert ids(places.search("nova")) == ["c9"]
    assert places.search("nova") == []


def test_hits_are_marked_in_pieces_of_the_text_as_it_was_written(places):
    (hit,) = places.search("cafe ho utr")
    assert hit.title == (Piece("Café", is_hit=True), Piece(" 't "), Piece("Ho", is_hit=True), Piece("ekje"))
    assert hit.detail == (Piece("Utr", is_hit=True), Piece("echt"))


def test_markup_in_a_name_stays_text(store):
    store.index(SearchEntry("customer", "c1", "<b>Nova</b> & Zn"))
    (hit,) = store.search("nova")
    assert "".join(piece.text for piece in hit.title) == "<b>Nova</b> & Zn"
    assert [piece.text for piece in hit.title if piece.is_hit] == ["Nova"]


def test_a_hit_says_which_customer_it_is_about(places):
    assert [(hit.id, hit.customer) for hit in places.search("zb")] == [("k1", "c1")]


def test_no_more_hits_than_asked_for_and_in_order_of_title(store):
    with store.write():
        for number in reversed(range(30)):
            store.index(SearchEntry("customer", f"c{number:02}", f"Bar {number:02}"))
    assert ids(store.search("bar", limit=5)) == ["c00", "c01", "c02", "c03", "c04"]
    assert len(store.search("bar")) == 20
    assert store.search("bar", limit=0) == []


def test_a_whole_word_comes_before_a_word_that_only_begins_so(store):
    for row_id, title in [("c1", "Bar Molenaar"), ("c2", "Bar Molen"), ("c3", "Bar Zonder Molen")]:
        store.index(SearchEntry("customer", row_id, title))
    assert ids(store.search("bar molen")) == ["c2", "c3", "c1"]


def test_what_bears_the_name_is_found_among_very_many_that_only_mention_it(store):
    with store.write():
        for number in range(150):
            store.index(SearchEntry("customer", f"c{number:03}", f"Bar {number:03}", "Novastraat"))
        for number in range(150):
            store.index(SearchEntry("customer", f"d{number:03}", f"De Nova {number:03}", "Breda"))
        store.index(SearchEntry("customer", "named", "Nova", "Zwolle"))
    assert ids(store.search("nova", limit=3)) == ["named", "d000", "d001"]
    assert ids(store.search("nova", limit=1)) == ["named"]
