"""Blanks and hyphens at which no line may end: inside a date, "Nomor 4", a name and its degree, "ke-3"."""

from __future__ import annotations

import re
from typing import Final

from validators.values import BULAN

_MONTHS: Final = "|".join(BULAN)
_BLANK: Final = "\u00a0"
_HYPHEN: Final = "\u2011"
_DAY: Final = (re.compile(rf"\b\d{{1,2}} (?=(?:{_MONTHS})\b)"), lambda found: _joined(found.group()))
_YEAR: Final = (re.compile(rf"\b({_MONTHS}) (?=\d{{4}}\b)"), lambda found: _joined(found.group()))
_RULES: Final = (
    _DAY,
    (
        re.compile(r"\b(?:Nomor|No\.|Tahun|Pasal|ayat|angka|huruf|Bab|Tabel|Gambar|Lampiran|Rp) (?=[\dIVXLa-z(])"),
        lambda found: _joined(found.group()),
    ),
    (re.compile(r"(?<=\w), (?=(?:S|M|A|Dr|Drs|Dra|Ir|Sp|Ph)\.? ?[A-Z]?[A-Za-z]{0,4}\.)"), lambda found: _joined(found.group())),
    (re.compile(r"(?<=\b[Kk]e)-(?=\d)"), lambda found: _HYPHEN),
)
_WORTH: Final = re.compile(rf"\d|, [SMADIP]|{_MONTHS}")


def spaced(text: str, *, in_cell: bool = False) -> str:
    """Return text with the blanks and hyphens in it unbreakable at which a reader would stumble.

    in_cell: in a narrow column a date may end a line before its year, for whole it would be cut within a number.
    """
    if not _WORTH.search(text):
        return text
    for pattern, put in _RULES if in_cell else (_YEAR, *_RULES):
        text = pattern.sub(put, text)
    return text


def _joined(text: str) -> str:
    return text.replace(" ", _BLANK)
