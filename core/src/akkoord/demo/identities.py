"""Make numbers for businesses that do not exist: right in form and check digits, and nobody's."""

from typing import Final

_COMPANY_FROM: Final = 8_699_000
_TRADER_FROM: Final = 869_900_000
_LETTERS: Final = {"N": 23, "L": 21, "B": 11}


def kvk_number(n: int) -> str:
    """Give the n-th trade register number, in a range that is not given out.

    >>> kvk_number(7)
    '90020007'
    """
    return f"{90_020_000 + n:08}"


def establishment_number(n: int) -> str:
    """Give the n-th establishment number.

    >>> establishment_number(7)
    '000090020007'
    """
    return f"{kvk_number(n):0>12}"


def company_vat_id(n: int) -> str:
    """Give the n-th VAT id of a company: nine digits that pass the eleven-test (DOMAIN 2.5).

    >>> company_vat_id(1)
    'NL869900110B01'
    """
    base = f"{_COMPANY_FROM + n}{n % 10}"
    check = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), base, strict=True)) % 11
    if check == 10:  # noqa: PLR2004 - no digit passes; move on to the next number
        return company_vat_id(n + 1_000)
    return f"NL{base}{check}B01"


def trader_vat_id(n: int) -> str:
    """Give the n-th VAT id of a sole trader: the two digits behind the B pass the 97-test (DOMAIN 2.5).

    >>> trader_vat_id(1)
    'NL869900001B51'
    """
    digits = f"{_TRADER_FROM + n}"
    whole = int(f"{_LETTERS['N']}{_LETTERS['L']}{digits}{_LETTERS['B']}00")
    return f"NL{digits}B{(-1 - whole) % 97 + 2:02}"


def iban(n: int) -> str:
    """Give the n-th account number at the bank TEST, with its check digits (mod 97).

    >>> iban(1)
    'NL68TEST0000020001'
    """
    account = f"{20_000 + n:010}"
    letters = "".join(str(ord(letter) - ord("A") + 10) for letter in "TEST")
    country = "".join(str(_LETTERS[letter]) for letter in "NL")
    return f"NL{98 - int(f'{letters}{account}{country}00') % 97:02}TEST{account}"
