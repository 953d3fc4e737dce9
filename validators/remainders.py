"""Binary remainders: what a program that computes in binary leaves behind a number that it writes."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Final

_MANY_DECIMALS: Final = re.compile(r"-?[0-9]{1,30}[.,][0-9]{6,30}")
_EXACT_DIGITS: Final = 15
"""As many as a binary number of 64 bits keeps of a decimal one, and as many as a spreadsheet shows and compares."""
_AS_SHOWN: Final = Context(prec=_EXACT_DIGITS)


def without_remainder(text: str) -> str:
    """Return a number's text with 15 digits where it has more and many decimals: 70.00000000000001 is 70; other text as it is.

    No person types such a number, and an amount of money, which may have more digits, has two decimals. Three decimals
    that are left get a fourth, so that none can be taken for thousands.
    """
    if len(text) <= _EXACT_DIGITS or not _MANY_DECIMALS.fullmatch(text):
        return text
    sign = "," if "," in text else "."
    number = Decimal(text.replace(",", "."))
    if len(number.as_tuple().digits) <= _EXACT_DIGITS:
        return text
    whole, _, decimals = f"{_AS_SHOWN.plus(number):f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}{sign}{decimals:0<{4 if len(decimals) == 3 else 0}}" if decimals else whole
