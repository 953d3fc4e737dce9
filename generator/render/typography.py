"""Blanks and hyphens at which no line may end: inside a date, "Nomor 4", a name and its degree, "ke-3"."""

from __future__ import annotations

import re
from typing import Final

from validators.values import BULAN

_MONTHS: Final = "|".join(BULAN)
_BLANK: Final = "\u00a0"
_HYPHEN: Final = "\u2011"
_DAY: Final = re.compile(rf"\b\d{{1,2}} (?=(?:{_MONTHS})\b)")
_YEAR: Final = re.compile(rf"\b({_MONTHS}) (?=\d{{4}}\b)")
_BEFORE_NUMBERS: Final = r"(?:Nomor|No\.|Tahun|Pasal|ayat|angka|huruf|Bab|Tabel|Gambar|Lampiran|Rp) (?=[\dIVXLa-z(])"
_NUMBER: Final = re.compile(rf"\b{_BEFORE_NUMBERS}")
_DEGREE: Final = re.compile(r"(?<=\w), (?=(?:S|M|A|Dr|Drs|Dra|Ir|Sp|Ph)\.? ?[A-Z]?[A-Za-z]{0,4}\.)")
_SHORT_DEGREE: Final = re.compile(r"(?<!\w)(\w{1,8}), (?=(?:S|M|A|Dr|Drs|Dra|Ir|Sp|Ph)\.(?:[A-Z][a-z]?\.)?(?![A-Za-z]))")
_ORDINAL: Final = re.compile(r"(?<=\b[Kk]e)-(?=\d)")
# What must be there before one of them is worth a search: without a word's edge in front they are found many times as fast.
_MONTH: Final = re.compile(_MONTHS)
_NAMED: Final = re.compile(_BEFORE_NUMBERS)
_WORTH: Final = re.compile(rf"\d|, [SMADIP]|{_MONTHS}")


def spaced(text: str, *, in_cell: bool = False) -> str:
    """Return text with the blanks and hyphens in it unbreakable at which a reader would stumble.

    in_cell: in a narrow column a date may end a line before its year and a long name before its degree, for whole they would be cut
    within a number or a word.
    """
    if not _WORTH.search(text):
        return text
    if _MONTH.search(text):
        text = _DAY.sub(_joined, text if in_cell else _YEAR.sub(_joined, text))
    if _NAMED.search(text):
        text = _NUMBER.sub(_joined, text)
    if ", " in text:
        text = (_SHORT_DEGREE if in_cell else _DEGREE).sub(_joined, text)
    return _ORDINAL.sub(_HYPHEN, text) if "e-" in text else text


def _joined(found: re.Match[str]) -> str:
    return found.group().replace(" ", _BLANK)
