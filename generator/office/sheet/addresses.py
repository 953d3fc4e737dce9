"""Addresses of cells, and the edges of Excel's grid."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384
MAX_TEXT: Final = 32_767
"""Letters that a cell holds at most."""
_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@cache
def letters(column: int) -> str:
    """Return the letters of a column, 1 is A."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def quoted_title(title: str) -> str:
    """Return the title of a sheet as it stands before "!" in a formula."""
    return "'" + title.replace("'", "''") + "'"


def column_of(text: str) -> int | None:
    """Return the number of a column's letters, A is 1; None for what is no column of the grid."""
    if not 1 <= len(text) <= 3 or not text.isascii() or not text.isupper() or not text.isalpha():
        return None
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number if number <= MAX_COLUMN else None


def row_of(text: str) -> int | None:
    """Return the number of a row; None for what is no row of the grid."""
    if not 1 <= len(text) <= 7 or not text.isascii() or not text.isdigit():
        return None
    return number if 1 <= (number := int(text)) <= MAX_ROW else None


def range_of(text: str) -> tuple[int, int, int, int] | None:
    """Return top, left, bottom and right of a range like "B3:C5" or of one cell, counted from 1; None for what is none."""
    first, _, last = text.partition(":")
    corners = [_ADDRESS.fullmatch(part) for part in (first, last or first)]
    places = [(row_of(match[2]), column_of(match[1])) for match in corners if match]
    rows = sorted(row for row, _ in places if row)
    columns = sorted(column for _, column in places if column)
    return (rows[0], columns[0], rows[1], columns[1]) if len(rows) == 2 == len(columns) else None
