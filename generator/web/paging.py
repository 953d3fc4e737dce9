"""Long lists in parts, and the numbers that addresses and forms say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.convertors import IntegerConvertor, register_url_convertor

_LONGEST: Final = 9


def whole_number(text: str, otherwise: int = 0) -> int:
    """Return the whole number that a text is; `otherwise` where it is none, or one of more than nine digits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else otherwise


class NumberOfAddress(IntegerConvertor):
    """A whole number in an address, `{baris:nomor}`: one with more digits leads nowhere, and would be too large for a database."""

    regex = f"[0-9]{{1,{_LONGEST}}}"


register_url_convertor("nomor", NumberOfAddress())


def address_of(path: str, asked: Mapping[str, str], start: int = 0) -> str:
    """Return the address of a part of a list. asked: what the list is of; start: how many come before."""
    return f"{path}?{urlencode({**asked, **({'mulai': start} if start else {})})}"


def parts_beside(path: str, asked: Mapping[str, str], *, start: int, most: int, count: int) -> dict[str, Any]:
    """Return the addresses of the parts of a list before and after the one that begins at `start`, "" where there is none, as its page has them."""
    before = address_of(path, asked, max(0, start - most)) if start else ""
    return {"sebelumnya": before, "berikutnya": address_of(path, asked, start + most) if start + most < count else ""}
