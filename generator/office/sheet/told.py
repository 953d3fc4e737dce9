"""What a workbook tells beside its cells: the names that it gives to cells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from generator.office.sheet.addresses import range_of
from generator.office.sheet.book import Book

_PLACE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?)")


class NamedCells(NamedTuple):
    """Cells that have a name: their sheet, top, left, bottom and right, counted from 1."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


def names_of(book: Book) -> dict[str, NamedCells | None]:
    """Return the names of a workbook; None for one whose cells are gone, or that is no name of cells."""
    return {name: _cells(text) for name, text in book.archive.texts(book.main, "definedName").items()}


@lru_cache(maxsize=4096)
def _cells(text: str) -> NamedCells | None:
    """Return the cells that a name stands for; forms of a type give the same names to the same."""
    match = _PLACE.fullmatch(text.strip().removeprefix("="))
    area = range_of(match[3]) if match else None
    if match is None or area is None:
        return None
    return NamedCells((match[1] or "").replace("''", "'") or match[2], *area)
