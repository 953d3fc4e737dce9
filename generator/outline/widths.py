"""How wide the columns of a table are: what their values need, their heads' longest word, and the rest to running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from generator.outline.blocks import Column

_LETTER_CM: Final = 0.225
_PADDING_CM: Final = 0.42
_WORDS: Final = re.compile(r"[^\s/]+/?")
_LOOSE_CM: Final = 2.5
_OTHER_CM: Final = 0.9
_SHARES: Final = {"line": 2.0, "list": 2.2, "long": 3.2}
_SIZES: Final = ((6, 10), (9, 9))
_SMALLEST: Final = 8


def head_lines(column: Column, width_cm: float, size: int) -> int:
    """Return how many lines the head of a column takes, as far as that can be told without a font."""
    letters = max(int((width_cm - _PADDING_CM * size / 10) / (_LETTER_CM * size / 10)), 1)
    lines, room = 1, letters
    for word in _WORDS.findall(column.label):
        if len(word) > room and room < letters:
            lines, room = lines + 1, letters
        room -= len(word) + 1
    return lines


def letter_size(columns: int) -> int:
    """Return the size of letters, in points, for a table of so many columns."""
    return next((size for most, size in _SIZES if columns <= most), _SMALLEST)


def column_widths(columns: Sequence[Column], total_cm: float) -> tuple[float, ...]:
    """Return the width of each column in cm; they add up to `total_cm`. Widths that the spec says are kept where they fit."""
    said = float(sum(column.said_cm for column in columns))
    if said:
        return _with_said(columns, total_cm, said)
    scale = letter_size(len(columns)) / 10
    least = [max(column.value.width_cm, _head_cm(column)) * scale for column in columns]
    loose = [0.0 if column.value.width_cm else _SHARES[column.value.form] for column in columns]
    wanted = [max(_LOOSE_CM * scale - width, 0.0) if share else 0.0 for width, share in zip(least, loose, strict=True)]
    widths = _filled(least, wanted, min(sum(wanted), max(total_cm - sum(least), 0.0)))
    spare = total_cm - sum(widths)
    return _filled(widths, loose if spare > 0 and any(loose) else widths, spare)


def comfortable_cm(columns: Sequence[Column]) -> float:
    """Return how wide a table must be for no column to be narrower than its values, its head's longest word, or a usual word need."""
    scale = letter_size(len(columns)) / 10
    needed = (max(column.value.width_cm or _LOOSE_CM, _head_cm(column)) * scale for column in columns)
    return sum(float(column.said_cm) or width for column, width in zip(columns, needed, strict=True))


def _with_said(columns: Sequence[Column], total_cm: float, said: float) -> tuple[float, ...]:
    """Return the widths that the spec says, what is left shared by the others as ever; too wide a table is made to fit."""
    others = [column for column in columns if not column.said_cm]
    least = _OTHER_CM * len(others)
    scale = (total_cm - least) / said if not others or said > total_cm - least else 1.0
    rest = iter(column_widths(others, total_cm - said * scale)) if others else iter(())
    return tuple(float(column.said_cm) * scale if column.said_cm else next(rest) for column in columns)


def _filled(widths: Sequence[float], shares: Sequence[float], spare_cm: float) -> tuple[float, ...]:
    """Return the widths with what is spare (or too much) given to each by its share."""
    whole = sum(shares) or 1.0
    return tuple(width + spare_cm * share / whole for width, share in zip(widths, shares, strict=True))


def _head_cm(column: Column) -> float:
    longest = max((len(word) for word in _WORDS.findall(column.label)), default=1)
    return longest * _LETTER_CM + _PADDING_CM
