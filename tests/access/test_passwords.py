import pytest

from akkoord.access.common_passwords import common_passwords
from akkoord.access.passwords import WeakPassword, check_password, hash_password, is_outdated, matches


def test_a_hash_knows_its_password_and_no_other():
    kept = hash_password("the blue bicycle sings")
    assert matches("the blue bicycle sings", kept)
    assert not matches("the blue bicycle sing", kept)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not is_outdated(kept)


def test_the_same_password_is_kept_differently_each_time():
    assert hash_password("the blue bicycle sings") != hash_password("the blue bicycle sings")


def test_nobody_has_a_password():
    assert not matches("the password of nobody", None)


def test_a_damaged_hash_matches_nothing():
    assert not matches("the blue bicycle sings", "$argon2id$not a hash")


def test_letters_typed_on_another_keyboard_are_the_same():
    assert matches("cafe\N{COMBINING ACUTE ACCENT} met terras", hash_password("café met terras"))


def test_a_weaker_hash_is_outdated():
    assert is_outdated("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b0dWRWJTmaaJObG")


def test_at_least_three_thousand_common_passwords_are_known():
    assert len(common_passwords()) >= 3_000
    assert all(len(text) >= 8 and text == text.casefold() for text in common_passwords())


@pytest.mark.parametrize(
    "password",
    [
        "password", "Password123", "W@chtwoord123", "welkom123!",
        "Welkom2026!", "qwertyuiop", "12345678", "87654321", "zomer2025", "azertyui", "aaaaaaaa", "abababab",
        "mijnbier", "Amsterdam1", "1q2w3e4r", " password1 ",
    ],
)  # fmt: skip
def test_a_common_password_is_refused(password):
    with pytest.raises(WeakPassword):
        check_password(password)


@pytest.mark.parametrize("password", ["the blue bicycle sings", "fietsbel-regenjas", "x7#Kq9!vLm2p", "ÿÿ-zee-boot"])
def test_an_uncommon_password_is_accepted(password):
    check_password(password, "anna", "Anna Bos")


@pytest.mark.parametrize("password", ["AnnaBos-", "Anna Bos", "annabos.nl"])
def test_the_own_name_is_refused(password):
    with pytest.raises(WeakPassword):
        check_password(password, "AnnaBos-", "Anna Bos", "annabos.nl")


def test_length_has_limits():
    with pytest.raises(WeakPassword, match="8"):
        check_password("k7#Kq9!")
    with pytest.raises(WeakPassword, match="256"):
        check_password("ab3-" * 65)
    check_password("ab3-" * 64)
