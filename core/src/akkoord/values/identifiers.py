"""Check and normalise the numbers by which companies are known (DOMAIN 2.5)."""

import re
from collections.abc import Callable
from typing import Final, NewType

from stdnum import iban as iban_number
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.nl import bsn as eleven_test
from stdnum.nl import btw

from akkoord.language import Message
from akkoord.values.errors import InvalidIdentifier
from akkoord.values.formats import shorten

Kvk = NewType("Kvk", str)
EstablishmentNumber = NewType("EstablishmentNumber", str)
Rsin = NewType("Rsin", str)
VatId = NewType("VatId", str)
Iban = NewType("Iban", str)
Postcode = NewType("Postcode", str)
Eural = NewType("Eural", str)

KVK_NUMBER: Final = Message("KvK number")
ESTABLISHMENT_NUMBER: Final = Message("Establishment number")
RSIN: Final = Message("RSIN")
VAT_ID: Final = Message("VAT id")
IBAN: Final = Message("IBAN")
_DUTCH_IBAN: Final = 18
_NEVER_IN_A_POSTCODE: Final = ("SA", "SD", "SS")


def kvk(text: str) -> Kvk:
    """Check a KvK number: 8 digits, kept as text with its leading zeros; there is no check digit.

    >>> kvk("0123 4567")
    '01234567'
    """
    return Kvk(_digits(text, 8, KVK_NUMBER))


def establishment_number(text: str) -> EstablishmentNumber:
    """Check an establishment number (vestigingsnummer): 12 digits, one per location.

    >>> establishment_number("0000 1234 5678")
    '000012345678'
    """
    return EstablishmentNumber(_digits(text, 12, ESTABLISHMENT_NUMBER))


def rsin(text: str) -> Rsin:
    """Check an RSIN: 9 digits that pass the eleven-test.

    >>> rsin("850000014")
    '850000014'
    """
    digits = _digits(text, 9, RSIN)
    if not eleven_test.is_valid(digits):
        raise InvalidIdentifier(_slip(RSIN, text))
    return Rsin(digits)


def vat_id(text: str) -> VatId:
    """Check a Dutch VAT id: `NL`, 9 digits, `B`, 2 digits, passing the eleven-test or the 97-test.

    >>> vat_id("nl 8500.00.014.B01")
    'NL850000014B01'
    """
    compact = _squeezed(text).upper()
    if not re.fullmatch(r"NL[0-9]{9}B[0-9]{2}", compact):
        raise InvalidIdentifier(
            Message(
                "A Dutch VAT id looks like NL123456789B01: NL, 9 digits, B and 2 digits. “{text}” does not.",
                {"text": shorten(text)},
            )
        )
    if not btw.is_valid(compact):
        raise InvalidIdentifier(_slip(VAT_ID, text))
    return VatId(compact)


def iban(text: str) -> Iban:
    """Check an IBAN of any country: its length, its form and its check digits (mod 97); Dutch ones have 18 characters.

    >>> iban("nl85 test 0000 0001 01")
    'NL85TEST0000000101'
    """
    compact = _squeezed(text).upper()
    try:
        return Iban(iban_number.validate(compact))
    except ValidationError as error:
        like_one = re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", compact) and (
            len(compact) == _DUTCH_IBAN or not compact.startswith("NL")
        )
        if like_one and isinstance(error, InvalidChecksum):
            raise InvalidIdentifier(_slip(IBAN, text)) from None
        raise InvalidIdentifier(
            Message(
                "“{text}” is not an IBAN. A Dutch one has 18 characters, like NL00 BANK 0123 4567 89.",
                {"text": shorten(text)},
            )
        ) from None


def iban_in_fours(text: str) -> str:
    """Write an IBAN in groups of four, as on a bank card.

    >>> iban_in_fours("NL85TEST0000000101")
    'NL85 TEST 0000 0001 01'
    """
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def postcode(text: str) -> Postcode:
    """Check a Dutch postcode and write it with one space.

    >>> postcode("7411br")
    '7411 BR'
    """
    match = re.fullmatch(r"([1-9][0-9]{3})([A-Z]{2})", _squeezed(text).upper())
    if match is None:
        raise InvalidIdentifier(
            Message("A postcode has 4 digits and 2 letters, like 7411 BR. “{text}” does not.", {"text": shorten(text)})
        )
    if match[2] in _NEVER_IN_A_POSTCODE:
        raise InvalidIdentifier(
            Message(
                "The letters {letters} are not used in postcodes. Check “{text}”.",
                {"letters": match[2], "text": shorten(text)},
            )
        )
    return Postcode(f"{match[1]} {match[2]}")


def eural(text: str) -> Eural:
    """Check a Eural code: six digits in pairs, with `*` for hazardous waste.

    >>> eural("200121*")
    '20 01 21*'
    """
    match = re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{2})(\*?)", _squeezed(text))
    if match is None:
        raise InvalidIdentifier(
            Message(
                "A Eural code has six digits, like 20 03 01, and a * when the waste is hazardous. “{text}” does not.",
                {"text": shorten(text)},
            )
        )
    return Eural(f"{match[1]} {match[2]} {match[3]}{match[4]}")


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.\-]", "", text)


def _digits(text: str, count: int, kind: Message) -> str:
    digits = _squeezed(text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise InvalidIdentifier(
            Message(
                "{kind} “{text}” is not one: it has {count} digits and nothing else.",
                {"kind": kind, "text": shorten(text), "count": count},
            )
        )
    if len(digits) != count:
        raise InvalidIdentifier(
            Message(
                "{kind} “{text}” has {found} digits; it should have {count}, leading zeros included.",
                {"kind": kind, "text": shorten(text), "found": len(digits), "count": count},
            )
        )
    return digits


def _slip(kind: Message, text: str) -> Message:
    return Message(
        "The check digits of {kind} “{text}” are wrong, so there is a slip in it. Compare it digit by digit.",
        {"kind": kind, "text": shorten(text)},
    )


CHECKS: Final[dict[str, Callable[[str], str]]] = {
    "kvk": kvk,
    "vat_id": vat_id,
    "iban": iban,
    "postcode": postcode,
}
