"""Registered numbers are checked, normalised, and refused with a reason."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import InvalidIdentifier
from akkoord.values.identifiers import (
    CHECKS,
    establishment_number,
    eural,
    iban,
    iban_in_fours,
    kvk,
    postcode,
    rsin,
    vat_id,
)


@pytest.mark.parametrize(
    ("check", "typed", "normal"),
    [
        pytest.param(kvk, " 9000 0011 ", "90000011", id="KvK with blanks"),
        pytest.param(kvk, "01234567", "01234567", id="KvK keeps its leading zero"),
        pytest.param(establishment_number, "000012345678", "000012345678", id="establishment"),
        pytest.param(rsin, "850000014", "850000014", id="RSIN"),
        pytest.param(vat_id, "nl850000014b01", "NL850000014B01", id="VAT id by the eleven-test"),
        pytest.param(vat_id, "NL 0024.55.799.B11", "NL002455799B11", id="VAT id by the 97-test"),
        pytest.param(iban, "nl85 TEST 0000 0001 01", "NL85TEST0000000101", id="Dutch IBAN"),
        pytest.param(iban, "BE71 0961 2345 6769", "BE71096123456769", id="Belgian IBAN"),
        pytest.param(postcode, "7411br", "7411 BR", id="postcode"),
        pytest.param(postcode, "7411  ZB", "7411 ZB", id="postcode with blanks"),
        pytest.param(eural, "20.01.21 *", "20 01 21*", id="hazardous waste"),
        pytest.param(eural, "200301", "20 03 01", id="mixed waste"),
    ],
)
def test_a_good_number_is_normalised(check, typed, normal):
    assert check(typed) == normal
    assert check(normal) == normal


@pytest.mark.parametrize(
    ("check", "typed", "said"),
    [
        pytest.param(kvk, "1234567", "heeft 7 cijfers; het moeten er 8 zijn", id="a digit short"),
        pytest.param(kvk, "1234567a", "bestaat uit 8 cijfers", id="a letter"),
        pytest.param(kvk, "", "bestaat uit 8 cijfers", id="nothing"),
        pytest.param(kvk, "١٢٣٤٥٦٧٨", "bestaat uit 8 cijfers", id="other digits"),
        pytest.param(establishment_number, "12345678", "het moeten er 12 zijn", id="KvK for establishment"),
        pytest.param(rsin, "850000015", "controlecijfers", id="RSIN slip"),
        pytest.param(vat_id, "NL850000015B01", "controlecijfers van btw-id", id="VAT slip"),
        pytest.param(vat_id, "850000014B01", "NL123456789B01", id="VAT without country"),
        pytest.param(vat_id, "NL850000014A01", "NL123456789B01", id="VAT without B"),
        pytest.param(iban, "NL86TEST0000000101", "controlecijfers van IBAN", id="IBAN slip"),
        pytest.param(iban, "NL85TEST000000010", "heeft 18 tekens", id="IBAN too short"),
        pytest.param(iban, "0000000101", "is geen IBAN", id="old account number"),
        pytest.param(postcode, "7411 SS", "letters SS", id="never used letters"),
        pytest.param(postcode, "0411 BR", "4 cijfers en 2 letters", id="leading zero"),
        pytest.param(postcode, "7411", "4 cijfers en 2 letters", id="no letters"),
        pytest.param(eural, "2003", "zes cijfers", id="Eural too short"),
    ],
)
def test_a_wrong_number_is_refused_with_a_reason(check, typed, said):
    with pytest.raises(InvalidIdentifier) as refusal:
        check(typed)
    assert said in refusal.value.text("nl")
    assert typed.strip() in str(refusal.value)


@given(st.integers(0, 10**10 - 1), st.integers(0, 9), st.integers(0, 25))
def test_one_wrong_digit_in_an_iban_is_always_found(account, digit, place):
    body = f"TEST{account:010}"
    spelled = "".join(str(int(char, 36)) for char in f"{body}NL00")
    good = f"NL{98 - int(spelled) % 97:02}{body}"
    assert iban(good) == good
    place = 8 + place % 10
    if good[place] != str(digit):
        with pytest.raises(InvalidIdentifier):
            iban(f"{good[:place]}{digit}{good[place + 1 :]}")


@given(st.sampled_from(sorted(CHECKS)), st.text(max_size=20))
def test_anything_typed_is_normal_or_refused(kind, text):
    with suppress(InvalidIdentifier):
        normal = CHECKS[kind](text)
        assert CHECKS[kind](normal) == normal
        assert re.fullmatch(r"[A-Z0-9 *]+", normal)


def test_an_iban_is_shown_in_fours():
    assert iban_in_fours(iban("NL85TEST0000000101")) == "NL85 TEST 0000 0001 01"
