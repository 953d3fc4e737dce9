"""Whole numbers in Indonesian words."""

from __future__ import annotations

from typing import Final

_ONES: Final = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
DIGITS: Final = ("nol", *_ONES[1:10])
_SCALES: Final = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def spelled(number: int) -> str:
    """Return the words of a whole number; nothing for 0."""
    for size, scale in _SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            head = "seribu" if count == 1 and size == 1000 else f"{spelled(count)} {scale}"
            return f"{head} {spelled(rest)}".rstrip()
    return _spelled_below_thousand(number)


def _spelled_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    head = ("", "seratus")[hundreds] if hundreds < 2 else f"{_ONES[hundreds]} ratus"
    if rest < 12:
        tail = _ONES[rest]
    elif rest < 20:
        tail = f"{_ONES[rest - 10]} belas"
    else:
        tail = f"{_ONES[rest // 10]} puluh {_ONES[rest % 10]}"
    return f"{head} {tail}".strip()
